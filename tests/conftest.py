"""Hypothesis on a build machine: the same examples every time, so that a landing never fails by chance.

Everywhere else it looks further with every run, and keeps what it found in .hypothesis.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, database=None, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

"""Writes deploy/requirements.lock: what a server needs of the project's lock, and none of the tools for work on it.

    .venv/bin/python deploy/lock.py

Versions and hashes are the project's own; tests/deploy holds the file to be what this gives. It resolves nothing anew.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "deploy" / "requirements.lock"
BUILDS = "setuptools"
"""Builds the package itself, where pip is not to fetch anything for that."""
_HEAD = "# Made from ../requirements.lock by deploy/lock.py: what runs on a server.\n"


def wanted(needs: Iterable[str]) -> set[str]:
    """Every package in `needs`, and what those need in turn, as the installed ones' own metadata say."""
    found: set[str] = set()
    for need in map(Requirement, needs):
        name = canonicalize_name(need.name)
        if name not in found and (need.marker is None or need.marker.evaluate({"extra": ""})):
            found |= {name} | wanted(requires(name) or ())
    return found


def blocks(lock: str) -> dict[str, str]:
    """The lines of each package in a lock, by its name, without the comments."""
    lock = re.sub(r"(?m)^ *#.*\n", "", lock)
    parts = re.split(r"(?m)^(?=[a-z0-9])", lock)
    return {canonicalize_name(re.split(r"[=\s]", part, maxsplit=1)[0]): part for part in parts if "==" in part}


def server_lock() -> str:
    """The text of the server's lock. Raises KeyError for a package that the project's lock lacks."""
    locked = blocks((ROOT / "requirements.lock").read_text("utf-8"))
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return _HEAD + "".join(locked[name] for name in sorted(wanted(needs) | {BUILDS}))


if __name__ == "__main__":
    TARGET.write_text(server_lock(), "utf-8")

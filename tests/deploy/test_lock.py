"""What is installed on a server is what the tests ran with, to the hash, and nothing that is only for work on the code."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


def script():
    spec = importlib.util.spec_from_file_location("lock", DEPLOY / "lock.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_servers_lock_is_the_part_of_the_projects_that_it_needs():
    lock = script()
    assert lock.TARGET.read_text("utf-8") == lock.server_lock(), "run .venv/bin/python deploy/lock.py"


def test_it_holds_what_runs_and_no_tool_for_work():
    names = set(script().blocks((DEPLOY / "requirements.lock").read_text("utf-8")))
    assert {"httpx2", "feedparser", "eventsourcing", "anyio", "tzlocal", "setuptools"} <= names
    assert not names & {"pytest", "mypy", "ruff", "coverage", "hypothesis", "import-linter", "aiosmtpd"}

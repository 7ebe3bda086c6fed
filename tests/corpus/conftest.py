"""What a change did to the reading of the labelled corpora, printed at the end of a test run."""

from __future__ import annotations

import pytest

CHANGES = pytest.StashKey[list[str]]()


@pytest.fixture
def say(request: pytest.FixtureRequest):
    """Keep a line for the end of the run."""
    return request.config.stash.setdefault(CHANGES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(CHANGES, []):
        terminalreporter.write_line(line)

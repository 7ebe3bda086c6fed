"""When sources were last looked at well: of all of them at once, each by its own good polls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feeds.memory import Memory

AT = datetime(2031, 6, 2, 16, tzinfo=UTC)


def test_the_last_good_poll_of_every_source(tmp_path):
    with Memory(tmp_path / "feeds.db") as memory:
        assert memory.tallies.ends() == {}
        memory.unchanged("a", AT)
        memory.unchanged("b", AT)
        memory.unchanged("a", AT + timedelta(minutes=10))
        memory.failed("b", "b", AT + timedelta(minutes=10), "no answer")
        assert memory.tallies.ends() == {"a": AT + timedelta(minutes=10), "b": AT}

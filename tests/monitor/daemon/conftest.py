from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.feeds.fetch.conftest import Site, running
from tests.monitor.daemon.given import Desk, Feed


@pytest.fixture
def serve() -> Iterator[Callable[[Feed], Site]]:
    """serve(feed) starts a server on loopback that lives as long as the test."""
    with ExitStack() as stack:

        def start(feed: Feed) -> Site:
            if feed.hold is not None:
                stack.callback(feed.hold.set)
            return stack.enter_context(running(feed, None))

        yield start


@pytest.fixture
def desk() -> Iterator[Callable[..., Desk]]:
    """desk(config) opens one; it is closed after the test."""
    with ExitStack() as stack:

        def open_one(config: Path, **differs: object) -> Desk:
            made = Desk(config, **differs)
            stack.callback(made.close)
            return made

        yield open_one

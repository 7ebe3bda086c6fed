"""Ask each court's public feed once, and say what answered. Records nothing, remembers nothing, asks nobody twice.

A feed that answers well today may show nothing tomorrow, and one that does not may be back: this is what one question
found at one time. The table of courts is not changed by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from datetime import datetime
from typing import TypeAlias

import msgspec

from feeds.court_feeds import CourtFeed
from feeds.fetch.masking import masked
from feeds.fetch.outcomes import Fetched, FetchRequest, Outcome, as_poll
from feeds.model import Poll, SourceSpec
from feeds.pacer_rss import NAME
from feeds.parsing.results import Result, Unparsed

Ask: TypeAlias = Callable[[FetchRequest, datetime], "Future[Outcome]"]
Read: TypeAlias = Callable[[SourceSpec, Poll], Result]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What a court's address answered. `feed`: whether it was one that our parser reads; `reason` why not.

    `items` are those shown, `newest` the latest time of entry among them, `declares` what it says that it carries.
    """

    court: str
    url: str
    feed: bool
    reason: str | None = None
    items: int = 0
    newest: datetime | None = None
    declares: str | None = None
    moved_to: str | None = None


def check_courts(courts: Iterable[CourtFeed], ask: Ask, read: Read, now: datetime) -> Iterator[Checked]:
    """Ask all that have an address, and give each as it is known, in the order of the courts."""
    asked = [(one, ask(FetchRequest(source=one.court, url=one.url), now)) for one in courts if one.url]
    for one, answer in asked:
        yield _checked(one, answer.result(), read, now)


def _checked(one: CourtFeed, outcome: Outcome, read: Read, now: datetime) -> Checked:
    url = masked(one.url)
    if not isinstance(outcome, Fetched):
        reason = getattr(outcome, "reason", "nothing was sent").removeprefix(f"{one.court}: ")
        return Checked(court=one.court, url=url, feed=False, reason=reason)
    moved = masked(outcome.moved_to) if outcome.moved_to else None
    found = read(SourceSpec(id=one.court, kind=NAME, url=one.url, court=one.court), as_poll(outcome, now))
    if isinstance(found, Unparsed):
        return Checked(court=one.court, url=url, feed=False, reason=found.reason, moved_to=moved)
    entered = [at for item in found.items if (at := getattr(item.content, "entered_at", None)) is not None]
    return Checked(
        court=one.court,
        url=url,
        feed=True,
        items=len(found.shown),
        newest=max(entered, default=None),
        declares=found.declared,
        moved_to=moved,
    )

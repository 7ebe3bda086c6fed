"""The pages of articles that are to be read in full: asks each site what it allows, then for the page. Records no item.

One page of a site after the other, as its robots.txt allows; a page that does not come is tried three times over a day
and then left. Everything here is called from the tick's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from datetime import datetime, timedelta
from typing import TypeAlias

import msgspec

from feeds.article_page import NAME
from feeds.fetch.masking import masked
from feeds.fetch.outcomes import Failed, Fetched, FetchRequest, Outcome, as_poll
from feeds.memory import Memory
from feeds.memory_pages import Page
from feeds.model import Poll, SourceSpec
from feeds.parsing.caps import MIB, Caps
from feeds.parsing.results import Result, Unparsed
from feeds.parsing.worker import ParseWorker
from feeds.robots import Robots, robots_url

AT_ONCE = 4
WAITS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=17))
ROBOTS_LAST, ROBOTS_AGAIN = timedelta(days=1), timedelta(hours=1)
CAPS = Caps(memory_bytes=768 * MIB, retire_bytes=320 * MIB)
"""An article is told from its page by larger libraries than a feed's."""

Fetch: TypeAlias = Callable[[FetchRequest, datetime], "Future[Outcome]"]
Record: TypeAlias = Callable[[SourceSpec, Page, Poll, str], bool]


class Read(msgspec.Struct, frozen=True):
    """What came of one page: its source, its masked address, and why nothing did, or None."""

    source: str
    url: str
    reason: str | None


class _Rules(msgspec.Struct, frozen=True):
    robots: Robots
    until: datetime


class Pages:
    """The pages of the sources that are configured so. `fetch` is the guarded one; `record` keeps an article's text."""

    def __init__(self, specs: Iterable[SourceSpec], memory: Memory, fetch: Fetch, record: Record) -> None:
        self._specs = {spec.id: spec for spec in specs if spec.full_text}
        self._memory, self._fetch, self._record = memory, fetch, record
        self._parser: ParseWorker | None = None
        self._rules: dict[str, _Rules] = {}
        self._free: dict[str, datetime] = {}
        self._asking: dict[str, Future[Outcome]] = {}
        self._coming: dict[str, tuple[Page, Future[Outcome]]] = {}
        self._reading: dict[str, tuple[Page, Poll, Future[Result]]] = {}

    def tick(self, now: datetime, *, ask: bool = True) -> list[Read]:
        """Take what has come, and ask for what is due; gives the pages that are settled. Raises LedgerError."""
        if not self._specs:
            return []
        self._take_rules(now)
        settled = [*self._take_pages(now), *self._take_texts()]
        if ask:
            settled += self._ask(now)
        return settled

    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._asking or self._coming or self._reading)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until something that is under way has come, or so long."""
        under_way = [*self._asking.values(), *(f for _, f in self._coming.values())]
        reading = [f for _, _, f in self._reading.values()]
        if under_way:
            wait(under_way, timeout=seconds)
        if reading:
            wait(reading, timeout=seconds)

    def close(self) -> None:
        """Drop what is under way; it is asked again at the next start."""
        if self._parser is not None:
            self._parser.close()
            self._parser = None
        self._asking.clear()
        self._coming.clear()
        self._reading.clear()

    def _ask(self, now: datetime) -> Iterator[Read]:
        under_way = {*self._coming, *self._reading}
        for page in self._memory.pages.all():
            if len(self._asking) + len(self._coming) + len(self._reading) >= AT_ONCE or page.due > now:
                return
            if page.of in under_way:
                continue
            if page.source not in self._specs:  # configured otherwise by now
                self._memory.pages.drop(page)
                continue
            site = robots_url(page.url)
            rules = self._rules.get(site)
            if rules is None or rules.until <= now:
                if site not in self._asking:
                    self._asking[site] = self._fetch(FetchRequest(source=page.source, url=site), now)
            elif not rules.robots.known:
                yield self._again(page, now, "its site's robots.txt could not be read")
            elif not rules.robots.allows(page.url):
                yield self._never(page, "its site's robots.txt does not allow it")
            elif now >= self._free.get(site, now):
                self._free[site] = now + rules.robots.delay
                self._coming[page.of] = (page, self._fetch(FetchRequest(source=page.source, url=page.url), now))

    def _take_rules(self, now: datetime) -> None:
        for site, future in [(s, f) for s, f in self._asking.items() if f.done()]:
            robots = Robots(future.result())
            self._rules[site] = _Rules(robots, now + (ROBOTS_LAST if robots.known else ROBOTS_AGAIN))
            del self._asking[site]

    def _take_pages(self, now: datetime) -> Iterator[Read]:
        for of, (page, future) in [(o, p) for o, p in self._coming.items() if p[1].done()]:
            outcome = future.result()
            if isinstance(outcome, Fetched) and robots_url(outcome.url) != robots_url(page.url):
                self._elsewhere(page, outcome.url, now)  # another site has rules of its own
            elif isinstance(outcome, Fetched):
                poll, spec = as_poll(outcome, now), msgspec.structs.replace(self._specs[page.source], kind=NAME)
                self._parser = self._parser or ParseWorker(CAPS)
                self._reading[of] = (page, poll, self._parser.submit(spec, poll, ()))
            elif isinstance(outcome, Failed):
                yield self._again(page, now, outcome.reason)
            else:
                yield self._never(page, getattr(outcome, "reason", "it was not sent"))
            del self._coming[of]

    def _take_texts(self) -> Iterator[Read]:
        for of, (page, poll, future) in [(o, r) for o, r in self._reading.items() if r[2].done()]:
            result = future.result()
            if isinstance(result, Unparsed):
                yield self._never(page, result.reason)
            else:
                text = result.items[0].content.text
                longer = self._record(self._specs[page.source], page, poll, text)
                yield self._never(page, None if longer else "its page says no more than the feed did")
            del self._reading[of]

    def _elsewhere(self, page: Page, url: str, now: datetime) -> None:
        if page.tries < len(WAITS):
            self._memory.pages.keep(msgspec.structs.replace(page, url=url, tries=page.tries + 1, due=now))
        else:
            self._memory.pages.drop(page)

    def _again(self, page: Page, now: datetime, reason: str) -> Read:
        if page.tries >= len(WAITS):
            return self._never(page, reason)
        due = now + WAITS[page.tries]
        self._memory.pages.keep(msgspec.structs.replace(page, tries=page.tries + 1, due=due))
        return Read(page.source, masked(page.url), f"{reason}; tried again {due.isoformat(timespec='minutes')}")

    def _never(self, page: Page, reason: str | None) -> Read:
        """Settle a page: it was read, or is not asked for again."""
        self._memory.pages.drop(page)
        return Read(page.source, masked(page.url), reason)

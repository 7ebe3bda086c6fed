"""Fills in what a docket had before it was watched, a page at a time, and goes on where it was ended. Alarms nobody.

Every page is recorded before the place is remembered, and an entry is known by its giver's id: a kill at any moment
costs the repetition of one page. The server's limits are shared with the daemon that runs beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from feeds import courtlistener_paging as paging
from feeds.fetch.addresses import host_of
from feeds.fetch.backoff import holds_after
from feeds.fetch.outcomes import Failed, FailureKind, Fetched, FetchRequest, Outcome, as_poll
from feeds.memory import Memory
from feeds.model import Problem, SourceSpec
from feeds.quota import Quota
from monitor.application.item_drafts import PollReport
from monitor.application.record_poll import PollRecorder
from monitor.errors import ShowcauseError

HISTORY = "history"
SHORT = timedelta(seconds=70)
"""A pause that is waited for without being asked: the end of a minute's limit."""
_TRIES = 3
_AGAIN = frozenset(
    {FailureKind.CONNECTION, FailureKind.TIMEOUT, FailureKind.SERVER_ERROR, FailureKind.TRUNCATED, FailureKind.TOO_SLOW}
)


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the history is read on: `next` page, how many entries were read of how many, and whether that is all."""

    next: str | None = None
    read: int = 0
    total: int | None = None
    done: bool = False


class Filled(msgspec.Struct, kw_only=True):
    """What one run did. `done`: read to the end of the history; else `why` not, and `again_from` says when to go on."""

    observed: int = 0
    revised: int = 0
    unchanged: int = 0
    unwatched: int = 0
    read: int = 0
    total: int | None = None
    done: bool = False
    again_from: datetime | None = None
    why: str = ""
    problems: list[Problem] = []


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What a run works with: `ask` answers one question, `pause` waits so many seconds, `wait` for hours too."""

    ask: Callable[[FetchRequest, datetime], Outcome]
    clock: Callable[[], datetime]
    pause: Callable[[float], None]
    quota: Quota
    wait: bool = False


class _StoppedError(Exception):
    def __init__(self, why: str, until: datetime | None = None) -> None:
        super().__init__(why)
        self.why, self.until = why, until


class Backfill:
    """The history of one docket's list. `heard` is given the number of entries read, and of those there are."""

    def __init__(
        self,
        spec: SourceSpec,
        memory: Memory,
        recorder: PollRecorder,
        means: Means,
        heard: Callable[[int, int | None], None],
    ) -> None:
        self._spec, self._memory, self._recorder, self._means, self._heard = spec, memory, recorder, means, heard

    def run(self, *, anew: bool = False) -> Filled:
        """Read the history from where it was ended, or `anew` from its beginning.

        Raises LedgerError or StoreError where it cannot be recorded; what was read until then is.
        """
        place = Place() if anew else self._place()
        filled = Filled()
        try:
            if place.total is None:
                place = msgspec.structs.replace(place, total=self._count())
            self._heard(place.read, place.total)
            while not place.done:
                place = self._page(place, filled)
                self._heard(place.read, place.total)
        except _StoppedError as stopped:
            filled.why, filled.again_from = stopped.why, stopped.until
        filled.read, filled.total, filled.done = place.read, place.total, place.done
        return filled

    def _place(self) -> Place:
        kept = self._memory.places.place(self._spec.id, HISTORY, self._spec.url)
        return msgspec.json.decode(kept, type=Place) if kept else Place()

    def _count(self) -> int | None:
        body = self._asked(paging.count_address(self._spec.url)).body
        try:
            return msgspec.json.decode(body, type=dict[str, int]).get("count")
        except msgspec.DecodeError:
            return None  # then nobody knows how far it is

    def _page(self, place: Place, filled: Filled) -> Place:
        page = self._asked(place.next or paging.history_address(self._spec.url))
        now = self._means.clock()
        try:
            report = self._recorder.record_history(self._spec, as_poll(page, now), now)
            count, following = paging.length_and_next(self._spec.url, page.body)
        except ShowcauseError as error:
            raise _StoppedError(str(error)) from error
        _add(filled, report)
        after = Place(next=following, read=place.read + count, total=place.total, done=following is None)
        self._memory.places.keep(self._spec.id, HISTORY, self._spec.url, msgspec.json.encode(after))
        return after

    def _asked(self, url: str) -> Fetched:
        """Ask once a question is free, and again where what went wrong may pass."""
        reason = ""
        for attempt in range(_TRIES):
            self._until_free()
            now = self._means.clock()
            outcome = self._means.ask(FetchRequest(source=self._spec.id, url=url), now)
            if isinstance(outcome, Fetched):
                return outcome
            self._hold(outcome, now)
            reason = getattr(outcome, "reason", "the server gave nothing")
            if not (isinstance(outcome, Failed) and (outcome.kind in _AGAIN or outcome.retry_after is not None)):
                break
            if outcome.retry_after is None:
                self._means.pause(5.0 * (attempt + 1))
        raise _StoppedError(reason)

    def _hold(self, outcome: Outcome, now: datetime) -> None:
        """Heed a server that asks us to wait, also for the daemon beside us."""
        holds = self._memory.fetches.holds()
        after = holds_after(holds, outcome, now)
        if after != holds:
            self._memory.fetches.keep_holds(after)

    def _until_free(self) -> None:
        host = host_of(self._spec.url)
        while True:
            now = self._means.clock()
            held = self._memory.fetches.holds().get(host, now)
            free = held if held > now else self._memory.places.spend(host, now, self._means.quota)
            if free is None:
                return
            if not self._means.wait and free - now > SHORT:
                raise _StoppedError("the server's limit of questions is reached", free)
            self._means.pause((free - now).total_seconds())


def _add(filled: Filled, report: PollReport) -> None:
    for name in ("observed", "revised", "unchanged", "unwatched"):
        setattr(filled, name, getattr(filled, name) + getattr(report, name))
    filled.problems += report.problems

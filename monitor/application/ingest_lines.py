"""Records items given as JSON Lines. The giver's id is the identity: same content changes nothing, other revises.

A bad line is reported with its reason and never costs a good one; what was counted is on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice

import msgspec

from feeds.jsonl import Given, parse_line
from feeds.model import Problem
from monitor.application.drafts import Seen, Watch, first_drafts, revised_drafts
from monitor.domain.ids import key_of
from monitor.domain.vocabulary import Occasion
from monitor.errors import InputError
from monitor.ledger.store import Draft, Entry, Ledger
from projections.item import Item, content_hash

CHUNK = 200
"""Lines a transaction: large enough to be quick, small enough that an interruption repeats little."""


class IngestReport(msgspec.Struct):
    """What became of the lines."""

    observed: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: list[Problem] = []


class LineIngest:
    """One run over given lines. `current` gives an item's latest state by key; `clock` the time of each append."""

    def __init__(
        self, ledger: Ledger, watched: Watch, current: Callable[[str], Item | None], clock: Callable[[], datetime]
    ) -> None:
        self._ledger, self._watched, self._current, self._clock = ledger, watched, current, clock
        self._latest: dict[str, tuple[int, str]] = {}

    def run(
        self, lines: Iterable[str], source: str, occasion: Occasion, progress: Callable[[int], None] | None = None
    ) -> IngestReport:
        """Record every line; gives the counts and each rejected line with its reason.

        Raises LedgerError when the record cannot be written: lines of earlier chunks are then safely recorded.
        """
        report = IngestReport()
        numbered = enumerate(lines, start=1)
        while chunk := list(islice(numbered, CHUNK)):
            self._chunk(chunk, source, occasion, report)
            if progress:
                progress(len(chunk))
        return report

    def _chunk(self, chunk: list[tuple[int, str]], source: str, occasion: Occasion, report: IngestReport) -> None:
        now = self._clock()
        drafts: list[Draft] = []
        for number, line in chunk:
            if not line.strip():
                continue
            try:
                given = parse_line(line, number)
            except InputError as error:
                report.rejected.append(Problem(source=source, item=f"line {number}", reason=str(error)))
                continue
            seen = Seen(source=source, item=given.id, identity=given.id, occasion=occasion, polled_at=now)
            found = self._drafts(seen, given)
            report.unchanged += not found
            drafts += found
        for draft, entry in zip(drafts, self._ledger.append(drafts, now), strict=True):
            _count(report, draft, entry)

    def _drafts(self, seen: Seen, given: Given) -> list[Draft]:
        key = key_of("item", seen.source, seen.identity)
        digest = content_hash(given.content)
        if key not in self._latest and (item := self._current(key)):
            self._latest[key] = (item.revision, item.content_hash)
        known = self._latest.get(key)
        if known is not None and known[1] == digest:
            return []
        revision = known[0] + 1 if known else 0
        self._latest[key] = (revision, digest)
        if known is None:
            return list(first_drafts(seen, given.content, self._watched))
        return list(revised_drafts(key, revision, seen, given.content, digest, self._watched))


def _count(report: IngestReport, draft: Draft, entry: Entry | None) -> None:
    name = draft.event.name
    if name == "item.read":
        return
    if entry is None:
        report.unchanged += 1
    elif name == "item.revised":
        report.revised += 1
    else:
        report.observed += 1

"""What is told to us (a webhook) goes into the record at once, on a thread of its own, while the tick goes on.

It is answered well only when the record holds it, or when it has been kept aside because it could not be read: the
sender would only send the same again, and give the address up after a few failures. It never waits for the tick: the
ledger takes several writers, and the views follow with the next one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from feeds.courtlistener_webhook import alerts_report, dockets_told
from feeds.memory import Memory
from feeds.model import Poll, SourceSpec
from monitor.application.drafts import Watch
from monitor.application.ending_alerts import Ending, note, told_again
from monitor.application.item_drafts import PollReport
from monitor.application.record_poll import PollRecorder
from monitor.domain.items import DocketEntry
from monitor.ledger.store import Ledger, open_ledger

WAIT = 2.0
"""Seconds that another writer may hold the record before a delivery is put off: its sender waits for an answer."""


class Receipt(StrEnum):
    """What became of a delivery: new in the record, known by its key, or kept aside unread (wholly or in part).

    `noted`: it says of which dockets nothing will come any more.
    """

    RECORDED = "recorded"
    KNOWN = "known"
    KEPT = "kept"
    NOTED = "noted"


class Received(msgspec.Struct, frozen=True):
    """A receipt, with what was recorded and what could not be used; None for a delivery that was known or noted.

    `endings` are the dockets of ours that a noted one is about.
    """

    receipt: Receipt
    report: PollReport | None = None
    endings: tuple[Ending, ...] = ()


class Receiver:
    """Over its own connections to the stores in `folder`. What cannot be read is kept under `kept`."""

    def __init__(
        self, folder: Path, kept: Path, specs: Iterable[SourceSpec], watched: Watch, clock: Callable[[], datetime]
    ) -> None:
        self.sources = {spec.id: spec for spec in specs if spec.pushed}
        self._folder, self._kept, self._watched, self._clock = folder, kept, watched, clock
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="receive")
        self._stores: tuple[Ledger, Memory, PollRecorder] | None = None

    def begin(self) -> None:
        """Note since when each source is listened to; what it had before is no news. Makes the reader ready.

        Raises LedgerError, StoreError.
        """
        self._pool.submit(self._begin).result()

    def submit(self, source: str, key: str, body: bytes) -> Future[Received]:
        """Record a delivery; its key is the sender's name for it, the same at every repetition.

        The future raises LedgerError or StoreError where it could not be recorded now, with nothing recorded.
        """
        return self._pool.submit(self._receive, self.sources[source], key, body)

    def close(self) -> None:
        """Finish what was begun and close the stores."""
        self._pool.submit(self._close)
        self._pool.shutdown(wait=True, cancel_futures=False)

    def _begin(self) -> None:
        _, _, recorder = self._opened()
        for spec in self.sources.values():
            recorder.mailbox_since(spec, self._clock())
        for matter in self._watched.matters:  # what is read first has every pattern compiled; no sender waits for that
            words = f"ORDER granting Motion for Temporary Restraining Order. {matter.caption} (EXAMPLE)"
            docket, number = matter.court, matter.docket_number
            self._watched.read(DocketEntry(court=docket, docket_number=number, case_name=matter.caption, text=words))

    def _opened(self) -> tuple[Ledger, Memory, PollRecorder]:
        if self._stores is None:
            ledger = open_ledger(self._folder / "ledger.db", wait=WAIT)
            memory = Memory(self._folder / "feeds.db")
            self._stores = ledger, memory, PollRecorder(ledger, memory, self._watched)
        return self._stores

    def _receive(self, spec: SourceSpec, key: str, body: bytes) -> Received:
        _, memory, recorder = self._opened()
        if memory.consumed(spec.id, key):
            return Received(Receipt.KNOWN)
        now = self._clock()
        if (ending := alerts_report(body)) is not None:
            return Received(Receipt.NOTED, endings=note(memory, spec, ending, now))
        poll = Poll(source=spec.id, name=key, polled_at=now, body=body, delivered=True)
        keep = self._kept / spec.id / f"{key}.json"
        _write(keep, body)  # before the poll counts as read: what is answered well must not be lost
        report = recorder.record(spec, poll, now)
        if report.unreadable is not None or any(problem.lost for problem in report.problems):
            return Received(Receipt.KEPT, report)
        told_again(memory, spec, dockets_told(body))
        keep.unlink(missing_ok=True)
        return Received(Receipt.RECORDED, report)

    def _close(self) -> None:
        if self._stores is not None:
            ledger, memory, _ = self._stores
            memory.close()
            ledger.close()
            self._stores = None


def _write(path: Path, body: bytes) -> None:
    """Write a file so that it is there after a power cut."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())

"""A person's decisions about readings: confirm, correct, reject. It records who, why and when, and judges no decision.

What it shows and what it checks is the state of this moment; what it appends says which reading the person saw.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from monitor.application.findings_file import as_file, from_file
from monitor.domain.decided import ReadingConfirmed, ReadingCorrected, ReadingRejected, Reviewed
from monitor.domain.findings import Reading, findings_digest
from monitor.domain.items import full_text
from monitor.domain.vocabulary import Verdict
from monitor.errors import InputError, NotFoundError
from monitor.ledger.store import Draft, Ledger
from monitor.reading.reader import read
from projections import changes, items, matters
from projections.changes import RecordedChange
from projections.item import Item
from projections.store import Views

_READER = re.compile(r"[a-z]+-\d[\w.]*")
_MOST = {"by": 120, "reason": 2000}


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision did: its log position, None where just that stood already; and every change it made.

    `counts` is False where it does not apply: the item was revised meanwhile, or is known in fuller words.
    """

    seq: int | None
    about: str
    counts: bool = True
    changes: tuple[RecordedChange, ...] = ()


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who decides and why, checked."""

    by: str
    reason: str


def person(by: str, reason: str) -> Person:
    """Check a name and a reason. Raises InputError: a decision without either is none, and no reader is a person."""
    checked = {}
    for name, given in (("by", by), ("reason", reason)):
        text = " ".join(given.split())
        if not text:
            raise InputError(f"--{name} is empty: a decision has a person's name and a reason")
        if len(text) > _MOST[name] or not text.isprintable():
            raise InputError(f"--{name}: at most {_MOST[name]} printable characters")
        checked[name] = text
    if _READER.fullmatch(checked["by"]) or "confirmed by" in checked["by"]:
        raise InputError(f"--by {by!r} is how a reader's version is called: give the name of a person")
    return Person(**checked)


class Reviews:
    """Decisions about readings, over stores that others write too. `catch_up` brings the views to the head."""

    def __init__(
        self, ledger: Ledger, views: Views, catch_up: Callable[[], object], clock: Callable[[], datetime]
    ) -> None:
        self._ledger, self._views, self._catch_up, self._clock = ledger, views, catch_up, clock

    def item(self, ident: str, source: str | None = None) -> Item:
        """The item with this id, or this key. Raises NotFoundError, and InputError where several have that id."""
        self._catch_up()
        exact = items.current(self._views, ident)
        found = [exact] if exact else items.called(self._views, ident, source)
        if not found:
            where = f" from source {source!r}" if source else ""
            raise NotFoundError(f"no item {ident!r} is recorded{where}")
        sources = sorted({item.source for item in found})
        if len(sources) > 1:
            raise InputError(f"{ident!r} is known from {', '.join(sources)}: say which with --source")
        if len(found) > 1:
            raise InputError(f"{sources[0]} showed {len(found)} items as {ident!r}: {', '.join(i.key for i in found)}")
        return found[0]

    def show(self, ident: str, source: str | None = None) -> dict[str, Any]:
        """An item with its text, how it is read and what was decided; `findings` can be edited and given back."""
        return shown(self.item(ident, source))

    def confirm(self, item: Item, who: Person) -> Outcome:
        """The machine's reading is right."""
        return self._decide(item, who, Verdict.CONFIRMED, item.reading)

    def reject(self, item: Item, who: Person) -> Outcome:
        """It says nothing about any watched matter."""
        return self._decide(item, who, Verdict.REJECTED, None)

    def correct(self, item: Item, who: Person, findings: bytes) -> Outcome:
        """It is to be read as the file says. Raises InputError for a file that is no reading or changes nothing."""
        reading = from_file(findings, item.item, _counting(item), item.content, who.by)
        self._know_matters(item, reading)
        return self._correct(item, who, reading)

    def concerns(self, item: Item, who: Person, named: Sequence[str]) -> Outcome:
        """It is about these matters and no others; what it says of them is as the present reader understands it."""
        watched = [known.matter for known in matters.recorded(self._views).values() if known.watched]
        reading = read(item.content, watched, named)
        known = {c.matter: c for c in reading.concerns}
        missing = [matter for matter in named if matter not in known]
        if missing:
            about = f"the reader saw no sign of it (it saw {', '.join(known) or 'none'})"
            raise InputError(f"{item.item}: {missing[0]}: {about}; give --findings")
        kept = tuple(msgspec.structs.replace(known[matter], weak=False) for matter in dict.fromkeys(named))
        return self._correct(item, who, msgspec.structs.replace(reading, concerns=kept, reader=who.by))

    def _correct(self, item: Item, who: Person, reading: Reading) -> Outcome:
        if findings_digest(reading) == findings_digest(machine_of(item)):
            raise InputError(f"{item.item}: these are the findings as the machine read them; to say so, confirm")
        return self._decide(item, who, Verdict.CORRECTED, reading)

    def _know_matters(self, item: Item, reading: Reading) -> None:
        known = matters.recorded(self._views)
        wrong = next((c.matter for c in reading.concerns if c.matter not in known), None)
        if wrong is not None:
            raise InputError(f"{item.item}: concerns: {wrong!r} is not watched; watched are {', '.join(sorted(known))}")

    def _decide(self, item: Item, who: Person, verdict: Verdict, reading: Reading | None) -> Outcome:
        about = f"{item.item} ({item.source}): {verdict}"
        if _stands(item, who, verdict, reading):
            return Outcome(seq=None, about=about)
        event = _event(item, who, verdict, reading, self._clock())
        entry = self._ledger.append([Draft(event=event, cause=item.key)], event.decided_at)[0]
        self._catch_up()
        if entry is None:
            return Outcome(seq=None, about=about)
        now = items.current(self._views, item.key)
        return Outcome(
            seq=entry.seq,
            about=about,
            counts=now is not None and now.decision is not None and now.decision.seq == entry.seq,
            changes=tuple(changes.made_by(self._views, entry.seq)),
        )


def machine_of(item: Item) -> Reading:
    """How the newest reader understood the item. Raises InputError for one that no reader has read."""
    if item.reading is None:
        raise InputError(f"{item.item}: no reader has read it yet")
    return item.reading


def _counting(item: Item) -> Reading:
    """The reading that counts, as `show` gives it; for a rejected item what the machine read in it."""
    rejected = item.decision is not None and item.decision.verdict is Verdict.REJECTED
    return machine_of(item) if rejected or item.in_force is None else item.in_force


def shown(item: Item) -> dict[str, Any]:
    """An item as a person reviews it."""
    in_force = item.in_force or Reading(reader="")
    return {
        "item": item.item,
        "source": item.source,
        "revision": item.revision,
        "text": full_text(item.content),
        "read_by": item.read_by,
        "decision": _decision(item.decision),
        "overtaken": _decision(item.overtaken),
        "findings": as_file(in_force, item.content),
    }


def _decision(decision: object) -> object:
    if decision is None:
        return None
    told = msgspec.to_builtins(decision)
    return {name: told[name] for name in ("verdict", "by", "reason", "decided_at", "revision", "seq")}


def _stands(item: Item, who: Person, verdict: Verdict, reading: Reading | None) -> bool:
    """Whether the same person said just that for the same reason, and it counts."""
    last = item.decision
    if last is None or (last.verdict, last.by, last.reason) != (verdict, who.by, who.reason):
        return False
    same = verdict is not Verdict.CORRECTED or last.reading == reading
    return same and last.saw == findings_digest(machine_of(item))


def _event(item: Item, who: Person, verdict: Verdict, reading: Reading | None, now: datetime) -> Reviewed:
    machine = machine_of(item)
    common: dict[str, Any] = {
        "of": item.key,
        "revision": item.revision,
        "reader": machine.reader,
        "saw": findings_digest(machine),
        "by": who.by,
        "reason": who.reason,
        "decided_at": now,
    }
    if verdict is Verdict.CORRECTED and reading is not None:
        return ReadingCorrected(reading=reading, **common)
    return ReadingConfirmed(**common) if verdict is Verdict.CONFIRMED else ReadingRejected(**common)

"""Takes an item's words out of everything we hold, as a court or the law requires. It keeps that this was done, by whom
and why; it cannot reach mails that went out, or backups.

First the decision is recorded (`item.redacted`); then the views are built anew without the item, and its words are
taken from the poll memory and the outbox; then words and salts are erased in the record (monitor.ledger.erasing). Cut
off anywhere in between, the next start goes on. What the state of an order was by the item is not known any more at any
moment: `--as-of` shows it as if the item had never been seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from monitor.domain.decided import ItemRedacted
from monitor.domain.events import AnyObserved, DigestFailed, DigestPrepared, ItemRevised
from monitor.domain.items import full_text
from monitor.errors import InputError, NotFoundError
from monitor.ledger.store import Draft, Emptied, Ledger
from projections import changes, digests, items
from projections.store import Views

if TYPE_CHECKING:
    from projections.item import Item

_WORD = re.compile(r"\w+")
_NOT_SENT = "not sent: what it repeats was redacted"
SAME_WORDS = 8
"""So many words in a row of an item, found in a mail, are its words."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a redaction would take: the item, the keys of the mails that repeat it, and the matters it concerned.

    `copies` names, as "id (source)", what other sources showed of the same filing: those are redacted by themselves.
    """

    key: str
    item: str
    source: str
    matters: tuple[str, ...]
    mails: tuple[str, ...]
    copies: tuple[str, ...]


class Redaction(msgspec.Struct, frozen=True, kw_only=True):
    """What was done: the redaction's log position, and what became of the words in the record."""

    plan: Plan
    seq: int
    emptied: Emptied


class Redactor:
    """Redacts over open stores. `catch_up` brings the views to the head of the record, without what was redacted.

    `forget` takes the words of an item (by key) and of mails (by key) out of poll memory and outbox.
    """

    def __init__(
        self,
        ledger: Ledger,
        views: Views,
        catch_up: Callable[[], object],
        forget: Callable[[str, Collection[str]], object],
    ) -> None:
        self._ledger, self._views, self._catch_up, self._forget = ledger, views, catch_up, forget

    def plan(self, ident: str, source: str | None = None) -> Plan:
        """Say what redacting the item with this id would take, and take nothing.

        Raises NotFoundError for an id that nothing has, InputError for one that several items have.
        """
        self._catch_up()
        found = items.called(self._views, ident, source)
        if not found:
            raise NotFoundError(f"no item {ident!r} is recorded; one that is redacted already is not shown any more")
        if len(found) > 1:
            known = ", ".join(sorted({item.source for item in found}))
            raise InputError(f"{ident!r} is {len(found)} items, of {known}: say which with --source")
        (item,) = found
        told = {c.change.key for c in changes.until(self._views, self._ledger.head()) if c.change.item == item.item}
        texts = [_words(text) for text in _texts(self._ledger, item.key)]
        return Plan(
            key=item.key,
            item=item.item,
            source=item.source,
            matters=tuple(sorted(_matters(item))),
            mails=tuple(_mails(self._ledger, item.first_seq, told, texts)),
            copies=tuple(f"{other.item} ({other.source})" for other in items.sharing_with(self._views, item)),
        )

    def redact(self, found: Plan, *, by: str, reason: str, authority: str, now: datetime) -> Redaction:
        """Record the redaction, erase, and build the views anew. Cut off in between, `go_on` does the rest.

        Raises InputError for an empty name, reason or authority; LedgerError where the record cannot be written.
        """
        for name, value in (("--by", by), ("--reason", reason), ("--authority", authority)):
            if not value.strip():
                raise InputError(f"{name} is empty: who redacts, why and by which authority stays in the record")
        event = ItemRedacted(
            of=found.key,
            source=found.source,
            by=by,
            reason=reason,
            authority=authority,
            decided_at=now,
            mails=found.mails,
            matters=found.matters,
        )
        entry = self._ledger.append([Draft(event=event, cause=found.key)], now)[0]
        emptied = self.carry_out(event, now)
        return Redaction(plan=found, seq=entry.seq if entry else 0, emptied=emptied)

    def carry_out(self, event: ItemRedacted, now: datetime) -> Emptied:
        """Do what a recorded redaction says, or what is left of it."""
        _close(self._ledger, self._views, event, now)
        self._catch_up()
        self._forget(event.of, event.mails)
        return self._ledger.erase(event)  # last: until it is done the redaction counts as not carried out

    def go_on(self, now: datetime) -> None:
        """Carry out what was recorded and cut off before it was done."""
        for event in self._ledger.left_to_erase():
            self.carry_out(event, now)


def _close(ledger: Ledger, views: Views, event: ItemRedacted, now: datetime) -> None:
    """See that no mail that repeats the words still goes out."""
    for mail in digests.waiting(views):
        if mail.event.key in event.mails:
            failed = DigestFailed(digest=mail.event.key, attempt=mail.attempts + 1, reason=_NOT_SENT, permanent=True)
            ledger.append([Draft(event=failed, cause=event.key)], now)


def _matters(item: Item) -> set[str]:
    readings = [item.reading, item.decision.reading if item.decision else None]
    return {concern.matter for reading in readings if reading for concern in reading.concerns}


def _texts(ledger: Ledger, key: str) -> Iterator[str]:
    """Every text that the item has had."""
    number = 0
    while (entry := ledger.revision(key, number)) is not None:
        if isinstance(entry.event, AnyObserved | ItemRevised):
            yield full_text(entry.event.content)
        number += 1


def _mails(ledger: Ledger, after: int, told: set[str], texts: Sequence[Sequence[str]]) -> Iterator[str]:
    for entry in ledger.entries(after):
        event = entry.event
        if not isinstance(event, DigestPrepared):
            continue
        mail = _words(_mail_text(ledger.capture(event.capture)))
        if told.intersection(event.changes) or any(_repeats(mail, text) for text in texts):
            yield event.key


def _mail_text(body: bytes | None) -> str:
    """The plain text of a stored mail, which says all that its HTML says; empty where it was erased before."""
    return str(msgspec.json.decode(body, type=dict[str, object]).get("text", "")) if body else ""


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _repeats(mail: Sequence[str], text: Sequence[str]) -> bool:
    """Whether a run of words of the text stands in the mail; of a shorter text the whole."""
    length = min(SAME_WORDS, len(text))
    return length > 0 and not _runs(mail, length).isdisjoint(_runs(text, length))


def _runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}

"""Holds the whole record against itself: numbers, ids, leaves, causes, captures, quotes. It repairs nothing.

Every row is read as stored; what is wrong with one is told with its number, and the rest are checked all the same.
Memory does not grow with the record: an item's text is looked up for each reading. What this cannot see is a record
rewritten with new salts and leaves throughout, or cut off at the end: that needs a root kept elsewhere, which is why it
gives one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator

import msgspec

from monitor.domain.decided import ItemRedacted, ReadingCorrected
from monitor.domain.events import AnyObserved, Event, ItemRead, ItemRevised, ItemWithdrawn
from monitor.domain.evidence import grounded
from monitor.domain.findings import quotes_of
from monitor.domain.ids import event_id
from monitor.domain.items import full_text
from monitor.errors import LedgerError
from monitor.ledger.erasing import ERASED
from monitor.ledger.leaf import leaf_of
from monitor.ledger.merkle import Frontier, leaf_hash
from monitor.ledger.records import Entry, Erased, Leaf, Row, item_of, named_captures, source_of
from monitor.ledger.store import Ledger

_PROGRESS_EVERY = 1000


class Report(msgspec.Struct, frozen=True):
    """What verify saw: the number of entries, each problem with its `seq`, the leaves' Merkle root (hexadecimal).

    `erased` counts entries whose words are gone because a recorded redaction took them: of those the leaf is checked,
    and no more can be.
    """

    entries: int
    problems: list[str]
    root: str
    erased: int = 0


class _Last(msgspec.Struct):
    """What the row before said."""

    seq: int = 0
    recorded_at: int = 0


def verify(ledger: Ledger, progress: Callable[[int], None] | None = None) -> Report:
    """Check every entry up to the head of this moment; `progress` is told how many are done, now and then.

    Raises LedgerError only where the file itself cannot be read.
    """
    problems: list[str] = []
    tree, last = Frontier(), _Last()
    redactions = {known.item: known.event for known in ledger.redactions()}
    mails = {key for redaction in redactions.values() for key in redaction.mails}
    erased = 0
    for row, leaf in ledger.rows():
        redaction = redactions.get(row.seq if row.about is None else row.about)
        erased += row.state == ERASED
        found = _problems(ledger, row, leaf, last, redaction, mails)
        problems += [f"event {row.seq} ({row.name}): {reason}" for reason in found]
        tree.append(leaf_hash(_bytes(leaf.envelope)))
        last.seq = row.seq
        if progress and tree.size % _PROGRESS_EVERY == 0:
            progress(tree.size)
    if progress:
        progress(tree.size)
    return Report(tree.size, problems, tree.root().hex(), erased)


def _bytes(envelope: object) -> bytes:
    return envelope if isinstance(envelope, bytes) else repr(envelope).encode()


def _problems(
    ledger: Ledger, row: Row, leaf: Leaf, last: _Last, redaction: ItemRedacted | None, mails: Collection[str]
) -> Iterator[str]:
    if row.seq != last.seq + 1:
        yield f"follows {last.seq}: {row.seq - last.seq - 1} missing in between"
    if wrong := _mistyped(row) or _mistyped(leaf):
        yield wrong
        return
    yield from _order(row, last)
    if row.state == ERASED:
        yield from _emptied(row, leaf, redaction)
        return
    if redaction is not None and row.name != ItemRedacted.name:
        yield f"its item was redacted ({redaction.authority}); its words are there until the next verb that writes"
        return
    try:
        event = ledger.decode(row)
    except LedgerError as error:
        yield f"neither its leaf nor what it points to could be checked: {error}"
        return
    yield from _identity(row, event)
    yield from _leaf(row, leaf, event)
    if row.key not in mails:
        yield from _captures(ledger, event)
    yield from _item(ledger, row, event)


def _mistyped(part: Row | Leaf) -> str | None:
    # SQLite keeps any type in any column, and a Struct does not look at what it is given
    try:
        msgspec.convert(msgspec.structs.asdict(part), type(part), builtin_types=(bytes,))
    except msgspec.ValidationError as error:
        return f"a column is not of its type: {error}"
    return None


def _order(row: Row, last: _Last) -> Iterator[str]:
    if row.recorded_at < last.recorded_at:
        yield "recorded before the event that precedes it"
    last.recorded_at = row.recorded_at
    if row.caused_by is not None and not 0 < row.caused_by < row.seq:
        yield f"caused by {row.caused_by}, which is not earlier"


def _identity(row: Row, event: Event) -> Iterator[str]:
    if row.originator_id != event_id(row.key).hex or row.originator_version != 1:
        yield "its id is not that of its key"
    if row.key != event.key:
        yield f"its key column says {row.key!r}, its content {event.key!r}"
    if row.source != source_of(event):
        yield f"its source column says {row.source!r}, its content {source_of(event)!r}"


def _emptied(row: Row, leaf: Leaf, redaction: ItemRedacted | None) -> Iterator[str]:
    """What can still be said of a row whose words were erased."""
    if redaction is None:
        yield "its words are gone, and no redaction in the record says why"
    if row.salt:
        yield "its words were erased and its salt was not: a guess at them could be confirmed"
    if leaf_hash(leaf.envelope) != leaf.hash:
        yield "its leaf hash is not that of its leaf"


def _leaf(row: Row, leaf: Leaf, event: Event) -> Iterator[str]:
    if leaf_of(row, named_captures(event)).envelope != leaf.envelope:
        yield "its leaf is not that of what is stored: the row or the leaf was changed"
    if leaf_hash(leaf.envelope) != leaf.hash:
        yield "its leaf hash is not that of its leaf"


def _captures(ledger: Ledger, event: Event) -> Iterator[str]:
    for digest in named_captures(event):
        try:
            body = ledger.capture(digest)
        except LedgerError as error:
            yield str(error)
            continue
        if body is None:
            yield f"capture {digest} is missing"
        elif hashlib.sha256(body).hexdigest() != digest:
            yield f"capture {digest} is not the SHA-256 of its body"


def _item(ledger: Ledger, row: Row, event: Event) -> Iterator[str]:
    key = item_of(event)
    if key is None:
        if row.about is not None:
            yield f"its item column says {row.about}, its content none"
        return
    try:
        item = ledger.by_key(key)
        yield from _points_to(row, key, item)
        yield from _shown(event, item)
        if isinstance(event, ItemRead | ReadingCorrected):
            read = ledger.revision(event.of, event.revision) if event.revision else item
            yield from _quotes(row, event, read)
    except LedgerError as error:
        yield f"its item {key!r} cannot be read: {error}"


def _points_to(row: Row, key: str, item: Entry | None) -> Iterator[str]:
    if item is None:
        yield f"its item {key!r} is not in the record"
    elif item.seq != row.about:
        yield f"its item column says {row.about}, its content {item.seq}"
    elif item.seq >= row.seq:
        yield f"its item is {item.seq}, which is not earlier"


def _shown(event: Event, item: Entry | None) -> Iterator[str]:
    """A source speaks of its own items only, and stops showing one after it showed it."""
    if item is None or isinstance(item.event, Erased):
        return
    if source_of(event) not in {None, source_of(item.event)}:
        yield f"says what {source_of(event)!r} shows of an item of {source_of(item.event)!r}"
    if isinstance(event, ItemWithdrawn) and not event.last_shown < event.gone_since <= event.polled_at:
        yield "its item was last shown, gone and missed in an order that cannot be"


def _quotes(row: Row, event: ItemRead | ReadingCorrected, entry: Entry | None) -> Iterator[str]:
    if entry is None or entry.seq >= row.seq:
        yield f"revision {event.revision} of {event.of!r} is not in the record before it"
    elif not isinstance(entry.event, AnyObserved | ItemRevised):
        yield f"reads {event.of!r}, which is no item"
    else:
        text = full_text(entry.event.content)
        for quote in quotes_of(event.reading):
            if not grounded(quote, text):
                yield f"quote {quote.text!r} does not stand at {quote.start}-{quote.end} of what it reads"

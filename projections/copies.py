"""Which items are copies of one filing, and which of a copy's facts the others lend. It joins no siblings.

One filing seen by several sources is one fact: the stub of a feed and the full text of a notice e-mail, or the same
text twice. Two entries that merely share a number stay apart.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec

from monitor.domain.items import Content, DocketEntry, aliases, said_at
from monitor.domain.sketch import likeness, sketch
from projections.item import Item, Items

SAME_TEXT = 0.5
"""Two full texts of one entry number are one filing from this likeness on: courts' own edits keep more than half."""
_ONE_DAY = timedelta(days=1)
_FILED_TO_ENTERED = timedelta(days=4)
"""A fifth of real entries are entered after the day of filing; over a weekend that is up to four days."""


def same_filing(item: Item, items: Items) -> list[Item]:
    """Copies of one filing, by first sight; just the item where nothing, or only siblings, share its number."""
    shared = {
        m.key: m for alias in aliases(item.content) for m in items.sharing(alias) if m.reading and _agree(item, m)
    }
    shared[item.key] = item
    members = sorted(shared.values(), key=lambda m: m.first_seq)
    base = next((m for m in members if not m.is_stub), None)
    if base is None:
        return [item]
    alike = [m for m in members if m.is_stub or m is base or _alike(m, base)]
    return alike if any(m.key == item.key for m in alike) else [item]


def _agree(a: Item, b: Item) -> bool:
    """Whether the two were entered, or filed, within a day; filed against entered may lie further apart.

    A time that is not known agrees with any.
    """
    one, other = a.content, b.content
    if isinstance(one, DocketEntry) and isinstance(other, DocketEntry):
        for mine, theirs in ((one.entered_at, other.entered_at), (one.filed_at, other.filed_at)):
            if mine is not None and theirs is not None:
                return abs(mine - theirs) <= _ONE_DAY
    at, bt = said_at(one), said_at(other)
    return at is None or bt is None or abs(at - bt) <= _FILED_TO_ENTERED


def _alike(a: Item, b: Item) -> bool:
    return likeness(sketch(_text(a)), sketch(_text(b))) >= SAME_TEXT


def _text(item: Item) -> str:
    return item.content.text


def timed(best: Content, group: list[Item]) -> Content:
    """The best content with the time of entry that another copy gives and it lacks: a minute, or else the day."""
    if not isinstance(best, DocketEntry) or _has_minute(best):
        return best
    copies = [m.content for m in group if isinstance(m.content, DocketEntry) and m.content.entered_at is not None]
    known = next((c for c in copies if _has_minute(c)), None) or next(iter(copies), None)
    if known is None or (best.entered_at is not None and not _has_minute(known)):
        return best
    days = {*best.date_only} - {"entered_at"} | ({*known.date_only} & {"entered_at"})
    ordered = tuple(name for name in ("filed_at", "entered_at") if name in days)
    return msgspec.structs.replace(best, entered_at=known.entered_at, date_only=ordered)


def _has_minute(entry: DocketEntry) -> bool:
    return entry.entered_at is not None and "entered_at" not in entry.date_only


def numbered(first: Content, best: Content) -> Content:
    """The best content under the numbers first seen, so that a public id made from them never changes."""
    if first is best or not (isinstance(first, DocketEntry) and isinstance(best, DocketEntry)):
        return best
    named = first.seq_no is not None or first.entry_number is not None
    return msgspec.structs.replace(
        best,
        seq_no=first.seq_no if named else best.seq_no,
        entry_number=best.entry_number if first.entry_number is None else first.entry_number,
    )

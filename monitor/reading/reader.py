"""The reader: one item and the watched matters in, a Reading out. Pure and deterministic; it raises on no text and
links nothing.

What it understood is a claim with a quote, a rule and a score; a person may confirm, correct or reject it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from monitor.domain.findings import Reading
from monitor.domain.items import Content, DocketEntry, full_text
from monitor.domain.matters import Matter
from monitor.reading.called import looked_for
from monitor.reading.docket_reader import read_docket
from monitor.reading.mended import as_received, damaged, mend_content
from monitor.reading.notes import notes_on
from monitor.reading.text_reader import read_text
from monitor.reading.watchlist import Watchlist

READER = "rules-5"
"""The name of this reader's version; it changes when a rule changes what is read."""
LONGEST_TEXT = 200_000
"""Longer than any article, and read in under two seconds."""
LISTS_KEPT = 16
"""So many watch lists are kept ready."""


def read(content: Content, matters: Sequence[Matter], about: Collection[str] = ()) -> Reading:
    """Read one item. Text beyond LONGEST_TEXT code points is not read, and a note says so.

    `about` are matters that a person said an article or a statement is about.
    """
    content, cut = _cut(content)
    notes = notes_on(full_text(content), cut_at=LONGEST_TEXT if cut else None)
    if not full_text(content).strip():
        return Reading(reader=READER, notes=notes)
    if not damaged(content):
        return _read(content, matters, notes, about)
    meant, mended = mend_content(content)
    return as_received(_read(meant, matters, notes, about), mended, full_text(content))


def _read(content: Content, matters: Sequence[Matter], notes: tuple[str, ...], about: Collection[str]) -> Reading:
    watched = _watchlist(matters)
    if isinstance(content, DocketEntry):
        return read_docket(content, watched, READER, notes)
    return read_text(content, watched, READER, notes, about)


_LISTS: dict[tuple[int, ...], tuple[Sequence[Matter], Watchlist]] = {}
"""The watch lists made ready, by the very matters in them, which are held so that nothing else can have their ids."""


def _watchlist(matters: Sequence[Matter]) -> Watchlist:
    key = tuple(map(id, matters))
    if key not in _LISTS:
        if len(_LISTS) >= LISTS_KEPT:
            _LISTS.clear()
        _LISTS[key] = tuple(matters), Watchlist((m, looked_for(m)) for m in matters)
    return _LISTS[key][1]


def _cut(content: Content) -> tuple[Content, bool]:
    if len(content.text) <= LONGEST_TEXT:
        return content, False
    return msgspec.structs.replace(content, text=content.text[:LONGEST_TEXT]), True

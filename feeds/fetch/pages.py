"""How far a list in pages was read, over the poll memory. Asks nobody; a page counts once it was recorded."""

from __future__ import annotations

import msgspec

from feeds import courtlistener_paging as paging
from feeds.fetch.outcomes import Delivered, Failed, FailureKind, Fetched, Outcome
from feeds.kinds import kind
from feeds.memory import LIST, Memory
from feeds.model import SourceSpec

MORE = "there is more to read"
"""Why a source is due again at once."""
_PLACE = msgspec.json.Decoder(paging.Place)


def place(memory: Memory, spec: SourceSpec, of: str = LIST) -> paging.Place:
    """How far the list was read; nowhere yet for one at another address than before."""
    kept = memory.places.place(spec.id, of, spec.url)
    return _PLACE.decode(kept) if kept else paging.Place()


def keep(memory: Memory, spec: SourceSpec, outcome: Outcome) -> None:
    """Remember how far one more page led. Where the next one is refused, the list is read on from the last good one."""
    known = place(memory, spec)
    if isinstance(outcome, Fetched):
        known = paging.after(spec.url, known, outcome.body)
    elif known.next is not None and isinstance(outcome, Failed) and outcome.kind in _NO_SUCH_PAGE:
        known = paging.Place(since=known.since)
    else:
        return
    memory.places.keep(spec.id, LIST, spec.url, msgspec.json.encode(known))


def more(memory: Memory, spec: SourceSpec, outcome: Outcome) -> bool:
    """Whether a source that was asked well has more to give at once."""
    if isinstance(outcome, Delivered):
        return outcome.more
    return isinstance(outcome, Fetched) and kind(spec.kind).paged and place(memory, spec).next is not None


_NO_SUCH_PAGE = frozenset({FailureKind.NOT_FOUND, FailureKind.UNEXPECTED_STATUS, FailureKind.UNREADABLE})

"""Public ids: `{docket key}/{label}.{ordinal}` from an item and an ordinal. A label once given never changes.

The label is the court's own number: `s{seq_no}`, else `e{entry_number}`, else `x` and a short hash of the item's
key. Two items of a docket that want one label: the later seen gets `-2`, `-3`. Orders have a bare ordinal; so that
no two ids are alike, a position's (and an action's) begins with `p`, a finding's `f`, an obligation's `o`, a
deadline's `d`, and that of a ruling of a court above, where it is itself acted on, `h`. An action that an item tells
of, whoever takes a position on it, is that item's `p0`.
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.domain.ids import docket_key, short_hash
from monitor.domain.items import DocketEntry
from monitor.domain.matters import Matter
from monitor.state.facts import ItemFact
from monitor.state.records import Handle


class Names:
    """Labels of a matter's items, given in the order in which the items were first seen."""

    def __init__(self, matter: Matter) -> None:
        self._matter = matter
        self._label: dict[str, str] = {}
        self._wanted: dict[str, str] = {}
        self._key: dict[str, str] = {}
        self._seen: dict[str, int] = {}
        self._last = 0

    def add_all(self, facts: Iterable[ItemFact]) -> bool:
        """Give labels to items, by first sight; False where that would take other labels than are given already.

        That is so where one was first seen before some that have labels, or where the court's number of one is another
        now. The labels are then to be given anew, to all.
        """
        for fact in sorted(facts, key=lambda f: (f.first_seq, f.key)):
            wanted = _label(fact, self._matter)
            if fact.key in self._label:
                if self._wanted[fact.key] != wanted:
                    return False
            elif fact.first_seq <= self._last:
                return False
            else:
                self._add(fact, wanted)
        return True

    def _add(self, fact: ItemFact, wanted: str) -> None:
        label, twin = wanted, 1
        while label in self._key:
            twin += 1
            label = f"{wanted}-{twin}"
        self._label[fact.key], self._key[label], self._seen[fact.key] = label, fact.key, fact.first_seq
        self._wanted[fact.key] = wanted
        self._last = max(self._last, fact.first_seq)

    def public(self, handle: Handle, kind: str = "") -> str:
        """The public id of an order's handle; `kind` is the letter of any other (`p`, `f`, `o`, `d`)."""
        key, ordinal = handle
        return f"{self._label[key]}.{kind}{ordinal}"

    def known(self, handle: Handle, kind: str = "") -> str | None:
        """The public id of a handle, or None where its item has no label here."""
        return self.public(handle, kind) if handle[0] in self._label else None

    def cluster(self, handles: Iterable[Handle], kind: str = "") -> tuple[str, tuple[str, ...]]:
        """The id of a cluster, the handle first seen, and its aliases, all the others."""
        first, *others = sorted(set(handles), key=lambda h: (self._seen[h[0]], h[1]))
        return self.public(first, kind), tuple(self.public(h, kind) for h in others)

    def handle(self, public: str, kind: str = "") -> Handle | None:
        """The handle that a public id names; None for an id that is not of this matter."""
        label, _, ordinal = public.rpartition(".")
        ordinal = ordinal.removeprefix(kind)
        key = self._key.get(label)
        return (key, int(ordinal)) if key is not None and ordinal.isdecimal() else None


def _label(fact: ItemFact, matter: Matter) -> str:
    content = fact.content
    if not isinstance(content, DocketEntry):
        return f"{matter.id}/x{short_hash(fact.key)}"
    docket = docket_key(content.court, content.docket_number)
    if content.seq_no is not None:
        return f"{docket}/s{content.seq_no}"
    if content.entry_number is not None:
        return f"{docket}/e{content.entry_number}"
    return f"{docket}/x{short_hash(fact.key)}"

"""What is gone from a window paired with what came into it, level by level, the strongest proof first. Guesses nothing.

Where an item stood is told by what stays, without twins of what moved: of them nobody knows which stayed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from feeds.model import FeedItem
from feeds.seen import Seen

Pair: TypeAlias = tuple[Seen, FeedItem]
_Either: TypeAlias = Seen | FeedItem
_Level: TypeAlias = Callable[[_Either], object]
_Proof: TypeAlias = Callable[[Seen, FeedItem], bool]


def same(gone: list[Seen], came: list[FeedItem]) -> tuple[list[Pair], list[Seen], list[FeedItem]]:
    """Pair items whose fields are all equal, as multisets: which twin is which makes no difference."""
    waiting: dict[object, list[Seen]] = defaultdict(list)
    for old in reversed(gone):
        waiting[_whole(old)].append(old)
    pairs, left = [], []
    for item in came:
        if alike := waiting.get(_whole(item)):
            pairs.append((alike.pop(), item))
        else:
            left.append(item)
    paired = {old.identity for old, _ in pairs}
    return pairs, [s for s in gone if s.identity not in paired], left


def _whole(x: _Either) -> tuple[str, ...]:
    return (x.guid, x.date, x.title, x.body)


class Order(NamedTuple):
    """The identities of a window in its order, and those of them that are in the other one too."""

    shown: Sequence[str]
    stays: set[str]


class _Place(NamedTuple):
    """Where an item stands among those that stay: how many of them `before` it, and how many others between it and the
    next of them, upwards (`above`) and downwards (`below`).
    """

    before: int
    above: int
    below: int


class Pairing:
    """Gone and come items of two windows; what is paired is taken out of `gone` and `came`."""

    def __init__(self, gone: list[Seen], came: list[FeedItem], was: Order, now: Order) -> None:
        self.gone, self.came = gone, came
        self._was, self._now = was, now
        self._moved = {_hash(s.identity) for s in gone} | {_hash(i.identity) for i in came}

    def is_amid(self, seen: Seen) -> bool:
        """Whether something older than a gone item is still shown."""
        return self._at[seen.identity] < self._oldest

    def revised(self) -> list[Pair]:
        """Pair what is gone from amid the window first; then what may only have fallen off its old end."""
        if {s.guid for s in self.gone}.isdisjoint(i.guid for i in self.came):  # every level asks for the same guid
            return []
        amid = [s for s in self.gone if self.is_amid(s)]
        fallen = [s for s in self.gone if not self.is_amid(s)]
        return [
            *self._pair(amid, lambda x: (x.guid, x.date, x.body), _always),
            *self._pair(amid, lambda x: (x.guid, x.date, x.title), _always),
            *self._pair(amid, lambda x: (x.guid, x.date), _always),
            *self._pair(amid, lambda x: (x.guid, x.title, x.body), self._redated),
            *self._pair(amid, lambda x: x.guid, _strong),
            *self._pair(fallen, lambda x: (x.guid, x.date, x.body), self._in_place),
            *self._pair(fallen, lambda x: (x.guid, x.date, x.title), self._in_place),
            *self._pair(fallen, lambda x: (x.guid, x.date), self._in_place),
            *self._pair(fallen, lambda x: (x.guid, x.title, x.body), self._last_in_place),
            *self._pair(fallen, lambda x: x.guid, _strong),
        ]

    @cached_property
    def _at(self) -> dict[str, int]:
        return {identity: n for n, identity in enumerate(self._was.shown)}

    @cached_property
    def _oldest(self) -> int:
        """Where the oldest landmark stood; -1 where nothing stays."""
        staying = [n for n, identity in enumerate(self._was.shown) if identity in self._was.stays]
        sure = (n for n in reversed(staying) if _hash(self._was.shown[n]) not in self._moved)
        return next(sure, staying[-1] if staying else -1)

    def _landmarks(self, order: Order) -> set[str]:
        """What stays and has no twin among what moved; where each has one, all that stays."""
        return {identity for identity in order.stays if _hash(identity) not in self._moved} or order.stays

    @cached_property
    def _number(self) -> int:
        return len(self._landmarks(self._was))

    @cached_property
    def _places_now(self) -> dict[str, _Place]:
        return _places(self._now.shown, self._landmarks(self._now))

    @cached_property
    def _twins(self) -> dict[str, set[_Place]]:
        """Where each stood, and its twins: of identical ones it is always the last that seems gone, whichever was
        edited.
        """
        found: dict[str, set[_Place]] = defaultdict(set)
        for identity, place in _places(self._was.shown, self._landmarks(self._was)).items():
            found[_hash(identity)].add(place)
        return found

    def _redated(self, old: Seen, item: FeedItem) -> bool:
        """A loose guid needs the place too, and among the newest, where new filings come, the very same."""
        if _strong(old, item):
            return True
        now = self._places_now[item.identity]
        return any(was.before == now.before and (now.before or was.below == now.below) for was in self._stood(old))

    def _in_place(self, old: Seen, item: FeedItem) -> bool:
        now = self._places_now[item.identity]
        return any(was.before == now.before for was in self._stood(old))

    def _last_in_place(self, old: Seen, item: FeedItem) -> bool:
        """Whether both stand in the very same place below all that stays, where others may have fallen off."""
        now = self._places_now[item.identity]
        last = now.before == self._number > 0
        return last and any(was[:2] == now[:2] for was in self._stood(old))

    def _stood(self, old: Seen) -> set[_Place]:
        return self._twins[_hash(old.identity)]

    def _pair(self, gone: list[Seen], level: _Level, proves: _Proof) -> list[Pair]:
        """Pair by `level` where `proves`, each with its only candidate; take the paired out."""
        olds: dict[object, list[Seen]] = defaultdict(list)
        for old in gone:
            olds[level(old)].append(old)
        candidates = [(old, item) for item in self.came for old in olds.get(level(item), ()) if proves(old, item)]
        of_old = Counter(old.identity for old, _ in candidates)
        of_item = Counter(item.identity for _, item in candidates)
        pairs = [(o, i) for o, i in candidates if of_old[o.identity] == 1 == of_item[i.identity]]
        paired = {x.identity for pair in pairs for x in pair}
        gone[:] = [s for s in gone if s.identity not in paired]
        self.gone = [s for s in self.gone if s.identity not in paired]
        self.came = [i for i in self.came if i.identity not in paired]
        return pairs


def _places(order: Sequence[str], stays: set[str]) -> dict[str, _Place]:
    below = dict(zip(reversed(order), _since_last(reversed(order), stays), strict=True))
    places, before = {}, 0
    for identity, above in zip(order, _since_last(order, stays), strict=True):
        places[identity] = _Place(before, above, below[identity])
        before += identity in stays
    return places


def _since_last(order: Iterable[str], stays: set[str]) -> Iterator[int]:
    """How many that do not stay went by since the last that does."""
    others = 0
    for identity in order:
        yield others
        others = 0 if identity in stays else others + 1


def _hash(identity: str) -> str:
    return identity.rpartition(".")[0]


def _always(_old: Seen, _item: FeedItem) -> bool:
    return True


def _strong(old: Seen, _item: FeedItem) -> bool:
    """Whether the guid names this item and no other filing."""
    return bool(old.guid) and not old.loose_guid

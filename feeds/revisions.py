"""What changed between two polls of one source: new, revised and vanished items. Never takes a new filing for an edit.

An item that appears is an edit of one that is gone when they share enough, and each is the only one that does. A guid
alone proves little in a court's feed: events of one filing share it (siblings), and E.D.N.Y. gives the page of the
case. There an edit must also stand where the item stood; among the newest, where new filings come, with as many between
it and the next that stays. Items that fell off the old end of the window are not gone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

import msgspec

from feeds.model import FeedItem, Parsed
from feeds.times import moment
from monitor.errors import InputError


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the last poll: its identity there, what pairs it, and the record's name for it.

    `of` is the key of its Observed event, `revision` the number of its latest revision (0: as first observed). One that
    vanished is remembered in its place (feeds.withdrawals): `absent` counts the sure polls without it, `gone_since` is
    the first poll without it, `last_shown` the last with it, `newer` names the item that then stood above it.
    """

    identity: str
    item: str
    of: str
    revision: int = 0
    guid: str = ""
    date: str = ""
    title: str = ""
    body: str = ""
    loose_guid: bool = False
    absent: int = 0
    gone_since: datetime | None = None
    last_shown: datetime | None = None
    newer: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """`new` items; `revised` and `unchanged` ones with their former selves; `vanished` from amid what is still shown.

    `unchanged` holds items whose fields are all the same and only their wrapping differs: nothing to record. `between`
    are the identities of the vanished above which something is still shown too; `stays` counts the items shown in both.
    """

    new: tuple[FeedItem, ...] = ()
    revised: tuple[tuple[Seen, FeedItem], ...] = ()
    vanished: tuple[Seen, ...] = ()
    unchanged: tuple[tuple[Seen, FeedItem], ...] = ()
    between: frozenset[str] = frozenset()
    stays: int = 0


def compare(previous: Sequence[Seen], current: Parsed) -> Comparison:
    """Pair what is no longer shown with what now is.

    `previous` is the last poll's whole window, newest first, with what had vanished from amid it.
    """
    known = {s.identity for s in previous}
    appeared = [i for i in current.items if i.identity not in known]
    if not current.window:
        return Comparison(new=tuple(appeared))
    shown = set(current.shown)
    gone = [s for s in previous if s.identity not in shown]
    unchanged, gone, appeared = _same(gone, appeared)
    stays = (known & shown) | {s.identity for s, _ in unchanged}
    stayed = (known & shown) | {i.identity for _, i in unchanged}
    pairing = _pairing([s.identity for s in previous], stays, current.shown, stayed, gone, appeared)
    revised = pairing.revised()
    if not stays and len(revised) * 2 < min(len(previous), len(current.shown)):
        # Nothing links the two polls. A feed rewritten at one stroke pairs most of its items; a gap pairs hardly any,
        # and then a later event of an old filing must not pass for an edit of an earlier one.
        return Comparison(new=tuple(appeared))
    vanished = _amid(previous, pairing, stays)
    kept = {s.of for s in previous if s.identity in stays} | {old.of for old, _ in revised}
    dates = [s.date for s in previous if s.identity in stays] + [i.date for i in pairing.came]
    return Comparison(
        new=tuple(pairing.came),
        revised=tuple(revised),
        vanished=vanished,
        unchanged=tuple(unchanged),
        between=frozenset(s.identity for s in vanished if _has_newer(s, kept, dates)),
        stays=len(stays),
    )


def _amid(previous: Sequence[Seen], pairing: _Pairing, stays: set[str]) -> tuple[Seen, ...]:
    """What is gone from above something that is still shown, with the nearest item that stood above it to the last."""
    nearest, above = "", {}
    for seen in previous:
        above[seen.identity] = nearest
        nearest = seen.of if seen.identity in stays else nearest
    gone = (s for s in pairing.gone if pairing.is_amid(s))
    return tuple(s if s.last_shown else msgspec.structs.replace(s, newer=above[s.identity]) for s in gone)


def _has_newer(seen: Seen, kept: Container[str], dates: Iterable[str]) -> bool:
    """Whether something newer than a vanished item is shown: what stood above it, or for the topmost a later date.

    What comes late into its neighbourhood, above or below, is no proof: an entry may be docketed under an older time.
    """
    return seen.newer in kept if seen.newer else any(_is_later(date, seen.date) for date in dates)


def _is_later(date: str, than: str) -> bool:
    try:
        return moment(date) > moment(than)
    except InputError:
        return False


def next_window(
    previous: Sequence[Seen],
    current: Parsed,
    comparison: Comparison,
    key: Callable[[FeedItem], str],
    missing: Sequence[Seen] = (),
) -> tuple[Seen, ...]:
    """Give the window to remember for the next comparison. `key` gives the key of a new item's Observed event.

    `missing` are those of the vanished that are still looked for; each keeps its place above the next older one shown.
    """
    window = {s.identity: _shown(s) for s in previous}
    window |= {i.identity: _seen(i, key(i), 0) for i in comparison.new}
    window |= {i.identity: _seen(i, old.of, old.revision + 1) for old, i in comparison.revised}
    window |= {i.identity: _seen(i, old.of, old.revision) for old, i in comparison.unchanged}
    shown = [window[identity] for identity in current.shown if identity in window]
    return tuple(_with_missing(shown, previous, {s.of: s for s in missing})) if missing else tuple(shown)


def _with_missing(shown: list[Seen], previous: Sequence[Seen], missing: dict[str, Seen]) -> Iterator[Seen]:
    places = {s.of: n for n, s in enumerate(shown)}
    above: dict[int, list[Seen]] = defaultdict(list)
    below = len(shown)
    for old in reversed(previous):
        below = places.get(old.of, below)
        if old.of in missing:
            above[below].append(missing[old.of])
    for n, seen in enumerate(shown):
        yield from reversed(above[n])
        yield seen


def _shown(seen: Seen) -> Seen:
    """The item, shown: one that had vanished and is back begins anew."""
    if seen.last_shown is None:
        return seen
    return msgspec.structs.replace(seen, absent=0, gone_since=None, last_shown=None, newer="")


def _seen(item: FeedItem, of: str, revision: int) -> Seen:
    return Seen(
        identity=item.identity,
        item=item.item,
        of=of,
        revision=revision,
        guid=item.guid,
        date=item.date,
        title=item.title,
        body=item.body,
        loose_guid=item.loose_guid,
    )


_Pair: TypeAlias = tuple[Seen, FeedItem]
_Either: TypeAlias = Seen | FeedItem


def _same(gone: list[Seen], came: list[FeedItem]) -> tuple[list[_Pair], list[Seen], list[FeedItem]]:
    """Pair items whose fields are all equal, as multisets: which twin is which makes no difference."""
    waiting: dict[object, list[Seen]] = defaultdict(list)
    for old in reversed(gone):
        waiting[_whole(old)].append(old)
    pairs, left = [], []
    for item in came:
        if same := waiting.get(_whole(item)):
            pairs.append((same.pop(), item))
        else:
            left.append(item)
    paired = {old.identity for old, _ in pairs}
    return pairs, [s for s in gone if s.identity not in paired], left


def _whole(x: _Either) -> tuple[str, ...]:
    return (x.guid, x.date, x.title, x.body)


class _Place(NamedTuple):
    """Where an item stands among those that stay: how many of them `before` it, and how many others between it and the
    next of them, upwards (`above`) and downwards (`below`).
    """

    before: int
    above: int
    below: int


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


_Level: TypeAlias = Callable[[_Either], object]
_Proof: TypeAlias = Callable[[Seen, FeedItem], bool]


def _pairing(
    was: Sequence[str], stays: set[str], now: Sequence[str], stayed: set[str], gone: list[Seen], came: list[FeedItem]
) -> _Pairing:
    """Where an item stood is told by what stays, without twins of what moved: of them nobody knows which stayed."""
    moved = {_hash(s.identity) for s in gone} | {_hash(i.identity) for i in came}
    landmarks = {identity for identity in stays if _hash(identity) not in moved} or stays
    now_landmarks = {identity for identity in stayed if _hash(identity) not in moved} or stayed
    return _Pairing(gone, came, _places(was, landmarks), _places(now, now_landmarks), len(landmarks))


class _Pairing:
    """Gone and come items, paired level by level, the strongest proof first; `landmarks` is how many places count."""

    def __init__(
        self,
        gone: list[Seen],
        came: list[FeedItem],
        places: dict[str, _Place],
        places_now: dict[str, _Place],
        landmarks: int,
    ) -> None:
        self.gone, self.came = gone, came
        self._places, self._places_now, self._landmarks = places, places_now, landmarks
        # of identical twins it is always the last that seems gone, whichever was edited
        self._twins: dict[str, set[_Place]] = defaultdict(set)
        for identity, place in places.items():
            self._twins[_hash(identity)].add(place)

    def is_amid(self, seen: Seen) -> bool:
        """Whether something older than a gone item is still shown."""
        return self._places[seen.identity].before < self._landmarks

    def revised(self) -> list[_Pair]:
        """Pair what is gone from amid the window first; then what may only have fallen off its old end."""
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
        last = now.before == self._landmarks > 0
        return last and any(was[:2] == now[:2] for was in self._stood(old))

    def _stood(self, old: Seen) -> set[_Place]:
        return self._twins[_hash(old.identity)]

    def _pair(self, gone: list[Seen], level: _Level, proves: _Proof) -> list[_Pair]:
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


def _hash(identity: str) -> str:
    return identity.rpartition(".")[0]


def _always(_old: Seen, _item: FeedItem) -> bool:
    return True


def _strong(old: Seen, _item: FeedItem) -> bool:
    """Whether the guid names this item and no other filing."""
    return bool(old.guid) and not old.loose_guid

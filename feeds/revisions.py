"""What changed between two polls of one source: new, revised and vanished items. Never takes a new filing for an edit.

An item that appears is an edit of one that is gone when they share enough, and each is the only one that does. A guid
alone proves little in a court's feed: events of one filing share it (siblings), and E.D.N.Y. gives the page of the
case. There an edit must also stand where the item stood; among the newest, where new filings come, with as many between
it and the next that stays. Items that fell off the old end of the window are not gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

import msgspec

from feeds.model import FeedItem, Parsed
from feeds.pairing import Order, Pairing, same
from feeds.seen import Seen
from feeds.times import moment
from monitor.errors import InputError


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
    unchanged, gone, appeared = same(gone, appeared)
    stays = (known & shown) | {s.identity for s, _ in unchanged}
    stayed = (known & shown) | {i.identity for _, i in unchanged}
    was, now = Order([s.identity for s in previous], stays), Order(current.shown, stayed)
    pairing = Pairing(gone, appeared, was, now)
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


def _amid(previous: Sequence[Seen], pairing: Pairing, stays: set[str]) -> tuple[Seen, ...]:
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

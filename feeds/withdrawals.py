"""Which items a source has stopped showing although its window still covers them. It never says why, nor by whose hand.

An item may be missing from one poll because a cache lags, a page is cut short or a feed is rebuilt. So it counts only
where an older item is still shown below its place and another above it, in two good polls, and never when much of the
window goes at once or the source says that it carries something else. Items that fell off the old end are not gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from feeds.revisions import Comparison
from feeds.seen import Seen

SURE = 2
"""Polls without the item, between others that are shown, from which on it is said to be no longer shown."""
_FEW = 3
_MUCH = 4
"""More than a few items, and more than one for every so many that stay, vanish together only when the feed breaks."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """`withdrawn`: surely no longer shown. `missing`: still looked for, to be remembered in their places."""

    withdrawn: tuple[Seen, ...] = ()
    missing: tuple[Seen, ...] = ()


def judge(comparison: Comparison, polled_at: datetime, last_good_poll: datetime | None, *, steady: bool) -> Judged:
    """Tell from one more good poll what a source no longer shows.

    `last_good_poll` is the one before, which still showed what vanishes now. `steady` is False where the source now
    says that it carries other kinds of entry; what is missing is then forgotten, as it is when the window collapses.
    """
    forward = last_good_poll is not None and last_good_poll < polled_at  # a clock set back tells no order of polls
    if not steady or not forward or _collapsed(comparison):
        return Judged()
    looked = [
        msgspec.structs.replace(
            gone,
            absent=gone.absent + (gone.identity in comparison.between),
            gone_since=gone.gone_since or polled_at,
            last_shown=gone.last_shown or last_good_poll,
        )
        for gone in comparison.vanished
    ]
    return Judged(withdrawn=_those(looked, sure=True), missing=_those(looked, sure=False))


def _collapsed(comparison: Comparison) -> bool:
    fresh = sum(not gone.absent for gone in comparison.vanished)
    return fresh > _FEW and fresh * _MUCH > comparison.stays


def _those(looked: Sequence[Seen], *, sure: bool) -> tuple[Seen, ...]:
    return tuple(gone for gone in looked if (gone.absent >= SURE) is sure)

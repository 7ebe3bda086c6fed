"""The readings of when an order took effect, as rules to hold moments against: all that have a time, none chosen."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

import msgspec

from monitor.domain.vocabulary import TimeReading
from monitor.present.axis import midnight
from monitor.present.naming import order_day
from monitor.present.times import at, bounds, effective
from monitor.present.words import clip, label
from monitor.state.view import OrderView
from monitor.state.view_action import MomentView


class Ruler(msgspec.Struct, frozen=True):
    """One reading of when the order took effect: between `since` and `until`, which are equal where the hour is
    known.
    """

    reading: TimeReading
    since: datetime
    until: datetime
    words: str


def rulers(order: OrderView, zone: tzinfo) -> list[Ruler]:
    """The readings that have a time, in the order of their time."""
    found = []
    for reading, moment, about, date_only in (
        (TimeReading.PRONOUNCED, order.pronounced_at, order.pronounced_about, order.pronounced_date_only),
        (TimeReading.ENTERED, order.entered_at, False, order.entered_date_only),
        (TimeReading.NOTICED, order.noticed_at, False, False),
    ):
        if moment is None:
            continue
        since = midnight(moment, zone) if date_only else at(moment, zone)
        until = since + timedelta(days=1) if date_only else since
        filed = ", as filed" if reading is TimeReading.ENTERED and order.entered_as_filed else ""
        hour = effective(moment, zone, on=order_day(order, zone), about=about, date_only=date_only)
        words = f"{label(reading)}{filed} {hour}"
        found.append(Ruler(reading, since, until, words))
    return sorted(found, key=lambda ruler: (ruler.since, ruler.until))


def moment_words(moment: MomentView, zone: tzinfo, *, on: date | None = None) -> str:
    """`valves closed 13:05`; `meters sealed, minute not seen`."""
    known = moment.since is not None or moment.until is not None
    return f"{clip(moment.label, 90)}{' ' if known else ', '}{bounds(moment, zone, on=on)}"

"""When something is due, under every reading that there is. It chooses none and says which each is."""

from __future__ import annotations

from datetime import datetime, time, tzinfo

from monitor.present.times import at, clock, weekday
from monitor.present.words import label
from monitor.state.view import DeadlineView, DueView


def over_at(deadline: DeadlineView) -> datetime:
    """The last instant before it is over under its last reading: until then it may still be coming."""
    due = deadline.due_at
    named = datetime.combine(due.date(), time.max, due.tzinfo) if deadline.date_only else due
    ends = (r.at if r.at is not None else datetime.combine(r.on, time.max, due.tzinfo) for r in deadline.readings)
    return max([named, *ends])


def other_readings(deadline: DeadlineView, zone: tzinfo, as_of: datetime) -> str:
    """Each reading that ends otherwise than the first, as `Mon 17 March, rolled off the weekend`; empty without any."""
    first, *others = deadline.readings or (None,)
    if first is None:
        return ""
    seen, told = {(first.on, first.at)}, []
    for reading in others:
        if (reading.on, reading.at) not in seen:
            seen.add((reading.on, reading.at))
            told.append(f"{_when(reading, zone, as_of)}, {label(reading.reading)}")
    return f"Under another reading {'; or '.join(told)}. We choose none of them." if told else ""


def _when(reading: DueView, zone: tzinfo, as_of: datetime) -> str:
    hour = f", {clock(reading.at, zone)}" if reading.at else ""
    return weekday(reading.on, year=reading.on.year != at(as_of, zone).year) + hour

"""Deadlines: set, moved, answered. Says that a filing came, or that none was seen; never that a date was missed.

A date set anew for the same thing while the old one runs moves it, and so does one that says that a date is extended
or reset; one that the court calls off is cancelled. Which filing answers which date is said in `filings`; a word of
compliance by the bound side reports a performance. A date that concerns no order stays the case's.
"""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from monitor.deadlines.periods import Due, counted, fixed, from_entry
from monitor.domain.courts import COURTS
from monitor.domain.findings import CalledOff, DeadlineRead, ExtendedBy, Period
from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus, LapseReading, OrderType, Side, Stance
from monitor.state.filings import answered, documents, is_open, likeness, refers_to
from monitor.state.lifecycle import is_live
from monitor.state.memory import Memory
from monitor.state.records import DeadlineRecord, OrderRecord, Seen
from monitor.state.respondents import same_name
from monitor.state.world import court_below, local, zone_of

_SAME = 0.5
"""Share of the shorter description's words that two descriptions of one date have in common."""
_SAME_WITHOUT_A_WORD = 0.7
"""The same share, where nothing says that a date is moved: two papers due about one subject are two."""
_MOVES = re.compile(
    r"\b(?:extended|enlarged|reset|continued|postponed|rescheduled|moved|adjourned|deferred)\b[^.;]{0,40}?\b(?:to|until)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"all\b", re.IGNORECASE)
_PERFORMS = frozenset({Stance.REPORTS_COMPLIANCE, Stance.ASSERTS_COMPLIANCE, Stance.COMPLIED_IN_PART})


def answer_deadlines(memory: Memory, seen: Seen) -> None:
    """Mark what an entry answers: dates of filings that it meets; performances that it reports."""
    if seen.entry is None:
        return
    for deadline in answered(memory, seen):
        memory.dates.meet(deadline, seen.fact.item, DeadlineStatus.FILED)
    if any(p.stance in _PERFORMS and p.side is not Side.PROTECTED for p in seen.fact.reading.positions):
        for deadline in memory.dates.performances:
            was_set = deadline.seen is not seen and seen.world >= deadline.seen.world
            if was_set and is_open(deadline) and _speaks_of(seen, deadline.order):
                memory.dates.meet(deadline, seen.fact.item, DeadlineStatus.PERFORMANCE_REPORTED)


def _speaks_of(seen: Seen, order: OrderRecord | None) -> bool:
    """Whether a position of the item is under the order, in an action or not in any yet."""
    if order is None:
        return False
    return any(a is not None and a.order is order for a in seen.actions) or any(t.seen is seen for t in order.loose)


def set_deadlines(memory: Memory, seen: Seen) -> None:
    """Keep the dates that an entry sets; one that sets a running date anew moves it."""
    if seen.entry is None:
        return
    for number, read in enumerate(seen.fact.reading.deadlines, start=1):
        running = memory.dates.due_since(min(seen.world, read.due_at))  # what is over is neither moved nor repeated
        known = [d for d in running if d.seen is not seen and _same(d, read, seen)]
        if any(d.due_at == read.due_at or _names_a_reading(memory, seen, d, read) for d in known):
            continue  # the clerk's line repeats the judge's date, or says on which day the judge's period ends
        moved = _extended(memory, read, seen)
        again = moved or next((d for d in known if _runs(d, seen) and _is_anew(d.what, read.what)), None)
        _put(memory, seen, number, read, again, moved)
    for number, more in enumerate(seen.fact.reading.extended_by, start=len(seen.fact.reading.deadlines) + 1):
        _put_off(memory, seen, number, more)
    for off in seen.fact.reading.called_off:
        _call_off(memory, seen, off)


def _names_a_reading(memory: Memory, seen: Seen, deadline: DeadlineRecord, read: DeadlineRead) -> bool:
    """Whether a fixed date is the end of a period under one of its readings; it then stands among them."""
    on = local(read.due_at, zone_of(seen.court, memory.matter)).date()
    if not read.fixed or not _runs(deadline, seen) or not any(r.on == on for r in deadline.readings):
        return False
    if all(r.reading is LapseReading.FIXED for r in deadline.readings):
        return False  # the date of before: another hour of that day moves it
    named = Due(reading=LapseReading.FIXED, on=on, at=None, rule="as a later entry of the court names the day")
    deadline.readings = (*(r for r in deadline.readings if r != named), named)
    memory.dates.name(deadline, seen)
    return True


def _put(
    memory: Memory,
    seen: Seen,
    number: int,
    read: DeadlineRead,
    again: DeadlineRecord | None,
    moved: DeadlineRecord | None,
) -> None:
    """Keep a date; `again` is the one that it moves, and `moved` that one where the words say only that it moves."""
    if again is not None:
        again.status = DeadlineStatus.MOVED
        memory.dates.touch(again)
    deadline = DeadlineRecord(
        handle=(seen.fact.key, number),
        seen=seen,
        kind=moved.kind if moved else read.kind,
        what=read.what,
        of=read.of or (again.of if again else None),
        due_at=read.due_at,
        date_only=read.date_only,
        order=again.order if again else _order_of(memory, seen, read),
        terms=moved.terms if moved else read.what,
        setters=[seen, *(again.setters if again else ())],
        readings=_readings(memory, seen, read),
    )
    memory.dates.put(deadline)


def _put_off(memory: Memory, seen: Seen, number: int, more: ExtendedBy) -> None:
    """Put a date off by so many days, counted from the day it was: the one meant, or the only one there is."""
    court = COURTS.get(seen.court)
    before = _meant(memory, seen, more.what, more.of)
    if before is None or court is None:
        return
    period = Period(counted_from=before.due_at, days=more.days, hours=more.hours, court_days=more.court_days)
    ends = counted(period, court)
    if not ends:
        return
    then = local(before.due_at, court.zone)
    due_at = ends[0].at or datetime.combine(ends[0].on, then.time(), court.zone)
    read = DeadlineRead(
        kind=before.kind,
        what=more.what,
        due_at=due_at,
        quote=more.quote,
        why=more.why,
        date_only=before.date_only,
        fixed=False,
        of=more.of,
        period=period,
    )
    _put(memory, seen, number, read, before, before)


def _call_off(memory: Memory, seen: Seen, off: CalledOff) -> None:
    """Cancel what the court called off: the date of that day, every one where it says all, or the only one alike."""
    zone = zone_of(seen.court, memory.matter)
    hearing = off.kind is DeadlineKind.HEARING
    running = [
        d
        for d in memory.dates.all
        if d.status is DeadlineStatus.PENDING and d.seen is not seen and d.seen.docket == seen.docket
        if (d.kind is DeadlineKind.HEARING) == hearing
    ]
    if off.on is not None:
        meant = [d for d in running if local(d.due_at, zone).date() == off.on]
    else:
        alike = [d for d in running if likeness(d.what, off.what) >= _SAME_WITHOUT_A_WORD]
        meant = running if _ALL.match(off.what) else alike if len(alike) == 1 else []
    for deadline in meant:
        deadline.status = DeadlineStatus.CANCELLED
        memory.dates.touch(deadline)


def _readings(memory: Memory, seen: Seen, read: DeadlineRead) -> tuple[Due, ...]:
    """When it is over under each reading; none at a court whose clock is not known."""
    court = COURTS.get(seen.court)
    if court is None:
        return ()
    if read.fixed:
        return fixed(read.due_at, court, date_only=read.date_only)
    if read.period is None:
        return ()
    files = read.kind is DeadlineKind.FILING  # an office that is shut keeps nobody from anything but filing
    closed = {c.on for c in memory.matter.closures if c.court == court.id} if files else set()
    below = court_below(court, memory.matter)
    ends = counted(read.period, court, below=below, closed=closed)
    entered = _entered(seen, read.period)
    return ends if entered is None else (*ends, *from_entry(counted(entered, court, below=below, closed=closed), ends))


def _entered(seen: Seen, period: Period) -> Period | None:
    """The same period from the minute of entry, for one that was counted from filing; None where that is all one."""
    entry = seen.entry
    if entry is None or entry.entered_at is None or "entered_at" in entry.date_only:
        return None
    filed = entry.filed_at is not None and period.counted_from == entry.filed_at and not period.before
    return msgspec.structs.replace(period, counted_from=entry.entered_at, hour_known=True) if filed else None


def _extended(memory: Memory, read: DeadlineRead, seen: Seen) -> DeadlineRecord | None:
    """The date that is said to be extended or reset: that of the order named, else the one described most alike.

    It takes on what was due: the words that move a date need not say that something is to be filed.
    """
    if not _MOVES.search(read.what):
        return None
    before = [d for d in _running(memory, seen, read.of) if d.due_at != read.due_at]
    named, alike = _named(before, read.what)
    if not alike and len(named) == 1:
        return named[0]
    return max(alike, key=lambda d: (likeness(d.what, read.what), d.due_at), default=None)


def _meant(memory: Memory, seen: Seen, what: str, of: str | None) -> DeadlineRecord | None:
    """The date, other than a hearing's, that words without a day put off; where two may be meant, neither."""
    running = [d for d in _running(memory, seen, of) if d.status is DeadlineStatus.PENDING]
    before = [d for d in running if d.kind is not DeadlineKind.HEARING]
    named, alike = _named(before, what)
    most = max((likeness(d.what, what) for d in alike), default=0.0)
    found = [d for d in alike if likeness(d.what, what) == most] or named or before
    return found[0] if len(found) == 1 else None


def _running(memory: Memory, seen: Seen, of: str | None) -> list[DeadlineRecord]:
    open_ones = (d for d in memory.dates.all if is_open(d) and d.seen is not seen and d.seen.docket == seen.docket)
    return [d for d in open_ones if _same_party(d, of)]


def _named(before: list[DeadlineRecord], what: str) -> tuple[list[DeadlineRecord], list[DeadlineRecord]]:
    """Of some dates those whose order the words name, and of these (or of all) those that are described alike."""
    named = [d for d in before if refers_to(what, d.setters)]
    return named, [d for d in named or before if likeness(d.what, what) >= _SAME]


def _order_of(memory: Memory, seen: Seen, read: DeadlineRead) -> OrderRecord | None:
    """The order whose entry sets the date, or that the entry is about; for cause to be shown, the order to show it."""
    if "show cause" in read.what.lower():
        asked = [o for o in memory.orders_of(OrderType.SHOW_CAUSE) if o.issued and is_live(o)]
        if asked:
            return asked[-1]
    given = [o for o in seen.founded if o.issued] or [o for o in seen.targets if o is not None]
    if given:
        return given[-1]
    return next((a.order for a in seen.actions if a is not None), None)


def _same(deadline: DeadlineRecord, read: DeadlineRead, seen: Seen) -> bool:
    if deadline.kind is not read.kind or deadline.seen.docket != seen.docket:
        return False
    return _same_party(deadline, read.of) and likeness(deadline.what, read.what) >= _SAME


def _runs(deadline: DeadlineRecord, seen: Seen) -> bool:
    return deadline.status is DeadlineStatus.PENDING and deadline.due_at > seen.world


def _is_anew(one: str, other: str) -> bool:
    """Whether a date is set anew for one thing: both name a same paper, or neither any, and are described alike."""
    mine, theirs = documents(one), documents(other)
    return (bool(mine & theirs) or not (mine or theirs)) and likeness(one, other) >= _SAME_WITHOUT_A_WORD


def _same_party(deadline: DeadlineRecord, of: str | None) -> bool:
    return deadline.of is None or of is None or same_name(deadline.of, of)

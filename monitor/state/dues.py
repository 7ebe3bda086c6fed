"""Deadlines: set, moved, answered. Says that a filing came, or that none was seen; never that a date was missed.

A date set anew for the same thing while the old one runs moves it. A filing of the kind that is due answers the first
such date; a word of compliance by the bound side reports a performance. A date that concerns no order
stays the case's.
"""

from __future__ import annotations

import re

from monitor.domain.findings import DeadlineRead
from monitor.domain.vocabulary import (
    DeadlineKind,
    DeadlineStatus,
    DocketKind,
    OrderType,
    Side,
    Stance,
)
from monitor.state.lifecycle import is_live
from monitor.state.memory import Memory
from monitor.state.records import DeadlineRecord, OrderRecord, Seen
from monitor.state.respondents import same_name

_WORD = re.compile(r"[a-z]{3,}")
_SMALL = frozenset(
    {"the", "and", "with", "for", "from", "any", "their", "its", "due", "file", "filing", "shall", "that"}
)
_SAME = 0.5
"""Share of the shorter description's words that two descriptions of one date have in common."""
_FILED_AS = {
    DocketKind.STATUS_REPORT: ("report", "update"),
    DocketKind.DECLARATION: ("declaration", "affidavit", "certif"),
    DocketKind.RESPONSE: ("response", "opposition", "reply", "brief", "answer", "cause", "objection", "memorandum"),
    DocketKind.NOTICE: ("notice", "certif", "response", "plan", "cause", "explanation", "report", "compliance"),
    DocketKind.MOTION: ("motion", "application", "brief"),
}
"""What each kind of filing is called where it is ordered."""
_PERFORMS = frozenset({Stance.REPORTS_COMPLIANCE, Stance.ASSERTS_COMPLIANCE, Stance.COMPLIED_IN_PART})


def answer_deadlines(memory: Memory, seen: Seen) -> None:
    """Mark what an entry answers: the earliest pending filing of its kind; performances that it reports."""
    if seen.entry is None:
        return
    names = _FILED_AS.get(seen.fact.reading.kind or DocketKind.OTHER, ())
    pending = [d for d in memory.deadlines if _open(d) and d.seen is not seen and seen.world >= d.seen.world]
    filings = [d for d in pending if d.kind is DeadlineKind.FILING and d.seen.docket == seen.docket]
    fitting = [d for d in filings if any(name in d.what.lower() for name in names) and _may_be_by(d, seen)]
    if fitting:
        _meet(min(fitting, key=lambda d: d.due_at), seen, DeadlineStatus.FILED)
    about = {id(a.order) for a in seen.actions if a is not None}
    about |= {id(o) for o in memory.orders if any(at is seen for at, _ in o.loose)}
    if any(p.stance in _PERFORMS and p.side is not Side.PROTECTED for p in seen.fact.reading.positions):
        for deadline in pending:
            if deadline.kind is DeadlineKind.PERFORMANCE and id(deadline.order) in about:
                _meet(deadline, seen, DeadlineStatus.PERFORMANCE_REPORTED)


def set_deadlines(memory: Memory, seen: Seen) -> None:
    """Keep the dates that an entry sets; one that sets a running date anew moves it."""
    if seen.entry is None:
        return
    for number, read in enumerate(seen.fact.reading.deadlines, start=1):
        known = [d for d in memory.deadlines if d.seen is not seen and _same(d, read, seen)]
        if any(d.due_at == read.due_at for d in known):
            continue  # the clerk's line repeats the judge's date
        running = [d for d in known if d.status is DeadlineStatus.PENDING and d.due_at > seen.world]
        order = running[0].order if running else _order_of(memory, seen, read)
        for moved in running[:1]:
            moved.status = DeadlineStatus.MOVED
            _touch(moved)
        deadline = DeadlineRecord(
            handle=(seen.fact.key, number),
            seen=seen,
            kind=read.kind,
            what=read.what,
            of=read.of,
            due_at=read.due_at,
            date_only=read.date_only,
            order=order,
        )
        memory.put_deadline(deadline)
        if order is not None:
            order.deadlines.append(deadline)
            order.touch()


def _order_of(memory: Memory, seen: Seen, read: DeadlineRead) -> OrderRecord | None:
    """The order whose entry sets the date, or that the entry is about; for cause to be shown, the order to show it."""
    if "show cause" in read.what.lower():
        asked = [o for o in memory.orders if o.type is OrderType.SHOW_CAUSE and o.issued and is_live(o)]
        if asked:
            return asked[-1]
    given = [o for o in seen.founded if o.issued] or [o for o in seen.targets if o is not None]
    if given:
        return given[-1]
    return next((a.order for a in seen.actions if a is not None), None)


def _same(deadline: DeadlineRecord, read: DeadlineRead, seen: Seen) -> bool:
    if deadline.kind is not read.kind or deadline.seen.docket != seen.docket:
        return False
    if deadline.of is not None and read.of is not None and not same_name(deadline.of, read.of):
        return False
    mine, theirs = _words(deadline.what), _words(read.what)
    fewer = min(len(mine), len(theirs))
    return bool(fewer) and len(mine & theirs) / fewer >= _SAME


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) - _SMALL


def _may_be_by(deadline: DeadlineRecord, seen: Seen) -> bool:
    """Whether the one who must file may have filed this: nobody named, or one of that name or role speaks in it."""
    if deadline.of is None:
        return True
    of = deadline.of.lower().rstrip("s")
    speakers = [(p.actor, p.role.value) for p in seen.fact.reading.positions]
    return not speakers or any(
        same_name(deadline.of, actor) or role in of or of in actor.lower() for actor, role in speakers
    )


def _open(deadline: DeadlineRecord) -> bool:
    return deadline.status in {DeadlineStatus.PENDING, DeadlineStatus.NO_FILING_OBSERVED}


def _meet(deadline: DeadlineRecord, seen: Seen, status: DeadlineStatus) -> None:
    deadline.status, deadline.met_by = status, seen.fact.item
    _touch(deadline)


def _touch(deadline: DeadlineRecord) -> None:
    if deadline.order is not None:
        deadline.order.touch()

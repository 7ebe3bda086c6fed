"""`audit replay` as text: the moment, the orders as known, what changed by which event, who had been told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from monitor.audit.causes import Cause, Why
from monitor.audit.mailed import Mail, Outcome
from monitor.audit.replay import Known, Moment, Replay
from monitor.cli.tables import new_table, orders_table
from monitor.domain.courts import COURTS
from monitor.present.changed import change_words
from monitor.present.naming import cite, order_name
from monitor.present.times import at, clock, day, stamp
from monitor.present.words import clip, count, one_line, sentence
from monitor.state.view import OrderView

MOST = 25
"""Changes shown of what was known; the newest, since what changed last is what is asked about."""
_WHY = {
    Why.NEWS: "news",
    Why.BASELINE: "there when watching began",
    Why.BACKFILL: "filled in later",
    Why.READING_REVISED: "reading revised, no news",
    Why.DECISION: "decided",
    Why.CLOCK: "the clock",
    Why.CONFIGURATION: "configuration changed, no news",
}
_SCHEDULE = {"immediate": "at once", "daily": "daily digest"}
_OUTCOME = {
    Outcome.PREPARED: "not handed over yet",
    Outcome.SENT: "handed over",
    Outcome.FAILED: "failed for good",
    Outcome.UNCERTAIN: "may have arrived",
}


def replay_text(found: Replay, zone: tzinfo) -> RenderableType:
    """The whole answer; times outside an order are at the clock of `zone`."""
    parts: list[RenderableType] = [*_moment("As known at", found.as_of, zone), Text()]
    parts.append(orders_table(found.orders, as_of=found.as_of.at))
    earlier = f", the newest {MOST} shown" if len(found.known) > MOST else ""
    title = f"Known by then: {count(len(found.known), 'change')}{earlier}"
    parts.append(_changes(title, found.known[-MOST:], found.orders, found.as_of.at, zone))
    if found.until is not None and found.changed is not None:
        parts += [*_moment("From then to", found.until, zone), Text()]
        title = count(len(found.changed), "change")
        parts.append(_changes(title, found.changed, found.orders_until, found.until.at, zone))
    parts += [Text(f" {line}") for line in _foot(found, zone)]
    return Group(*parts)


def _moment(lead: str, moment: Moment, zone: tzinfo) -> Iterator[RenderableType]:
    position = f"log position {moment.seq:,}" if moment.seq else "before the first event of the log"
    yield Text(f" {lead} {stamp(moment.at, zone)}, {position}")
    yield Text(f" Merkle root {moment.root} over {count(moment.leaves, 'leaf', 'leaves')}", style="dim")


def _changes(
    title: str, changes: Sequence[Known], orders: Sequence[OrderView], as_of: datetime, zone: tzinfo
) -> RenderableType:
    """A row for each event and order; what one event changed of one order, and one mail told, stands together."""
    if not changes:
        return Text(f" {title}.\n")
    named = {name: order for order in orders for name in (order.id, *order.aliases)}
    table = new_table(title, recorded=0, change=5, because_of=4, mailed_by_then=4)
    for _, alike in groupby(changes, key=lambda k: (k.cause.seq, k.change.order, k.told, k.again)):
        rows = list(alike)
        cause = rows[0].cause
        table.add_row(
            f"{_when(cause.recorded_at, zone, as_of)}\nevent {cause.seq:,}",
            _what(rows, named.get(rows[0].change.order or ""), as_of, zone),
            "\n".join(_because(rows[0])),
            "\n".join(_told(rows[0], zone, as_of)),
        )
    return table


def _what(rows: Sequence[Known], order: OrderView | None, as_of: datetime, zone: tzinfo) -> RenderableType:
    its = COURTS[order.matter.court].zone if order and order.matter.court in COURTS else zone
    words = [Text(change_words(k.change, order, zone=its, as_of=as_of), style="bold") for k in rows]
    if order is None:
        change = rows[0].change
        return Group(*words, Text(one_line(change.order or change.matter), style="dim"))
    name = f"{clip(order.matter.caption, 60)}, {cite(order.matter.court)}: {order_name(order, its)}"
    return Group(*words, name, Text(one_line(order.id), style="dim"))


def _because(known: Known) -> Iterator[str]:
    cause = known.cause
    decided = f" by {clip(cause.person, 60)}: {clip(cause.reason or '', 200)}" if cause.person else ""
    yield sentence(f"{_WHY[cause.why]}{decided}")
    yield from _item(known, cause)
    if known.again is not None:
        yield f"as before at event {known.again:,}: told then, not anew"


def _item(known: Known, cause: Cause) -> Iterator[str]:
    if cause.item:
        yield f"{clip(cause.source or '', 40)}: {clip(cause.item, 100)}"
    elif cause.source:
        yield clip(cause.source, 40)
    if known.change.item and known.change.item != cause.item:
        yield f"about {clip(known.change.item, 100)}"


def _told(known: Known, zone: tzinfo, as_of: datetime) -> Iterator[str]:
    if not known.told:
        yield "nobody"
    for mail in known.told:
        when = _when(mail.outcome_at or mail.prepared_at, zone, as_of)
        to = f"{mail.subscriber}, {_SCHEDULE.get(mail.schedule, mail.schedule)}"
        yield f"{to}: {_OUTCOME[mail.outcome]} {when} (event {mail.outcome_seq or mail.seq:,})"


def _when(moment: datetime, zone: tzinfo, as_of: datetime) -> str:
    local = at(moment, zone)
    return f"{day(local, year=local.year != at(as_of, zone).year)}, {clock(moment, zone)}"


def _foot(found: Replay, zone: tzinfo) -> Iterator[str]:
    yield _mailed(found.mails)
    for line in found.differs:
        yield f"DIFFERS: {one_line(line)}"
    if not found.differs:
        yield "Folded anew from the record; the views give the same."
    known = found.until or found.as_of
    yield f"Times in {at(known.at, zone).tzname()} but for each court's own."


def _mailed(mails: Iterable[Mail]) -> str:
    listed = list(mails)
    if not listed:
        return "Nothing had been mailed to anybody."
    ended = [f"{number} {_OUTCOME[o]}" for o in Outcome if (number := sum(m.outcome is o for m in listed))]
    people = count(len({mail.subscriber for mail in listed}), "subscriber")
    return f"{count(len(listed), 'mail')} to {people}, whom the record knows by pseudonym: {', '.join(ended)}."

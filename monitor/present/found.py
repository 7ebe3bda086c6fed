"""What a search found, in words: what it is, where and when, its own words in quotation marks. Adds nothing to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from monitor.domain.courts import COURTS
from monitor.domain.vocabulary import ActionStatus, OrderStatus, OrderType
from monitor.present.naming import cite
from monitor.present.times import at, day, when
from monitor.present.withdrawn import moment
from monitor.present.words import clip, label, one_line, printable, sentence
from projections.search_found import Extract, Hit

_MOST_ORDERS = 4


def zone_of(hit: Hit, zone: tzinfo) -> tzinfo:
    """The clock that a hit's times are at: its court's, else the reader's."""
    known = COURTS.get(hit.court.lower()) if hit.court else None
    return known.zone if known else zone


def head(hit: Hit, zone: tzinfo) -> str:
    """`Temporary restraining order of 15 March 2025, in force`; `Entry 81`; a title in quotation marks."""
    if hit.kind == "orders" and hit.type and hit.status:
        on = f" of {day(at(hit.said_at, zone))}" if hit.said_at else ", no date seen"
        return f"{sentence(label(OrderType(hit.type)))}{on}, {label(OrderStatus(hit.status))}"
    if hit.kind == "actions" and hit.status:
        return f"{sentence(clip(hit.name, 120))}: {label(ActionStatus(hit.status))}"
    if hit.court is None:
        return f"“{clip(hit.name, 150)}”"
    return f"Entry {hit.entry_number}" if hit.entry_number is not None else "Docket entry without a number"


def lines(hit: Hit, zone: tzinfo, as_of: datetime) -> Iterator[str]:
    """Where it is from and when, what is no longer shown of it, which orders it bears on, its id."""
    yield ", ".join(_where(hit, zone, as_of))
    if hit.withdrawn is not None:
        since = moment(hit.withdrawn.gone_since, zone, as_of)
        yield f"No longer shown by {clip(hit.withdrawn.source, 60)} since {since}."
    if hit.kind == "items" and hit.orders:
        more = f" and {len(hit.orders) - _MOST_ORDERS} more" if len(hit.orders) > _MOST_ORDERS else ""
        yield f"cited in {', '.join(map(one_line, hit.orders[:_MOST_ORDERS]))}{more}"
    elif hit.kind == "actions":
        yield f"under {one_line(hit.orders[0])}"
    yield one_line(hit.id)


def quotation(extract: Extract) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The extract on one line in quotation marks, cuts marked `[…]`, and where in it what was looked for stands."""
    lead = "“[…] " if extract.before else "“"
    tail = " […]”" if extract.after else "”"
    # one for one, so that the places stay what they are
    words = "".join(" " if c.isspace() else printable(c) for c in extract.text)
    shift = len(lead)
    return f"{lead}{words}{tail}", tuple((a + shift, b + shift) for a, b in extract.marks)


def _where(hit: Hit, zone: tzinfo, as_of: datetime) -> Iterator[str]:
    if hit.court is not None:
        if hit.kind != "actions":
            yield clip(hit.name, 80)
        yield f"{cite(hit.court)} {one_line(hit.docket_number or '')}"
    if hit.kind != "orders":
        yield when(hit.said_at, zone, as_of=as_of)
    if hit.source:
        yield one_line(hit.source)

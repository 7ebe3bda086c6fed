"""Makes the views of an action, its positions and findings. Every account stands beside the others, unchanged."""

from __future__ import annotations

from monitor.domain.items import NewsItem, Statement
from monitor.state.called import name_of
from monitor.state.facts import ItemFact
from monitor.state.figures import disagreeing
from monitor.state.positions import overall, statuses
from monitor.state.records import ActionRecord, OrderRecord, PositionRecord
from monitor.state.show_history import show_finding
from monitor.state.shower import Shower
from monitor.state.timing import effective_times, relation
from monitor.state.view import (
    ActionView,
    FigureView,
    MomentView,
    PositionView,
    RespondentView,
    TimingView,
)


def show_action(shower: Shower, order: OrderRecord, action: ActionRecord) -> ActionView:
    """The view of an action under its order."""
    ident, aliases = shower.names.cluster(action.handles, "p")
    apart = disagreeing(action.figures)
    return ActionView(
        id=ident,
        aliases=aliases,
        order=shower.names.cluster(order.handles)[0],
        matter=shower.matter,
        what=name_of(order, action, shower.zone),
        status=overall(action),
        respondents=tuple(RespondentView(name=name, status=status) for name, status in statuses(action)),
        moments=tuple(
            MomentView(
                label=read.label,
                since=shower.time(read.since),
                until=shower.time(read.until),
                about=read.about,
                quote=read.quote.text,
                item=fact.item,
                source=source_of(fact),
            )
            for read, fact in action.moments
        ),
        timing=_timing(order, action),
        positions=tuple(show_position(shower, position) for position in action.positions),
        findings=tuple(show_finding(shower, finding) for finding in action.findings),
        figures=tuple(
            FigureView(
                label=read.label,
                value=read.value,
                text=read.quote.text,
                population=read.population,
                item=fact.item,
                source=source_of(fact),
                disagrees=place in apart,
            )
            for place, (read, fact) in enumerate(action.figures)
        ),
        figures_conflict=bool(apart),
        separate_reports=len(action.reports),
        first_at=shower.time(action.first_at),
        last_at=shower.time(action.last_at),
    )


def source_of(fact: ItemFact) -> str:
    """Who published it: an outlet, an official's speaker, or the source as configured for a docket."""
    content = fact.content
    if isinstance(content, NewsItem):
        return content.outlet
    return (isinstance(content, Statement) and content.speaker) or fact.source


def show_position(shower: Shower, position: PositionRecord) -> PositionView:
    """The view of a position."""
    read, fact = position.read, position.seen.fact
    content = fact.content
    entry = position.seen.entry
    return PositionView(
        actor=read.actor,
        role=read.role,
        side=position.side,
        respondent=position.respondent or read.respondent,
        stance=read.stance,
        quote=read.quote.text,
        speech=read.speech,
        via=read.via,
        venue=read.venue,
        item=fact.item,
        source=source_of(fact),
        said_at=shower.time(position.said_at),
        read_by=fact.read_by,
        rule=read.why.rule,
        score=read.why.score,
        url=content.url,
        entry_number=entry.entry_number if entry else None,
        id=shower.names.public(position.handle, "p"),
        variants=tuple(position.variants),
        gone_since=shower.time(fact.gone_since),
    )


def _timing(order: OrderRecord, action: ActionRecord) -> tuple[TimingView, ...]:
    readings = effective_times(order)
    return tuple(
        TimingView(moment=read.label, reading=to.reading, relation=relation(read, to), index=index)
        for index, (read, _) in enumerate(action.moments)
        for to in readings
    )

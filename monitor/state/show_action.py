"""Makes the views of an action, its positions and findings. Every account stands beside the others, unchanged."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.items import NewsItem, Statement
from monitor.domain.vocabulary import ActionStatus, Placed
from monitor.state.answers import answers_to
from monitor.state.called import name_of
from monitor.state.facts import ItemFact
from monitor.state.figures import disagreeing
from monitor.state.positions import concerning, is_answer, is_concession, overall, statuses
from monitor.state.records import FindingRecord, OrderRecord
from monitor.state.records_action import ActionRecord, FigureRecord, MomentRecord, PositionRecord
from monitor.state.shifts import NO_SHIFT, Shift, shifts_in
from monitor.state.show_history import show_finding
from monitor.state.shower import Shower
from monitor.state.timing import effective_times, relation
from monitor.state.view_action import (
    ActionView,
    AnswersView,
    FigureView,
    MomentView,
    PositionView,
    RespondentView,
    TimingView,
)
from monitor.state.world import local


def show_action(shower: Shower, order: OrderRecord, action: ActionRecord) -> ActionView:
    """The view of an action under its order."""
    ident, aliases = shower.names.cluster(action.handles, "p")
    apart, shifts = disagreeing(action.figures), shifts_in(action.positions)
    return ActionView(
        id=ident,
        aliases=aliases,
        order=shower.names.cluster(order.handles)[0],
        matter=shower.matter,
        what=name_of(order, action, shower.zone),
        status=overall(action),
        respondents=tuple(_respondent(shower, action, *known) for known in statuses(action)),
        moments=tuple(_moment(shower, moment) for moment in action.moments),
        timing=_timing(order, action),
        positions=tuple(show_position(shower, p, shifts.get(p.handle, NO_SHIFT)) for p in action.positions),
        findings=tuple(show_finding(shower, finding) for finding in action.findings),
        figures=tuple(_figure(figure, disagrees=place in apart) for place, figure in enumerate(action.figures)),
        figures_conflict=bool(apart),
        separate_reports=len(action.reports),
        first_at=shower.time(action.first_at),
        last_at=shower.time(action.last_at),
        answers=_answers(shower, action.positions, action.findings),
    )


def _moment(shower: Shower, moment: MomentRecord) -> MomentView:
    read, fact = moment.read, moment.fact
    return MomentView(
        label=read.label,
        since=shower.time(read.since),
        until=shower.time(read.until),
        about=read.about,
        quote=read.quote.text,
        item=fact.item,
        source=source_of(fact),
        superseded_by=moment.superseded_by,
        revised=fact.revision > 0,
    )


def _figure(figure: FigureRecord, *, disagrees: bool) -> FigureView:
    read, fact = figure.read, figure.fact
    return FigureView(
        label=read.label,
        value=read.value,
        text=read.quote.text,
        population=read.population,
        item=fact.item,
        source=source_of(fact),
        disagrees=disagrees,
        superseded_by=figure.superseded_by,
        revised=fact.revision > 0,
        bound=read.bound,
    )


def _respondent(shower: Shower, action: ActionRecord, name: str, status: ActionStatus) -> RespondentView:
    about = concerning(action, name)
    grounds = dict.fromkeys(p.read.stance for p in about if is_answer(p) or is_concession(p))
    return RespondentView(
        name=name, status=status, grounds=tuple(grounds), answers=_answers(shower, about, action.findings)
    )


def _answers(
    shower: Shower, positions: Sequence[PositionRecord], findings: Sequence[FindingRecord]
) -> AnswersView | None:
    found = answers_to(positions, findings)
    if found is None:
        return None
    return AnswersView(
        asked_at=local(found.asked_at, shower.zone),
        in_court_at=shower.time(found.in_court_at),
        elsewhere_at=shower.time(found.elsewhere_at),
        declined_at=shower.time(found.declined_at),
        unanswered_since=shower.time(found.unanswered_since),
    )


def source_of(fact: ItemFact) -> str:
    """Who published it: an outlet, an official's speaker, or the source as configured for a docket."""
    content = fact.content
    if isinstance(content, NewsItem):
        return content.outlet
    return (isinstance(content, Statement) and content.speaker) or fact.source


def _others(shower: Shower, position: PositionRecord) -> tuple[str, ...]:
    others = position.placing.others if position.placing is not None else ()
    if not others:
        return ()
    return tuple(shower.names.cluster(other.handles, "p")[0] for other in others)


def show_position(shower: Shower, position: PositionRecord, shift: Shift = NO_SHIFT) -> PositionView:
    """The view of a position, with what ties it to its action and what cannot stand beside it.

    The words never change; of what does, that the view made before has all of it is quicker seen than made again.
    """
    placed = position.placing.by if position.placing else Placed.UNPLACED
    could_be = _others(shower, position)
    before = shower.names.public(shift.before.handle, "p") if shift.before else None
    at_odds = tuple([shower.names.public(p.handle, "p") for p in shift.at_odds])
    variants = tuple(position.variants)
    now, known = (placed, could_be, before, at_odds, variants), position.shown
    if known and now == (known.placed, known.could_be, known.changed_from, known.at_odds_with, known.variants):
        return known
    read, fact = position.read, position.seen.fact
    content = fact.content
    entry = position.seen.entry
    shown = position.shown = PositionView(
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
        variants=variants,
        gone_since=shower.time(fact.gone_since),
        placed=placed,
        could_be=could_be,
        changed_from=before,
        at_odds_with=at_odds,
    )
    return shown


def _timing(order: OrderRecord, action: ActionRecord) -> tuple[TimingView, ...]:
    readings = effective_times(order)
    return tuple(
        TimingView(moment=moment.read.label, reading=to.reading, relation=relation(moment.read, to), index=index)
        for index, moment in enumerate(action.moments)
        for to in readings
    )

"""Keeps what items tell of an action: moments and figures beside each other, whom they name, what it may be called.

A copy of a report adds only what the report did not have. An outlet's own later version, and an entry that amends an
entry, take the place of what they correct; both stay, and the earlier one says by what.
"""

from __future__ import annotations

from monitor.domain.items import NewsItem
from monitor.domain.vocabulary import Effect
from monitor.state.called import name_action
from monitor.state.conduct import day_of
from monitor.state.facts import ItemFact
from monitor.state.figures import counted
from monitor.state.memory import Memory
from monitor.state.positions import opens
from monitor.state.records import Seen
from monitor.state.records_action import ActionRecord, FigureRecord, MomentRecord
from monitor.state.reports import Report
from monitor.state.respondents import same_name
from monitor.state.told import Told
from monitor.state.world import zone_of

_AMENDS = frozenset({Effect.MODIFIES, Effect.CLARIFIES})


def take_account(memory: Memory, action: ActionRecord, told: Told, *, repeats: bool = False) -> None:
    """Keep what a part of an item tells of the action; `repeats` where all that it says is on record already."""
    seen = told.seen
    report, copied = action.order.reports.take(seen.fact)
    if report is not None and report not in action.reports:
        action.reports.append(report)
    _take_moments(memory, action, told, report)
    if not copied:
        if seen.told is action or any(map(opens, told.positions)):
            action.begun.append(seen)
            action.of_all = action.of_all or not told.respondents
            if told.moves:
                action.moved_on.add(seen.day)
        zone = zone_of(action.order.court, memory.matter)
        name_action(action, seen.fact.content, seen.fact.reading, day_of(action.order, zone))
    _take_outline(action, told, repeats=repeats)
    action.first_at = min(action.first_at or seen.world, seen.world)
    action.last_at = max(action.last_at or seen.world, seen.world)


def _take_outline(action: ActionRecord, told: Told, *, repeats: bool) -> None:
    outline = action.outline
    outline.which = outline.which.joined(told.which)
    for stem in told.subjects:
        outline.subjects.add(stem)
    for name in () if repeats else told.respondents:
        if not any(same_name(name, known) for known in action.respondents):
            action.respondents.append(name)


def _take_moments(memory: Memory, action: ActionRecord, told: Told, report: Report | None) -> None:
    """Take in the moments and figures that the item's own report does not have yet, and mark what they correct."""
    seen = told.seen
    family = report.items if report is not None else {seen.fact.item}
    had = {(m.read.label, m.read.since, m.read.until) for m in action.moments if m.fact.item in family}
    moments = [m for m in told.moments if (m.label, m.since, m.until) not in had]
    counts = {(counted(f.read), f.read.value, f.read.bound) for f in action.figures if f.fact.item in family}
    figures = [f for f in told.figures if (counted(f), f.value, f.bound) not in counts]
    if not moments and not figures:
        return
    if seen.told is None:
        action.handles.append((seen.fact.key, 0))
        seen.told = action
    corrects = _corrected(memory, action, seen, report)
    for moment in action.moments:
        if moment.fact.key in corrects and moment.read.label in {m.label for m in moments}:
            moment.superseded_by = seen.fact.item
    for figure in action.figures:
        if figure.fact.key in corrects and counted(figure.read) in {counted(f) for f in figures}:
            figure.superseded_by = seen.fact.item
    action.moments += [MomentRecord(m, seen.fact) for m in moments]
    action.figures += [FigureRecord(f, seen.fact, told.extent) for f in figures]
    action.outline.tell_moments(moments)
    action.outline.tell_figures(figures)


def _corrected(memory: Memory, action: ActionRecord, seen: Seen, report: Report | None) -> set[str]:
    """The keys of the items that this one corrects: its outlet's own earlier version, or the entry that it amends."""
    facts = (*(m.fact for m in action.moments), *(f.fact for f in action.figures))
    told = {fact.key: fact for fact in facts}
    family = report.items if report is not None else set()
    own = {key for key, fact in told.items() if fact.item in family and _same_outlet(fact, seen.fact)}
    named = {key for key, fact in told.items() if fact.item == seen.fact.reading.revises}
    effects = zip(seen.fact.reading.effects, seen.targets, strict=False)
    amended = {id(order) for effect, order in effects if effect.effect in _AMENDS and order is not None}
    made = {key for key in told if any(id(order) in amended for order in memory.seen[key].founded)}
    return (own | named | made) - {seen.fact.key}


def _same_outlet(one: ItemFact, other: ItemFact) -> bool:
    mine, theirs = one.content, other.content
    return isinstance(mine, NewsItem) and isinstance(theirs, NewsItem) and mine.outlet == theirs.outlet

"""One story of a mail: what changed about an order or an action, with both sides and where the order stands. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

import msgspec

from monitor.domain.vocabulary import OrderStatus
from monitor.present.naming import cite, docket_line, order_url
from monitor.present.notes import note_lines, respondent_lines
from monitor.present.revised import because_line, change_line
from monitor.present.sides import (
    Block,
    Saying,
    blocks,
    called,
    cut,
    finding_saying,
    headline,
    missing,
    more,
    others,
    sayings,
)
from monitor.present.standing import (
    Cell,
    Row,
    Table,
    bar,
    cells,
    figure_lines,
    next_rows,
    status_note,
    timing_table,
    unseen_rows,
)
from monitor.present.tags import REVISED, TAGS, Tag
from monitor.present.withdrawn import gone_news
from monitor.present.words import clip, count, label, one_line, sentence
from monitor.state.change import ChangeKind
from monitor.state.view import CountsView, OrderView
from monitor.state.view_action import ActionView
from projections.because import Because

_CONTESTED = (
    "Contested means: an attributed allegation, a motion to enforce, a compliance order to show cause or a court's "
    "finding, and an answer. It does not say who is right."
)
_OF_FINDINGS = frozenset({ChangeKind.FINDING, ChangeKind.FINDING_STANDING_CHANGED})


class Limits(msgspec.Struct, frozen=True):
    """How much of a story is shown; `quote` cuts quotations, None leaves them whole."""

    sayings: int
    rows: int
    stories: int
    quote: int | None


LIMITS = (
    Limits(8, 24, 40, None),
    Limits(4, 12, 20, None),
    Limits(3, 8, 12, 1500),
    Limits(2, 5, 8, 500),
    Limits(1, 3, 6, 200),
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One change to tell; `revised` where a new reading made it and no event did, `because` of whom or what."""

    key: str
    kind: ChangeKind
    before: str | None = None
    after: str | None = None
    item: str | None = None
    revised: bool = False
    because: Because | None = None


class StoryParts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything both templates print of one story.

    `number` counts orders in a digest; None on a further story of the order just told, which is then not named again.
    """

    number: int | None
    tag: str
    mark: str
    role: str
    changed: str | None
    revised: tuple[str, ...]
    headline: str
    about: str | None
    caption: str
    url: str | None
    docket: str
    name: str
    id: str
    status: str
    sides: tuple[Block, ...]
    missing: str | None
    notes: tuple[str, ...]
    explained: str | None
    findings: tuple[Saying, ...]
    orders: tuple[Saying, ...]
    others: tuple[Saying, ...]
    others_more: str | None
    cells: tuple[Cell, ...]
    bar: tuple[int, ...]
    lapse_note: str | None
    timing: Table | None
    figures: tuple[str, ...]
    figures_note: str | None
    next: tuple[Row, ...]
    unseen: tuple[Row, ...]


def tag_of(changes: Sequence[Told]) -> Tag:
    """The heaviest tag of a story's changes; a story that only a new reading made is never told as news.

    Raises ValueError for a story of no change.
    """
    if not changes:
        raise ValueError("a story of no change: there is nothing to tell")
    fresh = [TAGS[change.kind] for change in changes if not change.revised]
    return min(fresh, key=lambda tag: tag.rank) if fresh else REVISED


def parts_of(
    order: OrderView,
    action_id: str | None,
    changes: Sequence[Told],
    *,
    daily: bool,
    name: str,
    zone: tzinfo,
    as_of: datetime,
    base_url: str | None,
    limits: Limits,
    number: int | None = 1,
    last: bool = True,
    acting: Sequence[OrderView] = (),
) -> StoryParts:
    """Everything to print about one story of the order of that `name`; `last`: its order has no further one.

    Raises ValueError where the order has no action of that id.
    """
    action = _action(order, action_id) or _found_against(order, changes)
    tag = tag_of(changes)
    show = 1 if daily else limits.sayings
    kinds = {change.kind for change in changes}
    findings = action.findings if action else order.findings
    if action is None and number is None and ChangeKind.FINDING not in kinds:
        findings = ()
    figures_told = not daily or ChangeKind.FIGURE_CONFLICT in kinds
    lines, note = figure_lines(action) if action and figures_told else ((), None)
    rest = others(action.positions) if action else list(order.positions)
    said = [one for _, one in sayings(rest, zone=zone, as_of=as_of, most=limits.quote)]
    return StoryParts(
        number=number,
        tag=tag.word,
        mark=tag.mark,
        role=tag.role,
        changed=_changed(changes, tag),
        revised=_revised(changes)[: limits.rows],
        about=called(action) if action else None,
        headline=_headline(order, action, changes, name),
        caption=clip(order.matter.caption, 150),
        url=order_url(base_url, order.id),
        docket=docket_line(order.matter),
        name=name,
        id=one_line(order.id),
        status=sentence(label(order.status)),
        sides=blocks(action, zone=zone, as_of=as_of, show=show, most=limits.quote) if action else (),
        missing=missing(action, zone) if action else None,
        notes=_notes(order, action, zone, daily=daily) if action else (),
        explained=_CONTESTED if action and action.status.value == "contested" and not daily else None,
        findings=tuple(
            finding_saying(f, zone=zone, as_of=as_of, most=limits.quote) for f in findings[: limits.sayings]
        ),
        orders=_terms(order, limits) if ChangeKind.ORDER_ISSUED in kinds else (),
        others=() if daily and action else tuple(said[:show]),
        others_more=None if daily and action else more(len(said) - show),
        cells=cells(order, zone=zone, as_of=as_of),
        bar=() if daily else bar(order, zone=zone, as_of=as_of),
        lapse_note=status_note(order),
        timing=timing_table(order, action, zone=zone, show=limits.rows) if action and not daily else None,
        figures=lines,
        figures_note=note,
        next=next_rows((order, *acting), zone=zone, as_of=as_of, show=limits.rows if last else 0),
        unseen=unseen_rows(order, zone=zone, as_of=as_of, show=limits.rows),
    )


def _notes(order: OrderView, action: ActionView, zone: tzinfo, *, daily: bool) -> tuple[str, ...]:
    """Each respondent by itself; at once also what changed, what is open and what was corrected."""
    return (*respondent_lines(action, zone), *(() if daily else note_lines(order, action, zone)))


def _action(order: OrderView, action_id: str | None) -> ActionView | None:
    if action_id is None:
        return None
    for action in order.actions:
        if action_id == action.id or action_id in action.aliases:
            return action
    raise ValueError(f"order {order.id} has no action {action_id}")


def _found_against(order: OrderView, changes: Sequence[Told]) -> ActionView | None:
    """The action a finding is about, so that both sides stand beside it; None where that cannot be told."""
    items = {change.item for change in changes if change.kind in _OF_FINDINGS}
    about = [a for a in order.actions if any(finding.item in items for finding in a.findings)]
    return about[0] if len(about) == 1 else order.actions[0] if items and len(order.actions) == 1 else None


def _terms(order: OrderView, limits: Limits) -> tuple[Saying, ...]:
    return tuple(
        Saying(
            lead=f"The order, {label(o.form)}" + (f", paragraph {clip(o.para, 20)}" if o.para else ""),
            quote=cut(o.quote, limits.quote),
            own=True,
            source=f"{clip(o.item, 80)}.",
            url=None,
            link="",
        )
        for o in order.obligations[: limits.sayings]
    )


def _changed(changes: Sequence[Told], tag: Tag) -> str | None:
    """The other tags of the story, after the first."""
    words = [TAGS[c.kind].word for c in changes if not c.revised]
    rest = [word for word in dict.fromkeys(words) if word != tag.word]
    return f"Also: {', '.join(word[:1].lower() + word[1:] for word in rest)}." if rest else None


def _revised(changes: Sequence[Told]) -> tuple[str, ...]:
    """What only a reading changed: first who or what made the difference, then each difference."""
    lines = [because_line(c.because) for c in changes if c.because]
    lines += [change_line(c.kind, c.before, c.after, c.item) for c in changes if c.revised or c.because]
    return tuple(dict.fromkeys(lines))


def gone(parts: StoryParts) -> StoryParts:
    """The story of an order that is no longer read anywhere: what it was is not shown as if it still stood."""
    return msgspec.structs.replace(
        parts,
        headline=f"{parts.name}: no longer read in any item",
        status="No longer read",
        url=None,
        about=None,
        sides=(),
        missing=None,
        explained=None,
        findings=(),
        orders=(),
        others=(),
        others_more=None,
        cells=(),
        bar=(),
        lapse_note=None,
        timing=None,
        figures=(),
        figures_note=None,
        next=(),
        unseen=(),
    )


def _headline(order: OrderView, action: ActionView | None, changes: Sequence[Told], name: str) -> str:
    if action is not None:
        fresh = any(change.kind is ChangeKind.FINDING for change in changes)
        return headline(action, action.findings if fresh else ())
    return f"{_order_news(order, changes, name)}; {_counts(order.counts)}"


def _order_news(order: OrderView, changes: Sequence[Told], name: str) -> str:
    kinds = {change.kind for change in changes}
    if ChangeKind.FINDING in kinds and order.findings:
        found = order.findings[-1]
        return f"{name}: {cite(found.by)} finds {label(found.kind)}"
    turned = next((change for change in changes if change.kind is ChangeKind.STATUS_CHANGED), None)
    if turned is not None and (before := _status_word(turned.before)):
        return f"{name} is {label(order.status)}; it was {before}"
    if ChangeKind.WITHDRAWN in kinds and order.withdrawn:
        return f"{name} is {label(order.status)}; {gone_news(order.withdrawn[-1])}"
    return f"{name} is {label(order.status)}"


def _status_word(value: str | None) -> str | None:
    return label(OrderStatus(value)) if value in set(OrderStatus) else None


def _counts(counts: CountsView) -> str:
    words = [
        f"{getattr(counts, name)} {name}"
        for name in ("contested", "conceded", "alleged", "questioned", "reported")
        if getattr(counts, name)
    ]
    total = sum(getattr(counts, name) for name in ("contested", "conceded", "alleged", "questioned", "reported"))
    return f"{count(total, 'action')} under it: {', '.join(words)}" if words else "no allegation seen"

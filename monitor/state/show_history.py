"""Makes the views of what was done to an order and of what it rests on: lines, grounds, terms, entries, findings."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.vocabulary import Placed
from monitor.state.lifecycle import Ground, grounds_of
from monitor.state.paragraphs import is_named, paragraphs_named
from monitor.state.records import Done, FindingRecord, OrderRecord, Seen
from monitor.state.shower import Shower
from monitor.state.standing import standing_of
from monitor.state.view import EntryView, GroundView, ObligationView
from monitor.state.view_action import FindingView, HistoryView


def show_line(shower: Shower, done: Done) -> HistoryView:
    """One line of a history."""
    waits = done.effective_at is None and done.undone_by is None
    return HistoryView(
        effective_at=shower.time(done.effective_at),
        by=done.by,
        effect=done.effect.effect,
        acts_on=shower.ident(done.on) if done.on is not None else None,
        extent=done.effect.extent,
        mode=done.effect.mode,
        until_condition=done.effect.until_condition,
        item=done.seen.fact.item,
        quote=done.effect.quote.text,
        rule=done.effect.why.rule,
        seq=done.seen.fact.seq,
        awaits="mandate" if waits else None,
        undone_by=done.undone_by.seen.fact.item if done.undone_by else None,
        copy_of=done.copy_of.seen.fact.item if done.copy_of else None,
        unresolved=done.unresolved,
        by_then=done.by_then is not None,
        gone_since=shower.time(done.seen.fact.gone_since),
        read_by=done.seen.fact.read_by,
    )


def show_obligations(shower: Shower, order: OrderRecord) -> tuple[ObligationView, ...]:
    """The terms in the courts' words, each with what was done to its paragraph by name."""
    touching = [(done, paragraphs_named(done.effect.quote.text)) for done in order.history if done.on is order]
    touching = [(done, named) for done, named in touching if named]
    return tuple(
        ObligationView(
            id=shower.names.public(handle, "o"),
            para=read.para,
            quote=read.quote.text,
            form=read.form,
            bound=read.bound,
            protects=read.protects,
            excludes=read.excludes.text if read.excludes else None,
            due_at=shower.time(read.due_at),
            until_condition=read.until_condition,
            item=item,
            history=_of_paragraph(shower, read.para, handle[0], touching),
        )
        for handle, read, item in order.obligations
    )


def _of_paragraph(
    shower: Shower, para: str | None, key: str, touching: Sequence[tuple[Done, frozenset[str]]]
) -> tuple[HistoryView, ...]:
    if para is None:
        return ()
    lines = (d for d, named in touching if d.seen.fact.key != key and is_named(para, named))
    return tuple(show_line(shower, done) for done in lines)


def show_grounds(shower: Shower, order: OrderRecord) -> tuple[GroundView, ...]:
    """Every status that applies, the one that prevails first."""
    return tuple(_ground(shower, ground) for ground in grounds_of(order))


def _ground(shower: Shower, ground: Ground) -> GroundView:
    done = ground.done
    if ground.stay is not None and done is None:
        done = next((d for d in ground.stay.history if d.effect is ground.stay.stay_effect), None)
    item = done.seen.fact.item if done else None
    if ground.lapse is not None and ground.lapse.met_by is not None:
        item = ground.lapse.met_by.fact.item
    return GroundView(
        status=ground.status,
        item=item,
        since=shower.time(done.effective_at if done else ground.lapse.at if ground.lapse else None),
        stay=shower.ident(ground.stay) if ground.stay else None,
        lapse=ground.lapse.reading if ground.lapse else None,
    )


def show_entries(shower: Shower, order: OrderRecord) -> tuple[EntryView, ...]:
    """The entries that gave the order."""
    return tuple(_entry(shower, order, seen) for seen in order.entries)


def _entry(shower: Shower, order: OrderRecord, seen: Seen) -> EntryView:
    content = seen.entry
    modes = (d.effect.mode for d in seen.done if d.order is order and d.effect.mode is not None)
    return EntryView(
        item=seen.fact.item,
        docket=seen.docket,
        entry_number=content.entry_number if content else None,
        entered_at=shower.time(content.entered_at) if content else None,
        filed_at=shower.time(content.filed_at) if content else None,
        modes=tuple(dict.fromkeys(modes)),
    )


def show_finding(shower: Shower, finding: FindingRecord) -> FindingView:
    """The view of a finding, with what became of it."""
    read = finding.read
    return FindingView(
        id=shower.ident(finding),
        kind=read.kind,
        by=read.by,
        about=read.about,
        order=shower.ident(finding.about) if finding.about else None,
        quote=read.quote.text,
        item=finding.seen.fact.item,
        at=shower.time(finding.seen.world),
        standing=standing_of(finding),
        rule=read.why.rule,
        score=read.why.score,
        history=tuple(show_line(shower, done) for done in finding.history),
        copies=tuple(seen.fact.item for seen in finding.copies),
        gone_since=shower.time(finding.seen.fact.gone_since),
        read_by=finding.seen.fact.read_by,
        placed=finding.placing.by if finding.placing else Placed.UNPLACED,
    )

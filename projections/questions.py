"""What a person should look at, from an item or a matter's state: each with why, the words, and what would settle it.

Pure. It asks, and never answers: nothing that stands here has any effect on the state until somebody decides.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from monitor.domain.evidence import Quote
from monitor.domain.findings import NO_SUCH_DAY, OrderRef, Reading, Why, findings_digest
from monitor.domain.vocabulary import DoubtKind, LinkKind, LinkStanding, Stance, Verdict
from monitor.state.link import is_plural, is_vague
from monitor.state.view import LinkView, MatterState
from monitor.state.view_action import DoubtView
from projections.decisions import Decision
from projections.item import Item

LOW_SCORE = 0.65
"""What a rule trusted less than this found is asked about: so it is for one item in twenty of the labelled corpus."""
BY_WHOM = "--by NAME --reason TEXT"


class QuestionKind(StrEnum):
    """Why something waits for a person."""

    WEAK_CONCERN = "weak_concern"
    LOW_SCORE = "low_score"
    SEVERAL_ORDERS = "several_orders"
    NO_SUCH_DAY = "no_such_day"
    UNRESOLVED = "unresolved"
    OVERTAKEN = "overtaken"
    READ_OTHERWISE = "read_otherwise"
    MAY_BE_ONE = "may_be_one"
    MAY_BE_TWO = "may_be_two"
    WHICH_ACTION = "which_action"
    LOST_LINK = "lost_link"
    CONTRADICTION = "contradiction"


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that waits. `settle` are commands, each of which would settle it one way.

    `item` is its id as its giver or source gave it, None for what is about no single item; `key` is the item's key.
    """

    kind: QuestionKind
    why: str
    matter: str | None = None
    item: str | None = None
    source: str | None = None
    key: str | None = None
    revision: int | None = None
    quote: str | None = None
    alternatives: tuple[str, ...] = ()
    settle: tuple[str, ...] = ()


def about_item(item: Item) -> list[Question]:
    """What is to be asked about one item. A decision that counts answers all but what was read since."""
    if item.decision is not None:
        return list(_since(item, item.decision))
    found = list(_overtaken(item, item.overtaken)) if item.overtaken else []
    if item.reading is not None:
        found += [*_weak(item, item.reading), *_low(item, item.reading), *_plural(item, item.reading)]
        found += _no_day(item, item.reading)
    return found


def about_links(matter: str, state: MatterState) -> list[Question]:
    """Joins and parts that could not be followed, with the commands that would decide anew."""
    return [_of_link(matter, link) for link in state.links if link.standing in _OPEN]


def unresolved(matter: str, item: Item, text: str) -> Question:
    """What a matter's state could not place of one item."""
    return _question(item, QuestionKind.UNRESOLVED, text, matter=matter)


def about_doubt(matter: str, doubt: DoubtView, item: Item | None) -> Question:
    """What the words of an item leave open about which act it means, with the joins and parts that would say."""
    ways = ("join",) if doubt.kind is DoubtKind.WHICH else ("join", "part")
    one = doubt.action if doubt.kind is DoubtKind.MAY_BE_ONE else doubt.handle
    others = (doubt.action,) if doubt.kind is DoubtKind.MAY_BE_TWO else doubt.others
    kept = (link_command("join", doubt.handle, doubt.action),) if doubt.kind is DoubtKind.WHICH else ()
    settle = tuple(link_command(way, one, other) for other in others for way in ways if other != one)
    return Question(
        kind=_DOUBTS[doubt.kind],
        why=doubt.reason,
        matter=matter,
        item=doubt.item,
        source=item.source if item else None,
        key=item.key if item else None,
        revision=item.revision if item else None,
        quote=doubt.quotes[0].text if doubt.quotes else None,
        alternatives=(doubt.action, *doubt.others),
        settle=(*settle, *(command for command in kept if doubt.handle != doubt.action)),
    )


def link_command(way: str, one: str, other: str) -> str:
    """The command that joins two ids, or parts them."""
    return f"showcause {way} {shlex.join((one, other))} {BY_WHOM}"


def review_command(item: Item, verdict: str, *more: str) -> str:
    """The command that decides so about an item."""
    given = [item.item, verdict, "--source", item.source, *more]
    return f"showcause review {shlex.join(given)} {BY_WHOM}"


_DOUBTS = {
    DoubtKind.MAY_BE_ONE: QuestionKind.MAY_BE_ONE,
    DoubtKind.MAY_BE_TWO: QuestionKind.MAY_BE_TWO,
    DoubtKind.WHICH: QuestionKind.WHICH_ACTION,
}
_OPEN = {LinkStanding.LOST: QuestionKind.LOST_LINK, LinkStanding.SET_ASIDE: QuestionKind.CONTRADICTION}
_VERB = {Verdict.CONFIRMED: "confirmed", Verdict.CORRECTED: "corrected", Verdict.REJECTED: "rejected"}


def _question(
    item: Item,
    kind: QuestionKind,
    why: str,
    *,
    matter: str | None = None,
    quote: Quote | None = None,
    alternatives: tuple[str, ...] = (),
    settle: tuple[str, ...] = (),
) -> Question:
    about = item.in_force.concerns if item.in_force else ()
    ways = (
        review_command(item, "confirm"),
        review_command(item, "correct", "--findings", "FILE"),
        review_command(item, "reject"),
    )
    return Question(
        kind=kind,
        why=why,
        matter=matter or next((c.matter for c in about), None),
        item=item.item,
        source=item.source,
        key=item.key,
        revision=item.revision,
        quote=quote.text if quote else None,
        alternatives=alternatives,
        settle=settle or ways,
    )


def _since(item: Item, decision: Decision) -> Iterator[Question]:
    """A reading that nobody has looked at, made after the decision: it counts for nothing, but may be right."""
    if item.reading is None or decision.reading is None:
        newer = item.reading is not None
    else:
        digest = findings_digest(item.reading)
        newer = digest not in {decision.saw, findings_digest(decision.reading)}
    if newer and item.reading is not None:
        why = f"{_VERB[decision.verdict]} by {decision.by}; {item.reading.reader} has read it otherwise since"
        yield _question(item, QuestionKind.READ_OTHERWISE, why)


def _overtaken(item: Item, decision: Decision) -> Iterator[Question]:
    what = "was revised" if decision.revision != item.revision else "is known in fuller words from another source"
    why = (
        f"{_VERB[decision.verdict]} by {decision.by} ({decision.reason}); it {what} since, and is read anew by machine"
    )
    yield _question(item, QuestionKind.OVERTAKEN, why)


def _weak(item: Item, reading: Reading) -> Iterator[Question]:
    for concern in reading.concerns:
        if concern.weak:
            yield _question(
                item,
                QuestionKind.WEAK_CONCERN,
                f"it may be about {concern.matter} ({concern.why.rule}); until a person says so it is not",
                matter=concern.matter,
                quote=concern.quote,
                alternatives=(concern.matter, "no watched matter"),
                settle=(review_command(item, "correct", "--concerns", concern.matter), review_command(item, "reject")),
            )


def _low(item: Item, reading: Reading) -> Iterator[Question]:
    """The finding that is trusted least, where that is little."""
    said: list[tuple[str, Why, Quote]] = [(e.effect, e.why, e.quote) for e in reading.effects]
    said += [(p.stance, p.why, p.quote) for p in reading.positions if p.stance is not Stance.NONE]
    said += [(f.kind, f.why, f.quote) for f in reading.findings]
    said += [(f"{d.kind} date", d.why, d.quote) for d in reading.deadlines]
    least = min(said, key=lambda one: one[1].score, default=None)
    if least is not None and least[1].score < LOW_SCORE:
        what, why, quote = least
        reason = f"read as {what.replace('_', ' ')} by a rule that is trusted little ({why.rule}, {why.score:.2f})"
        yield _question(item, QuestionKind.LOW_SCORE, reason, quote=quote)


def _plural(item: Item, reading: Reading) -> Iterator[Question]:
    """A reference to several orders without their date: the state takes all of the kind in force, or the last."""
    refs: list[OrderRef] = [ref for e in reading.effects for ref in e.refers]
    refs += [ref for p in reading.positions if p.stance is not Stance.NONE for ref in p.refers]
    refs += [ref for f in reading.findings for ref in f.refers]
    ref = next((ref for ref in refs if is_plural(ref) and is_vague(ref)), None)
    if ref is not None:
        why = "it speaks of several orders and does not say which; all of that kind then in force were taken"
        yield _question(item, QuestionKind.SEVERAL_ORDERS, why, quote=ref.quote)


def _no_day(item: Item, reading: Reading) -> Iterator[Question]:
    """A day that is in no calendar, in what concerns a watched matter: whatever it sets or ends is not counted."""
    days = [note.removeprefix(NO_SUCH_DAY) for note in reading.notes if note.startswith(NO_SUCH_DAY)]
    if days and reading.concerns:
        why = f"it names a day that is in no calendar ({', '.join(days)}); nothing is counted from it or to it"
        yield _question(item, QuestionKind.NO_SUCH_DAY, why)


def _of_link(matter: str, link: LinkView) -> Question:
    verb = "joined" if link.joined else "parted"
    letter = "" if link.kind is LinkKind.ORDERS else "actions "
    again = tuple(link_command(way, link.one, link.other) for way in ("join", "part"))
    return Question(
        kind=_OPEN[link.standing],
        why=f"{letter}{verb} by {link.by} ({link.reason}): {link.why}",
        matter=matter,
        alternatives=(link.one, link.other),
        settle=again,
    )

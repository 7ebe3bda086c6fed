"""Who says what about an action: what was asked or alleged on the left, what was answered on the right, one size both.

Refuses to weigh: the order is that of time, a missing side is said in words, and no verb is ours to sharpen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

import msgspec

from monitor.domain.vocabulary import ALLEGING, ANSWERING, ASKING, CONCEDING, Role, Speech, Stance
from monitor.present.naming import cite, link_name, reading_line, safe_url, source_line, speech_line
from monitor.present.times import at
from monitor.present.withdrawn import gone_mark
from monitor.present.words import (
    NO_ALLEGATION,
    NO_ANSWER,
    actor_name,
    clip,
    count,
    does,
    label,
    printable,
    read_words,
    sentence,
)
from monitor.state.view_action import ActionView, FindingView, PositionView

_RIGHT = ANSWERING | CONCEDING | {Stance.DECLINES_TO_ANSWER}
_LEFT = ASKING | ALLEGING


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """One quotation as it is shown. `own` is False for a paraphrase, which never wears quotation marks."""

    lead: str
    quote: str
    own: bool
    source: str
    url: str | None
    link: str


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One side's sayings under its title; `none` says in words that none was seen, `more` that some are not shown."""

    title: str
    mark: str
    role: str
    sayings: tuple[Saying, ...]
    none: str | None
    more: str | None


def asked(action: ActionView) -> list[PositionView]:
    """What was asked or alleged, newest first."""
    return _newest(p for p in action.positions if p.stance in _LEFT and p.role is not Role.PRESS)


def answered(action: ActionView) -> list[PositionView]:
    """What was answered, newest first."""
    return _newest(p for p in action.positions if p.stance in _RIGHT and p.role is not Role.PRESS)


def others(positions: Iterable[PositionView]) -> list[PositionView]:
    """What belongs to neither side: the press's own words, findings as reported, no position at all."""
    return _newest(p for p in positions if p.role is Role.PRESS or p.stance not in _LEFT | _RIGHT)


def _newest(positions: Iterable[PositionView]) -> list[PositionView]:
    return sorted(positions, key=lambda p: p.said_at.timestamp() if p.said_at else float("-inf"), reverse=True)


def cut(text: str, most: int | None) -> str:
    """The quote as received, or its head marked as cut where a mail would otherwise grow past what clients show."""
    whole = printable(text)
    return whole if most is None or len(whole) <= most else f"{whole[:most].rstrip()} […]"


def saying(positions: Sequence[PositionView], *, zone: tzinfo, as_of: datetime, most: int | None) -> Saying:
    """What one actor says in one quotation, which may be several positions (a denial and an excuse)."""
    first = positions[0]
    reported = first.role is Role.PRESS and first.stance is Stance.NONE
    clauses = [does(p).removeprefix(actor_name(p.actor)).strip() for p in positions[1:]]
    lead = f"{clip(first.actor, 80)} reports" if reported else sentence("; ".join([does(first), *clauses]))
    copies = f"{count(len(first.variants), 'copy', 'copies')} folded" if first.variants else None
    readings = "; ".join(dict.fromkeys(reading_line(p) for p in positions))
    gone = sentence(gone_mark(first.gone_since, zone, as_of) or "")
    parts = (source_line(first, zone, as_of), gone, speech_line(first), readings, copies)
    return Saying(
        lead=lead,
        quote=cut(first.quote, most),
        own=first.speech is not Speech.REPORTED,
        source=". ".join(part for part in parts if part) + ".",
        url=safe_url(first.url),
        link=link_name(first) if first.url or first.entry_number is not None else "",
    )


def sayings(
    positions: Iterable[PositionView], *, zone: tzinfo, as_of: datetime, most: int | None = None
) -> list[tuple[PositionView, Saying]]:
    """Positions as they are shown, those with one actor, item and quotation as one; each with its first position."""
    grouped: dict[tuple[str, str, str], list[PositionView]] = {}
    for position in positions:
        grouped.setdefault((position.actor, position.item, position.quote), []).append(position)
    return [(group[0], saying(group, zone=zone, as_of=as_of, most=most)) for group in grouped.values()]


def finding_saying(finding: FindingView, *, zone: tzinfo, as_of: datetime, most: int | None) -> Saying:
    """A court's finding as it is shown: its words, what it is a finding of, and what has become of it."""
    when = source_date(finding.at, zone, as_of)
    standing = "It stands" if finding.standing.value == "standing" else sentence(label(finding.standing))
    machine = sentence(read_words(finding.read_by, finding.score))
    gone = f" Its entry is {mark}." if (mark := gone_mark(finding.gone_since, zone, as_of)) else ""
    return Saying(
        lead=f"{cite(finding.by)} finds {label(finding.kind)}",
        quote=cut(finding.quote, most),
        own=True,
        source=f"{when}. About {clip(finding.about, 80)}. {standing}.{gone} {machine}.",
        url=None,
        link="",
    )


def source_date(moment: datetime | None, zone: tzinfo, as_of: datetime) -> str:
    """The day something was said, or that none was seen."""
    if moment is None:
        return "No date seen"
    local = at(moment, zone)
    text = f"{local.day} {local:%B}"
    return text if local.year == at(as_of, zone).year else f"{text} {local.year}"


def blocks(action: ActionView, *, zone: tzinfo, as_of: datetime, show: int, most: int | None) -> tuple[Block, Block]:
    """The two sides of an action, each with at most `show` sayings."""
    made = []
    for title, mark, role, positions, none in (
        ("Alleged or asked", "△", "prot", asked(action), NO_ALLEGATION),
        ("Answered", "●", "bound", answered(action), NO_ANSWER),
    ):
        said = [one for _, one in sayings(positions, zone=zone, as_of=as_of, most=most)]
        made.append(
            Block(
                title=title,
                mark=mark,
                role=role,
                sayings=tuple(said[:show]),
                none=None if positions else sentence(none) + ".",
                more=more(len(said) - show),
            )
        )
    return made[0], made[1]


def more(number: int) -> str | None:
    """That some are not shown here, or None."""
    return f"{number} more in the record." if number > 0 else None


def missing(action: ActionView, zone: tzinfo) -> str | None:
    """That the newest of what was asked has no answer yet, claimed no further than we saw; an empty side says so
    itself.
    """
    left, right = asked(action), answered(action)
    if not left or not right:
        return None
    newest_left, newest_right = _day(left[0], zone), _day(right[0], zone)
    if newest_left and newest_right and newest_left > newest_right:
        last = "what the court asked" if left[0].role is Role.COURT else "what was asked or alleged"
        return f"No answer seen yet to {last} on {_short(newest_left)}. Every answer here was given before."
    return None


def _day(position: PositionView, zone: tzinfo) -> date | None:
    return at(position.said_at, zone).date() if position.said_at else None


def _short(day: date) -> str:
    return f"{day.day} {day:%B}"


def headline(action: ActionView, findings: Sequence[FindingView] = ()) -> str:
    """Both halves in one sentence: what was asked, alleged or found; what was answered. Never one half alone.

    What the action is called is left to `called`: those are a source's words, and may be one side's.
    """
    left, right = asked(action), answered(action)
    if findings:
        first = f"{cite(findings[-1].by)} finds {label(findings[-1].kind)}"
    else:
        first = _clause(_plainest(left)) if left else NO_ALLEGATION
    second = _clause(_plainest(right)) if right else NO_ANSWER
    return sentence(f"{first}; {second}")


def _plainest(newest_first: Sequence[PositionView]) -> PositionView:
    """The newest in the speaker's own words, or the newest of all: a paraphrase heads nothing where words are known."""
    return next((p for p in newest_first if p.speech is Speech.DIRECT), newest_first[0])


def called(action: ActionView) -> str:
    """What the action is called: the state's own short and neutral name for it (monitor.state.called), on one line."""
    return sentence(clip(action.what, 120))


def _clause(position: PositionView) -> str:
    reported = f", {clip(position.via or position.source, 40)} reports" if position.speech is Speech.REPORTED else ""
    return does(position) + reported

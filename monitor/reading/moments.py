"""When something about an action happened, by one account. Conflicting accounts are kept apart; none is chosen.

An hour or a day belongs to the verb that it stands by. One that stands by a court's act ("entered at 7:25 p.m."), by a
verb of speech ("said on Sunday that") or by a limit ("by noon") tells nothing of conduct; nor does an act supposed or
denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import msgspec

from monitor.domain.evidence import quote
from monitor.domain.findings import MomentRead
from monitor.reading.dates import When, bare_times, whens
from monitor.reading.gate import Gated
from monitor.reading.rulebook import compiled, rules_for
from monitor.reading.segment import Span

_BEFORE = Gated(r"\b(?:before|no later than|prior to)\s(?:about |around )?$", re.IGNORECASE)
_AFTER = Gated(r"\b(?:after|since|as of|from)\s(?:about |around )?$", re.IGNORECASE)
_ABOUT = Gated(
    r"\b(?:about|around|approximately|roughly|shortly (?:before|after)|just (?:before|after)"
    r"|some time (?:before|after))\s(?:at )?$",
    re.IGNORECASE,
)
_LIMIT = Gated(r"\b(?:until|due|deadline|by)\s(?:\w+ )?$", re.IGNORECASE)
_COURTS = re.compile(
    r"[,\s]*(?:deadline|hearing|order|orders|ruling|injunction|opinion|decision|decree|TRO|motion)\b", re.IGNORECASE
)
_PUBLISHED = Gated(
    r"\b(?:filed|published|posted|declaration|brief|swore|sworn|said|told|wrote|statement|interview|filing|reported)"
    r"\s(?:(?:on|of|from|late|early)\s)*$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^\s?(?:and|to|-|–)\s?$")
_SPEECH = compiled(r"\b(?:<speech>)\b")
_UNDONE = Gated(
    r"\b(?:whether|if|unless|would|will|shall|must|could|might|should|not|never|cannot|no one|nobody|to be|was to"
    r"|were to|until)\b[^.;,]{0,40}$|n[’']t [^.;,]{0,20}$",
    re.IGNORECASE,
)
_THAT = Gated(r"\bthat\b|[“\"]")
_OPENS = re.compile(r"(?:^|[,“\"—–]|\bthat\b)\W{0,3}(?:\w+ ){0,3}$")
"""What may stand before an hour that its verb follows: nothing, or the opening of a clause ("that, on ")."""
NEAR = 80
"""How far behind an hour the verb may stand that it belongs to: "On Friday the buses left"."""
_ZONES = (
    (re.compile(r"\s\(?(?:Eastern|E[SD]?T\b)", re.IGNORECASE), "America/New_York"),
    (re.compile(r"\s\(?(?:Central|C[SD]?T\b)", re.IGNORECASE), "America/Chicago"),
    (re.compile(r"\s\(?(?:Mountain|M[SD]?T\b)", re.IGNORECASE), "America/Denver"),
    (re.compile(r"\s\(?(?:Pacific|P[SD]?T\b)", re.IGNORECASE), "America/Los_Angeles"),
    (re.compile(r"\s\(?(?:UTC|GMT)\b", re.IGNORECASE), "UTC"),
)
_LOCAL = re.compile(r"\s\(?local time\b", re.IGNORECASE)


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """A verb (or "removals of") that an hour may belong to; `label` is None for what tells nothing of conduct."""

    start: int
    label: str | None


def moments(text: str, spans: Sequence[Span], anchor: date, zone: tzinfo) -> list[MomentRead]:
    """The moments told in some sentences; an hour without a date is on the day last named before it, else on the
    anchor.
    """
    day, found = anchor, []
    for span in spans:
        times, day = _times(text, span, anchor, day)
        found += _of_sentence(text, span, times, zone)
    return [m for m in found if not _coarse(m, found)]


def tells_conduct(text: str, span: Span) -> bool:
    """Whether a stretch of text has a verb of doing that is neither supposed nor denied."""
    return any(a.label for a in _anchors(text, span))


def _times(text: str, span: Span, anchor: date, day: date) -> tuple[list[When], date]:
    """The hours of a sentence on their days, its days without an hour, and the day that it leaves named."""
    dated = [w for w in whens(text, span.start, span.end, anchor, ahead=False) if w.day <= anchor]
    bare = bare_times(text, span.start, span.end, anchor, ahead=False)
    alone = [w for w in bare if not any(d.start <= w.start < d.end for d in dated)]
    named = [w for w in (*dated, *alone) if w in dated or _names_day(text, w)]
    telling = sorted((w for w in named if not _published(text, span, w)), key=lambda w: w.start)
    found = []
    for when in sorted([*dated, *alone], key=lambda w: w.start):
        before = [w.day for w in telling if w.start <= when.start]
        after = [w.day for w in telling if 0 < w.start - when.end <= 24 and not w.clock]
        that = when.day if when in named else (after or before[-1:] or [day])[0]
        if (when.clock or when in named) and not _of_a_limit(text, span, when):
            found.append(When(when.start, when.end, that, when.clock))
    return found, (telling[-1].day if telling else day)


def _names_day(text: str, when: When) -> bool:
    return bool(re.search(r"day\b", text[when.start : when.end], re.IGNORECASE))


def _published(text: str, span: Span, when: When) -> bool:
    """Whether a day is the one on which something was said or filed: no hour told there is on it."""
    return bool(_PUBLISHED.search(text, max(span.start, when.start - 40), when.start))


def _of_a_limit(text: str, span: Span, when: When) -> bool:
    lead = _LIMIT.search(text, max(span.start, when.start - 24), when.start)
    return bool(lead or _COURTS.match(text, when.end, span.end))


def _anchors(text: str, span: Span) -> list[Anchor]:
    found = [Anchor(m.start(), None) for m in _SPEECH.finditer(text, span.start, span.end)]
    for rule in rules_for("moments", text, span.start, span.end):
        for m in rule.pattern.finditer(text, span.start, span.end):
            told = rule.yields["of"] == "conduct" and not _UNDONE.search(
                text, max(span.start, m.start() - 60), m.start()
            )
            found.append(Anchor(m.start(), rule.yields["label"] if told else None))
    return sorted(found, key=lambda a: a.start)


def _label(text: str, span: Span, anchors: Sequence[Anchor], when: When) -> str | None:
    """What the verb by a time says: the last verb before it, or, where none is or "that" divides them, the next."""
    before = [a for a in anchors if a.start < when.start]
    if before and (before[-1].label or not _THAT.search(text, before[-1].start, when.start)):
        return before[-1].label
    after = next((a for a in anchors if when.end <= a.start <= when.end + NEAR), None)
    if after is None or ";" in text[when.end : after.start] or not _OPENS.search(text, span.start, when.start):
        return None
    return after.label


def _of_sentence(text: str, span: Span, times: Sequence[When], zone: tzinfo) -> list[MomentRead]:
    if not times:
        return []
    anchors = _anchors(text, span)
    labelled = [
        (w, label) for w in times if (label := _label(text, span, anchors, w)) and not _LOCAL.match(text, w.end)
    ]
    return _joined(text, [w for w, _ in labelled], [*_read(text, span, labelled, zone)])


def _read(text: str, span: Span, labelled: Sequence[tuple[When, str]], zone: tzinfo) -> Iterator[MomentRead]:
    whole = quote(text, span.start, span.end)
    for when, label in labelled:
        since, until = (at and at.astimezone(zone) for at in _bounds(text, span, when, _clock(text, when, zone)))
        about = bool(_ABOUT.search(text, max(span.start, when.start - 30), when.start))
        yield MomentRead(label=label, quote=whole, since=since, until=until, about=about)


def _clock(text: str, when: When, zone: tzinfo) -> tzinfo:
    """The clock that the text names by an hour, else the given one."""
    if when.clock is None:
        return zone
    for pattern, name in _ZONES:
        if pattern.search(text, when.start, when.end) or pattern.match(text, when.end):
            return ZoneInfo(name)
    return zone


def _bounds(text: str, span: Span, when: When, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    lead = max(span.start, when.start - 30)
    if when.clock is None:
        start = datetime.combine(when.day, datetime.min.time(), zone)
        return start, when.at(zone)
    at = when.at(zone)
    if text[when.start : when.end].lower().startswith("midnight"):
        at = datetime.combine(when.day + timedelta(days=1), datetime.min.time(), zone)
    if _BEFORE.search(text, lead, when.start):
        return None, at
    if _AFTER.search(text, lead, when.start):
        return at, None
    return at, at


def _coarse(moment: MomentRead, told: Sequence[MomentRead]) -> bool:
    """A whole day says nothing beside an hour of the same act or of the same day, nor said twice."""
    if not _whole_day(moment):
        return False
    first = next(m for m in told if m.label == moment.label and (m.since, m.until) == (moment.since, moment.until))
    day = moment.until.date() if moment.until else None
    finer = (m for m in told if not _whole_day(m))
    return first is not moment or any(
        m.label == moment.label or day in {at.date() for at in (m.since, m.until) if at} for m in finer
    )


def _whole_day(moment: MomentRead) -> bool:
    since, until = moment.since, moment.until
    return since is not None and until is not None and since < until and since.time() == time.min


def _joined(text: str, times: Sequence[When], read: list[MomentRead]) -> list[MomentRead]:
    """As in "Between 5:25 p.m. and 5:45 p.m." is one moment with two bounds."""
    if (
        len(times) == 2
        and "between" in text[max(0, times[0].start - 12) : times[0].start].lower()
        and _RANGE.match(text[times[0].end : times[1].start])
    ):
        first = read[0]
        return [
            MomentRead(label=first.label, quote=first.quote, since=first.since, until=read[1].until, about=first.about)
        ]
    return read

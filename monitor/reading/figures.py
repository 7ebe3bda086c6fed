"""Numbers about an action as one source gives them, with what they count. It compares none and corrects none.

Years, dates, hours, spans of time, docket numbers, ages, pages and votes are not figures of an action, nor is a number
that only says what a court's paper is about ("an order about two flights").
"""

from __future__ import annotations

import re

from monitor.domain.evidence import Quote, quote
from monitor.domain.findings import FigureRead
from monitor.reading.gate import Gated
from monitor.reading.number_words import BOUNDS, SCALE, STOPS, WORDS
from monitor.reading.segment import Span

MOST = 24
_NUMBER = (
    r"\$?\b\d{1,3}(?:,\d{3})+(?:\.\d+)?|\$?\b\d{1,9}(?:\.\d+)?|\b(?:"
    + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
    + r")\b"
)
_FIGURE = Gated(
    r"(?P<bound>\b(?:more than|at least|over|nearly|about|around|almost|some|roughly|approximately"
    r"|as many as|up to|fewer than|less than"
    r"|under|close to|no more than) )?"
    rf"(?P<number>{_NUMBER})"
    r"(?P<percent> ?%| percent\b)?(?: (?P<scale>thousand|million|billion|hundred)\b)?"
    rf"(?P<noun>[”’]?(?:(?: (?-i:[A-Z])[\w'’-]*){{1,3}}(?= (?-i:[a-z])))?"
    rf"(?:[ -](?!of (?:{_NUMBER}))(?:of (?:the |these |those |its |their )?(?!{_NUMBER}))?(?-i:[a-z])[\w'’-]*){{0,4}})",
    re.IGNORECASE,
)
"""A number with the words behind it; proper names only before a common noun ("60 Head Start programs")."""
_PART_OF = re.compile(rf" of (?:(?:the|these|those|its|their|some|about|nearly) )?(?={_NUMBER})", re.IGNORECASE)
_RANGE = re.compile(rf" (?:and|or|to) (?={_NUMBER})", re.IGNORECASE)
_RANGED = re.compile(r"\b(?:between|from) $", re.IGNORECASE)
_UNIT = r"(?P<unit>(?:minutes?|hours?|days?|nights?|weeks?|months?))\b"
_MEASURED = re.compile(
    rf"-? ?{_UNIT}(?= (?:late|overdue|past|behind|on average))",
    re.IGNORECASE,
)
_LENGTH = re.compile(rf" (?:\w+ )?{_UNIT}", re.IGNORECASE)
_AVERAGED = re.compile(r"\b(?:average|median|mean|typical)\b[^.;]{0,40} $", re.IGNORECASE)
_NOT_COUNTED = re.compile(
    r"(?:st|nd|rd|th)\b|\W?(?:[ap]\.?m\b|(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b"
    r"(?!(?: of|['’]) (?:notice|warning))|to \d|-?pages?\b"
    r"|-year-old|v\b|U\.S\b|f\.?\d|et\b|cv\b|cr\b)",
    re.IGNORECASE,
)
_BEFORE = Gated(
    r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan"
    r"|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\.)"
    r"|\bNos?\.|\bDkts?\.|\bECF|§|\bRule|\bsection|\bparagraphs?|\bpages?|\baged?|\bprovision|\bcourtroom"
    r"|[/#-]|\bcase)\s?\(?$|:$",
    re.IGNORECASE,
)
_PAPER = Gated(
    r"\b(?:orders?|hearings?|questions?|details?|rulings?|opinions?|motions?|briefs?|order to show cause|proceedings)"
    r"(?: (?:about|on|over|of|for|regarding|as to))?(?: the| these| those)? ?$",
    re.IGNORECASE,
)
_PRONOUNS = frozenset({"them", "these", "those", "us", "which", "whom"})
_DONE_TO = re.compile(
    r" (?:of them )?(?:were|was|are) (?P<done>(?:removed|deported|flown|sent|moved|transferred|evicted|arrested"
    r"|released)(?: (?!that|which|who)\w+){0,4})"
)
_GROUP = re.compile(
    r"[”’\"]? (?:(?:people|persons|men|others|individuals|were|was|are|them|of them)\b,? ?)?"
    r"(?:[\w ,]{0,30}?\b(?:described|identified|said|alleged|believed|reported|named)"
    r"(?: by [\w ]{3,20})? (?:as|to be) )?"
    r"(?P<group>(?:alleged |suspected )?members of (?:the )?[\w-]+(?: (?:de|of|the|(?-i:[A-Z])[\w-]*)){0,3})",
    re.IGNORECASE,
)


def figures(text: str, span: Span) -> list[FigureRead]:
    """The figures of one stretch of text, at most MOST."""
    found: list[FigureRead] = []
    for m in _FIGURE.finditer(text, span.start, span.end):
        read = (
            _part(text, span, m)
            or _measured(text, span, m)
            or _of_the_same(text, m, found)
            or _of_a_group(text, span, m, found)
            or _figure(text, m)
        )
        if read:
            found.append(read)
        if len(found) == MOST:
            break
    return found


def _part(text: str, span: Span, m: re.Match[str]) -> FigureRead | None:
    """A number that counts what the next one does: "four of eleven gauges", "between five and 31 inmates"."""
    end = m.end("scale") if m["scale"] else m.end("number")
    ranged = _RANGED.search(text, max(span.start, m.start() - 9), m.start())
    joined = (_RANGE if ranged else _PART_OF).match(text, end, span.end)
    whole = _FIGURE.match(text, joined.end(), span.end) if joined else None
    of = _figure(text, whole) if whole else None
    if of is None or _not_a_count(text, m):
        return None
    return FigureRead(label=of.label, quote=_quote(text, m.start(), end), value=_value(m), bound=_bound(m))


def _measured(text: str, span: Span, m: re.Match[str]) -> FigureRead | None:
    """A span of time that measures conduct: an average ("a median of 41 days"), or how late ("12 days overdue")."""
    end = m.end("number")
    averaged = _AVERAGED.search(text, max(span.start, m.start() - 60), m.start())
    unit = (_LENGTH if averaged else _MEASURED).match(text, end, span.end)
    if unit is None:
        return None
    return FigureRead(
        label=unit["unit"].lower(), quote=_quote(text, m.start(), unit.end()), value=_value(m), bound=_bound(m)
    )


def _of_a_group(text: str, span: Span, m: re.Match[str], found: list[FigureRead]) -> FigureRead | None:
    """A number with the people it counts: "238 people described as members of X", "21 were said to be members of X"."""
    if _not_a_count(text, m) or m["number"].startswith("$"):
        return None
    group = _GROUP.match(text, m.end("number"), span.end)
    done = None if group else _DONE_TO.match(text, m.end("number"), span.end)
    if not group and not done:
        return None
    population = group["group"] if group else done["done"] if done else ""
    label = found[-1].label if done and found else "people"
    end = group.end() if group else m.end("number")
    return FigureRead(
        label=label,
        quote=_quote(text, m.start(), end),
        value=_value(m),
        bound=_bound(m),
        population=" ".join(population.split()),
    )


def _not_a_count(text: str, m: re.Match[str]) -> bool:
    start, end = m.start("number"), m.end("number")
    goes_on = text[end : end + 1] in {":", "/", "-", "."} and text[end + 1 : end + 2].isdigit()
    said_about = _PAPER.search(text, max(0, m.start() - 40), m.start()) or _PAPER.search(
        text, max(0, start - 40), start
    )
    return bool(
        _BEFORE.search(text, max(0, start - 24), start) or _NOT_COUNTED.match(text, end) or goes_on or said_about
    )


def _bound(m: re.Match[str]) -> str | None:
    return BOUNDS.get((m["bound"] or "").strip().lower(), "about" if m["bound"] else None)


def _figure(text: str, m: re.Match[str]) -> FigureRead | None:
    number, noun = m["number"], _noun(m["noun"])
    words = not number[-1].isdigit()
    money = number.startswith("$")
    if _not_a_count(text, m) or noun.split(" ", maxsplit=1)[0] in _PRONOUNS:
        return None
    if not (money or m["percent"] or noun) or (words and not noun) or _is_year(number, noun):
        return None
    if number.lower() == "some" and not re.match(
        r"[ -]of the|[ -](?:people|inmates|members|individuals|migrants|detainees)", m["noun"]
    ):
        return None
    end = m.end("scale") if m["scale"] else m.end("percent") if m["percent"] else m.end("number")
    end = m.start("noun") + len(_taken(m["noun"])) if noun else end
    label = noun or ("percent" if m["percent"] else "dollars")
    return FigureRead(label=label, quote=_quote(text, m.start(), end), value=_value(m), bound=_bound(m))


def _quote(text: str, start: int, end: int) -> Quote:
    """The words, with the opening mark before them whose closing one they hold ("“over 250” members of …"); where it
    stands further off, up to the closing one.
    """
    closed = text.find("”", start, end)
    if closed < 0 or "“" in text[start:closed]:
        return quote(text, start, end)
    return quote(text, start - 1, end) if text[start - 1 : start] == "“" else quote(text, start, closed)


def _of_the_same(text: str, m: re.Match[str], found: list[FigureRead]) -> FigureRead | None:
    """As in "5,800 awards of the agency and 4,100 of the department": the second number counts what the first does."""
    if not found or not re.match(r" of (?:the|its|their) ", text[m.end("number") :]) or not m["number"][-1].isdigit():
        return None
    return FigureRead(label=found[-1].label, quote=quote(text, m.start(), m.end("number")), value=_value(m), bound=None)


def _is_year(number: str, noun: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", number)) and noun.split(" ", maxsplit=1)[0] not in {
        "people",
        "men",
        "inmates",
        "grants",
        "awards",
    }


def _value(m: re.Match[str]) -> float | None:
    number = m["number"].lower()
    if number in WORDS:
        base: float | None = WORDS[number]
    else:
        base = float(number.lstrip("$").replace(",", ""))
    return None if base is None else float(base) * SCALE.get((m["scale"] or "").lower(), 1)


_PLURAL = re.compile(r"\b(?:(?:wo)?men|people|persons|children|\w{2,}(?<![sui])s)$", re.IGNORECASE)


def _taken(noun: str) -> str:
    """The words behind a number that name what is counted: up to a plural, or to the first verb or preposition."""
    taken = ""
    if noun[:1] in "”’" and noun:
        taken, noun = noun[0], noun[1:]
    for part in re.findall(r"[ -](?:of (?:the |these |those |its |their )?)?[\w'’-]+", noun):
        if taken.strip("”’") and part.startswith(" of "):
            break
        if part.strip(" -").split(" ")[-1].lower() in STOPS:
            break
        taken += part
        if _PLURAL.search(part):
            break
    return re.sub(r"[ -]of(?: the| these| those| its| their)?$", "", taken)


def _noun(noun: str) -> str:
    words = [
        w
        for w in re.findall(r"[\w'’-]+", _taken(noun))
        if w.lower() not in {"of", "the", "these", "those", "its", "their", "earliest", "latest", "first", "last"}
    ]
    return " ".join(words[:3]).strip("-").lower()

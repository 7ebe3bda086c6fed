"""Numbers about an action as one source gives them, with what they count. It compares none and corrects none.

Years, dates, hours, docket numbers, ages, pages and votes are not figures of an action.
"""

from __future__ import annotations

import re

from monitor.domain.evidence import quote
from monitor.domain.findings import FigureRead
from monitor.reading.segment import Span

MOST = 24
_WORDS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "thirty-one": 31,
    "a dozen": 12,
    "dozen": 12,
    "hundreds": None,
    "dozens": None,
    "some": None,
}
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "hundred": 1e2}
_FIGURE = re.compile(
    r"(?P<bound>\b(?:more than|at least|over|nearly|about|around|almost|some|roughly|approximately"
    r"|as many as|up to|fewer than|less than"
    r"|under|close to|no more than) )?"
    r"(?P<number>\$?\b\d{1,3}(?:,\d{3})+(?:\.\d+)?|\$?\b\d{1,9}(?:\.\d+)?|\b(?:"
    + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
    + r")\b)"
    r"(?P<percent> ?%| percent\b)?(?: (?P<scale>thousand|million|billion|hundred)\b)?"
    r"(?P<noun>[”’]?(?:[ -](?:of (?:the |these |those |its |their )?)?(?-i:[a-z])[\w'’-]*){0,4})",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(
    r"^\W?(?:a\.?m|p\.?m|st|nd|rd|th|years? (?:old|ago)|minutes?|days? (?:ago|later|earlier|after)"
    r"|weeks? (?:ago|later)|months? (?:ago|later)|to \d|-page|pages?|-year-old"
    r"|v\b|u\.?s\b|f\.?\d|et\b|cv|cr)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan"
    r"|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\.)"
    r"|\bNos?\.|\bDkts?\.|\bECF|§|\bRule|\bsection|\bparagraphs?|\bpages?|\baged?|\bprovision|\bcourtroom"
    r"|[:/#-]|\bcase)\s?\(?$",
    re.IGNORECASE,
)
_STOPS = frozenset(
    {
        "were",
        "was",
        "are",
        "is",
        "had",
        "have",
        "has",
        "who",
        "that",
        "which",
        "and",
        "or",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "after",
        "before",
        "while",
        "it",
        "they",
        "he",
        "she",
        "said",
        "says",
        "owed",
        "but",
        "than",
        "when",
        "under",
        "would",
        "will",
        "since",
        "because",
        "still",
        "removed",
        "flown",
        "sent",
        "arrived",
        "moved",
        "aboard",
        "held",
        "left",
        "remain",
        "over",
        "could",
        "did",
        "out",
        "into",
        "off",
    }
)
_BOUNDS = {
    "more than": "over",
    "at least": "over",
    "over": "over",
    "fewer than": "under",
    "less than": "under",
    "under": "under",
    "nearly": "under",
    "almost": "under",
    "as many as": "under",
    "up to": "under",
    "no more than": "under",
    "close to": "about",
}


def figures(text: str, span: Span) -> list[FigureRead]:
    """The figures of one stretch of text, at most MOST."""
    found: list[FigureRead] = []
    for m in _FIGURE.finditer(text, span.start, span.end):
        read = _of_the_same(text, m, found) or _figure(text, m)
        if read:
            found.append(read)
        if len(found) == MOST:
            break
    return found


def _figure(text: str, m: re.Match[str]) -> FigureRead | None:
    number, noun = m["number"], _noun(m["noun"])
    words = not number[-1].isdigit()
    money = number.startswith("$")
    if _BEFORE.search(text, max(0, m.start("number") - 24), m.start("number")) or _NOT_COUNTED.match(
        text, m.end("number")
    ):
        return None
    if (
        text[m.end("number") : m.end("number") + 1] in {":", "/", "-", "."}
        and text[m.end("number") + 1 : m.end("number") + 2].isdigit()
    ):
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
    bound = _BOUNDS.get((m["bound"] or "").strip().lower(), "about" if m["bound"] else None)
    return FigureRead(label=label, quote=quote(text, m.start(), end), value=_value(m), bound=bound)


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
    if number in _WORDS:
        base: float | None = _WORDS[number]
    else:
        base = float(number.lstrip("$").replace(",", ""))
    return None if base is None else float(base) * _SCALE.get((m["scale"] or "").lower(), 1)


def _taken(noun: str) -> str:
    """The words behind a number that name what is counted: up to the first verb or preposition."""
    taken = ""
    if noun[:1] in "”’" and noun:
        taken, noun = noun[0], noun[1:]
    for part in re.findall(r"[ -](?:of (?:the |these |those |its |their )?)?[\w'’-]+", noun):
        if taken.strip("”’") and part.startswith(" of "):
            break
        if part.strip(" -").split(" ")[-1].lower() in _STOPS:
            break
        taken += part
    return taken


def _noun(noun: str) -> str:
    words = [
        w
        for w in re.findall(r"[\w'’-]+", _taken(noun))
        if w.lower() not in {"of", "the", "these", "those", "its", "their"}
    ]
    return " ".join(words[:3]).strip("-").lower()

"""Numbers about an action as one source gives them, with what they count. It compares none and corrects none.

Years, dates, hours, spans of time, docket numbers, ages, pages and votes are not figures of an action, nor is a number
that only says what a court's paper is about ("an order about two flights").
"""

from __future__ import annotations

import re

from monitor.domain.evidence import Quote, quote
from monitor.domain.findings import FigureRead
from monitor.reading.gate import Gated
from monitor.reading.segment import Span

MOST = 24
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_WORDS: dict[str, int | None] = {
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
    **_TENS,
    **{f"{ten}-{one}": of + n for ten, of in _TENS.items() for n, one in enumerate(_ONES, 1)},
    "a dozen": 12,
    "dozen": 12,
    "hundreds": None,
    "dozens": None,
    "some": None,
}
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "hundred": 1e2}
_FIGURE = Gated(
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
    r"(?:st|nd|rd|th)\b|\W?(?:[ap]\.?m\b|(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b"
    r"(?!(?: of|['’]) (?:notice|warning))|to \d|-?pages?\b"
    r"|-year-old|v\b|U\.S\b|f\.?\d|et\b|cv\b|cr\b)",
    re.IGNORECASE,
)
_BEFORE = Gated(
    r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan"
    r"|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\.)"
    r"|\bNos?\.|\bDkts?\.|\bECF|§|\bRule|\bsection|\bparagraphs?|\bpages?|\baged?|\bprovision|\bcourtroom"
    r"|[:/#-]|\bcase)\s?\(?$",
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
        "bound",
        "described",
        "identified",
        "carrying",
        "containing",
        "be",
        "being",
        "came",
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
        read = _of_the_same(text, m, found) or _of_a_group(text, span, m, found) or _figure(text, m)
        if read:
            found.append(read)
        if len(found) == MOST:
            break
    return found


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
    return _BOUNDS.get((m["bound"] or "").strip().lower(), "about" if m["bound"] else None)


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
    """The words, with the opening mark before them whose closing one they hold ("“over 250” members of …")."""
    opened = text[start - 1 : start] == "“" and "”" in text[start:end] and "“" not in text[start:end]
    return quote(text, start - 1 if opened else start, end)


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
    return re.sub(r"[ -]of(?: the| these| those| its| their)?$", "", taken)


def _noun(noun: str) -> str:
    words = [
        w
        for w in re.findall(r"[\w'’-]+", _taken(noun))
        if w.lower() not in {"of", "the", "these", "those", "its", "their", "earliest", "latest", "first", "last"}
    ]
    return " ".join(words[:3]).strip("-").lower()

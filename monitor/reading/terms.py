"""The terms of an effect as its text gives them: how long, until when, when pronounced, with or without notice.
Computes no lapse.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

import msgspec

from monitor.domain.vocabulary import Mode
from monitor.reading.dates import CLOCK, DAY, bare_times, day_of, whens
from monitor.reading.gate import Gated
from monitor.reading.segment import Span

_NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "fourteen": 14,
    "twenty-one": 21,
    "twenty-eight": 28,
    "thirty": 30,
}
_NUMBER = r"(?P<n>\d{1,3}|" + "|".join(_NUMBER_WORDS) + r")(?: \(\d{1,3}\))?"
_LASTS = Gated(
    rf"\b(?:for|effective for|in effect for|lasts?|within|in|expires?(?: in)?|lapses? (?:in|after)"
    rf"|extended (?:by|for)|another)"
    rf" (?:a (?:further |period of )|another |an additional |up to "
    rf"|a period not to exceed )?{_NUMBER}[ -](?P<unit>days?|hours?)\b",
    re.IGNORECASE,
)
_LAPSES = Gated(
    rf"\b(?:expires?|expiring|lapses?|shall expire|will expire|extended(?: to| through| until)?|remain(?:s"
    rf"|ing)? in (?:full )?(?:force|effect)"
    rf"|in effect|continues?|(?:in no event|not|no) later than|through|until|stayed|ends?)\b[^.;]{{0,40}}?"
    rf"(?=(?:on |at |through |until |to |than |by |{CLOCK}|\s)?\s?(?:{DAY}|{CLOCK}))",
    re.IGNORECASE,
)
_UNTIL = Gated(
    r"\b(?:until|pending)\s(?P<what>further (?:order|hearing)|(?:the |this |a )?(?:court|hearing"
    r"|resolution|decision|ruling|disposition|determination)"
    r"[^.;]{0,120}|hearing\b)|\bor (?P<or>resolution of [^.;,]{3,120})",
    re.IGNORECASE,
)
_EX_PARTE = Gated(
    r"\bex parte\b|\bwithout (?:(?:prior|advance|further|any|formal|written or oral|oral or written|a hearing or"
    r"|hearing or"
    r"|affording) )?notice\b(?! to (?:the |any |each |every |all |such |a |an |its |their )?(?:\w+ )?(?:class"
    r"|individuals?"
    r"|plaintiffs?|members?|petitioners?|tenants?|residents?|employees?|grantees?|customers?|persons?|persons|people|students?"
    r"|patients?|detainees?|famil(?:y|ies)|counsel))|\b65\(b\)\(1\)",
    re.IGNORECASE,
)
_OF_CONDUCT = Gated(
    r"\b(?:enjoin\w*|restrained|restraining(?! order)|prohibit\w*|barred|from \w+ing|(?:shall|may|must) not|cannot|"
    r"no \w+ (?:shall|may)|remov(?:ed|al|als)|terminat(?:ed|ion)|transferred|evicted|closed)\b[^.;]{0,160}$",
    re.IGNORECASE,
)
"""Before "without notice": what may not be done so, or was done so, which is not how the court ruled."""
_ABOUT = re.compile(
    r"\b(?:about|around|approximately|roughly|shortly (?:before|after)|circa)\s(?:at\s)?$", re.IGNORECASE
)
_PRONOUNCED = Gated(
    rf"\b(?:at|from the bench (?:at|about)|orally (?:at|about)|order(?:ed)? at|about|around|approximately"
    rf"|pronounced at|hearing at|ruled at)\s+"
    rf"(?:approximately |about |around )?(?={CLOCK})",
    re.IGNORECASE,
)
_HELD_ON = Gated(rf"\bheld\b(?:[^.;]|(?<=[ .][A-Z])\.|(?<=\b[JS]r)\.){{0,60}}?\bon (?P<day>{DAY})", re.IGNORECASE)
_ORALLY = Gated(r"\borall?y?\b|\bfrom the bench\b|\bon the record\b", re.IGNORECASE)


class Lapse(msgspec.Struct, frozen=True, gc=False):
    """What the text says of the effect's end."""

    days: int | None = None
    hours: int | None = None
    at: datetime | None = None
    whole_day: bool = True
    until: str | None = None


def number(word: str) -> int:
    """A number written in digits or in one of the words orders use."""
    return int(word) if word.isdigit() else _NUMBER_WORDS[word.lower()]


def lapse(plain: str, region: Span, filed: datetime | None, zone: tzinfo | None) -> Lapse:
    """The end of an effect as one stretch of text gives it."""
    m = _LASTS.search(plain, region.start, region.end)
    days = number(m["n"]) if m and m["unit"].lower().startswith("day") else None
    hours = number(m["n"]) if m and m["unit"].lower().startswith("hour") else None
    until = _UNTIL.search(plain, region.start, region.end)
    condition = (until["what"] or until["or"]).strip() if until else None
    at, whole_day = _fixed(plain, region, filed, zone)
    return Lapse(days=None if at else days, hours=None if at else hours, at=at, whole_day=whole_day, until=condition)


def _fixed(plain: str, region: Span, filed: datetime | None, zone: tzinfo | None) -> tuple[datetime | None, bool]:
    if filed is None or zone is None:
        return None, True
    today = filed.astimezone(zone).date()
    for m in _LAPSES.finditer(plain, region.start, region.end):
        near = whens(plain, m.start(), min(region.end, m.end() + 70), today, ahead=True)
        ahead = [
            w for w in near if w.start >= m.start() and w.day >= today - timedelta(days=1) and w.start <= m.end() + 24
        ]
        if ahead:
            return ahead[0].at(zone), ahead[0].clock is None
    return None, True


class Spoken(NamedTuple):
    """When an oral ruling was given: `at` the hour in the text, perhaps only `about` then; else `on` a day in it."""

    at: datetime | None = None
    about: bool = False
    on: date | None = None


def pronounced(plain: str, region: Span, filed: datetime | None, zone: tzinfo | None, mode: Mode | None) -> Spoken:
    """When an oral ruling was spoken, as far as the text says; the day of the entry is not taken for it."""
    if filed is None or zone is None or not (mode is Mode.ORAL or _ORALLY.search(plain, region.start, region.end)):
        return Spoken()
    entered = filed.astimezone(zone).date()
    held = _HELD_ON.search(plain)
    on = day_of(held["day"], entered, ahead=False) if held else None
    for m in _PRONOUNCED.finditer(plain, region.start, region.end):
        times = bare_times(plain, m.end(), min(region.end, m.end() + 24), on or entered, ahead=False)
        if times and times[0].clock and times[0].start == m.end():
            at = times[0].at(zone)
            about = bool(
                re.search(r"about|around|approx", m[0], re.IGNORECASE) or _ABOUT.search(plain[: m.end()][-30:])
            )
            return Spoken(at, about) if at.date() <= entered else Spoken()
    return Spoken(on=on if mode is Mode.ORAL and on is not None and on <= entered else None)


def without_notice(plain: str, region: Span) -> bool | None:
    """True where the text says the order was made ex parte; None where it is silent (never False: silence says
    nothing).
    """
    for m in _EX_PARTE.finditer(plain, region.start, region.end):
        said = m[0].lower()
        if not said.startswith("without") or not _OF_CONDUCT.search(
            plain, max(region.start, m.start() - 200), m.start()
        ):
            return True
    return None

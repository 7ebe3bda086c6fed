"""Remarks on a text that a person should see beside its reading: cut, empty, damaged, in another language. They
change no reading.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from monitor.domain.findings import NO_SUCH_DAY

_SAMPLE = 4000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DAMAGED = re.compile(r"â€|Ã[\x80-\xbf©¨]|\ufffd")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "to",
        "and",
        "in",
        "a",
        "is",
        "that",
        "for",
        "on",
        "by",
        "with",
        "as",
        "at",
        "be",
        "this",
        "from",
        "or",
        "an",
        "are",
        "was",
        "not",
        "it",
        "order",
        "motion",
        "court",
        "filed",
        "re",
        "entry",
        "judge",
        "hearing",
        "case",
    ]
)

_LONG_DAY = re.compile(
    r"\b(?:0?2/(?:29|30|31)|0?[469]/31|11/31)/(?P<year>\d{4})\b"
    r"|\b(?:February (?:29|30|31)|(?:April|June|September|November) 31), (?P<named>\d{4})\b"
)
"""Days beyond the end of a short month; 29 February is one in three years of four."""


def notes_on(text: str, *, cut_at: int | None) -> tuple[str, ...]:
    """The remarks, in a fixed order."""
    found = []
    if cut_at is not None:
        found.append(f"cut: only the first {cut_at:,} characters were read")
    if not text.strip():
        return (*found, "empty: there is no text to read")
    sample = text[:_SAMPLE]
    if _CONTROL.search(sample):
        found.append("control characters in the text")
    plain = sample.isascii()
    if not plain and _BIDI.search(sample):
        found.append("text direction is overridden: what is seen may not be what is written")
    if not plain and _DAMAGED.search(sample):
        found.append("the text was damaged by a wrong decoding; quotes show it as received")
    if _foreign(sample):
        found.append("not English as far as can be told: the rules are for English")
    found += [f"{NO_SUCH_DAY}“{day}”" for day in dict.fromkeys(_no_days(text))]
    return tuple(found)


def _no_days(text: str) -> Iterator[str]:
    for m in _LONG_DAY.finditer(text):
        leap = "29" in m[0].rpartition(m["year"] or m["named"])[0] and calendar.isleap(int(m["year"] or m["named"]))
        if not leap:
            yield m[0]


def _foreign(sample: str) -> bool:
    words = _WORD.findall(sample.lower())
    return len(words) >= 25 and sum(map(_ENGLISH.__contains__, words)) / len(words) < 0.08

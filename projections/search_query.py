"""What somebody typed to search for, as an expression of the index. Any text is one; none of it is taken for syntax.

Words are all looked for, "in quotation marks" as a phrase, and `enjoin*` by its beginning. A docket number finds its
docket in any style. What has no letter or digit is nothing that could be found, and is named as left out.
"""

from __future__ import annotations

import re

import msgspec

from monitor.domain.ids import normal_docket

MOST_TERMS = 32
_LONGEST = 2000
_TERM = re.compile(r'"(?P<phrase>[^"]*)"?(?P<begins>\*?)|(?P<word>[^\s"]+)')
_QUOTES = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\x00": " "})
_DISTRICT = re.compile(r"(?P<head>\d{2}-~?[a-z]{2,4}-)(?P<serial>\d+)")
_AROUND = ".,;()[]"


class Query(msgspec.Struct, frozen=True):
    """`expression` for the index, empty where there is nothing to look for; `left_out` are words that were not used."""

    expression: str
    left_out: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """Make the expression that looks for all of the words. Raises nothing, whatever the text."""
    found = _TERM.finditer(_clean(text)[:_LONGEST])
    terms: list[str] = []
    left_out: list[str] = []
    for m in found:
        term = _term(m)
        if term and len(terms) < MOST_TERMS:
            terms.append(term)
        elif any(not c.isspace() for c in m[0].strip('"')):
            left_out.append(m[0])
    return Query(" AND ".join(terms), tuple(left_out))


def within(docket: str) -> str:
    """The expression for what is of a docket (`dcd/25-cv-766`) or of its matter."""
    return f"docket : {_quoted(docket)}"


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").translate(_QUOTES)


def _term(m: re.Match[str]) -> str | None:
    if m["word"] is None:
        begins = " *" if m["begins"] else ""
        return f"{_quoted(m['phrase'])}{begins}" if _findable(m["phrase"]) else None
    word = m["word"]
    if not _findable(word):
        return None
    if word.endswith("*"):
        return f"{_quoted(word.rstrip('*'))} *"
    return _docket(word) or _quoted(word)


def _docket(word: str) -> str | None:
    """A docket number in every style in which a text or a source may have it."""
    court, slash, number = word.strip(_AROUND).rpartition("/")
    normal = normal_docket(number)
    m = _DISTRICT.fullmatch(normal)
    if m is None:
        return within(f"{court}/{normal}") if slash and re.fullmatch(r"[0-9a-z-]+", normal) else None
    if slash:
        return within(f"{court}/{normal}")
    styles = (normal, f"{m['head']}{m['serial'].zfill(5)}", number)
    return f"({' OR '.join(dict.fromkeys(map(_quoted, styles)))})"


def _findable(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _quoted(text: str) -> str:
    """A string of the index's language: nothing in it is an operator."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'

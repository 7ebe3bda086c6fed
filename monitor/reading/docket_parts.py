"""A docket entry taken apart: its head, its clauses, and what a clerk added around them. It drops nothing.

Clerk's furniture (attachments, signatures, dates of entry, docketing initials) is blanked, not cut, so that every place
found in `plain` is a place in the entry's own text.
"""

from __future__ import annotations

import re

import msgspec

from monitor.reading.gate import Gated
from monitor.reading.segment import Span, sentences
from monitor.reading.text import Text, text_of

_PAREN = r"\([^()]{0,600}(?:\([^()]{0,300}\)[^()]{0,600}){0,40}\)"
_FURNITURE = (
    Gated(rf"(?=\(\s?Attachments?\b){_PAREN}", re.IGNORECASE),
    Gated(r"\((?:Date )?(?:Entered|Filed on|Filed|Docketed)(?: on)?:? [^()]{0,40}\)", re.IGNORECASE),
    Gated(
        r"\(?\b(?:Signed|So Ordered|Entered|Issued|Ordered) by (?:(?:the )?Hon|Chief|Magistrate|Senior"
        r"|U\.?S\.?|District|"
        r"Judge|Justice)[^()\n;:]{0,80}?(?: on \d{1,2}[/-]\d{1,2}[/-]\d{2,4}|(?<!\s[A-Z])(?=[.;()]\s|\.$|\)$|$))\)?\.?",
        re.IGNORECASE,
    ),
    Gated(
        r"(?:(?:Chief|Senior|Magistrate"
        r"|District) )*Judge (?:[A-Z][\w.'’-]* ){1,3}[A-Z][\w'’-]+ on \d{1,2}/\d{1,2}/\d{2,4}\.?"
    ),
    Gated(r"\bModified (?:on|by)[^()\n]{0,160}(?:\([^()]{0,60}\))?\.?"),
    Gated(r"--\[Edited[^\]]{0,120}\]"),
    Gated(r"\bSO ORDERED\b\.?", re.IGNORECASE),
    Gated(r"\((?:Court Reporter|Related documents?)[^()]{0,120}\)", re.IGNORECASE),
    Gated(
        r"\((?-i:[A-Z][\w'’-]{1,30}(?:[ -][A-Z][\w'’-]{1,30})?, [A-Z][\w'’. -]{0,40}|[a-z]{2,8}\d?"
        r"|(?![ECMPH][SD]T\)|AM\)|PM\))[A-Z]{2,4}|[a-z]{2,8}, COURT STAFF)\)"
    ),
    Gated(r"\breceipt number [\w-]{4,30}"),
)
_PREFIX = re.compile(
    r"(?:\s|\[\d+\]|\*{3}[^*]{1,60}\*{3}|VACATED:|Cause:|(?:Chief |Senior |Magistrate |District "
    r"|U\.S\. )*(?:Judge|Justice) (?!order|ruling)(?-i:[A-Z])[^:;\n]{2,60}:"
    r"|Docket Text:|DOCKET TEXT:|ECF FILER:|-CLERK TO FOLLOW UP-|RE-?FILED:|CORRECTED:|\*{1,3}|\([^()]{0,60}\)(?=\s)"
    r"|\[(?:in chambers|redacted|corrected|amended|public|under seal|sealed|emergency)\])+",
    re.IGNORECASE,
)
_VACATED = re.compile(r"\W{0,4}VACATED(?::\s|\s(?:per|pursuant to|by|see)\b[^.;*]{0,40}\*{2,3})", re.IGNORECASE)
HEAD = 240


class Entry(msgspec.Struct, frozen=True):
    """A docket entry's text, the same with furniture blanked, its sentences, and where its head begins."""

    text: Text
    plain: Text
    sentences: tuple[Span, ...]
    head: Span
    marked_vacated: bool

    @property
    def head_text(self) -> str:
        """The words of the head: the entry's first words, at most HEAD characters."""
        return self.plain[self.head.start : self.head.end]

    def sentence_at(self, at: int) -> Span:
        """The sentence that holds a place; where none does, the rest of the text."""
        return next((s for s in self.sentences if s.holds(at)), Span(at, len(self.plain)))


def blank(text: str) -> str:
    """Put blanks over the clerk's furniture, places kept."""
    pieces = text_of(text).pieces
    for pattern in _FURNITURE:
        if pattern.may_find(pieces):
            text = pattern.sub(_blanks, text)
    return text


def _blanks(m: re.Match[str]) -> str:
    return " " * len(m[0])


def _before_word(plain: str, at: int) -> int:
    """Where the word at a place begins: a quotation made of the head must not end inside one."""
    if at >= len(plain) or plain[at].isspace():
        return min(at, len(plain))
    space = plain.rfind(" ", at - 60, at)
    return at if space < 0 else space


def take_apart(text: str) -> Entry:
    """Take a docket entry's text apart."""
    text = Text(text)
    plain = Text(blank(text).replace("\n", " ").replace("\r", " "))
    plain = text if plain == text else plain
    prefix = _PREFIX.match(plain)
    start = prefix.end() if prefix else 0
    return Entry(
        text=text,
        plain=plain,
        sentences=sentences(plain),
        head=Span(start, _before_word(plain, start + HEAD)),
        marked_vacated=bool(_VACATED.match(plain)),
    )

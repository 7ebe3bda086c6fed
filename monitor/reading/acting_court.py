"""Which court acted, where a docket shows what a higher court did. An own ruling that only mentions one is its own."""

from __future__ import annotations

import re

from monitor.domain.courts import COURTS, court_of_appeals
from monitor.reading.docket_parts import Entry

_PAPER = r"(?:PER CURIAM )?(?:ORDER|OPINION|JUDGMENT|MANDATE)(?: ISSUED)?"
_SUPREME = re.compile(
    rf"\W*(?:CERTIFIED COPY OF )?(?:(?:U\.?S\.? )?SUPREME COURT (?:ORDER|OPINION|JUDGMENT|MANDATE)"
    rf"|{_PAPER} (?:of|from|by) (?:the )?"
    r"(?:Supreme Court of the United States|(?:U\.?S\.?|United States) Supreme Court))",
    re.IGNORECASE,
)
_APPEALS = re.compile(
    rf"\W*(?:CERTIFIED COPY OF )?(?:USCA (?:\w+ CIRCUIT )?{_PAPER}"
    rf"|{_PAPER} (?:of|from|by) (?:the )?(?:USCA|U\.S\.C\.A\.|(?:U\.?S\.?|United States) Court of Appeals))"
    r"(?P<federal>[^.]{0,40}Federal Circuit)?",
    re.IGNORECASE,
)
_HIGHER_ALREADY = frozenset({"appellate", "supreme"})


def acting_court(entry: Entry, docket_court: str) -> str | None:
    """The id of the higher court whose act an entry's head shows; None where the docket's own court acted."""
    known = COURTS.get(docket_court.lower())
    if known is None or known.level in _HIGHER_ALREADY:
        return None
    if _SUPREME.match(entry.plain, entry.head.start):
        return "scotus"
    if found := _APPEALS.match(entry.plain, entry.head.start):
        return "cafc" if found["federal"] else court_of_appeals(docket_court)
    return None

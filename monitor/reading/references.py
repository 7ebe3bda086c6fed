"""How a text refers to orders: entry numbers, dates, docket numbers, kinds. It resolves none; that is the state's
work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from monitor.domain.evidence import quote
from monitor.domain.findings import OrderRef
from monitor.reading.dates import DAY, MONTH, day_of
from monitor.reading.gate import Gated
from monitor.reading.order_types import named_type
from monitor.reading.rulebook import compiled
from monitor.reading.segment import Span

_NOUN = (
    r"(?:<tro>|<pi>|<perm>|(?:orders?|findings?) of (?:civil |criminal )?contempt|(?:consent )?decree|injunctions?"
    r"|(?:minute |oral |written |remedial "
    r"|enforcement |contempt |emergency |agreed |stipulated |show[- ]cause |turnover )?orders?|memorandum opinions?"
    r"|opinions?)"
)
_AT = r"(?:Dkts?\.?|ECF|Docket|(?:R\. |Rec\. )?Docs?\.?|D\.E\.|DE|Filing|Paper)"
"""How clerks say that a number is a docket entry's."""
_NUMBERED = compiled(
    rf"\b(?P<noun1>{_NOUN})s?(?: to show cause)?,? \(?(?:entered )?(?:at |in |re )?{_AT}?\s?(?:Nos?\.?|Entry|#)?\s?"
    r"\[?(?P<n1>\d{1,5})\]?(?![\d/:-])(?! ?(?:days|hours|U\.))"
    rf"|(?:\bre:? |\bof |\b)\[?(?P<n2>\d{{1,5}})\]? (?P<noun2>{_NOUN})\b"
    r"|\b(?:Dkts?\.?|ECF|Doc\.|D\.E\.|Filing(?= No))\s?(?:Nos?\.?)?\s?\[?(?P<n3>\d{1,5})\]?(?![\d/:-])"
)
_DATED = compiled(
    rf"(?P<day1>(?-i:{DAY})),? (?P<noun1>{_NOUN}|judgments?)"
    rf"|(?P<noun2>{_NOUN}|\bjudgments?)[^.;]{{0,30}}?\b(?:of|dated|entered|issued|imposed"
    rf"|filed)(?: on)? (?P<day2>(?-i:{DAY}))"
)
_MOTION_NUMBER = Gated(r"\b(?:motion|response|opposition|notice|granting|denying)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DOCKETS = Gated(r"\b\d{1,2}:\d{2}-[a-z]{2}-\d{3,6}\b|\bNos?\. (\d{2}-(?:cv-)?\d{2,6})\b")
_FOLLOWS = Gated(r"\bfollows? (?:the )?oral (?:order|ruling) of (?P<day>[^.;,()]{4,24}(?:, \d{4})?)", re.IGNORECASE)


def references(text: str, region: Span, anchor: date | None) -> tuple[OrderRef, ...]:
    """The references in one stretch of text, most telling first: entry number, date, docket number, kind alone."""
    found = [*_numbered(text, region), *_dated(text, region, anchor), *_dockets(text, region)]
    if not found:
        found = [*_kinds(text, region)]
    return tuple(dict.fromkeys(found))


def _numbered(text: str, region: Span) -> Iterator[OrderRef]:
    for m in _NUMBERED.finditer(text, region.start, region.end):
        noun = m["noun1"] or m["noun2"] or ""
        if m["n3"] and _MOTION_NUMBER.search(text, max(region.start, m.start() - 30), m.start()):
            continue
        if _YEAR.fullmatch(m[0].split(" ")[0]):
            continue  # "March 6, 2024 injunction", "the 2021 injunction": a year, not an entry
        if m["n2"] and _OF_A_DATE.search(text, max(0, m.start("n2") - 16), m.start("n2")):
            continue  # "the March 3 order": a day, not an entry
        number = int(m["n1"] or m["n2"] or m["n3"])
        yield OrderRef(
            entry_number=number, type=named_type(noun), quote=quote(text, m.start(), m.end()), plural=_plural(noun)
        )


def _dated(text: str, region: Span, anchor: date | None) -> Iterator[OrderRef]:
    if anchor is None:
        return
    for m in _DATED.finditer(text, region.start, region.end):
        day = day_of(m["day1"] or m["day2"], anchor, ahead=False)
        if day:
            noun = m["noun1"] or m["noun2"]
            yield OrderRef(
                dated=day, type=named_type(noun), quote=quote(text, m.start(), m.end()), plural=_plural(noun)
            )


_ENTRIES = compiled(
    r"(?:\b(?:as to|re:?|regarding|from|of|in|under|response to|reply to|opposition to|appeal(?:s"
    r"|ing)?)\b(?: (?:the |this court.s )?(?:orders?"
    r"|entr(?:y|ies)))?"
    r"|(?<=\d),|(?<=\w),(?: and)?|\band)\s?\(?"
    r"(?:(?:Dkts?\.?|ECF|Docs?\.?|D\.E\.|Docket|Filing)\s?(?:Nos?\.?|Entry|#)?\s?)?\[?(?P<n>\d{1,4})\]?"
    r"(?![\w/:%-]|,\d|\.\d)(?: (?P<what>(?-i:[A-Z])[^.;,]{0,80}))?"
)
_OF_A_DATE = Gated(rf"\b{MONTH}\s?(?:\d{{1,2}},? )?$", re.IGNORECASE)


def entries_named(text: str, region: Span) -> tuple[OrderRef, ...]:
    """The docket entries that a filing says it is about ("re [47]", "as to 30 Order, 31 Memorandum"), of whatever kind;
    the kind of order is the one that the clerk's words behind the number name.
    """
    found: dict[int, OrderRef] = {}
    for m in _ENTRIES.finditer(text, region.start, region.end):
        if not _OF_A_DATE.search(text, max(region.start, m.start("n") - 16), m.start("n")):
            words = quote(text, m.start("n"), m.end("n"))
            found.setdefault(
                int(m["n"]), OrderRef(entry_number=int(m["n"]), type=named_type(m["what"] or ""), quote=words)
            )
    return tuple(found.values())


_MOTIONS = Gated(
    r"(?:^|[\s(\[])\[?(?P<n1>\d{1,4})\]? (?:(?!order|opinion|notice)[\w'’/-]+ ){0,5}?(?:motion|application|petition"
    r"|request)s?\b"
    r"|\b(?:motion|application|petition|request)s?(?: to \w+)?,? \(?\[?(?:(?:at |re )?(?:dkt\.?|docket|ecf|doc\.?"
    r"|d\.e\.|filing)\s?"
    r"(?:nos?\.?|entry(?: no\.?)?|#)?\s?)?\[?(?P<n2>\d{1,4})\b(?![/:\d-])(?! (?:days|hours|pages))",
    re.IGNORECASE,
)


def motions_named(text: str, region: Span) -> tuple[OrderRef, ...]:
    """The motions that a stretch of text numbers ("29 Letter Motion to Modify", "motion [9]"): by them the order is
    found that they are about.
    """
    found = [m for m in _MOTIONS.finditer(text, region.start, region.end) if not _YEAR.fullmatch(m["n1"] or m["n2"])]
    found = [m for m in found if not (m["n1"] and _OF_A_DATE.search(text, max(0, m.start("n1") - 16), m.start("n1")))]
    return tuple(
        OrderRef(entry_number=int(m["n1"] or m["n2"]), quote=quote(text, *_trim(text, m.start(), m.end())))
        for m in found
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\r\n([":
        start += 1
    return start, end


def _plural(noun: str) -> bool:
    return noun.lower().endswith(("orders", "tros", "injunctions", "opinions"))


def _dockets(text: str, region: Span) -> Iterator[OrderRef]:
    for m in _DOCKETS.finditer(text, region.start, region.end):
        yield OrderRef(docket_number=m[1] or m[0], quote=quote(text, m.start(), m.end()))


_KIND = compiled(rf"\b(?P<noun>{_NOUN})\b")


def _kinds(text: str, region: Span) -> Iterator[OrderRef]:
    for m in _KIND.finditer(text, region.start, region.end):
        kind = named_type(m["noun"])
        if kind:
            yield OrderRef(type=kind, quote=quote(text, m.start(), m.end()), plural=_plural(m["noun"]))


def oral_order_followed(text: str, anchor: date | None) -> OrderRef | None:
    """The oral order that a written one follows ("Follows oral order of 3/15/25"), or None."""
    m = _FOLLOWS.search(text)
    if not m or anchor is None:
        return None
    day = day_of(m["day"].strip().rstrip("."), anchor, ahead=False)
    return OrderRef(dated=day, quote=quote(text, m.start(), m.end())) if day else None

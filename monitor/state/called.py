"""What an action is called: a short noun phrase of ours, from labels and dates. Never a sentence, a party's words or a
verdict.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.domain.findings import MomentRead, Reading
from monitor.domain.items import Content, DocketEntry
from monitor.domain.vocabulary import OrderType
from monitor.state.conduct import figures_told, moments_told, reaches
from monitor.state.extent import span
from monitor.state.memory import described
from monitor.state.records import OrderRecord
from monitor.state.records_action import ActionRecord
from monitor.state.which import PLACES
from monitor.state.world import local

MOST_WORDS = 8
_VERDICT = re.compile(
    r"violat|breach|\bdef(?:y|ie[sd]|ian)|disobe|flout|contempt|contumac|ignor|disregard|evad|unlawful|illegal"
    r"|non-?compl|refus|\bfail|\bbroke|\bbreak|mock|thwart|circumvent",
    re.IGNORECASE,
)
"""Words that say or suggest that an order was not obeyed."""
_QUOTED = re.compile(r"[\"“”„«»]|(?<!\w)['‘]")
_NOUN = re.compile(r"[A-Za-z]{3,}")
_NO_NOUN = frozenset({"them", "these", "those", "they", "others", "some", "more", "all", "figure", "figures"})
_MOST_LABELS = 3
_KINDS = {
    OrderType.TRO: "temporary restraining order",
    OrderType.SHOW_CAUSE: "order to show cause",
    OrderType.DISCOVERY: "discovery order",
}


def name_action(action: ActionRecord, content: Content, reading: Reading, begins: datetime | None) -> None:
    """Call an action by what an item gives, unless an earlier item gave something; a name once given stays.

    `begins` is the day of its order, at the court's clock: of several moments, those count that reach it.
    """
    if not action.what:
        told = moments_told(reading)
        during = tuple(m for m in told if reaches(m, begins))
        action.what = _own_phrase(content, reading) or _by_moments(during or told, begins)
    if not action.counted:
        action.counted = next((f.label for f in figures_told(reading) if _is_noun(f.label)), "")


def name_of(order: OrderRecord, action: ActionRecord, zone: ZoneInfo) -> str:
    """What the action is called, with nothing better conduct under the order; beside others, which of them it is."""
    which = _which(action) if len(order.actions) > 1 else ""
    if action.what:
        return f"{action.what}{which}"
    given = order.pronounced_at or order.entered_at
    counted = f" as to {action.counted}" if action.counted else ""
    of = f" of {_day(local(given, zone).date())}" if given else ""
    return f"Conduct{counted} under the {_KINDS.get(order.type, described(order.type))}{of}{which}"


def _which(action: ActionRecord) -> str:
    """Which act it is among others under the order, as sources count them: " (the third)"."""
    words = [PLACES[place - 1] for place in sorted(action.outline.which.ordinals)]
    if not words:
        return ""
    *first, last = words
    return f" (the {', '.join(first)} and {last})" if first else f" (the {last})"


def is_neutral(text: str) -> bool:
    """Whether it can stand in our own voice: short, without a quotation and without a word of breach."""
    words = text.split()
    return 0 < len(words) <= MOST_WORDS and not _VERDICT.search(text) and not _QUOTED.search(text)


def _own_phrase(content: Content, reading: Reading) -> str:
    """The reader's own phrase for the action, where it is one: not a headline and not words that it quotes."""
    what = " ".join(reading.action.what.split()) if reading.action else ""
    title = "" if isinstance(content, DocketEntry) else " ".join(content.title.split())
    quoted = [p.quote.text for p in reading.positions] + [f.quote.text for f in reading.findings]
    theirs = [title, *(" ".join(words.split()) for words in quoted)]
    return f"{what[:1].upper()}{what[1:]}" if is_neutral(what) and what not in theirs else ""


def _by_moments(moments: tuple[MomentRead, ...], begins: datetime | None) -> str:
    """As in "Departure and landing, 15 March 2025": labels in the order told, and the day on which it began."""
    labels = list(dict.fromkeys(m.label.strip().lower() for m in moments if is_neutral(m.label)))[:_MOST_LABELS]
    when = span(moments)
    if not labels or when is None:
        return ""
    *first, last = labels
    told = f"{', '.join(first)} and {last}" if first else last
    day = when[0].astimezone(begins.tzinfo) if begins else when[0]
    return f"{told[:1].upper()}{told[1:]}, {_day(day.date())}"


def _is_noun(label: str) -> bool:
    return bool(_NOUN.fullmatch(label)) and label.casefold() not in _NO_NOUN and is_neutral(label)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"

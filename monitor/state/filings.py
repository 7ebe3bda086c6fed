"""Which of the dates that run a filing answers: by what it is, who files it, what it says that it answers.

One filing answers one date, unless its title names what another asks for too. A filing of which only the kind is
known answers only a date that asks for that kind; what is due under no name ("the details of …") is met by nothing
but a filing that refers to the order or speaks of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus, DocketKind
from monitor.state.memory import Memory
from monitor.state.records import DeadlineRecord, Seen
from monitor.state.respondents import same_name

LATE = timedelta(days=30)
"""How long after a date a filing that does not refer to it may still be the one that was due."""
_FILED_AS = {
    DocketKind.STATUS_REPORT: ("report", "update"),
    DocketKind.DECLARATION: ("declaration", "affidavit", "certif"),
    DocketKind.RESPONSE: ("response", "opposition", "reply", "brief", "answer", "objection", "memorand"),
    DocketKind.NOTICE: ("notice", "certif", "plan", "report"),
    DocketKind.MOTION: ("motion", "application", "brief"),
}
"""What each kind of filing is called where it is ordered."""
_DOCUMENTS = tuple(dict.fromkeys(name for names in _FILED_AS.values() for name in names))
_ASKED_FOR = re.compile(r"\b(?:cause|respond|explanation|explain|compliance)\b", re.IGNORECASE)
"""What is asked for where no document is named: a response or a notice gives it."""
_GIVES = frozenset({DocketKind.RESPONSE, DocketKind.NOTICE})
_ROUTINE = re.compile(
    r"\bnotice (?:of|as to) (?:\w+ ){0,3}(?:appearance|related|address|withdrawal|substitution|association|appeal)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(r"\b(?:shall|must|(?:directed|ordered|required) to)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\[(\d{1,5})\](?: [A-Z]\w*)?|\bre:? (\d{1,5})\b(?!/)")
_DATED = re.compile(r"\borders? (?:of|dated|entered) (\d{1,2})/(\d{1,2})/(\d{4})\b", re.IGNORECASE)
_TITLE_ENDS = re.compile(r"\s(?:re|regarding|in response|by|filed|in support)\b|[(\[]", re.IGNORECASE)
_FILER = re.compile(r"\bby\s(?P<names>[^(]{1,400}?)(?:\(|(?<![A-Z])\.\s+[A-Z][a-z]|$)")
_WORD = re.compile(r"[a-z]{3,}")
_SMALL = frozenset(
    {"the", "and", "with", "for", "from", "any", "their", "its", "due", "file", "filing", "shall", "that", "court"}
    | {"defendants", "plaintiffs", "order", "orders", "ordered", "monday", "tuesday", "wednesday", "thursday", "friday"}
    | {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december"}
)
"""Words that two descriptions of dates share whatever they are about."""
_SAME = 0.5
_OPEN = frozenset({DeadlineStatus.PENDING, DeadlineStatus.NO_FILING_OBSERVED})
_SIDES = (
    (re.compile(r"\b(?:plaintiff|petitioner)", re.IGNORECASE), "plaintiff"),
    (re.compile(r"\b(?:defendant|respondent)", re.IGNORECASE), "defendant"),
)


def answered(memory: Memory, seen: Seen) -> list[DeadlineRecord]:
    """The dates that run, or passed without a filing seen, which an entry answers; the nearest, and what it names."""
    kind = seen.fact.reading.kind or DocketKind.OTHER
    if kind not in _FILED_AS:
        return []
    same = _items_of(memory, seen)
    text = " ".join(item.entry.text for item in same if item.entry is not None)
    if not memory.dates.all or _ROUTINE.search(text) or any(memory.dates.is_answer(item.fact.item) for item in same):
        return []
    numbers, days = _named(text)
    named = [d for d in memory.dates.set_by((*numbers, *days)) if _waits_for(d, seen)]
    since = seen.world - LATE
    timely = named or [d for d in memory.dates.due_since(since) if d.due_at >= since and _waits_for(d, seen)]
    filers = _filers(memory, same) if timely else set()
    candidates = [d for d in timely if _may_be_by(memory, d, filers)]
    title = " ".join(_TITLE_ENDS.split(item.entry.text, maxsplit=1)[0] for item in same if item.entry is not None)
    fitting = [d for d in candidates if _fits(kind, title, _duty(d.terms), referred=bool(named))]
    if not fitting:
        return []
    best = min(fitting, key=lambda d: (abs(d.due_at - seen.world), d.due_at))
    more = documents(title) - set(_FILED_AS[kind]) - documents(_duty(best.terms))
    return [best, *(d for d in candidates if d is not best and more & documents(_duty(d.terms)))]


def may_answer_any(memory: Memory, seen: Seen) -> bool:
    """Whether the item may be a filing for which a date had been set by then, whatever became of that date since."""
    if seen.entry is None or seen.fact.reading.kind not in _FILED_AS or _ROUTINE.search(seen.entry.text):
        return False
    numbers, days = _named(seen.entry.text)
    near = (*memory.dates.set_by((*numbers, *days)), *memory.dates.due_since(seen.world - LATE))
    return any(d.seen.docket == seen.docket and d.seen.world <= seen.world for d in near)


def is_open(deadline: DeadlineRecord) -> bool:
    """Whether a filing may still answer it: a late one does."""
    return deadline.status in _OPEN


def refers_to(text: str, setters: Iterable[Seen]) -> bool:
    """Whether a text names, by entry number or by day, an order that set the date."""
    numbers, days = _named(text)
    return any((item.entry is not None and item.entry.entry_number in numbers) or item.day in days for item in setters)


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[frozenset[int], frozenset[date]]:
    """The entry numbers and the days that a text names; a text is held against every date that runs."""
    return frozenset(int(m[1] or m[2]) for m in _REFERENCE.finditer(text)), frozenset(_days(text))


@lru_cache(maxsize=1024)
def documents(text: str) -> frozenset[str]:
    """The kinds of paper that a text names, without those that it refers to by their entries."""
    bare = _REFERENCE.sub("", text).lower()
    return frozenset(name for name in _DOCUMENTS if re.search(rf"\b{name}", bare))


def likeness(one: str, other: str) -> float:
    """The share of the shorter description's words that both have, from 0 to 1."""
    mine, theirs = _words(one), _words(other)
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) / fewer if fewer else 0.0


def _items_of(memory: Memory, seen: Seen) -> Sequence[Seen]:
    """The items that show this filing: those of its entry, else itself alone."""
    number = seen.entry.entry_number if seen.entry is not None else None
    return memory.entries(seen.docket, number) if number is not None else (seen,)


def _waits_for(deadline: DeadlineRecord, seen: Seen) -> bool:
    """Whether a filing of that docket was due when this was filed, and may still come."""
    if deadline.kind is not DeadlineKind.FILING or not is_open(deadline):
        return False
    return deadline.seen is not seen and deadline.seen.docket == seen.docket and seen.world >= deadline.seen.world


def _fits(kind: DocketKind, title: str, duty: str, *, referred: bool) -> bool:
    """Whether this kind of filing is what is due."""
    papers = documents(duty)
    if papers:
        in_response = referred and kind is DocketKind.NOTICE and "response" in papers
        return in_response or bool(papers & set(_FILED_AS[kind]))
    if _ASKED_FOR.search(duty):
        return kind in _GIVES
    shared = len(_words(title) & _words(duty))
    return kind is not DocketKind.MOTION and (referred or (shared > 1 and likeness(title, duty) >= _SAME))


def _duty(terms: str) -> str:
    """What is to be filed, without the reasons that stand before it."""
    parts = _DUTY.split(terms, maxsplit=1)
    return parts[-1]


def _may_be_by(memory: Memory, deadline: DeadlineRecord, filers: set[tuple[str, str]]) -> bool:
    """Whether the one who must file may have filed this: nobody is named, or that party or its side files it."""
    of = deadline.of
    if of is None or not filers or any(same_name(of, name) for name, _ in filers):
        return True
    side = next((role for words, role in _SIDES if words.search(of)), None)
    if side is not None:
        return any(role == side for _, role in filers)
    return of.casefold() not in memory.parties


def _filers(memory: Memory, same: Sequence[Seen]) -> set[tuple[str, str]]:
    """Who files: the parties that the entry says it is by, and whoever speaks in it."""
    found = {(p.actor, p.role.value) for item in same for p in item.fact.reading.positions}
    by = [m["names"].casefold() for item in same if item.entry is not None and (m := _FILER.search(item.entry.text))]
    for party in memory.matter.parties:
        if any(party.name.casefold() in names for names in by):
            found.add((party.name, party.role))
    return found


def _days(text: str) -> Iterable[date]:
    for m in _DATED.finditer(text):
        try:
            yield date(int(m[3]), int(m[1]), int(m[2]))
        except ValueError:
            continue  # no day of the calendar: it names no order


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _SMALL

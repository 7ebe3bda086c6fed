"""What a docket entry makes due, at the court's clock. It computes no rule of procedure: a date the court set is that
date.

A period ("within 48 hours", "in five days") is counted flat from the entry, or back from a hearing that the same entry
sets, and stands beside the date as the text states it. Dates that say when something was done, signed or filed are not
deadlines, nor are those of transcripts and of records on appeal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, tzinfo

from monitor.domain.evidence import quote
from monitor.domain.findings import DeadlineRead, Period, Why
from monitor.domain.vocabulary import DeadlineKind, DocketKind
from monitor.reading.dates import When, bare_times, whens
from monitor.reading.docket_parts import Entry
from monitor.reading.gate import Gated
from monitor.reading.periods_read import Begin, Stated, counted_back, stated_periods
from monitor.reading.rulebook import compiled, rules_for
from monitor.reading.segment import Span, clauses

MOST = 6
_SETTING = frozenset(
    {
        DocketKind.ORDER,
        DocketKind.MINUTE_ORDER,
        DocketKind.OPINION,
        DocketKind.OTHER,
        DocketKind.MOTION,
        DocketKind.NOTICE,
        DocketKind.APPEAL,
    }
)
_LEAD = Gated(
    r"(?:\b(?:by|due(?: by| on| before| in)?|no later than|not later than|on or before|before|until"
    r"|(?:will|shall|to) (?:be held|proceed|take place|convene)(?: on| at)?|set for|reset (?:for|to)|continued to"
    r"|moved to|extended (?:to|until)|starting(?: on)?|beginning(?: on)?"
    r"|(?:each|every) day after|(?:last|final|cut-?off) (?:day|date) (?:to|for) [^.;,]{3,50}|cut-?off(?: is)?:?"
    r"|(?:hearing|conference|trial|argument)(?: (?:is|shall be|will be))?(?: (?:set|held"
    r"|scheduled))?(?: for| on)?|commence|commencing|in person|appear|at a hearing on"
    r"|setting (?:a |an )?(?:\w+ )?(?:hearing|conference) (?:for|on)|at|on"
    r"|due:?)\s(?:(?:the )?(?:close of business|COB|end of (?:the )?(?:business )?day)(?:,? (?:on|of))? )?|\bDeadline "
    r"|\b(?:deadlines?|due dates?)\b[^.;:]{0,60}: "
    r"|\b(?:continu|reschedul|adjourn|postpon|mov|resett?|advanc)\w*\b[^.;]{0,40}\b(?:hearing|conference|argument|trial|deadline"
    r"|date)\b[^.;]{0,40}\b(?:to|until) )$",
    re.IGNORECASE,
)
_WEAK = Gated(
    r"\b(?:at|(?<!due )on|in person|appear|(?<!on or )before|until|starting|beginning"
    r"|commencing)\s(?:on )?$",
    re.IGNORECASE,
)
_BUSINESS = Gated(r"\b(?:close of business|COB|end of (?:the )?business day)\b[^.;\d]{0,24}$", re.IGNORECASE)
CLOSE_OF_BUSINESS = time(17)
"""The hour that "by close of business" names; a court that means another hour says so."""
_DUE = Gated(
    r"\b(?:due|file|filed|files|shall|must|directed|ordered|ordered that|set|hearing|deadline|conference"
    r"|pay|meet|complete|respond|response|reply|report)\b",
    re.IGNORECASE,
)
_DONE = Gated(
    r"\b(?:entered|issued|filed|dated|signed|(?<!be )held|of|since|between|from|effective|took effect|took|imposed"
    r"|through|expires?|remain in (?:force|effect)|in existence(?: as of)?"
    r"|opinion|order|extended through|until|as of|served on|before entry of)\s(?:the )?(?:on )?$"
    r"|\b(?:entered|issued|granted|imposed|filed) by [^.;,]{3,90} on $",
    re.IGNORECASE,
)
_SIDE = Gated(r"\b(?P<side>defendants?|plaintiffs?)\b[^.;]{0,60}\b(?:shall|must|is to|are to|will)\b", re.IGNORECASE)
_HELD = Gated(
    r"\b(?:hearing|conference|trial|argument|proceedings)\b[^.;]{0,20}(?<!be )\bheld\b(?:[^.;]|\b(?-i:[A-Z])\.){0,80}$",
    re.IGNORECASE,
)
_STANDS = Gated(
    r"(?<!\bbe )\b(?!filed|submitted|served)\w+ed on or before\s$"
    r"|\b(?:stands|remains|previously|presently|currently|heretofore)\b[^.;]{0,24}$",
    re.IGNORECASE,
)
"""A date that stands is not being set; one by which something had happened describes it."""
_FORBIDDEN = re.compile(
    r"\b(?:shall|may|must|will|is|are) not\b[^.;]{0,160}\b(?:before|until|prior to)\s(?:\w+day,? )?$", re.IGNORECASE
)
"""Until then something may not be done: nothing is due."""
_CALLED_OFF = Gated(
    r"\b(?:hearing|conference|trial|argument|deadlines?|status)\b[^.;]{0,120}\b(?:is|are) (?:hereby )?(?:vacated"
    r"|cancell?ed|stricken|struck|terminated|adjourned(?! (?:to|until))|taken off)",
    re.IGNORECASE,
)
_MOVED = Gated(
    r"\b(?:extended|enlarged|reset|continued|postponed|rescheduled|moved|adjourned|deferred)\b[^.;]{0,40}?"
    r"\b(?:to|until|for)\s(?:the )?$",
    re.IGNORECASE,
)
_BY = Gated(
    r"\b(?:by|before|no later than|due)\s(?:\w+ |(?:the )?(?:end of (?:the )?(?:business )?day"
    r"|close of business)(?: on)? )?$",
    re.IGNORECASE,
)
_LASTS_UNTIL = compiled(
    r"(?:<tro>|<pi>|\b(?:injunction|(?:administrative |temporary )?stay|restraints))\b[^.;]{0,40}\b(?:extended"
    r"|continued|renewed)"
    r" (?:to|until) $"
)
"""The day to which an order is extended is no date by which anything is due."""
_DAYS_END = Gated(r"\bend of (?:the )?(?:business )?day\b|\bclose of business\b", re.IGNORECASE)
_PUT_OFF = re.compile(
    r"(?:,? at [\d:apm. ]+)?,? (?:is|are) (?:hereby )?(?:rescheduled|continued|reset|moved|adjourned|postponed|vacated"
    r"|cancell?ed|stricken)\b",
    re.IGNORECASE,
)
"""Behind the old date of what is put off."""
_FINED_FROM = re.compile(
    r"\$[\d,.]+ (?:a|per|each|every|for (?:each|every)) day\b[^.;]{0,40}\b(?:from|after"
    r"|beginning)\s(?:on )?$",
    re.IGNORECASE,
)
"""A fine that runs from a day sets that day for what it is to bring about."""
_HAS_UNTIL = Gated(
    r"\b(?:has|have|(?:is|are) (?:given|granted|allowed)|shall have)\s(?:up )?until\s(?:\w+day,? )?$", re.IGNORECASE
)
_NOT_DUE = Gated(
    r"\b(?:transcript restriction|redact\w*|appeal record|record due|hearing(?:s)? (?:is|are|be) vacated"
    r"|vacated|adjourned|taken off|lasting|effective in|denied|expires?|unless extended|"
    r"if fear|to move to reopen|request that|requests?)\b",
    re.IGNORECASE,
)


def read_deadlines(
    entry: Entry, kind: DocketKind, filed: datetime | None, zone: tzinfo | None, *, hour_known: bool = True
) -> tuple[DeadlineRead, ...]:
    """The deadlines an entry sets, first named first; none where the filing time or the clock is not known.

    `hour_known` is False where `filed` is only a day: hours are then counted from its end.
    """
    if filed is None or zone is None or kind not in _SETTING:
        return ()
    found: dict[tuple[DeadlineKind, datetime], DeadlineRead] = {}
    begin = Begin(filed.astimezone(zone), zone, hour_known=hour_known)
    for sentence in entry.sentences:
        stated = (_counted(entry, one) for one in stated_periods(entry, sentence, kind, begin))
        for read in (*_dates(entry, sentence, kind, filed, zone), *stated):
            found.setdefault((read.kind, read.due_at), read)
    if (hearing := _only_hearing(found.values(), zone)) is not None:
        for one in counted_back(entry, kind, hearing):
            read = _counted(entry, one)
            found.setdefault((read.kind, read.due_at), read)
    return tuple(found.values())[:MOST]


def _dates(entry: Entry, sentence: Span, kind: DocketKind, filed: datetime, zone: tzinfo) -> Iterator[DeadlineRead]:
    today = filed.astimezone(zone).date()
    if _CALLED_OFF.search(entry.plain, sentence.start, sentence.end):
        return
    for when in _whens(entry.plain, sentence, today):
        fined = _FINED_FROM.search(entry.plain, sentence.start, when.start)
        if when.day < today or not (fined or _leads(entry.plain, sentence, when, kind)):
            continue
        business = when.clock is None and _BUSINESS.search(entry.plain, sentence.start, when.start)
        due = datetime.combine(when.day, CLOSE_OF_BUSINESS, zone) if business else when.at(zone)
        yield _read(entry, sentence, when.start, due, date_only=when.clock is None and not business)


def _whens(plain: str, sentence: Span, today: date) -> list[When]:
    dated = whens(plain, sentence.start, sentence.end, today, ahead=True)
    alone = [
        w
        for w in bare_times(plain, sentence.start, sentence.end, today, ahead=True)
        if not any(d.start <= w.start < d.end for d in dated)
    ]
    strong = [w for w in alone if _BY.search(plain, max(0, w.start - 44), w.start)]
    return [*dated, *strong]


def _leads(plain: str, sentence: Span, when: When, kind: DocketKind) -> bool:
    begin = max(sentence.start, when.start - 60)
    lead = _LEAD.search(plain, begin, when.start)
    after = plain[when.end : when.end + 12].lstrip(" ,")
    if lead is None and not (
        after.lower().startswith(("order", "injunction")) is False
        and re.search(r"\b(?:due|hearing)\s(?:\w+ ){0,2}$", plain[begin : when.start], re.IGNORECASE)
    ):
        return False
    if _HAS_UNTIL.search(plain, begin, when.start):
        return kind not in {DocketKind.MOTION, DocketKind.NOTICE}
    if (
        _FORBIDDEN.search(plain, sentence.start, when.start)
        or _STANDS.search(plain, begin, when.start)
        or _DONE.search(plain, begin, when.start)
        or _HELD.search(plain, sentence.start, when.start)
        or _LASTS_UNTIL.search(plain, begin, when.start)
        or _PUT_OFF.match(plain, when.end)
        or re.match(r"(?:minute )?(?:order|injunction|hearing be|TRO|opinion)\b", after, re.IGNORECASE)
    ):
        return False
    if _NOT_DUE.search(plain, sentence.start, sentence.end) and not re.search(
        r"\bdue\b|\bshall\b|set for", plain[begin : when.start], re.IGNORECASE
    ):
        return False
    if kind in {DocketKind.MOTION, DocketKind.NOTICE, DocketKind.APPEAL}:
        return bool(
            re.search(
                r"\b(?:responses?|repl(?:y|ies)|hearing|opposition|designation)\b[^.;]{0,40}\b(?:due|set"
                r"|deadline)\b|\bfollow[- ]up on\b",
                plain[sentence.start : when.start],
                re.IGNORECASE,
            )
        )
    weak = lead is None or (_WEAK.search(plain, begin, when.start) and not _DAYS_END.search(plain, begin, when.start))
    return not weak or bool(_DUE.search(plain, sentence.start, when.start))


def _only_hearing(found: Iterable[DeadlineRead], zone: tzinfo) -> Begin | None:
    """The hearing that an entry sets, for periods counted back from it; None where it sets none, or more than one."""
    hearings = {read.due_at: read for read in found if read.kind is DeadlineKind.HEARING}
    if len(hearings) != 1:
        return None
    ((moment, hearing),) = hearings.items()
    return Begin(moment, zone, hour_known=not hearing.date_only)


def _counted(entry: Entry, stated: Stated) -> DeadlineRead:
    return _read(
        entry,
        stated.sentence,
        stated.at,
        stated.due_at,
        date_only=stated.date_only,
        fixed=False,
        period=stated.period,
    )


def _read(
    entry: Entry,
    sentence: Span,
    at: int,
    due: datetime,
    *,
    date_only: bool,
    fixed: bool = True,
    period: Period | None = None,
) -> DeadlineRead:
    clause = next((c for c in clauses(entry.plain, sentence) if c.holds(at)), sentence)
    kind, why = _purpose(entry.plain, clause)
    words = quote(entry.text, sentence.start, sentence.end)
    return DeadlineRead(
        kind=kind,
        what=_what(clause.of(entry.plain)),
        due_at=due,
        quote=words,
        why=why,
        date_only=date_only,
        fixed=fixed,
        of=_whose(entry.plain, clause),
        moves=bool(_MOVED.search(entry.plain, sentence.start, at)),
        period=period,
    )


def _what(words: str) -> str:
    """What is due, in the order's words: without the reason that it is to give ("cause why they did not …")."""
    return " ".join(re.split(r"\s(?:why|to explain why)\b", words, maxsplit=1)[0].split())[:600].rstrip(" ,.;:")


def _whose(plain: str, clause: Span) -> str | None:
    """Which side must do it, where the clause says so in the register's own words; a named party is not guessed at."""
    m = _SIDE.search(plain, clause.start, clause.end)
    return m["side"].capitalize() if m else None


def _purpose(plain: str, clause: Span) -> tuple[DeadlineKind, Why]:
    """What the date is for: something to be filed, a hearing, or something to be done, in that order."""
    for rule in rules_for("deadlines", plain, clause.start, clause.end):
        if rule.find(plain, clause.start, clause.end):
            return DeadlineKind(rule.yields["kind"]), rule.why
    return DeadlineKind.PERFORMANCE, Why(rule="deadline.bare", score=0.5)

"""What a docket entry's filer says about compliance, and what a court asks about it. What a court finds is
court_findings.py.

The head says what kind of filing it is and by whom; the body, sentence by sentence, what is said. A joint report
holds the
positions of each side. Nobody named in no way by the entry gets a position.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache

import msgspec

from monitor.domain.evidence import quote
from monitor.domain.findings import AnswerRead, EffectRead, OrderRef, PositionRead, Why
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import DocketKind, Effect, Mode, OrderType, Role, Stance, Venue
from monitor.reading.docket_kind import COURT_KINDS
from monitor.reading.docket_parts import Entry
from monitor.reading.effects import asks_about_compliance
from monitor.reading.filers import Filer, find_filer
from monitor.reading.gate import Gated
from monitor.reading.named import Named
from monitor.reading.naming import conduct_of, filer_name
from monitor.reading.parties import mentions, side_of
from monitor.reading.references import entries_named, references
from monitor.reading.rulebook import Rule, compiled, rules, rules_for
from monitor.reading.segment import Span, clauses, quoted
from monitor.reading.stance import taken

FILINGS = frozenset(
    {DocketKind.MOTION, DocketKind.NOTICE, DocketKind.RESPONSE, DocketKind.STATUS_REPORT, DocketKind.DECLARATION}
)
_ABOUT_ORDER = compiled(
    r"<tro>|<pi>|\binjunction|\border(?:ed|s)?\b|\bsanctions\b|\b(?:non-?)?compl(?:y|iance|ied)|\bcontempt|\bdecree\b"
    r"|\bprovision \(?\w+\)?|\benforce\w*|\bviolat\w+"
    r"|\bnotice of (?:\w+ ){0,2}?(?:deposit|satisfaction|restoration|reinstatement|completion|remittance|payment into)"
)
_CONCERNS_ENFORCEMENT = Gated(r"\b(?:enforce\w*|contempt|show cause|compliance|violat\w+)\b", re.IGNORECASE)
_MERITS = re.compile(r"\b(?:preliminary injunction|TRO|temporary restraining order)\b[^.;]{0,40}$", re.IGNORECASE)
_ASKED = compiled(
    r"\b(?:shall|must|directed to|ordered to|is to|are to|will|government|defendants?) (?:\w+ ){0,8}?(?:(?:state"
    r"|explain"
    r"|describe|detail|account for|declare|identify|answer|clarify)\b[^.;]{0,160}\b(?:compl\w+|violat\w+"
    r"|order|injunction|remov\w+|steps|actions?|evidence|class members|why|how|notice|whether)"
    r"|(?:file|submit|provide|produce)\b[^.;]{0,60}\b(?:sworn|declaration|affidavit|witness)\w*\b|produce witnesses)"
    r"|\bpersons? with (?:personal )?knowledge\b|\bevasive\b|\bnot satisfied\b[^.;]{0,40}\btold\b"
    r"|\bproduce witnesses on\b"
)
_OUR_ORDER = compiled(
    r"\b(?:minute order|TRO|restraining orders?|injunction|order)\b[^.;]{0,30}\b(?:was|were|of|entered|on)\b"
)
_ROUTINE = Gated(r"\b(?:joint )?status reports?\b(?![^.;]{0,60}\bwhy\b)|\bscheduling\b", re.IGNORECASE)
_RANK = {Stance.ADMITS_BREACH: 0, Stance.SEEKS_ENFORCEMENT: 1, Stance.DEFIES: 2, Stance.ASSERTS_COMPLIANCE: 3}

_WHY = Gated(r"\b(?:show(?:ing|s)?|showed) cause\b[^.;]{0,160}?\b(?P<question>why\b[^.;]{8,400})", re.IGNORECASE)
ACCOUNT = "effect.issues.account"
"""The rule that reads an order to account for something under oath."""


class Filing(msgspec.Struct, frozen=True):
    """A filing to be read: its entry, its kind, its matter, and the day from which its dates are understood."""

    entry: Entry
    kind: DocketKind
    matter: Matter
    day: date | None


def filer_positions(
    entry: Entry, kind: DocketKind, matter: Matter | None, said: datetime | None
) -> tuple[PositionRead, ...]:
    """The positions that a filing takes; none for a court's entry or a filing that is not about an order."""
    if kind is DocketKind.OTHER and _LETTER.match(entry.head_text):
        kind = DocketKind.NOTICE
    if kind not in FILINGS or matter is None:
        return ()
    if kind is not DocketKind.STATUS_REPORT and not _ABOUT_ORDER.search(entry.plain):
        return ()
    filer = find_filer(entry, kind, matter)
    if filer is None:
        return ()
    filing = Filing(entry, kind, matter, said.date() if said else None)
    joined = [p for who in _joined(entry, kind, filer) for p in _by_head(filing, who)]
    head = [*_by_head(filing, filer), *(p for p in joined if p.why.rule in _gives_way())]
    body = [p for s in _body(entry) for c in clauses(entry.plain, s) for p in _by_body(filing, c, filer)]
    return tuple(msgspec.structs.replace(p, said_at=said) for p in _settled(head, body, kind))


def answers_by_number(
    entry: Entry, kind: DocketKind, matter: Matter | None, said: datetime | None
) -> tuple[AnswerRead, ...]:
    """What a filing that names a motion or an order by number alone ("RESPONSE re 45") says, should that be about
    compliance. Whether it is, the state knows.
    """
    if kind not in FILINGS - {DocketKind.MOTION} or matter is None:
        return ()
    named = tuple(ref.entry_number for ref in entries_named(entry.text, _paper(entry)) if ref.entry_number)
    filer = find_filer(entry, kind, matter) if named else None
    if filer is None:
        return ()
    filing = Filing(entry, kind, matter, said.date() if said else None)
    body = [p for s in _body(entry) for c in clauses(entry.plain, s) for p in _by_body(filing, c, filer)]
    implied, of_orders = (None, False) if body else _implied(entry, kind, filer)
    if implied:
        body = [_position(filing, filer, implied, _paper(entry), _BY_NUMBER)]
    settled = [msgspec.structs.replace(p, said_at=said) for p in _settled([], body, kind)]
    return (AnswerRead(to=named, positions=tuple(settled), of_orders=of_orders),) if settled else ()


def _implied(entry: Entry, kind: DocketKind, filer: Filer) -> tuple[Stance | None, bool]:
    """What lies in filing such a paper, and whether only one about an order, not about a motion, says so."""
    head = entry.head_text
    if _JOINS.search(head) and filer.role is Role.PLAINTIFF:
        return Stance.SEEKS_ENFORCEMENT, False
    if filer.role is not Role.DEFENDANT or _UNOPPOSED.search(head):
        return None, False
    if kind is DocketKind.RESPONSE:
        return Stance.DENIES_BREACH, False
    reports = kind is DocketKind.DECLARATION and not _OF_ITS_OWN.search(head)
    return (Stance.REPORTS_COMPLIANCE, True) if reports else (None, False)


_JOINS = re.compile(r"\b(?:joinder|join(?:s|ing)) (?:in|to)\b", re.IGNORECASE)
_BY_NUMBER = Why(rule="filer.answers_by_number", score=0.55)
_OF_ITS_OWN = re.compile(
    r"\b(?:on (?:the|its|their|his|her)|about|regarding|concerning|in (?:support|opposition|response|reply))\b",
    re.IGNORECASE,
)
"""A declaration that says what it is for, or about, is not taken for a report on the order that it names."""
_UNOPPOSED = re.compile(r"\b(?:non-?opposition|no opposition|unopposed|consent\w*|reply|sealed)\b", re.IGNORECASE)
_LETTER = re.compile(r"\W{0,3}(?:\w+ ){0,2}?letter\b", re.IGNORECASE)
"""A letter to the judge says what a notice would."""
_JOINT = re.compile(r"^\W{0,3}(?:\w+ ){0,3}?joint\b", re.IGNORECASE)


def _joined(entry: Entry, kind: DocketKind, filer: Filer) -> Iterator[Filer]:
    """The bound side, where it reports together with the one that files."""
    if kind is DocketKind.STATUS_REPORT and filer.role is Role.PLAINTIFF and _JOINT.search(entry.head_text):
        yield Filer("The defendants", Role.DEFENDANT)


def _body(entry: Entry) -> Sequence[Span]:
    return [s for s in entry.sentences if s.end > entry.head.start]


def _by_head(filing: Filing, filer: Filer) -> Iterator[PositionRead]:
    entry, kind = filing.entry, filing.kind
    head = Span(entry.head.start, min(len(entry.plain), entry.head.start + 420))
    for rule in rules_for("filers", entry.plain, head.start, head.end):
        if kind not in rule.yields["kind"].split():
            continue
        m = rule.find(entry.plain, head.start, head.end)
        side = rule.yields.get("side")
        if m and (side is None or side == _SIDE.get(filer.role, "protected")):
            where = entry.sentence_at(m.start()) if _within(entry, m.start()) else entry.head
            yield _position(filing, filer, Stance(rule.yields["stance"]), where, rule.why)
            return


_SIDE = {Role.DEFENDANT: "bound", Role.MONITOR: "outside"}


def _within(entry: Entry, at: int) -> bool:
    return any(s.holds(at) for s in entry.sentences)


def _by_body(filing: Filing, span: Span, filed_by: Filer) -> Iterator[PositionRead]:
    entry, kind = filing.entry, filing.kind
    filer = _speaker(entry.plain, span, filed_by, filing.matter)
    if filer.role is Role.COURT:
        return
    speaker = Named(span.start, span.end, "", filer.name, filer.role, filer.party)
    hits = [hit for hit, _ in taken(entry.plain, span, lambda _: speaker)]
    excused = any(hit.stance is Stance.IMPOSSIBLE for hit in hits)
    for hit in hits:
        if hit.stance in _UNFILED or (excused and hit.stance is Stance.ASSERTS_COMPLIANCE):
            continue  # "full compliance was impossible" asserts none
        if kind is DocketKind.MOTION and filer.role is Role.DEFENDANT and hit.stance not in _OWNED:
            continue
        words = _own_words(entry.plain, span, hit.start)
        yield _position(filing, filer, hit.stance, words, hit.rule.why, about=span)
    for rule, at in _in_filings(entry.plain, span, kind, filer.role):
        words = _own_words(entry.plain, span, at)
        yield _position(filing, filer, Stance(rule.yields["stance"]), words, rule.why, about=span)


def _in_filings(plain: str, span: Span, kind: DocketKind, role: Role) -> Iterator[tuple[Rule, int]]:
    """The rules of the register of filings that find their words in a clause, with the place."""
    side = {Role.DEFENDANT: "bound", Role.PLAINTIFF: "protected"}.get(role, "outside")
    for rule in rules_for("filings", plain, span.start, span.end):
        if rule.yields["side"] == side and kind in rule.yields.get("kind", kind).split():
            m = rule.find(plain, span.start, span.end)
            if m and not (kind is DocketKind.MOTION and side == "bound" and rule.yields["stance"] not in _OWNED):
                yield rule, m.start()


_UNFILED = frozenset({Stance.DECLINES_TO_ANSWER, Stance.NONE})
_OWNED = frozenset({Stance.ADMITS_BREACH, Stance.DEFIES})


def _speaker(plain: str, span: Span, filer: Filer, matter: Matter) -> Filer:
    """The side that a sentence of a joint filing gives the word to ("Defendants report …"), else the filer."""
    begin = mentions(plain[span.start : min(span.end, span.start + 40)], matter)
    if begin and begin[0].start <= 4 and begin[0].role is not filer.role:
        named: Named = begin[0]
        verb = re.match(
            r"['’]?s?\W{0,2}(?:\w+ ){0,2}?(?:report|state|say|note|represent|maintain|portion|contend|argue|assert"
            r"|attest|acknowledge|admit)",
            plain[span.start + named.end :][:40],
        )
        if verb:
            return Filer(filer_name(named.canonical, named.role, matter), named.role)
    return filer


def _settled(head: Sequence[PositionRead], body: Sequence[PositionRead], kind: DocketKind) -> list[PositionRead]:
    """An actor's positions, each stance once, the principal one first: what the head says, else the surest of the body.

    An admission beats all; a motion to enforce holds the allegation in it; what lies in the kind of filing alone gives
    way to what its body says.
    """
    by_actor: dict[str, list[PositionRead]] = {}
    for p in _saying_more([*body, *head]):
        known = by_actor.setdefault(p.actor, [])
        same = next((k for k in known if k.stance is p.stance), None)
        if same is None:
            known.append(p)
        elif p.why.score > same.why.score:
            known[known.index(same)] = p
    return [p for known in by_actor.values() for p in _principal_first(known, kind)]


def _saying_more(positions: Sequence[PositionRead]) -> list[PositionRead]:
    """Without what lies in the kind of filing alone, where its side says anything more."""
    telling = {p.role for p in positions if p.why.rule not in _gives_way()}
    return [p for p in positions if p.role not in telling or p.why.rule not in _gives_way()]


@cache
def _gives_way() -> frozenset[str]:
    return frozenset(r.id for table in ("filers", "filings") for r in rules(table) if r.yields.get("gives_way"))


def _principal_first(known: list[PositionRead], kind: DocketKind) -> list[PositionRead]:
    first = known[0]
    for p in known[1:]:
        first = p if _beats(p, first, kind) else first
    if first.stance is Stance.SEEKS_ENFORCEMENT:
        return [first]
    return [first, *(p for p in known if p is not first)]


def _beats(new: PositionRead, old: PositionRead, kind: DocketKind) -> bool:
    rank_new, rank_old = _RANK.get(new.stance, 9), _RANK.get(old.stance, 9)
    if rank_new != rank_old:
        return rank_new < rank_old
    if new.why.rule.startswith("filer.") and kind is not DocketKind.RESPONSE:
        return new.why.score > 0.9 and new.stance is not Stance.ALLEGES_BREACH
    return new.why.score > old.why.score


def _own_words(plain: str, clause: Span, at: int) -> Span:
    """The words in quotation marks at a place, where the entry quotes the filing there; else the clause."""
    for inside in quoted(plain[clause.start : clause.end]):
        words = Span(clause.start + inside.start, clause.start + inside.end)
        if words.holds(at) and len(words.of(plain).split()) >= FEWEST_OWN:
            return words
    return clause


FEWEST_OWN = 3
"""A filer's own words count as a quotation of their own from this many on; fewer say nothing by themselves."""


def _position(
    filing: Filing, filer: Filer, stance: Stance, span: Span, why: Why, about: Span | None = None
) -> PositionRead:
    entry, about = filing.entry, about or span
    return PositionRead(
        actor=filer.name,
        role=filer.role,
        stance=stance,
        quote=quote(entry.text, span.start, span.end),
        why=why,
        side=side_of(filer.role),
        respondent=respondent(entry.plain, about, filer, filing.matter),
        venue=Venue.FILING,
        refers=_refers(filing, about),
    )


def _refers(filing: Filing, about: Span) -> tuple[OrderRef, ...]:
    """The order that the words name; else the one that the filing's head names, or the entry that it is filed about."""
    entry, head = filing.entry, filing.entry.head
    own = references(entry.text, about, filing.day)
    if any(ref.entry_number or ref.dated for ref in own):
        return own
    by_head = references(entry.text, head, filing.day)[:1]
    exact = [ref for ref in by_head if ref.entry_number or ref.dated]
    numbered = [ref for ref in entries_named(entry.text, _paper(entry)) if not _is_of_a_filing(entry.text, ref)]
    return (*own, *(exact or numbered[:1])) or by_head


_FILED = re.compile(
    r"\]?\W(?:notice|response|reply|declaration|affidavit|status|memorandum|brief|letter|opposition|certificat\w+|report"
    r"|transcript|exhibit|objection)",
    re.IGNORECASE,
)


def _is_of_a_filing(text: str, ref: OrderRef) -> bool:
    """Whether the entry named is another paper ("re [19] Notice"): what answers a paper need not be about its order."""
    return ref.quote is not None and _FILED.match(text, ref.quote.end) is not None


def _paper(entry: Entry) -> Span:
    """The first sentence of a filing, in which the clerk says what it is about; none of its body."""
    first = entry.sentence_at(entry.head.start)
    return Span(entry.head.start, min(first.end, entry.head.end))


def respondent(plain: str, span: Span, filer: Filer, matter: Matter) -> str | None:
    """Whose conduct a position is about: the bound speaker's own, or the bound party that the words name."""
    if filer.role is Role.DEFENDANT:
        return conduct_of(filer.party, matter)
    named = [n for n in mentions(span.of(plain), matter) if n.role is Role.DEFENDANT]
    return conduct_of(named[0].party, matter) if named else None


def court_questions(
    entry: Entry, kind: DocketKind, effects: Sequence[EffectRead], by: str, said: datetime | None
) -> tuple[PositionRead, ...]:
    """A court's demand for an explanation: an order to show cause about compliance, or a demand for sworn answers."""
    if kind not in COURT_KINDS:
        return ()
    shown = asks_about_compliance(effects)
    if shown:
        return (_question(entry, _what_is_asked(entry, shown), shown.why, by, said),)
    if any(e.effect is Effect.ISSUES and e.type in {OrderType.TRO, OrderType.PRELIMINARY_INJUNCTION} for e in effects):
        return ()
    for span in entry.sentences:
        if _ASKED.search(entry.plain, span.start, span.end) and not _ROUTINE.search(entry.plain, span.start, span.end):
            about = (
                _OUR_ORDER.search(entry.plain, span.start, span.end)
                or any(e.type in {OrderType.DISCOVERY, OrderType.COMPLIANCE_ORDER} for e in effects)
                or any(e.why.rule == ACCOUNT for e in effects)
                or _CONCERNS_ENFORCEMENT.search(entry.plain)
            )
            if about or any(e.mode is Mode.ORAL for e in effects):
                return (_question(entry, span, Why(rule="court.demands_answers", score=0.7), by, said),)
    return ()


def _what_is_asked(entry: Entry, shown: EffectRead) -> Span:
    """The question ("why it should not be held in contempt"), where the order puts one; else the order's own words."""
    asked = _WHY.search(entry.plain, shown.quote.start)
    return Span(*asked.span("question")) if asked else Span(shown.quote.start, shown.quote.end)


def _question(entry: Entry, span: Span, why: Why, by: str, said: datetime | None) -> PositionRead:
    words = quote(entry.text, span.start, span.end)
    refers = references(entry.text, span, said.date() if said else None)
    return PositionRead(
        actor=by,
        role=Role.COURT,
        stance=Stance.ORDERS_EXPLANATION,
        quote=words,
        why=why,
        venue=Venue.FILING,
        refers=refers,
        said_at=said,
    )

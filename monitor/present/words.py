"""What we say for each word of the vocabulary. Refuses verbs that judge: a party alleges or denies, a court finds.

Every value of every enum has its words here (tests hold that); codes such as `defies` are never shown to a reader.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from monitor.domain import vocabulary as v
from monitor.state.view_action import PositionView

LABELS: dict[type[StrEnum], dict[Any, str]] = {
    v.Occasion: {
        v.Occasion.BASELINE: "there when watching began",
        v.Occasion.LIVE: "seen as it came",
        v.Occasion.BACKFILL: "filled in later",
        v.Occasion.REREAD: "read again",
    },
    v.SourceClass: {
        v.SourceClass.DOCKET: "docket",
        v.SourceClass.STATEMENT: "official statement",
        v.SourceClass.NEWS: "news",
    },
    v.Verdict: {
        v.Verdict.CONFIRMED: "confirmed",
        v.Verdict.CORRECTED: "corrected",
        v.Verdict.REJECTED: "set aside",
    },
    v.LinkKind: {v.LinkKind.ORDERS: "orders", v.LinkKind.ACTIONS: "actions"},
    v.LinkStanding: {
        v.LinkStanding.FOLLOWED: "followed",
        v.LinkStanding.WAITING: "not reached",
        v.LinkStanding.LOST: "no longer to be followed",
        v.LinkStanding.SET_ASIDE: "set aside by a later one",
    },
    v.DocketKind: {
        v.DocketKind.ORDER: "order",
        v.DocketKind.MINUTE_ORDER: "minute order",
        v.DocketKind.OPINION: "opinion",
        v.DocketKind.MOTION: "motion",
        v.DocketKind.NOTICE: "notice",
        v.DocketKind.RESPONSE: "response",
        v.DocketKind.STATUS_REPORT: "status report",
        v.DocketKind.DECLARATION: "declaration",
        v.DocketKind.TRANSCRIPT: "transcript",
        v.DocketKind.APPEAL: "appeal",
        v.DocketKind.MANDATE: "mandate",
        v.DocketKind.OTHER: "docket entry",
    },
    v.Effect: {
        v.Effect.REQUESTS: "requested",
        v.Effect.ISSUES: "issued",
        v.Effect.AFFIRMS: "affirmed",
        v.Effect.EXTENDS: "extended",
        v.Effect.MODIFIES: "modified",
        v.Effect.CLARIFIES: "clarified",
        v.Effect.STAYS: "stayed",
        v.Effect.LIFTS_STAY: "stay lifted",
        v.Effect.VACATES: "vacated",
        v.Effect.DISSOLVES: "dissolved",
        v.Effect.EXPIRES: "lapsed",
        v.Effect.DENIES_RELIEF: "relief denied",
        v.Effect.CONVERTS: "converted",
        v.Effect.APPEALS: "appealed",
        v.Effect.REINSTATES: "reinstated",
        v.Effect.REHEARS: "rehearing granted",
        v.Effect.RECALLS_MANDATE: "mandate recalled",
    },
    v.OrderType: {
        v.OrderType.TRO: "temporary restraining order",
        v.OrderType.PRELIMINARY_INJUNCTION: "preliminary injunction",
        v.OrderType.PERMANENT_INJUNCTION: "permanent injunction",
        v.OrderType.ADMINISTRATIVE_STAY: "administrative stay",
        v.OrderType.STAY_PENDING_APPEAL: "stay pending appeal",
        v.OrderType.CONSENT_DECREE: "consent decree",
        v.OrderType.SHOW_CAUSE: "order to show cause",
        v.OrderType.COMPLIANCE_ORDER: "compliance order",
        v.OrderType.CONTEMPT_FINDING: "order finding contempt",
        v.OrderType.DISCOVERY: "discovery order",
        v.OrderType.OTHER: "order",
    },
    v.ShowCauseAbout: {
        v.ShowCauseAbout.COMPLIANCE: "about compliance",
        v.ShowCauseAbout.RELIEF: "about whether relief should be given",
        v.ShowCauseAbout.OTHER: "about another matter",
    },
    v.Mode: {
        v.Mode.WRITTEN: "in writing",
        v.Mode.ORAL: "spoken in court",
        v.Mode.MINUTE: "in a text-only docket entry",
    },
    v.Extent: {v.Extent.WHOLE: "as a whole", v.Extent.PART: "in part"},
    v.OrderStatus: {
        v.OrderStatus.REQUESTED: "requested",
        v.OrderStatus.DENIED: "denied",
        v.OrderStatus.PRONOUNCED: "pronounced",
        v.OrderStatus.IN_FORCE: "in force",
        v.OrderStatus.STAYED_IN_PART: "stayed in part",
        v.OrderStatus.ADMINISTRATIVELY_STAYED: "stayed administratively",
        v.OrderStatus.STAYED: "stayed",
        v.OrderStatus.LAPSE_DISPUTED: "lapsed under one reading, not under another",
        v.OrderStatus.LAPSED: "lapsed",
        v.OrderStatus.VACATED_IN_PART: "vacated in part",
        v.OrderStatus.VACATED: "vacated",
        v.OrderStatus.DISSOLVED: "dissolved",
        v.OrderStatus.CONVERTED: "converted into another order",
    },
    v.Stance: {
        v.Stance.QUESTIONS: "asks whether the order was complied with",
        v.Stance.ORDERS_EXPLANATION: "orders an explanation",
        v.Stance.ALLEGES_BREACH: "alleges a breach",
        v.Stance.SEEKS_ENFORCEMENT: "asks the court to enforce the order",
        v.Stance.DENIES_BREACH: "denies a breach",
        v.Stance.ASSERTS_COMPLIANCE: "says the order was complied with",
        v.Stance.REPORTS_COMPLIANCE: "reports steps taken to comply",
        v.Stance.COMPLIED_IN_PART: "says the order was complied with in part",
        v.Stance.ADMITS_ACT: "grants the act, not a breach",
        v.Stance.ADMITS_BREACH: "says the order was not complied with",
        v.Stance.DEFIES: "says the order will not be complied with",
        v.Stance.ACTED_BEFORE_EFFECTIVE: "says it was before the order took effect",
        v.Stance.OUTSIDE_SCOPE: "says it is outside the order",
        v.Stance.NOT_BOUND: "disputes that the order was binding",
        v.Stance.LACKS_JURISDICTION: "says the court lacks jurisdiction",
        v.Stance.IMPOSSIBLE: "says complying is not possible",
        v.Stance.MOOT: "says the question is moot",
        v.Stance.DECLINES_TO_ANSWER: "declines to answer",
        v.Stance.FINDS_BREACH: "found a breach, as reported",
        v.Stance.FINDS_COMPLIANCE: "found compliance, as reported",
        v.Stance.FINDS_PROBABLE_CAUSE: "found probable cause, as reported",
        v.Stance.NONE: "takes no position on compliance",
    },
    v.FindingKind: {
        v.FindingKind.PROBABLE_CAUSE: "probable cause to find contempt",
        v.FindingKind.NONCOMPLIANCE: "non-compliance, not contempt",
        v.FindingKind.CIVIL_CONTEMPT: "civil contempt",
        v.FindingKind.CRIMINAL_CONTEMPT: "criminal contempt",
        v.FindingKind.COMPLIANCE: "compliance",
        v.FindingKind.NOT_FOUND: "that a breach was not shown",
    },
    v.Standing: {
        v.Standing.STANDING: "stands",
        v.Standing.STAYED: "stayed",
        v.Standing.VACATED: "vacated",
        v.Standing.REVERSED: "reversed",
        v.Standing.AFFIRMED: "affirmed",
        v.Standing.PURGED: "purged",
        v.Standing.AFFIRMED_IN_PART: "affirmed in part",
        v.Standing.VACATED_IN_PART: "vacated in part",
    },
    v.Role: {
        v.Role.COURT: "court",
        v.Role.PLAINTIFF: "plaintiff",
        v.Role.DEFENDANT: "defendant",
        v.Role.OTHER_PARTY: "other party",
        v.Role.MONITOR: "monitor",
        v.Role.OFFICIAL: "official",
        v.Role.EXPERT: "expert",
        v.Role.PRESS: "press",
    },
    v.Side: {
        v.Side.BOUND: "bound by the order",
        v.Side.PROTECTED: "protected by the order",
        v.Side.OTHER: "on neither side of the order",
    },
    v.Speech: {
        v.Speech.DIRECT: "their own words",
        v.Speech.REPORTED: "not their words",
        v.Speech.REPOST: "reposted",
    },
    v.Venue: {
        v.Venue.FILING: "filing",
        v.Venue.HEARING: "hearing",
        v.Venue.STATEMENT: "statement",
        v.Venue.PRESS: "to the press",
    },
    v.ActionStatus: {
        v.ActionStatus.REPORTED: "reported",
        v.ActionStatus.QUESTIONED: "questioned",
        v.ActionStatus.ALLEGED: "alleged",
        v.ActionStatus.CONTESTED: "contested",
        v.ActionStatus.CONCEDED: "conceded",
    },
    v.TimeReading: {
        v.TimeReading.PRONOUNCED: "pronounced",
        v.TimeReading.ENTERED: "entered",
        v.TimeReading.NOTICED: "noticed",
        v.TimeReading.DUE: "due",
    },
    v.Relation: {
        v.Relation.BEFORE: "← before",
        v.Relation.AFTER: "→ after",
        v.Relation.STRADDLES: "↔ before and after",
        v.Relation.UNKNOWN: "unknown",
    },
    v.Reach: {
        v.Reach.COURT: "every docket of its court",
        v.Reach.DOCKET: "one docket",
        v.Reach.MAILBOX: "what is delivered",
        v.Reach.PUBLICATIONS: "publications",
    },
    v.LapseReading: {
        v.LapseReading.FLAT: "counted flat",
        v.LapseReading.ROLLED: "rolled off the weekend",
        v.LapseReading.FIXED: "fixed by the court",
        v.LapseReading.ROLLED_CLOSING: "rolled off a federal closing",
        v.LapseReading.INACCESSIBLE: "clerk's office inaccessible",
        v.LapseReading.COURT_DAYS: "counted in court days",
        v.LapseReading.SERVED_BY_MAIL: "three days more if served by mail",
        v.LapseReading.CONDITION: "on a condition",
    },
    v.DeadlineKind: {
        v.DeadlineKind.FILING: "filing",
        v.DeadlineKind.PERFORMANCE: "performance",
        v.DeadlineKind.HEARING: "hearing",
    },
    v.DeadlineStatus: {
        v.DeadlineStatus.PENDING: "pending",
        v.DeadlineStatus.FILED: "filed",
        v.DeadlineStatus.PERFORMANCE_REPORTED: "performance reported",
        v.DeadlineStatus.NO_FILING_OBSERVED: "we saw no filing",
        v.DeadlineStatus.MOVED: "moved",
        v.DeadlineStatus.SUSPENDED: "suspended",
        v.DeadlineStatus.CANCELLED: "cancelled",
    },
    v.Placed: {
        v.Placed.PERSON: "put there by a person",
        v.Placed.OPENED: "began it",
        v.Placed.REFERENCE: "refers to an entry about it",
        v.Placed.WORDS: "repeats words said of it",
        v.Placed.WHICH: "says which act is meant",
        v.Placed.MOMENT: "tells of the same moment",
        v.Placed.RESPONDENT: "names the same respondent",
        v.Placed.FIGURE: "gives the same number",
        v.Placed.DAY: "tells of the same day",
        v.Placed.SUBJECT: "speaks of the same thing",
        v.Placed.ONLY: "says not which act; no other was known",
        v.Placed.LAST: "says not which act; put with the one last spoken of",
        v.Placed.UNPLACED: "under the order, in no action",
    },
    v.DoubtKind: {
        v.DoubtKind.MAY_BE_ONE: "two actions that may be one",
        v.DoubtKind.MAY_BE_TWO: "one action that may be two",
        v.DoubtKind.WHICH: "which act is meant",
    },
    v.Form: {v.Form.ORAL: "spoken", v.Form.WRITTEN: "written", v.Form.BOTH: "spoken and written"},
}

NO_ANSWER = "no answer seen"
NO_ALLEGATION = "no question or allegation seen"
NO_FILING = "We saw no filing; a sealed or late-entered one would not show."

_PLURAL = {
    "asks": "ask",
    "orders": "order",
    "alleges": "allege",
    "denies": "deny",
    "disputes": "dispute",
    "says": "say",
    "reports": "report",
    "grants": "grant",
    "declines": "decline",
    "takes": "take",
}
_COMMON = (
    *("plaintiff", "defendant", "petitioner", "respondent", "intervenor", "court", "government", "state"),
    *("administration", "agency", "official", "lawyer", "attorney"),
)
_OF_WHOM = re.compile(r" ?\(| (?:for|of|representing|in|at|from|with) ")
"""What follows the noun that the verb agrees with: lawyers for the men, officials at the agency."""
CONFIRMED = ", confirmed by "
"""Between a reader's version and the person who confirmed what it read."""
_MACHINE = re.compile(r"[a-z]+-\d[\w.]*")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029]")


_INNER = str.maketrans("“”", "‘’")


def printable(text: str) -> str:
    """The text without what no medium can carry (control characters, lone surrogates), each shown as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The text on one line, printable: fit for a subject, a label or a file's name."""
    return printable(" ".join(text.split()))


def clip(text: str, length: int) -> str:
    """The text on one line, at most `length` characters, cut between words and marked with an ellipsis where cut."""
    line = one_line(text)
    if len(line) <= length:
        return line
    head = line[: length - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head[length // 2 :] else head
    return cut.rstrip(" ,;:.") + "…"


def label(value: StrEnum) -> str:
    """Our words for a value of the vocabulary. Raises KeyError for one without words: codes are never shown."""
    return LABELS[type(value)][value]


def quoted(text: str, length: int) -> str:
    """A source's words on one line in quotation marks, at most `length` characters; its own become inner ones."""
    return f"“{clip(text, length).translate(_INNER)}”"


def sentence(text: str) -> str:
    """The text with a capital at its head and the rest as it is."""
    return text[:1].upper() + text[1:]


def is_plural(actor: str) -> bool:
    """Whether the actor's name takes a plural verb: "plaintiffs", "the States"; a person's name does not."""
    words = _OF_WHOM.split(actor, maxsplit=1)[0].removesuffix(" General").removesuffix(" general").split()
    if not words or not words[-1].endswith("s") or words[0].lower() in {"a", "an", "one", "each"}:
        return False
    common = words[-1].islower() and not words[-1].endswith(("ss", "'s", "’s"))
    return common or words[-1].lower()[:-1] in _COMMON


def actor_name(actor: str) -> str:
    """The actor as the subject of our sentence: "the plaintiffs", "the court", a person's name as it stands."""
    name = clip(actor, 80)
    low = name.lower().removeprefix("the ")
    generic = low in _COMMON or (low.endswith("s") and low[:-1] in _COMMON)
    return f"the {low}" if generic else name


def does(position: PositionView) -> str:
    """What somebody does, in one clause with its subject: "the defendants say the order was complied with"."""
    verb, _, rest = label(position.stance).partition(" ")
    if is_plural(position.actor):
        verb = _PLURAL.get(verb, verb)
    return " ".join(part for part in (actor_name(position.actor), verb, rest) if part)


def read_words(read_by: str, score: float) -> str:
    """How something was read: "machine-read, score 0.82", that a person confirmed it, or whose reading it is."""
    reader, confirmed, by = read_by.partition(CONFIRMED)
    if reader and not _MACHINE.fullmatch(reader):
        return f"read by {clip(read_by, 60)}"
    return f"reading confirmed by {clip(by, 60)}" if confirmed else score_words(score)


def score_words(score: float) -> str:
    """`machine-read, score 0.82`: how far the rule is trusted; never called a probability."""
    return f"machine-read, score {score:.2f}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 finding", "3 findings", "1,284 items"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

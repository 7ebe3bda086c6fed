"""The closed vocabularies of the field, one enum each; a word outside them is an error, never a guess.

Stored in events by value, so a value once used is never renamed (tests/monitor/domain/frozen_words.txt).
Sources: Federal Rules of Civil and Appellate Procedure; docs/order-status.md says what each status claims.
"""

from __future__ import annotations

from enum import StrEnum


class Occasion(StrEnum):
    """Why an item came in now. Only `live` alarms anybody."""

    BASELINE = "baseline"
    LIVE = "live"
    BACKFILL = "backfill"
    REREAD = "reread"


class SourceClass(StrEnum):
    """What a source may say, from configuration and never from content: only a docket makes docket facts."""

    DOCKET = "docket"
    STATEMENT = "statement"
    NEWS = "news"


class DocketKind(StrEnum):
    """What a docket entry is."""

    ORDER = "order"
    MINUTE_ORDER = "minute_order"
    OPINION = "opinion"
    MOTION = "motion"
    NOTICE = "notice"
    RESPONSE = "response"
    STATUS_REPORT = "status_report"
    DECLARATION = "declaration"
    TRANSCRIPT = "transcript"
    APPEAL = "appeal"
    MANDATE = "mandate"
    OTHER = "other"


class Effect(StrEnum):
    """What an entry does to an order.

    `appeals` is a notice of appeal, which stays nothing; `rehears` a grant of rehearing, by the panel or en banc, which
    takes back what the court's own judgment did; `recalls_mandate` the same of what its mandate carried out.
    """

    REQUESTS = "requests"
    ISSUES = "issues"
    AFFIRMS = "affirms"
    EXTENDS = "extends"
    MODIFIES = "modifies"
    CLARIFIES = "clarifies"
    STAYS = "stays"
    LIFTS_STAY = "lifts_stay"
    VACATES = "vacates"
    DISSOLVES = "dissolves"
    EXPIRES = "expires"
    DENIES_RELIEF = "denies_relief"
    CONVERTS = "converts"
    APPEALS = "appeals"
    REINSTATES = "reinstates"
    REHEARS = "rehears"
    RECALLS_MANDATE = "recalls_mandate"


class OrderType(StrEnum):
    """What kind of order it is."""

    TRO = "tro"
    PRELIMINARY_INJUNCTION = "preliminary_injunction"
    PERMANENT_INJUNCTION = "permanent_injunction"
    ADMINISTRATIVE_STAY = "administrative_stay"
    STAY_PENDING_APPEAL = "stay_pending_appeal"
    CONSENT_DECREE = "consent_decree"
    SHOW_CAUSE = "show_cause"
    COMPLIANCE_ORDER = "compliance_order"
    CONTEMPT_FINDING = "contempt_finding"
    DISCOVERY = "discovery"
    OTHER = "other"


class ShowCauseAbout(StrEnum):
    """What cause is to be shown about."""

    COMPLIANCE = "compliance"
    RELIEF = "relief"
    OTHER = "other"


class Mode(StrEnum):
    """How a court spoke: in a signed writing, from the bench, or in a text-only docket entry."""

    WRITTEN = "written"
    ORAL = "oral"
    MINUTE = "minute"


class Extent(StrEnum):
    """Whether an effect reaches the whole order or a part of it."""

    WHOLE = "whole"
    PART = "part"


class OrderStatus(StrEnum):
    """Legal status, from one precedence function (monitor.state.lifecycle). `pronounced` does not say that it binds."""

    REQUESTED = "requested"
    DENIED = "denied"
    PRONOUNCED = "pronounced"
    IN_FORCE = "in_force"
    STAYED_IN_PART = "stayed_in_part"
    ADMINISTRATIVELY_STAYED = "administratively_stayed"
    STAYED = "stayed"
    LAPSE_DISPUTED = "lapse_disputed"
    LAPSED = "lapsed"
    VACATED_IN_PART = "vacated_in_part"
    VACATED = "vacated"
    DISSOLVED = "dissolved"
    CONVERTED = "converted"


class Stance(StrEnum):
    """What somebody says about compliance with an order. A party alleges; what a court finds is a FindingKind."""

    QUESTIONS = "questions"
    ORDERS_EXPLANATION = "orders_explanation"
    ALLEGES_BREACH = "alleges_breach"
    SEEKS_ENFORCEMENT = "seeks_enforcement"
    DENIES_BREACH = "denies_breach"
    ASSERTS_COMPLIANCE = "asserts_compliance"
    REPORTS_COMPLIANCE = "reports_compliance"
    COMPLIED_IN_PART = "complied_in_part"
    ADMITS_ACT = "admits_act"
    ADMITS_BREACH = "admits_breach"
    DEFIES = "defies"
    ACTED_BEFORE_EFFECTIVE = "acted_before_effective"
    OUTSIDE_SCOPE = "outside_scope"
    NOT_BOUND = "not_bound"
    LACKS_JURISDICTION = "lacks_jurisdiction"
    IMPOSSIBLE = "impossible"
    MOOT = "moot"
    DECLINES_TO_ANSWER = "declines_to_answer"
    FINDS_BREACH = "finds_breach"
    FINDS_COMPLIANCE = "finds_compliance"
    FINDS_PROBABLE_CAUSE = "finds_probable_cause"
    NONE = "none"


ASKING = frozenset({Stance.QUESTIONS, Stance.ORDERS_EXPLANATION})
ALLEGING = frozenset({Stance.ALLEGES_BREACH, Stance.SEEKS_ENFORCEMENT})
FINDING = frozenset({Stance.FINDS_BREACH, Stance.FINDS_COMPLIANCE, Stance.FINDS_PROBABLE_CAUSE})
"""A court's finding as somebody reports it; a court's own docket entry makes a `FindingRead` instead."""
CONCEDING = frozenset({Stance.ADMITS_BREACH})
ANSWERING = frozenset(
    {
        Stance.DENIES_BREACH,
        Stance.ASSERTS_COMPLIANCE,
        Stance.REPORTS_COMPLIANCE,
        Stance.COMPLIED_IN_PART,
        Stance.ADMITS_ACT,
        Stance.DEFIES,
        Stance.ACTED_BEFORE_EFFECTIVE,
        Stance.OUTSIDE_SCOPE,
        Stance.NOT_BOUND,
        Stance.LACKS_JURISDICTION,
        Stance.IMPOSSIBLE,
        Stance.MOOT,
    }
)
"""Answers that make an allegation contested: denial, excuse, partial compliance, defiance."""


class FindingKind(StrEnum):
    """What a court found; a finding of non-compliance is not one of contempt."""

    PROBABLE_CAUSE = "probable_cause"
    NONCOMPLIANCE = "noncompliance"
    CIVIL_CONTEMPT = "civil_contempt"
    CRIMINAL_CONTEMPT = "criminal_contempt"
    COMPLIANCE = "compliance"
    NOT_FOUND = "not_found"


class Standing(StrEnum):
    """What has become of a finding."""

    STANDING = "standing"
    STAYED = "stayed"
    VACATED = "vacated"
    REVERSED = "reversed"
    AFFIRMED = "affirmed"
    PURGED = "purged"
    AFFIRMED_IN_PART = "affirmed_in_part"
    VACATED_IN_PART = "vacated_in_part"


class Role(StrEnum):
    """Who speaks, in the case."""

    COURT = "court"
    PLAINTIFF = "plaintiff"
    DEFENDANT = "defendant"
    OTHER_PARTY = "other_party"
    MONITOR = "monitor"
    OFFICIAL = "official"
    EXPERT = "expert"
    PRESS = "press"


class Side(StrEnum):
    """Where the speaker stands towards the order: bound by it, protected by it, or neither."""

    BOUND = "bound"
    PROTECTED = "protected"
    OTHER = "other"


class Speech(StrEnum):
    """Whose words a quote holds: the speaker's own, a reporter's paraphrase, or a repost of another's."""

    DIRECT = "direct"
    REPORTED = "reported"
    REPOST = "repost"


class Venue(StrEnum):
    """Where it was said."""

    FILING = "filing"
    HEARING = "hearing"
    STATEMENT = "statement"
    PRESS = "press"


class ActionStatus(StrEnum):
    """Where an action stands, from positions alone."""

    REPORTED = "reported"
    QUESTIONED = "questioned"
    ALLEGED = "alleged"
    CONTESTED = "contested"
    CONCEDED = "conceded"


class TimeReading(StrEnum):
    """The readings of when an order took effect; all are shown, none is chosen."""

    PRONOUNCED = "pronounced"
    ENTERED = "entered"
    NOTICED = "noticed"
    DUE = "due"


class Relation(StrEnum):
    """A moment against a reading."""

    BEFORE = "before"
    AFTER = "after"
    STRADDLES = "straddles"
    UNKNOWN = "unknown"


class Reach(StrEnum):
    """What a source can show at all: every docket of its court, one docket, what is delivered, or publications."""

    COURT = "court"
    DOCKET = "docket"
    MAILBOX = "mailbox"
    PUBLICATIONS = "publications"


class LapseReading(StrEnum):
    """The readings of when a time is over: an order's lapse, or the last day to file.

    `rolled_closing`: rolled off days on which the President closed the executive departments, if those are legal
    holidays. Of filings alone: `inaccessible`, a clerk's office that cannot be reached, `court_days`, of a period in
    which only court days count, and `served_by_mail`, three days more after service by mail. Of orders alone:
    `condition`, once that came which they were to last until.
    """

    FLAT = "flat"
    ROLLED = "rolled"
    FIXED = "fixed"
    ROLLED_CLOSING = "rolled_closing"
    INACCESSIBLE = "inaccessible"
    COURT_DAYS = "court_days"
    SERVED_BY_MAIL = "served_by_mail"
    CONDITION = "condition"


class DeadlineKind(StrEnum):
    """What is due."""

    FILING = "filing"
    PERFORMANCE = "performance"
    HEARING = "hearing"


class DeadlineStatus(StrEnum):
    """What became of a deadline. `no_filing_observed` is about filings only and claims no more than was seen."""

    PENDING = "pending"
    FILED = "filed"
    PERFORMANCE_REPORTED = "performance_reported"
    NO_FILING_OBSERVED = "no_filing_observed"
    MOVED = "moved"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Form(StrEnum):
    """In which form an obligation was given."""

    ORAL = "oral"
    WRITTEN = "written"
    BOTH = "both"


class Verdict(StrEnum):
    """What a person said of a reading."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class LinkKind(StrEnum):
    """What two handles are of."""

    ORDERS = "orders"
    ACTIONS = "actions"


class LinkStanding(StrEnum):
    """What became of a decision about two handles. One that waits is about what had not happened yet."""

    FOLLOWED = "followed"
    WAITING = "waiting"
    LOST = "lost"
    SET_ASIDE = "set_aside"


class Placed(StrEnum):
    """Why a position was put into its action: what in the text says so, or that nothing does."""

    PERSON = "person"
    OPENED = "opened"
    REFERENCE = "reference"
    WORDS = "words"
    WHICH = "which"
    MOMENT = "moment"
    RESPONDENT = "respondent"
    FIGURE = "figure"
    DAY = "day"
    SUBJECT = "subject"
    ONLY = "only"
    LAST = "last"
    UNPLACED = "unplaced"


class DoubtKind(StrEnum):
    """What a person may settle: two actions that may be one, one that may be two, words that fit several."""

    MAY_BE_ONE = "may_be_one"
    MAY_BE_TWO = "may_be_two"
    WHICH = "which"

"""Names of courts, orders and sources as a reader of the field writes them. Invents none: an unknown one stays as
given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from urllib.parse import quote, urlsplit

from monitor.domain.courts import COURTS
from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus, Effect, Role, Speech, Venue
from monitor.present.due import over_at
from monitor.present.times import at, clock, day, when
from monitor.present.words import clip, label, one_line, read_words, sentence
from monitor.state.view import DeadlineView, OrderView
from monitor.state.view_action import FindingView, PositionView
from monitor.state.view_matter import MatterView


def cite(court: str) -> str:
    """The court as it is cited (`D.D.C.`), or what was given where the table has no such court."""
    known = COURTS.get(court.lower())
    return known.cite if known else one_line(court)


def docket_line(matter: MatterView) -> str:
    """`D.D.C. 1:25-cv-00766`."""
    return f"{cite(matter.court)} {one_line(matter.docket_number)}"


def order_day(order: OrderView, zone: tzinfo) -> date | None:
    """The day an order is known by: pronounced, else entered, else recorded as given. A later entry changes none."""
    given = (step.effective_at for step in order.history if step.effect is Effect.ISSUES and not step.unresolved)
    moment = order.pronounced_at or order.entered_at or next(given, None)
    return at(moment, zone).date() if moment else None


def order_name(order: OrderView, zone: tzinfo) -> str:
    """`Temporary restraining order of 15 March 2025`, `Compliance order, sought on 16 March 2025`."""
    known = order_day(order, zone)
    asked = next((step.effective_at for step in order.history if step.effect is Effect.REQUESTS), None)
    other = order.court and order.court.lower() != order.matter.court.lower()
    by = f", {cite(order.court)}" if other else ""
    name = sentence(label(order.type))
    if known is not None:
        return f"{name} of {day(known)}{by}"
    return f"{name}{by}, sought on {day(at(asked, zone).date())}" if asked else f"{name}{by}, no date seen"


def order_names(orders: Iterable[OrderView], zone_of: Callable[[OrderView], tzinfo]) -> dict[str, str]:
    """The name of each of these orders by its id; those of one matter that would have the same name show their hour."""
    known = {order.id: order for order in orders}
    named = {ident: (order.matter, order_name(order, zone_of(order))) for ident, order in known.items()}
    often = Counter(named.values())
    return {
        ident: f"{name}{_hour(known[ident], zone_of(known[ident]))}" if often[matter, name] > 1 else name
        for ident, (matter, name) in named.items()
    }


def _hour(order: OrderView, zone: tzinfo) -> str:
    """` at about 18:45`; nothing where only the day is known."""
    if order.pronounced_at is not None and not order.pronounced_date_only:
        return f" at {'about ' * order.pronounced_about}{clock(order.pronounced_at, zone)}"
    return f" at {clock(order.entered_at, zone)}" if order.entered_at and not order.entered_date_only else ""


def subject(order: OrderView, zone: tzinfo) -> str:
    """The subject of every mail about one order, so that mail programs thread it; never the news."""
    name = order_name(order, zone)
    return f"{clip(order.matter.caption, 80)}, {cite(order.matter.court)}: {name[:1].lower()}{name[1:]}"


def due_state(deadline: DeadlineView, as_of: datetime) -> str:
    """What became of something due. Of a hearing or an act whose date has passed it says that and no more."""
    passed = deadline.status is DeadlineStatus.PENDING and over_at(deadline) < as_of
    return "date passed" if passed and deadline.kind is not DeadlineKind.FILING else label(deadline.status)


def source_line(position: PositionView, zone: tzinfo, as_of: datetime) -> str:
    """Who said it, where and when: `Plaintiffs, filing, 17 March, minute not seen`."""
    parts = [sentence(clip(position.actor, 80))]
    if position.venue is not Venue.PRESS or position.role is not Role.PRESS:
        ruled = position.role is Role.COURT and position.venue is Venue.FILING  # a court enters, it does not file
        parts.append("order" if ruled else label(position.venue))
    parts.append(when(position.said_at, zone, as_of=as_of))
    return ", ".join(parts)


def speech_line(position: PositionView) -> str | None:
    """Whose words these are where they are not the speaker's: `Reported by X; not their words`."""
    if position.speech is Speech.DIRECT:
        return None
    giver = clip(position.via or position.source, 80)
    if position.speech is Speech.REPORTED:
        return f"Reported by {giver}; not their words"
    return f"Reposted from {giver}"


def reading_line(position: PositionView) -> str:
    """`Machine-read, score 0.97`, or which person read or confirmed it."""
    return sentence(read_words(position.read_by, position.score))


def link_name(position: PositionView) -> str:
    """What a link to the source is called: `Entry 47`, else `Source`."""
    return f"Entry {position.entry_number}" if position.entry_number is not None else "Source"


def finding_line(finding: FindingView) -> str:
    """`D.D.C. finds non-compliance, not contempt; stands`: what a court found and what has become of it."""
    return f"{cite(finding.by)} finds {label(finding.kind)}; {label(finding.standing)}"


def safe_url(url: str | None) -> str | None:
    """The address if it is a web address a reader may follow, else None: a source cannot make us link a script."""
    if not url or any(character <= " " for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def order_url(base_url: str | None, order_id: str) -> str | None:
    """The order's page under `base_url`, or None where there is no site."""
    return f"{base_url.rstrip('/')}/orders/{quote(order_id, safe='/')}" if base_url else None

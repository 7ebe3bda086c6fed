"""When a fact happened in the world, and in what order facts are folded. It does not say when anybody learned of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.domain.courts import COURTS, Court
from monitor.domain.findings import EffectRead
from monitor.domain.ids import docket_key
from monitor.domain.items import DocketEntry
from monitor.domain.matters import Matter
from monitor.state.facts import EditFact, ItemFact, LinkFact, Step
from monitor.state.records import Seen

WRITTEN_WITHIN = timedelta(days=7)
"""How long after an oral ruling its entry may follow and still be taken for the same order."""

_UTC = ZoneInfo("UTC")
_EVER = datetime.min.replace(tzinfo=UTC)
FoldKey = tuple[datetime, int, str]


def world_time(fact: Step) -> datetime:
    """When it happened: an oral ruling when pronounced; an entry when entered, else filed, else seen; news published.

    An entry that recites a ruling of more than a week before is of its own day: it reports, it does not record. What a
    person said of two handles holds for all time.
    """
    if isinstance(fact, LinkFact):
        return _EVER
    if not isinstance(fact, ItemFact):
        return fact.at
    content = fact.content
    if not isinstance(content, DocketEntry):
        return content.published_at
    said = dated(fact, content)
    if not fact.reading.effects:
        return said
    spoken = (e.pronounced_at for e in fact.reading.effects if e.pronounced_at is not None)
    return min((said, *(at for at in spoken if plausible(at) and said - at <= WRITTEN_WITHIN)))


def plausible(moment: datetime | date) -> bool:
    """Whether a court can have said it: the federal courts are of 1789, and no term reaches beyond 2200."""
    return 1789 <= moment.year <= 2200


def dated(fact: ItemFact, content: DocketEntry) -> datetime:
    """When an entry says that it was entered, else filed; when it was seen, where it says no day that can be."""
    for said in (content.entered_at, content.filed_at):
        if said is not None and plausible(said):
            return said
    return fact.seen_at


def fold_key(fact: Step) -> FoldKey:
    """World time, then the number under which it was first recorded."""
    if isinstance(fact, EditFact):
        return local(fact.at, _UTC), fact.seq, f"~{fact.item}"  # after the item itself, whenever that was seen
    first = fact.first_seq if isinstance(fact, ItemFact) else fact.seq
    return local(world_time(fact), _UTC), first, fact.key if isinstance(fact, ItemFact) else repr(fact)


def concerns(matter: Matter, fact: ItemFact) -> bool:
    """Whether an item is about the matter: an entry of one of its dockets, or read as being about it."""
    content = fact.content
    if isinstance(content, DocketEntry) and docket_key(content.court, content.docket_number) in matter.docket_keys:
        return True
    return matter.id in matters_of(fact)


def matters_of(fact: ItemFact) -> set[str]:
    """The watched matters that an item was read to be about, without the weak matches, which a person decides."""
    return {c.matter for c in fact.reading.concerns if not c.weak}


def given_at(fact: ItemFact, effect: EffectRead) -> datetime | None:
    """When the entry says that the ruling was given; None where it does not say, or says what cannot be.

    An entry recites what was: a time after its own is none, but for its own day where only that is known.
    """
    content, spoken = fact.content, effect.pronounced_at
    if spoken is None or not isinstance(content, DocketEntry) or not plausible(spoken):
        return None
    margin = timedelta(days=1) if content.date_only else timedelta(0)
    return spoken if spoken - dated(fact, content) <= margin else None


def zone_of(court: str, matter: Matter) -> ZoneInfo:
    """The clock of a court; of one that is not in the table, the clock of the matter's court, else UTC."""
    known = COURTS.get(court.lower()) or COURTS.get(matter.court.lower())
    return known.zone if known else ZoneInfo("UTC")


def court_below(court: Court, matter: Matter) -> Court | None:
    """The district court of the matter, for a court of appeals that reviews it; None for any other court."""
    known = COURTS.get(matter.court.lower())
    return known if court.level == "appellate" and known is not None and known.level == "district" else None


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment at the court's clock; one at the very edge of the calendar stays as it is."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def seen_of(fact: ItemFact, matter: Matter, world: datetime) -> Seen:
    """Begin the record of an item: whose docket, on what day; `world` is when it happened."""
    content = fact.content
    if isinstance(content, DocketEntry):
        court, docket, entry = content.court.lower(), docket_key(content.court, content.docket_number), content
        said = dated(fact, content)
    else:
        court, docket, entry, said = matter.court.lower(), matter.id, None, content.published_at
    return Seen(fact, world, court, docket, local(said, zone_of(court, matter)).date(), entry)

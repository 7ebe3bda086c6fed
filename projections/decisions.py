"""From what a person decided to what that means for an item, or for two handles. Pure; it judges no decision."""

from __future__ import annotations

from datetime import datetime

import msgspec

from monitor.domain.decided import (
    ActionsJoined,
    Linked,
    OrdersJoined,
    OrdersParted,
    ReadingConfirmed,
    ReadingCorrected,
    ReadingRejected,
    Reviewed,
)
from monitor.domain.findings import Concern, Reading, findings_digest
from monitor.domain.vocabulary import LinkKind, SourceClass, Verdict
from monitor.state.facts import LinkFact


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision about one revision of an item. `reading` is what counts by it, None where that is the machine's.

    `saw` is the digest of what the person was shown; a machine's reading of another digest is one nobody looked at.
    """

    verdict: Verdict
    by: str
    reason: str
    decided_at: datetime
    revision: int
    seq: int
    saw: str
    reading: Reading | None


def decision_of(event: Reviewed, seq: int, machine: Reading | None, source_class: SourceClass) -> Decision:
    """What an event decides about an item of which `machine` is the newest reading."""
    reading: Reading | None
    match event:
        case ReadingConfirmed():
            verdict, reading = Verdict.CONFIRMED, _confirmed(event, machine)
        case ReadingCorrected():
            verdict, reading = Verdict.CORRECTED, event.reading
        case ReadingRejected():
            verdict, reading = Verdict.REJECTED, _nothing(event.by, machine, source_class)
    return Decision(
        verdict=verdict,
        by=event.by,
        reason=event.reason,
        decided_at=event.decided_at,
        revision=event.revision,
        seq=seq,
        saw=event.saw,
        reading=reading,
    )


def _confirmed(event: ReadingConfirmed, machine: Reading | None) -> Reading | None:
    """The reading that was confirmed, which a newer reader does not replace; None if another came in between."""
    return machine if machine is not None and findings_digest(machine) == event.saw else None


def _nothing(by: str, machine: Reading | None, source_class: SourceClass) -> Reading:
    """A reading that finds nothing. An entry of a matter's docket stays one of that docket, whatever it says."""
    own: tuple[Concern, ...] = machine.concerns if machine and source_class is SourceClass.DOCKET else ()
    return Reading(reader=by, concerns=own)


def link_fact(event: Linked, seq: int) -> tuple[str, LinkFact]:
    """A decision about two handles, with its matter."""
    kind = LinkKind.ORDERS if isinstance(event, OrdersJoined | OrdersParted) else LinkKind.ACTIONS
    return event.matter_id, LinkFact(
        seq=seq,
        kind=kind,
        joined=isinstance(event, OrdersJoined | ActionsJoined),
        one=(event.one.item, event.one.ordinal),
        other=(event.other.item, event.other.ordinal),
        ids=(event.one.id, event.other.id),
        by=event.by,
        reason=event.reason,
        decided_at=event.decided_at,
    )

"""Places what courts found: about which order, in which action. Only a docket entry makes a finding."""

from __future__ import annotations

from monitor.domain.findings import FindingRead
from monitor.state.actions import order_spoken_of, place_finding
from monitor.state.link import Linked, followed, latest_relief, orders_meant
from monitor.state.memory import Memory
from monitor.state.records import FindingRecord, Seen
from monitor.state.same_entry import is_same_act


def place_findings(memory: Memory, seen: Seen) -> None:
    """Record each finding under the order it is about; one about no order seen is kept and said to be unresolved.

    A finding entered in the dockets of member cases too is one finding.
    """
    for number, read in enumerate(seen.fact.reading.findings, start=1):
        known = next((f for f in memory.findings if _is_copy(f, seen, read)), None)
        if known is not None:
            known.copies.append(seen)
            seen.findings = (*seen.findings, known)
            continue
        linked = orders_meant(memory, seen, followed(memory, read.refers), lambda: _implied(memory, seen))
        about = order_spoken_of(memory, seen, linked.orders[-1], read.refers) if linked.orders else None
        finding = FindingRecord(handle=(seen.fact.key, number), seen=seen, read=read, about=about)
        seen.findings = (*seen.findings, finding)
        memory.findings.append(finding)
        if about is None:
            memory.unresolved.append(f"{seen.fact.item}: {read.by} finds {read.kind}: {linked.why_not}")
            continue
        place_finding(memory, finding, about)
        about.findings.append(finding)
        about.touch()


def _is_copy(finding: FindingRecord, seen: Seen, read: FindingRead) -> bool:
    same = (finding.read.kind, finding.read.about) == (read.kind, read.about)
    return same and is_same_act(finding.seen, seen)


def _implied(memory: Memory, seen: Seen) -> Linked:
    """The order complained of in the same entry: by its positions, by the order it issues, else the last relief."""
    spoken = [a.order for a in seen.actions if a is not None]
    about = [o for order in seen.founded for o in order.acts_on if o.issued]
    found = spoken or about
    return Linked((found[-1],)) if found else latest_relief(memory, seen)

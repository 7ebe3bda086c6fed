"""Whether an item that comes late leaves everything after it as it was: most entries of a docket do. It guesses no law.

Such an item does nothing, says nothing and sets no date; no date waited for a filing when it was filed; and no item
after it looked for its number. It is then taken in after all the others: to take those back and apply them again would
come to the same.
"""

from __future__ import annotations

from monitor.domain.vocabulary import DocketKind
from monitor.state.facts import ItemFact, Step
from monitor.state.filings import may_answer_any
from monitor.state.memory import Memory
from monitor.state.world import concerns, seen_of, world_time


def is_silent(memory: Memory, fact: Step) -> bool:
    """Whether the fact, taken in last, leaves the memory as if taken in at its place. False where that is not known."""
    if not isinstance(fact, ItemFact) or fact.withdrawn or speaks(fact):
        return False
    if not concerns(memory.matter, fact):
        return True
    if memory.order_links.kept or memory.action_links.kept:
        return False  # a person may have spoken of what it tells
    seen = seen_of(fact, memory.matter, world_time(fact))
    return not memory.was_looked_for(seen) and not may_answer_any(memory, seen)


def speaks(fact: ItemFact) -> bool:
    """Whether the item does, says or sets anything. One that does not can still be a filing that was due."""
    reading = fact.reading
    if reading.kind is DocketKind.MANDATE or reading.action is not None:
        return True
    done = reading.effects or reading.obligations or reading.findings or reading.positions
    return bool(
        done or reading.ruled or reading.answers or reading.deadlines or reading.extended_by or reading.called_off
    )

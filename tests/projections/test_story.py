"""One matter as the log tells it: each change once, by the entry that made it. Invented; every entry is an EXAMPLE."""

from __future__ import annotations

import msgspec

from monitor.state.fold import fold
from projections.story import Story
from tests.monitor.state.given import MATTER, Given, defendants, issues, plaintiffs

ALONE = msgspec.structs.replace(MATTER, related_dockets=())


def appeal():
    """An order of the appeal's docket, read as nothing of the matter's."""
    told = Given()
    told.entry("2025-03-15 19:25", issues(), number=10, court="cadc")
    fact = told.facts[0]
    return msgspec.structs.replace(fact, reading=msgspec.structs.replace(fact.reading, concerns=()))


def kinds(changes):
    return [change.kind.value for change in changes]


def test_each_entry_tells_what_it_changed():
    told = Given()
    told.entry("2025-03-15 19:25", issues(), number=10)
    told.entry("2025-03-16 10:00", plaintiffs(), number=11)
    told.entry("2025-03-17 10:00", defendants(), number=12)
    story = Story(MATTER)
    assert [kinds(story.take([fact])) for fact in told.facts] == [
        ["order_issued"],
        ["alleged"],
        ["answered", "contested"],
    ]
    assert story.take(told.facts) == ()
    assert story.state.orders[0].counts == told.state.orders[0].counts


def test_an_amendment_tells_what_it_changed_and_watching_a_matter_does_not():
    assert kinds(Story(ALONE, [appeal()]).configure(MATTER, amended=True)) == ["order_issued"]
    assert Story(ALONE, [appeal()]).configure(MATTER, amended=False) == ()


def test_facts_from_before_a_matter_was_watched_count_once_it_is():
    story = Story(None)
    assert story.take([appeal()]) == ()
    assert (story.state, story.size) == (None, 1)
    assert story.configure(MATTER, amended=False) == ()
    assert story.state == msgspec.structs.replace(fold(MATTER, [appeal()]), orders=story.state.orders)
    assert len(story.state.orders) == 1


def test_an_order_that_nothing_changed_keeps_its_view():
    told = Given()
    told.entry("2025-03-15 19:25", issues(), number=10)
    told.entry("2025-03-16 10:00", number=11)
    story = Story(MATTER, told.facts[:1])
    before = story.state
    story.take(told.facts[1:])
    assert story.state.coverage != before.coverage
    assert story.state.orders[0] is before.orders[0]

"""What we say of an item no longer shown: who, since when, when last; never that anybody took it down."""

from __future__ import annotations

import msgspec
import pytest

from monitor.domain.vocabulary import Effect
from monitor.present.sides import finding_saying, saying
from monitor.present.standing import unseen_rows
from monitor.present.stories import LIMITS, Told, parts_of
from monitor.present.timeline_text import timeline_text
from monitor.present.withdrawn import gone_lines, gone_mark
from monitor.present.words import label
from monitor.state.change import ChangeKind
from monitor.state.view import WithdrawnView
from tests.monitor.present.conftest import AS_OF, FINDING, ZONE, at

GONE = WithdrawnView(
    item="med/31-cv-417/e12",
    entry_number=12,
    effects=(Effect.ISSUES,),
    source="med-ecf",
    last_shown=at(10, 0, 0),
    gone_since=at(10, 0, 10),
    also_from=(),
)


def lines(**other):
    return gone_lines(msgspec.structs.replace(GONE, **other), ZONE, AS_OF)


def test_the_entry_what_it_did_the_source_and_both_times():
    assert lines() == (
        "Entry 12, which issued it, is no longer shown by med-ecf since 10 May, 00:10; last seen there 10 May, 00:00.",
        "Why is not known; what it did stands as recorded.",
    )


def test_where_another_source_has_it_that_is_said_instead():
    assert lines(also_from=("med-mail", "given"))[1] == "It also came from med-mail, given."


def test_an_item_without_number_or_effect_goes_by_its_id():
    assert lines(entry_number=None, effects=())[0].startswith("med/31-cv-417/e12, which speaks of it, is no longer")


@pytest.mark.parametrize("effect", Effect)
def test_every_effect_has_words_and_none_says_who_took_it_down(effect):
    said = " ".join(lines(effects=(effect,)))
    assert effect.value not in said or effect is Effect.STAYS
    assert not any(word in said.lower() for word in ("deleted", "removed", "struck", "hid", "sealed"))


def test_a_year_is_named_where_it_is_another():
    assert gone_mark(at(10).replace(year=2030), ZONE, AS_OF) == "no longer shown since 10 May 2030, 00:00"
    assert gone_mark(None, ZONE, AS_OF) is None


def test_the_order_says_it_first_among_what_we_could_not_see(order):
    order = msgspec.structs.replace(order, withdrawn=(GONE,))
    rows = unseen_rows(order, zone=ZONE, as_of=AS_OF, show=1)
    assert rows[0].head == lines()[0]
    history = (msgspec.structs.replace(order.history[0], gone_since=at(10, 0, 10)), *order.history[1:])
    text = " ".join(timeline_text(msgspec.structs.replace(order, history=history), zone=ZONE, as_of=AS_OF).split())
    assert "no longer shown since 10 May, 00:10" in text
    assert "is no longer shown by med-ecf" in text


def test_a_quotation_says_that_its_source_no_longer_shows_it(order):
    position = msgspec.structs.replace(order.actions[0].positions[0], gone_since=at(10, 0, 10))
    said = saying([position], zone=ZONE, as_of=AS_OF, most=None)
    assert "No longer shown since 10 May, 00:10." in said.source
    assert "shown since" not in saying([order.actions[0].positions[0]], zone=ZONE, as_of=AS_OF, most=None).source


def test_a_finding_says_that_its_entry_is_no_longer_shown():
    finding = msgspec.structs.replace(FINDING, gone_since=at(10, 0, 10))
    said = finding_saying(finding, zone=ZONE, as_of=AS_OF, most=None)
    assert "It stands. Its entry is no longer shown since 10 May, 00:10. Machine-read" in said.source


def test_a_story_of_nothing_else_says_that_the_order_stands_and_who_no_longer_shows_what(order):
    order = msgspec.structs.replace(order, withdrawn=(GONE,))
    parts = parts_of(
        order,
        None,
        [Told(key="k", kind=ChangeKind.WITHDRAWN, item=GONE.item)],
        daily=True,
        name="An order",
        zone=ZONE,
        as_of=AS_OF,
        base_url=None,
        limits=LIMITS[0],
    )
    assert parts.tag == "No longer shown"
    assert f"is {label(order.status)}; med-ecf no longer shows entry 12" in parts.headline
    assert parts.unseen[0].head == lines()[0]

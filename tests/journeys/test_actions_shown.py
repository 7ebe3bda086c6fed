"""EXAMPLE. What a reader of the terminal, the mail and the JSON is told of an action: the same, and no more than was said."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from monitor.domain.vocabulary import Role, Side, Stance, Venue
from monitor.present.digest import DigestContent, Story, render_digest
from monitor.present.stories import Told
from monitor.present.timeline_text import timeline_text
from monitor.state.change import ChangeKind
from tests.monitor.state.given import EASTERN, at, says
from tests.monitor.state.test_story_acts import convoys, third
from tests.monitor.state.test_story_outlets import counts, night, people
from tests.monitor.state.test_story_respondents import agency, grants

__all__ = ("convoys", "grants", "night")
AS_OF = at("2025-03-21 09:00")


def terminal(order):
    return " ".join(timeline_text(order, zone=EASTERN, as_of=AS_OF, width=100).split())


def mail(order, number, *, daily=False):
    told = (Told(key="EXAMPLE", kind=ChangeKind.CONTESTED),)
    content = DigestContent(
        daily=daily,
        stories=(Story(order=order, changes=told, action=order.actions[number].id),),
        zone=EASTERN,
        as_of=AS_OF,
        seq=9,
        why="EXAMPLE",
        followed=1,
        since=AS_OF - timedelta(days=1),
    )
    made = render_digest(content)
    return " ".join(made.text.split()), " ".join(made.html.split())


@pytest.mark.parametrize("daily", [True, False])
def test_one_concedes_with_an_excuse_and_one_denies(grants, daily):
    conceded = (
        "Example Health Agency: conceded; it says the order was not complied with, says complying is not possible."
    )
    denied = "Example Grants Agency: contested; it denies a breach."
    text, html = mail(grants.order, 0, daily=daily)
    for shown in (terminal(grants.order), text, html):
        assert conceded in shown
        assert denied in shown


def test_who_has_not_answered_in_court_and_what_was_said_elsewhere(grants):
    line = (
        "Example Works Agency: contested; it says the order was complied with. No answer in court seen to what was asked or"
        " alleged on 5 March 2025; answered out of court on 9 March 2025."
    )
    assert line in terminal(grants.order)
    assert line in mail(grants.order, 0)[0]


def test_a_change_of_position_names_both_days_and_both_words(grants):
    words = "EXAMPLE: three payments were held back after all"
    grants.entry("2025-03-20 16:00", agency("Grants", Stance.ADMITS_BREACH, words), number=30)
    line = (
        "Example Grants Agency says the order was not complied with (filing, 20 March 2025); before: denies a breach"
        " (filing, 6 March 2025)."
    )
    assert line in terminal(grants.order)
    assert line in mail(grants.order, 0)[0]


def test_two_voices_of_one_side(grants):
    words = "EXAMPLE: we will not pay them, whatever a judge says"
    secretary = says("Secretary Example", Role.OFFICIAL, Stance.DEFIES, words, side=Side.BOUND, venue=Venue.STATEMENT)
    grants.statement("2025-03-10 10:00", secretary)
    shown = terminal(grants.order)
    assert (
        "Two voices of the bound side: Secretary Example says the order will not be complied with (statement," in shown
    )


def test_what_says_not_which_act_is_seen_from_both(convoys):
    third(convoys)
    shown = terminal(convoys.order)
    here = (
        "1 question or allegation and 1 answer do not say which act is meant; it may be: EXAMPLE convoys (the third)."
    )
    there = (
        "1 question or allegation and 1 answer do not say which act is meant and may be about this; see: EXAMPLE convoys"
        " (the first and second)."
    )
    assert here in shown
    assert there in shown
    assert here in mail(convoys.order, 0)[0]
    assert there in mail(convoys.order, 1)[0]


def test_a_number_that_its_source_took_back_is_not_shown_as_a_disagreement(night):
    night.news("2025-03-06 12:00", text=night.facts[1].content.text, item="wire-2", action=counts(people(150)))
    shown = terminal(night.order)
    assert "Figures disagree" not in shown
    assert "“EXAMPLE 200” (Example Wire) was corrected by the same source since." in shown


def test_the_json_says_all_of_it(convoys, grants):
    third(convoys)
    (doubt, *_) = msgspec.to_builtins(convoys.order)["doubts"]
    assert doubt["kind"] == "which"
    assert [quote["item"] for quote in doubt["quotes"]][:2] == [doubt["item"], "asks"]
    action = msgspec.to_builtins(grants.order)["actions"][0]
    health = next(r for r in action["respondents"] if r["name"] == "Example Health Agency")
    assert (health["status"], list(health["grounds"])) == ("conceded", ["admits_breach", "impossible"])
    assert health["answers"]["in_court_at"].startswith("2025-03-08T17:00")
    assert all(p["placed"] != "unplaced" for p in action["positions"])

"""What orders, actions and sources look like in a list, without colour."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from rich.console import Console

from monitor.application.health import SourceHealth
from monitor.application.signals import Signal, SignalKind
from monitor.cli.tables import actions_table, orders_table, sources_table
from monitor.state.view import OrderView

ZONE = ZoneInfo("America/Chicago")


def hour(day, hour=0, minute=0):
    return datetime(2031, 6, day, hour, minute, tzinfo=ZONE)


MATTER = {
    "court": "mnd",
    "docket_number": "0:31-cv-00042",
    "caption": "Rivers [bold]League[/bold] v. Example Dam Board",
}


def position(actor, role, side, stance, quote, said_at, **more):
    return {
        "actor": actor, "role": role, "side": side, "respondent": None, "stance": stance, "quote": quote,
        "speech": "direct", "via": None, "venue": "filing", "item": "e9", "source": "mnd-ecf", "said_at": said_at,
        "read_by": "rules-1", "rule": "r", "score": 0.9, **more,
    }  # fmt: skip


def an_order(**changes):
    """One invented order with one contested action."""
    action = {
        "id": "mnd/31-cv-42/s9.1", "aliases": [], "order": "mnd/31-cv-42/s5.1", "matter": MATTER,
        "what": "opening of the north gate", "status": "contested", "respondents": [],
        "moments": [{"label": "the gate opened", "from": hour(2, 10), "to": hour(2, 10), "about": False, "quote": "q", "item": "e9"}],
        "timing": [{"moment": "the gate opened", "index": 0, "reading": "entered", "relation": "before"}],
        "positions": [
            position("plaintiffs", "plaintiff", "protected", "alleges_breach", "EXAMPLE: the gate stood open", hour(3, 9)),
            position("defendants", "defendant", "bound", "acted_before_effective", "EXAMPLE: it was open already", hour(4, 9)),
        ],
        "findings": [], "figures": [], "figures_conflict": False, "separate_reports": 0,
        "first_at": hour(3, 9), "last_at": hour(4, 9),
    }  # fmt: skip
    order = {
        "id": "mnd/31-cv-42/s5.1", "aliases": ["mnd/31-cv-42/s6.1"], "matter": MATTER, "type": "tro", "re": None, "acts_on": None,
        "status": "in_force", "pronounced_at": None, "pronounced_about": False, "entered_at": hour(2, 12, 5),
        "entered_date_only": False, "noticed_at": None,
        "lapses": [{"reading": "flat", "on": date(2031, 6, 16), "at": None, "rule": "Fed. R. Civ. P. 65(b)(2)", "if_applies": True, "arrived": False}],
        "obligations": [{"id": "o1", "para": "3", "quote": "EXAMPLE: keep the north gate shut", "form": "written", "bound": None,
                         "protects": None, "excludes": "EXAMPLE: save in a flood", "due_at": None, "until_condition": None, "item": "e5"}],
        "history": [{"effective_at": hour(2, 12, 5), "by": "mnd", "effect": "issues", "acts_on": None, "extent": "whole", "mode": "written",
                     "until_condition": None, "item": "e5", "quote": "q", "rule": "r", "seq": 5}],
        "findings": [{"id": "f1", "kind": "noncompliance", "by": "mnd", "about": "defendants", "order": None, "quote": "EXAMPLE: was not kept",
                      "item": "e12", "at": hour(5), "standing": "stayed", "rule": "r", "score": 0.8}],
        "counts": {"contested": 1}, "actions": [action],
        "deadlines": [{"id": "d1", "kind": "filing", "what": "status report", "due_at": hour(20, 17), "date_only": False, "status": "pending",
                       "set_by": "e5", "met_by": None}],
        "coverage": {"from": hour(1), "to": hour(6), "gaps": [{"from": hour(1, 2), "to": hour(1, 6), "source": "mnd-ecf", "why": "two polls did not overlap"}]},
        **changes,
    }  # fmt: skip
    return msgspec.convert(order, OrderView)


@pytest.fixture
def order():
    return an_order()


AS_OF = hour(6, 8)
WIDE = 300
"""Columns at which no cell is wrapped."""


def shown(renderable, width=100):
    console = Console(width=width, highlight=False, markup=False, emoji=False, color_system=None)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()


def flat(text):
    """The words of each column joined again where a cell was wrapped."""
    return re.sub(r"[\s│╭╮╰╯─┌┐└┘├┤┬┴┼]+", " ", text)


def test_orders_are_listed_with_their_ids_and_every_reading(order):
    words = flat(shown(orders_table([order], as_of=AS_OF), WIDE))
    for part in (
        "1 order",
        "mnd/31-cv-42/s5.1",
        "in force",
        "10 days left, counted flat",
        "1 contested",
        "1 stayed",
        "D. Minn.",
    ):
        assert part in words


def test_an_order_that_has_ended_has_no_time_left():
    words = flat(shown(orders_table([an_order(status="vacated", lapses=[], counts={}, findings=[])], as_of=AS_OF)))
    assert "vacated ended none seen none seen" in words
    assert "no end date seen" in flat(shown(orders_table([an_order(lapses=[])], as_of=AS_OF)))


def test_actions_are_listed_with_both_halves(order):
    words = flat(shown(actions_table(order.actions, as_of=AS_OF), WIDE))
    assert "Opening of the north gate" in words
    assert "plaintiffs allege a breach; the defendants say it was before the order took effect" in words
    assert "contested" in words
    assert "under mnd/31-cv-42/s5.1" in words


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (orders_table([], as_of=AS_OF), "No order seen.\n"),
        (actions_table([], as_of=AS_OF), "No action seen.\n"),
        (sources_table([], ZONE), "No source is configured.\n"),
    ],
)
def test_nothing_is_said_in_words(table, words):
    assert shown(table) == words


def test_sources_say_what_may_be_missing():
    source = SourceHealth(
        id="mnd-ecf", kind="pacer-rss", court="mnd", last_good_poll=AS_OF, window_seconds=86400, next_poll=None, failures=2,
        last_error="unreadable: [cut] off", gaps=("a", "b", "c"), items_recorded=1234,
    )  # fmt: skip
    good = msgspec.structs.replace(
        source, id="wire", court=None, last_good_poll=None, window_seconds=None, failures=0, gaps=()
    )
    text = flat(shown(sources_table([source, good], ZONE), WIDE))
    assert "mnd-ecf, D. Minn. pacer-rss 6 June 2031, 08:00 CDT 24 h 1,234 3 gaps" in text
    assert "2 failures in a row" in text
    assert "wire pacer-rss none yet not known 1,234 good" in text
    moved = msgspec.structs.replace(good, moved_to="https://wire.example/new")
    text = flat(shown(sources_table([moved], ZONE), WIDE))
    assert "1,234 moved" in text
    assert "wire: moved for good to https://wire.example/new: change its url" in text


def test_what_is_odd_about_a_source_that_answers_is_said_in_full():
    odd = Signal(SignalKind.STANDING_STILL, AS_OF, "answers, but shows no entry of the last 9 court hours")
    source = SourceHealth(
        id="mnd-ecf", kind="pacer-rss", court="mnd", last_good_poll=AS_OF, window_seconds=86400, next_poll=None, failures=0,
        last_error=None, gaps=(), items_recorded=12, signals=(odd,),
    )  # fmt: skip
    text = flat(shown(sources_table([source], ZONE), WIDE))
    assert "24 h 12 stands still" in text
    assert "mnd-ecf: answers, but shows no entry of the last 9 court hours, since 6 June 2031, 08:00 CDT" in text


def test_why_a_source_fails_is_said_in_full_however_narrow_the_terminal():
    reason = (
        "dcd: https://ecf.dcd.uscourts.gov/cgi-bin/rss_outside.pl: the certificate was not accepted: unknown issuer"
    )
    source = SourceHealth(
        id="dcd", kind="pacer-rss", court="dcd", last_good_poll=None, window_seconds=None, next_poll=AS_OF, failures=1,
        last_error=reason, gaps=(), items_recorded=0,
    )  # fmt: skip
    text = flat(shown(sources_table([source], ZONE), 60))
    assert text.endswith(f"dcd: {reason}; asked again 6 June 2031, 08:00 CDT ")


def test_control_characters_of_a_source_never_reach_the_terminal():
    matter = {"court": "mnd", "docket_number": "0:31-cv-00042", "caption": "A\x1b[31m v. B"}
    order = an_order(matter=matter)
    text = shown(orders_table([order], as_of=AS_OF + timedelta(days=1)))
    assert "\x1b" not in text
    assert "A\ufffd[31m v. B" in text

"""What an order, its actions and the sources look like on a terminal of 100 columns, without colour."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from rich.console import Console

from monitor.application.health import SourceHealth
from monitor.cli.order_page import order_page
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


def page(order, width=100, **more):
    return shown(order_page(order, **{"zone": ZONE, "known_at": AS_OF, "seq": 4212, **more}), width)


def test_an_order_shows_all_four_axes_and_when_it_was_known(order):
    assert max(map(len, page(order).splitlines())) <= 100
    words = flat(page(order, WIDE))
    assert words.startswith(
        "Rivers [bold]League[/bold] v. Example Dam Board D. Minn. 0:31-cv-00042 Temporary restraining"
    )
    for part in (
        "Temporary restraining order of 2 June 2031 mnd/31-cv-42/s5.1",
        "As known at 6 June 2031, 08:00 CDT (log position 4,212)",
        "IN FORCE since 2 June",
        "2 June, 12:05",
        "no time seen",
        "Mon 16 June, 10 days left",
        "1 contested opening of the north gate",
        "D. Minn. finds non-compliance",
        "“EXAMPLE: was not kept”",
        "Opening of the north gate CONTESTED",
        "The gate opened 10:00 ← before",
        "Fri 20 June, 17:00 Filing: status report",
        "two polls did not overlap; entries may be missing.",
        "showcause order mnd/31-cv-42/s5.1 --json",
        "showcause timeline mnd/31-cv-42/s5.1 --svg FILE",
    ):
        assert part.lower() in words.lower(), part


def test_a_term_is_quoted_with_what_it_leaves_out(order):
    words = flat(page(order, WIDE))
    assert "written ¶ 3 “EXAMPLE: keep the north gate shut” Not: “EXAMPLE: save in a flood”." in words


def test_what_had_happened_by_a_moment_is_told_apart_from_what_was_known_then(order):
    words = flat(page(order, WIDE, world_at=hour(3, 9)))
    assert "As it stood at 3 June 2031, 09:00 CDT. As known at 6 June 2031, 08:00 CDT (log position 4,212)" in words
    assert "Mon 16 June, 13 days left" in words


def column(text, number):
    """One column of the two-sided tables, row by row."""
    return [parts[number + 1].strip() for line in text.splitlines() if len(parts := line.split("│")) == 4]


def test_both_sides_have_one_width_and_their_own_words(order):
    text = page(order)
    left, right = (" ".join(column(text, side)) for side in (0, 1))
    assert "△ The plaintiffs allege a breach “EXAMPLE: the gate stood open”" in left
    assert "● The defendants say it was before the order took effect “EXAMPLE: it was open already”" in right
    heads = next(line for line in text.splitlines() if "Alleged or asked" in line).split("│")[1:-1]
    assert abs(len(heads[0]) - len(heads[1])) <= 1


def test_a_missing_side_is_said_in_words():
    order = an_order()
    action = msgspec.structs.replace(order.actions[0], positions=order.actions[0].positions[:1])
    text = page(msgspec.structs.replace(order, actions=(action,)))
    assert "No answer seen." in column(text, 1)


def test_an_order_of_which_little_is_known_says_so():
    text = flat(
        page(an_order(obligations=[], lapses=[], actions=[], findings=[], deadlines=[], history=[], entered_at=None))
    )
    for part in ("not seen", "no question, allegation or answer seen", "none seen", "since when was not seen"):
        assert part in text


def test_a_paraphrase_wears_no_quotation_marks():
    order = an_order()
    reported = msgspec.structs.replace(
        order.actions[0].positions[1], speech="reported", via="Example Ledger", quote="EXAMPLE para"
    )
    reported = msgspec.convert(msgspec.to_builtins(reported), type(reported))
    action = msgspec.structs.replace(order.actions[0], positions=(order.actions[0].positions[0], reported))
    text = page(msgspec.structs.replace(order, actions=(action,)))
    assert "EXAMPLE para" in text
    assert "“EXAMPLE para" not in text
    assert "not their words" in flat(text)


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
    assert (
        "Opening of the north gate: the plaintiffs allege a breach; the defendants say it was before the order took effect"
        in words
    )
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
    assert "2 failures in a row: unreadable: [cut] off" in text
    assert "wire pacer-rss none yet not known 1,234 good" in text


def test_control_characters_of_a_source_never_reach_the_terminal():
    matter = {"court": "mnd", "docket_number": "0:31-cv-00042", "caption": "A\x1b[31m v. B"}
    order = an_order(matter=matter)
    text = page(order) + shown(orders_table([order], as_of=AS_OF + timedelta(days=1)))
    assert "\x1b" not in text
    assert "A\ufffd[31m v. B" in text

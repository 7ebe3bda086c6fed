from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.domain import vocabulary as v
from monitor.present.digest import render_digest
from monitor.state.change import ChangeKind
from monitor.state.view import CountsView, CoverageView, OrderView
from monitor.state.view_action import ActionView
from monitor.state.view_matter import MatterView
from notify.digest import ChangeRow, Parcel, Schedule, content_of

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2031, 5, 12, 20, tzinfo=UTC)
MATTER = MatterView(court="med", docket_number="2:31-cv-00417", caption="Millpond Tenants v. Tolland Water Company")


def action(name, *aliases):
    return ActionView(
        id=name,
        aliases=aliases,
        order="o1",
        matter=MATTER,
        what=f"what was done in {name}",
        status=v.ActionStatus.ALLEGED,
        respondents=(),
        moments=(),
        timing=(),
        positions=(),
        findings=(),
        figures=(),
        figures_conflict=False,
        separate_reports=1,
        first_at=None,
        last_at=None,
    )


def order(name="o1", *actions):
    return OrderView(
        id=name,
        aliases=(f"{name}-alias",),
        matter=MATTER,
        type=v.OrderType.TRO,
        re=None,
        acts_on=None,
        status=v.OrderStatus.IN_FORCE,
        pronounced_at=None,
        pronounced_about=False,
        entered_at=NOW - timedelta(days=3),
        entered_date_only=False,
        noticed_at=None,
        lapses=(),
        obligations=(),
        history=(),
        findings=(),
        counts=CountsView(),
        actions=actions,
        deadlines=(),
        coverage=CoverageView(since=None, until=None, gaps=()),
    )


def row(key, **more):
    fields = {
        "key": key,
        "matter": "m",
        "order": "o1",
        "kind": ChangeKind.ALLEGED,
        "seq": 1,
        "occasion": v.Occasion.LIVE,
        "recorded_at": NOW,
        **more,
    }
    return ChangeRow(**fields)


def content(*rows, schedule=Schedule.DAILY, orders=None):
    parcel = Parcel(pseudonym="s1", schedule=schedule, period="p", changes=rows)
    views = orders if orders is not None else {"o1": order("o1", action("a1", "a1-alias"), action("a2"))}
    return content_of(parcel, views, zone=ZONE, as_of=NOW, seq=9, why="Because.", followed=3)


def test_changes_of_one_action_are_one_story():
    made = content(
        row("k1", action="a1"), row("k2", action="a2"), row("k3", action="a1-alias", kind=ChangeKind.ANSWERED)
    )
    assert [(s.action, [t.key for t in s.changes]) for s in made.stories] == [("a1", ["k1", "k3"]), ("a2", ["k2"])]
    assert made.daily


def test_an_order_told_under_two_names_is_one_order():
    view = order("o1", action("a1"))
    made = content(row("k1"), row("k2", order="o1-alias"), orders={"o1": view, "o1-alias": view})
    assert [(s.order.id, len(s.changes)) for s in made.stories] == [("o1", 2)]


def test_an_action_that_is_no_more_is_told_at_its_order():
    made = content(row("k1", action="gone"), schedule=Schedule.IMMEDIATE)
    assert [(s.action, len(s.changes)) for s in made.stories] == [(None, 1)]
    assert not made.daily


def test_an_order_that_is_no_more_makes_no_mail():
    assert content(row("k1"), orders={}) is None


@pytest.mark.parametrize(("occasion", "revised"), [(v.Occasion.LIVE, False), (v.Occasion.REREAD, True)])
def test_what_only_a_newer_reading_changed_is_told_as_that(occasion, revised):
    made = content(row("k1", action="a1", occasion=occasion))
    assert made.stories[0].changes[0].revised is revised
    assert ("reading revised" in render_digest(made).subject) is revised


def test_what_came_in_and_what_is_only_read_otherwise_are_stories_apart():
    made = content(row("k1", action="a1"), row("k2", action="a1", occasion=v.Occasion.REREAD))
    assert [[c.revised for c in story.changes] for story in made.stories] == [[False], [True]]
    assert "1 reading revised" in render_digest(made).subject


def test_the_mail_of_a_parcel_can_be_written():
    mail = render_digest(content(row("k1", action="a1"), schedule=Schedule.IMMEDIATE))
    assert "No question or allegation seen; no answer seen What was done in a1" in " ".join(mail.text.split())
    assert "Because." in mail.text

from datetime import timedelta

import msgspec
import pytest

from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus, Effect, OrderType, Speech
from monitor.present import naming


def test_an_order_is_named_by_type_and_day(order, zone):
    assert naming.order_name(order, zone) == "Temporary restraining order of 6 May 2031"


def test_an_order_keeps_its_subject_when_the_entry_follows_days_later(order, zone):
    spoken = msgspec.structs.replace(order, entered_at=None)
    later = msgspec.structs.replace(order, entered_at=order.pronounced_at + timedelta(days=3), actions=())
    assert naming.subject(spoken, zone) == naming.subject(later, zone)
    assert naming.subject(order, zone) == (
        "Millpond Tenants v. Tolland Water Company, D. Me.: temporary restraining order of 6 May 2031"
    )


def test_an_order_without_a_day_says_so_or_when_it_was_sought(bare, order, zone):
    other = msgspec.structs.replace(bare, type=OrderType.SHOW_CAUSE)
    assert naming.order_name(other, zone) == "Order to show cause, no date seen"
    sought = msgspec.structs.replace(order.history[0], effect=Effect.REQUESTS)
    other = msgspec.structs.replace(other, history=(sought,))
    assert naming.order_name(other, zone) == "Order to show cause, sought on 6 May 2031"


def test_an_order_of_which_only_the_record_is_dated_is_known_by_that_day(order, zone):
    replace = msgspec.structs.replace
    recorded = replace(order, pronounced_at=None, entered_at=None)
    day_only = replace(recorded, pronounced_at=order.pronounced_at, pronounced_date_only=True)
    assert naming.order_name(recorded, zone) == "Temporary restraining order of 6 May 2031"
    assert naming.order_names([day_only, replace(day_only, id="x")], lambda _: zone)["x"] == (
        "Temporary restraining order of 6 May 2031"
    )


def test_two_orders_of_one_day_are_told_apart_by_their_hour(order, zone):
    replace = msgspec.structs.replace
    first = replace(order, id="first", pronounced_at=None, entered_at=order.pronounced_at.replace(hour=16, minute=5))
    second = replace(order, id="second", pronounced_about=True)
    undated = replace(first, id="undated", entered_date_only=True)
    elsewhere = replace(second, id="elsewhere", matter=replace(order.matter, docket_number="2:31-cv-00418"))

    names = naming.order_names([first, second, undated, elsewhere, second], lambda _: zone)

    name = "Temporary restraining order of 6 May 2031"
    spoken = order.pronounced_at.astimezone(zone).strftime("%H:%M")
    entered = first.entered_at.astimezone(zone).strftime("%H:%M")
    assert names == {
        "first": f"{name} at {entered}",
        "second": f"{name} at about {spoken}",
        "undated": name,
        "elsewhere": name,
    }


def test_an_unknown_court_stays_as_given():
    assert [naming.cite("med"), naming.cite("Tax Court")] == ["D. Me.", "Tax Court"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//x",
        "https://",
        "https://a b",
        "http://[",
        "",
        None,
        "https://a\n.b",
    ],
)
def test_what_is_no_web_address_is_no_link(url):
    assert naming.safe_url(url) is None


def test_a_web_address_is_a_link():
    assert naming.safe_url("https://court.example/a?b=c") == "https://court.example/a?b=c"


def test_a_paraphrase_names_who_reported_it(order):
    said = order.actions[0].positions[0]
    assert naming.speech_line(said) is None
    reported = msgspec.structs.replace(said, speech=Speech.REPORTED, via="Tolland Courier")
    assert naming.speech_line(reported) == "Reported by Tolland Courier; not their words"


def test_an_orders_page_is_under_the_base_and_cannot_leave_it():
    assert (
        naming.order_url("https://x.example/", "med/31-cv-417/s12.1") == "https://x.example/orders/med/31-cv-417/s12.1"
    )
    assert naming.order_url("https://x.example", "a?b#c") == "https://x.example/orders/a%3Fb%23c"
    assert naming.order_url(None, "a") is None


def test_a_hearing_whose_date_has_passed_is_not_called_pending(order, as_of):
    hearing = msgspec.structs.replace(
        order.deadlines[0], kind=DeadlineKind.HEARING, status=DeadlineStatus.PENDING, due_at=as_of - timedelta(days=1)
    )
    assert naming.due_state(hearing, as_of) == "date passed"
    assert naming.due_state(hearing, hearing.due_at - timedelta(hours=1)) == "pending"
    assert naming.due_state(msgspec.structs.replace(hearing, kind=DeadlineKind.FILING), as_of) == "pending"

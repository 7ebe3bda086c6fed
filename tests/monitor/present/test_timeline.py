from datetime import timedelta
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from monitor.domain.vocabulary import Effect, Extent, LapseReading, Mode, OrderStatus
from monitor.present.place import text_width
from monitor.present.spans import spans
from monitor.present.timeline import timeline_svg

SVG = "{http://www.w3.org/2000/svg}"

# a whole order is much to draw and more to shrink: a failing one is shown as it was found
BIG = {
    "deadline": None,
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


def texts(svg):
    """Every text with its box, as far as the widths can be estimated."""
    found = []
    for element in ET.fromstring(svg).iter(f"{SVG}text"):
        parts = [element.text or "", *(t.text or "" for t in element.iter(f"{SVG}tspan"))]
        title = element.find(f"{SVG}title")
        words = "".join([*parts, title.tail or "" if title is not None else ""])
        size = float(element.get("font-size"))
        width = text_width(words, size, bold=element.get("font-weight") == "700")
        x = float(element.get("x")) - {"end": width, "middle": width / 2}.get(element.get("text-anchor"), 0)
        y = float(element.get("y"))
        found.append((words, x, x + width, y - 0.72 * size, y))
    return found


def overlaps(svg):
    boxes = texts(svg)
    return [
        (a[0], b[0])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[1] < b[2] - 1
        and b[1] < a[2] - 1
        and a[3] < b[4] - 0.5
        and b[3] < a[4] - 0.5
        and a[0].strip()
        and b[0].strip()
    ]


@pytest.fixture(params=["order", "found", "bare", "crowded"])
def any_fixture(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("later", [0, 12, 300])
def test_no_text_covers_another(any_fixture, zone, as_of, later):
    assert overlaps(timeline_svg(any_fixture, zone=zone, as_of=as_of + timedelta(days=later))) == []


def test_the_picture_says_in_words_what_it_shows(order, zone, as_of):
    root = ET.fromstring(timeline_svg(order, zone=zone, as_of=as_of))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "Millpond Tenants v. Tolland Water Company: temporary restraining order of 6 May 2031"
    for words in (
        "counted flat",
        "rolled off the weekend",
        "Pronounced about 14:45",
        "Entered 17:25",
        "before 6 May 18:30",
    ):
        assert words in description.text


def test_both_readings_are_drawn_with_their_own_mark_and_neither_is_bolder(order, zone, as_of):
    svg = timeline_svg(order, zone=zone, as_of=as_of)
    drawn = [words for words, *_ in texts(svg)]
    assert {"pronounced about 14:45", "entered 17:25", "from pronounced", "from entered"} <= set(drawn)
    assert any(words.startswith("counted flat") and "Tue 20 May" in words for words in drawn)
    assert any(words.startswith("rolled off the weekend") and "Mon 26 May" in words for words in drawn)
    assert svg.count('stroke-dasharray="6 3"') == 1


def test_each_side_has_its_lane_and_the_court_is_no_side(order, zone, as_of):
    drawn = [words for words, *_ in texts(timeline_svg(order, zone=zone, as_of=as_of))]
    order_of = [drawn.index(lane) for lane in ("Court", "Protected side’s", "Bound side’s", "Findings")]
    assert order_of == sorted(order_of)
    court = drawn.index("12 orders an explanation")
    assert order_of[0] < court < order_of[1]
    assert order_of[1] < drawn.index("8 the plaintiffs allege a breach") < order_of[2]
    assert order_of[2] < drawn.index("10 the defendants deny a breach") < order_of[3]


def test_an_unknown_hour_is_hatched_and_gets_no_rule(order, zone, as_of):
    moment = order.entered_at.replace(hour=0, minute=0)
    day_only = msgspec.structs.replace(order, pronounced_at=None, entered_at=moment, entered_date_only=True, history=())
    svg = timeline_svg(day_only, zone=zone, as_of=as_of)
    assert "its hour was not seen" in svg
    assert "entered 6 May, minute not seen" in svg
    assert 'stroke-width="2" class="tl-line"' not in svg


def test_nothing_known_is_said_and_not_drawn(bare, zone, as_of):
    drawn = " ".join(words for words, *_ in texts(timeline_svg(bare, zone=zone, as_of=as_of)))
    assert "No time of this order was seen" in drawn
    assert "Order runs" not in drawn


def test_a_missing_side_and_a_missing_finding_are_said(bare, zone, as_of):
    known = msgspec.structs.replace(bare, entered_at=as_of - timedelta(days=3))
    drawn = [words for words, *_ in texts(timeline_svg(known, zone=zone, as_of=as_of))]
    assert drawn.count("none seen") == 3


def test_an_example_is_marked_in_the_picture_and_in_its_title(order, zone, as_of):
    marked, live = (timeline_svg(order, zone=zone, as_of=as_of, example=flag) for flag in (True, False))
    assert ">EXAMPLE<" in marked
    assert ">EXAMPLE. Millpond" in marked
    assert "EXAMPLE" not in live


def test_the_picture_needs_no_script_and_no_style(crowded, zone, as_of):
    svg = timeline_svg(crowded, zone=zone, as_of=as_of)
    assert "<script" not in svg
    assert "style" not in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_the_bar_follows_the_history_and_ends_as_the_view_says(order, zone, as_of):
    drawn = spans(order, as_of=as_of, zone=zone)
    assert [span.status for span in drawn] == [
        OrderStatus.PRONOUNCED,
        OrderStatus.IN_FORCE,
        OrderStatus.STAYED_IN_PART,
        OrderStatus.IN_FORCE,
    ]
    assert [a.end for a in drawn[:-1]] == [b.start for b in drawn[1:]]
    assert drawn[-1].end == as_of


def test_an_order_that_ended_has_a_last_span_without_length(order, zone, as_of):
    gone = msgspec.structs.replace(order.history[-1], effect=Effect.VACATES, extent=Extent.WHOLE, effective_at=as_of)
    ended = msgspec.structs.replace(order, status=OrderStatus.VACATED, history=(*order.history, gone))
    last = spans(ended, as_of=as_of + timedelta(days=9), zone=zone)[-1]
    assert (last.status, last.start, last.end) == (OrderStatus.VACATED, as_of, as_of)


@pytest.mark.parametrize(("status", "reading"), [(OrderStatus.LAPSED, -1), (OrderStatus.LAPSE_DISPUTED, 0)])
def test_a_lapse_that_came_ends_the_bar_under_its_reading(order, zone, status, reading):
    lapses = tuple(msgspec.structs.replace(lapse, arrived=True) for lapse in order.lapses)
    lapsed = msgspec.structs.replace(order, status=status, lapses=lapses)
    later = order.entered_at + timedelta(days=40)
    last = spans(lapsed, as_of=later, zone=zone)[-1]
    assert (last.status, last.start.date()) == (status, lapses[reading].on)


def test_a_status_the_history_does_not_explain_is_still_the_views(order, zone, as_of):
    stayed = msgspec.structs.replace(order, status=OrderStatus.ADMINISTRATIVELY_STAYED)
    assert spans(stayed, as_of=as_of, zone=zone)[-1].status is OrderStatus.ADMINISTRATIVELY_STAYED


def test_a_motion_denied_later_does_not_deny_the_order(order, zone, as_of):
    denied = msgspec.structs.replace(order.history[2], effect=Effect.DENIES_RELIEF)
    later = msgspec.structs.replace(order, history=(*order.history[:2], denied), status=OrderStatus.IN_FORCE)
    assert OrderStatus.DENIED not in [span.status for span in spans(later, as_of=as_of, zone=zone)]
    never = msgspec.structs.replace(
        later, history=(denied,), pronounced_at=None, entered_at=None, status=OrderStatus.DENIED
    )
    assert [span.status for span in spans(never, as_of=as_of, zone=zone)] == [OrderStatus.DENIED]


def test_an_action_is_drawn_under_its_name(order, zone, as_of):
    drawn = [words for words, *_ in texts(timeline_svg(order, zone=zone, as_of=as_of))]
    named = [words for words in drawn if "Shut-offs in Canal Street" in words]
    assert len(named) == 2


def test_a_spoken_order_is_not_called_in_force(order, zone, as_of):
    spoken = msgspec.structs.replace(
        order, status=OrderStatus.PRONOUNCED, entered_at=None, history=order.history[:1], lapses=(), actions=()
    )
    assert spoken.history[0].mode is Mode.ORAL
    assert ">in force" not in timeline_svg(spoken, zone=zone, as_of=as_of)


def test_a_lapse_the_court_fixed_is_not_called_counted(order, zone, as_of):
    fixed = msgspec.structs.replace(order.lapses[0], reading=LapseReading.FIXED, if_applies=False)
    svg = timeline_svg(msgspec.structs.replace(order, lapses=(fixed,)), zone=zone, as_of=as_of)
    assert "fixed by the court: " in svg
    assert "if the rule applies" not in svg


@settings(max_examples=25, **BIG)
@given(data=st.data())
def test_any_order_gives_a_well_formed_picture_in_which_no_text_covers_another(any_order, zone, as_of, data):
    svg = timeline_svg(data.draw(any_order), zone=zone, as_of=as_of)
    assert overlaps(svg) == []

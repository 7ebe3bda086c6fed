"""Moments and figures of an action, each by one account, none chosen."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from monitor.reading.figures import figures
from monitor.reading.moments import moments
from monitor.reading.segment import Span, sentences

PACIFIC = ZoneInfo("America/Los_Angeles")
SATURDAY = date(2024, 3, 16)


def told(text):
    return [
        (m.label, m.since and m.since.strftime("%d %H:%M"), m.until and m.until.strftime("%d %H:%M"), m.about)
        for m in moments(text, sentences(text), SATURDAY, PACIFIC)
    ]


def counted(text):
    return [(f.label, f.value, f.bound) for f in figures(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The buses left at 5:25 p.m. on Friday.", [("departure", "15 17:25", "15 17:25", False)]),
        ("The trucks left at about 6 p.m.", [("departure", "16 18:00", "16 18:00", True)]),
        ("The valve was shut off before 7:25 p.m.", [("shut-off", None, "16 19:25", False)]),
        ("The inmates arrived after midnight.", [("landing", "17 00:00", None, False)]),
        ("They were moved out between 5:25 p.m. and 5:45 p.m.", [("removal", "16 17:25", "16 17:45", False)]),
        ("The school was closed on March 3.", [("shut-off", "03 00:00", "03 23:59", False)]),
        (
            "They landed at 7:36 p.m. and left again at 11:39 p.m.",
            [("landing", "16 19:36", "16 19:36", False), ("departure", "16 23:39", "16 23:39", False)],
        ),
        ("The board has until noon to say who left.", []),
        ("The board met at 5 p.m.", []),
        ("The buses left in a hurry.", []),
    ],
)
def test_a_moment(text, expected):
    assert told(text) == expected


def test_an_hour_is_on_the_day_last_named():
    text = "The buses left Marlow on Friday. They arrived at 7 p.m."
    assert told(text)[-1] == ("landing", "15 19:00", "15 19:00", False)


def test_a_moment_is_at_the_clock_it_is_given():
    (moment,) = moments("It left at 5 p.m.", sentences("It left at 5 p.m."), SATURDAY, UTC)
    assert moment.since == datetime(2024, 3, 16, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Over 200 people were moved.", [("people", 200.0, "over")]),
        ("About 1,250 homes were dry.", [("homes", 1250.0, "about")]),
        ("It owes $1.7 billion.", [("dollars", 1.7e9, None)]),
        ("A fee of 27% was kept.", [("percent", 27.0, None)]),
        ("Eight inmates were moved.", [("inmates", 8.0, None)]),
        (
            "Nearly 5,800 awards of the agency and 4,100 of the department ended.",
            [("awards", 5800.0, "under"), ("awards", 4100.0, None)],
        ),
        ("Some of the inmates were moved.", [("inmates", None, None)]),
        ("“over 250” members of a club came", [("members", 250.0, "over")]),
        ("On March 3, 2024, at 5:25 p.m., No. 311 was filed; she is aged 41.", []),
        ("In 2021 the decree was entered.", []),
    ],
)
def test_a_figure(text, expected):
    assert counted(text) == expected

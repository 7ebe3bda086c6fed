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
        (
            "The buses left on Friday; the first left at 5:25 p.m. on Friday.",
            [("departure", "15 17:25", "15 17:25", False)],
        ),
        ("The buses left on Friday.", [("departure", "15 00:00", "15 23:59", False)]),
        ("On Friday, the buses left.", [("departure", "15 00:00", "15 23:59", False)]),
        ("She said on Friday that the buses left.", []),
        ("She said that, on Friday, the buses left.", [("departure", "15 00:00", "15 23:59", False)]),
        ("The buses left after an order was entered at 7:25 p.m.", []),
        ("The judge ruled from the bench at 6:45 p.m. on Friday.", []),
        ("The board shall say by 12:00 p.m. on March 15 who left.", []),
        ("She asked whether the buses left at 5 p.m.", []),
        ("The buses did not leave; nobody was moved out at 5 p.m.", []),
        ("The closures of March 3 are in dispute.", [("act", "03 00:00", "03 23:59", False)]),
        ("The buses left before the March 14 hearing.", []),
        ("On Friday the buses left at 5:25 p.m. Central time.", [("departure", "15 15:25", "15 15:25", False)]),
        ("The buses left at 5:25 p.m. local time.", []),
        ("Much was left out at 5 p.m.", []),
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
        ("“over 250” members came", [("members", 250.0, "over")]),
        ("The two earliest buses came.", [("buses", 2.0, None)]),
        ("It ran for 14 days and some 40 minutes.", []),
        ("Four of eleven gauges were off.", [("gauges", 4.0, None), ("gauges", 11.0, None)]),
        ("It sat on between five and 31 requests.", [("requests", 5.0, None), ("requests", 31.0, None)]),
        ("Sixty Bright Start programs got letters.", [("bright start programs", 60.0, None)]),
        ("It came Tuesday: $61,208,440, to the county.", [("dollars", 61208440.0, None)]),
        ("The average wait was 58 minutes.", [("minutes", 58.0, None)]),
        ("Requests are 12 days overdue.", [("days", 12.0, None)]),
        ("Eight men disputed it, and 40 cards found nobody.", [("men", 8.0, None), ("cards", 40.0, None)]),
        ("An order about two buses and a hearing on three trucks were set.", []),
        ("The judge, 23 of them said, was late.", []),
        ("On March 3, 2024, at 5:25 p.m., No. 311 was filed; she is aged 41.", []),
        ("In 2021 the decree was entered.", []),
    ],
)
def test_a_figure(text, expected):
    assert counted(text) == expected


def test_a_day_of_publication_is_not_the_day_of_an_hour_told():
    text = "The buses left on Wednesday. In a declaration filed on Friday, she said that they “left before 7:25 p.m.”"
    assert ("departure", None, "13 19:25", False) in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "238 people whom he described as members of Example Lodge came",
            ("people", 238.0, "members of Example Lodge"),
        ),
        ("“over 250” members of Example Lodge came", ("people", 250.0, "members of Example Lodge")),
        ("21 were said to be members of Example Lodge, a club", ("people", 21.0, "members of Example Lodge")),
        (
            "Of the 261, the official said, 137 were removed under the decree that it cites",
            ("people", 137.0, "removed under the decree"),
        ),
    ],
)
def test_a_figure_of_people_says_which_people(text, expected):
    assert expected in [(f.label, f.value, f.population) for f in figures(text, Span(0, len(text)))]


def test_conduct_told_with_an_hour_or_a_number_is_an_action_though_nobody_takes_a_position(news):
    reading = news("In Marlow Parents' League v. Marlow School Board, 40 pupils were moved out at 5:25 p.m. on Friday.")
    assert reading.positions == ()
    assert [(m.label, m.since.hour) for m in reading.action.moments] == [("removal", 17)]
    assert [(f.label, f.value) for f in reading.action.figures] == [("pupils", 40)]
    assert reading.action.respondents == ()


def test_in_a_text_of_a_dispute_every_number_is_an_account_of_it(news):
    text = "In Marlow Parents' League v. Marlow School Board there are 40 desks."
    assert news(text).action is None
    assert [f.value for f in news(f"{text} It is a case about contempt.").action.figures] == [40]


def test_a_report_of_an_order_tells_of_no_action(news):
    text = "In Marlow Parents' League v. Marlow School Board an order was entered at 5:25 p.m. It covers five people."
    assert news(text).action is None


def test_a_filing_tells_of_an_action_without_a_position_and_a_scheduling_order_does_not(docket):
    told_of = "The annex was closed at 5:25 p.m. on March 14, 2024."
    assert docket(f"NOTICE by Marlow School Board. {told_of}").action.moments
    assert docket(f"ORDER setting a conference. {told_of}").action is None


def test_an_action_is_called_by_a_short_phrase_of_the_text_or_by_nothing(news):
    head = "In Marlow Parents' League v. Marlow School Board "
    assert news(f"{head}the night closures of March 3, 2024, were reported.").action.what == "night closures of March 3"
    assert news(f"{head}the unlawful closures of March 3 were reported.").action.what == "closures of March 3"
    assert news(f"{head}40 pupils were moved out on Friday.").action.what == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“over 250” members of Example Lodge came", "“over 250” members of Example Lodge"),
        ("“over 250” members came", "“over 250” members"),
        ("“We moved over 250” members, they said", "over 250"),
        ("“Over 250 members of Example Lodge came”", "Over 250 members of Example Lodge"),
    ],
)
def test_the_words_of_a_figure_have_both_marks_of_a_quotation_or_none(text, words):
    (figure,) = figures(text, Span(0, len(text)))
    assert figure.quote.text == words
    assert text[figure.quote.start : figure.quote.end] == words

"""What is odd about a source that answers: said only when it is, at the court's own clock, with no reason given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feeds.measure import Collapse, Day, Measured
from feeds.model import SourceSpec
from feeds.schedule import pace_of
from monitor.application.health import SourceHealth, silences
from monitor.application.signals import SignalKind, clerks_hours, signals
from monitor.domain.courts import court
from monitor.state.coverage import Declared

EAST, HONOLULU = ZoneInfo("America/New_York"), ZoneInfo("Pacific/Honolulu")
FRIDAY = datetime(2025, 3, 14, 16, tzinfo=EAST)
HOUR = timedelta(hours=1)


def of(
    measured: Measured,
    now: datetime,
    declared: tuple[Declared, ...] = (),
    kind="pacer-rss",
    court="dcd",
    url="https://x.example",
):
    spec = SourceSpec(id="s", kind=kind, url=url, court=court, speaker="EXAMPLE")
    return signals(spec, measured, declared, pace_of(spec, measured, now), now)


def seen(newest: datetime, most: int = 400, **more) -> Measured:
    return Measured(at=newest, newest=newest, items=10, days=(Day("2025-03-14", 20 * HOUR, most),), **more)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (FRIDAY, FRIDAY + 64 * HOUR, 1),  # to Monday 08:00: the weekend does not count
        (FRIDAY, FRIDAY + 66 * HOUR, 2.5),
        (datetime(2025, 7, 3, 12, tzinfo=EAST), datetime(2025, 7, 7, 8, 30, tzinfo=EAST), 5),  # Independence Day
        (FRIDAY, FRIDAY - HOUR, 0),
        (datetime(2025, 3, 14, 0, tzinfo=EAST), datetime(2025, 3, 15, 0, tzinfo=EAST), 8.5),
    ],
)
def test_clerks_hours(since, until, hours):
    assert clerks_hours(since, until, court("dcd")) == timedelta(hours=hours)


def test_clerks_hours_are_the_courts_own_and_of_the_last_sixty_days():
    day = datetime(2025, 3, 13, 8, 30, tzinfo=HONOLULU)
    assert clerks_hours(day, day + 8 * HOUR, court("hid")) == 8 * HOUR
    assert clerks_hours(day, day + 8 * HOUR, court("dcd")) < 4 * HOUR
    assert clerks_hours(datetime(1900, 1, 1, tzinfo=UTC), day, court("dcd")) < timedelta(hours=60 * 8.5)


def test_a_busy_feed_without_an_entry_of_a_court_day_stands_still():
    assert of(seen(FRIDAY), FRIDAY + 64 * HOUR) == ()
    found = of(seen(FRIDAY), datetime(2025, 3, 17, 15, 30, tzinfo=EAST))
    assert [(s.kind, s.since) for s in found] == [(SignalKind.STANDING_STILL, FRIDAY)]
    assert "no entry of the last 8 court hours" in found[0].text


def test_a_quiet_feed_and_one_of_opinions_alone_have_three_days():
    late = datetime(2025, 3, 18, 12, tzinfo=EAST)
    opinions = (Declared("s", "Docket entries of type: opinions", FRIDAY),)
    assert of(seen(FRIDAY, most=5), late) == ()
    assert of(seen(FRIDAY), late, opinions) == ()
    assert [s.kind for s in of(seen(FRIDAY, most=5), late + 48 * HOUR)] == [SignalKind.STANDING_STILL]


def test_a_publication_may_be_quiet_for_a_month():
    assert of(seen(FRIDAY), FRIDAY + timedelta(days=29), kind="news-feed", court=None) == ()
    found = of(seen(FRIDAY), FRIDAY + timedelta(days=31), kind="news-feed", court=None)
    assert "nothing new for 31 days" in found[0].text


def test_a_docket_feed_may_stand_still_as_its_docket_does():
    assert of(seen(FRIDAY), FRIDAY + timedelta(days=90), kind="courtlistener-feed") == ()


def test_a_collapse_and_another_declaration_are_said_with_both_sides():
    now = FRIDAY + HOUR
    declared = (
        Declared("s", "Docket entries of type: all", FRIDAY - 90 * HOUR),
        Declared("s", "Docket entries of type: order", FRIDAY),
    )
    found = of(seen(now, collapse=Collapse(FRIDAY, 400, 12)), now, declared)
    assert [s.kind for s in found] == [SignalKind.COLLAPSED, SignalKind.DECLARES_OTHERWISE]
    assert found[0].text == "showed 12 items where it had shown 400 shortly before"
    assert (
        found[1].text
        == "now says that it carries “Docket entries of type: order”; before, “Docket entries of type: all”"
    )
    assert [s.kind for s in of(seen(now), now + timedelta(days=8), declared)] == [SignalKind.STANDING_STILL]


def test_a_window_too_short_for_the_least_interval_is_said():
    short = Measured(at=FRIDAY, newest=FRIDAY, items=30, days=(Day("2025-03-14", timedelta(minutes=12), 30),))
    found = of(short, FRIDAY)
    assert [s.kind for s in found] == [SignalKind.SHORT_WINDOW]
    assert (
        found[0].text
        == "keeps an item for 12 minutes at the shortest; asked every 5 minutes, it may show what nobody sees"
    )


def test_recordings_and_sources_never_polled_are_not_odd():
    late = FRIDAY + timedelta(days=40)
    assert of(seen(FRIDAY), late, url="polls") == ()
    assert of(Measured(), late) == ()


def row(ident: str, court: str | None, now: datetime, **more) -> SourceHealth:
    empty = {"last_good_poll": now, "window_seconds": None, "next_poll": None, "failures": 0, "last_error": None}
    return SourceHealth(id=ident, kind="pacer-rss", court=court, gaps=(), items_recorded=0, **(empty | more))


def test_a_mail_says_it_of_courts_with_watched_dockets_alone():
    odd = of(seen(FRIDAY), FRIDAY + timedelta(days=9))
    rows = [
        row("ours", "dcd", FRIDAY, signals=odd),
        row("other", "mnd", FRIDAY, signals=odd),
        row("wire", None, FRIDAY, signals=odd),
    ]
    assert [(s.source, s.odd) for s in silences(rows, {"dcd"})] == [("ours", odd[0].text)]
    dead = row("dead", "dcd", FRIDAY, signals=odd, stale=True)
    assert [(s.source, s.odd) for s in silences([dead], {"dcd"})] == [("dead", None)]


def test_a_mail_claims_no_more_than_that_it_was_not_shown():
    from monitor.present.digest import DigestContent, Silence, _silence

    content = DigestContent(daily=True, stories=(), zone=EAST, as_of=FRIDAY, seq=1, why="EXAMPLE")
    said = _silence(
        Silence(source="dcd-ecf", since=FRIDAY, odd="answers, but shows no entry of the last 9 court hours"), content
    )
    assert said.head == "dcd-ecf, since 14 March 2025, 16:00 EDT."
    assert said.cells == (
        "It answers, but shows no entry of the last 9 court hours. What it did not show was not seen.",
    )

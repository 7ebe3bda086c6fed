"""How often a source is asked: never so seldom that an item can fall off unseen, never a court less often at night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from feeds.measure import Day, Measured
from feeds.model import SourceSpec, Wishes
from feeds.pace import COURT_FLOOR, JITTER, pace, put_off, wishes_of
from feeds.schedule import pace_of

NOW = datetime(2025, 3, 17, 16, 20, tzinfo=UTC)  # a Monday
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def seen(shortest: timedelta | None, *, newest: datetime = NOW, **wishes: object) -> Measured:
    days = (Day("2025-03-17", shortest, 30),) if shortest is not None else ()
    return Measured(at=NOW, days=days, newest=newest, wishes=Wishes(**wishes))


@pytest.mark.parametrize(
    ("configured", "window", "every", "why"),
    [
        (10 * MINUTE, 24 * HOUR, 10 * MINUTE, "as configured"),
        (10 * MINUTE, None, 10 * MINUTE, "as configured"),
        (HOUR, 66 * MINUTE, 20 * MINUTE, "a third of how long an item stays"),
        (MINUTE, 24 * HOUR, 5 * MINUTE, "a court is not asked more often"),
        (10 * MINUTE, 9 * MINUTE, 5 * MINUTE, "items stay shorter"),
        (2 * HOUR, None, 2 * HOUR, "as configured"),
    ],
)
def test_a_court(configured, window, every, why):
    found = pace(configured, seen(window), NOW, court=True)
    assert found.every == every
    assert why in found.why


def test_a_server_of_our_own_is_asked_as_often_as_configured():
    assert pace(timedelta(seconds=1), seen(24 * HOUR), NOW, court=True, own=True).every == timedelta(seconds=1)


def test_a_publication_that_is_idle_is_asked_half_as_often_and_a_court_never():
    old = seen(30 * 24 * HOUR, newest=NOW - timedelta(days=8))
    assert pace(15 * MINUTE, old, NOW, court=False).every == 30 * MINUTE
    assert pace(45 * MINUTE, old, NOW, court=False).every == HOUR
    assert pace(2 * HOUR, old, NOW, court=False).every == 2 * HOUR
    assert pace(15 * MINUTE, old, NOW, court=True).every == 15 * MINUTE


def test_ttl_is_honoured_up_to_what_may_not_be_missed():
    assert pace(10 * MINUTE, seen(24 * HOUR, ttl_minutes=60), NOW, court=False).every == HOUR
    assert pace(10 * MINUTE, seen(24 * HOUR, ttl_minutes=60), NOW, court=True).every == HOUR
    assert pace(10 * MINUTE, seen(66 * MINUTE, ttl_minutes=60), NOW, court=True).every == 20 * MINUTE
    assert pace(10 * MINUTE, seen(None, ttl_minutes=60), NOW, court=True).every == 10 * MINUTE
    assert pace(10 * MINUTE, seen(None, ttl_minutes=99_999), NOW, court=False).every == timedelta(days=1)


@given(
    st.timedeltas(timedelta(seconds=1), timedelta(days=2)),
    st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=400)),
    st.integers(0, 10_000),
    st.booleans(),
)
@examples(deadline=None, max_examples=200)
def test_with_jitter_it_is_never_more_than_a_third_of_the_window_nor_less_than_the_floor(
    configured, window, ttl, court
):
    found = pace(configured, seen(window, ttl_minutes=ttl), NOW, court=court)
    floor = COURT_FLOOR if court else min(COURT_FLOOR, configured)
    assert found.every >= floor
    if window is not None:
        assert found.every * (1 + JITTER) * 3 <= window + timedelta(seconds=1) or found.every == floor
    assert found.longest >= found.every


def test_a_skipped_hour_is_waited_out_in_gmt():
    wish = pace(10 * MINUTE, seen(24 * HOUR, skip_hours=(16, 17)), NOW, court=False)
    at, why = put_off(NOW + 10 * MINUTE, NOW, wish)
    assert at == datetime(2025, 3, 17, 18, tzinfo=UTC)
    assert "skipHours" in why


def test_a_skipped_day_is_not_waited_out_where_items_would_be_lost():
    monday = seen(6 * HOUR, skip_days=(0,))
    asked = pace(10 * MINUTE, monday, NOW, court=True)
    at, why = put_off(NOW + 10 * MINUTE, NOW, asked)
    assert at - NOW == asked.longest
    assert asked.longest < 2 * HOUR
    assert why == "as configured"


def test_nothing_is_put_off_that_is_not_left_out():
    asked = pace(10 * MINUTE, seen(24 * HOUR, skip_hours=(3,), skip_days=(6,)), NOW, court=True)
    assert put_off(NOW + 10 * MINUTE, NOW, asked) == (NOW + 10 * MINUTE, "as configured")


CHANNEL = b"""<channel><title>EXAMPLE</title><ttl> 60 </ttl><skipHours><hour>0</hour><hour> 23 </hour><hour>24</hour>
<hour>99</hour></skipHours><skipDays><day>Saturday</day><day>sunday</day><day>Someday</day></skipDays>"""


def test_wishes_are_read_from_the_channel():
    assert wishes_of(CHANNEL) == Wishes(ttl_minutes=60, skip_hours=(0, 23), skip_days=(5, 6))


@pytest.mark.parametrize(
    "channel",
    [
        b"<channel><ttl>soon</ttl></channel>",
        b"<channel><ttl>-5</ttl><skipHours/></channel>",
        b"<skipHours>" + b"".join(b"<hour>%d</hour>" % h for h in range(24)) + b"</skipHours>",
        b"<skipDays>"
        + b"".join(
            b"<day>%s</day>" % d
            for d in (b"Monday", b"Tuesday", b"Wednesday", b"Thursday", b"Friday", b"Saturday", b"Sunday")
        )
        + b"</skipDays>",
        b"<ttl>" + b"9" * 5000 + b"</ttl>",
    ],
)
def test_what_cannot_be_done_is_no_wish(channel):
    assert wishes_of(channel) == Wishes()


def test_an_items_own_words_are_no_wish_of_the_channel(feed, item, poll):
    body = feed([item(2).replace("</item>", "<ttl>999</ttl></item>"), item(1)])
    assert poll(body).wishes == Wishes()
    assert poll(body.replace(b"</channel>", b"<ttl>30</ttl></channel>")).wishes == Wishes(ttl_minutes=30)


@pytest.mark.parametrize(
    ("kind", "url", "own", "every"),
    [
        ("pacer-rss", "https://ecf.example.org/feed", (), 5 * MINUTE),
        ("courtlistener-feed", "https://cl.example.org/feed", (), 5 * MINUTE),
        ("pacer-rss", "http://127.0.0.1:8080/feed", ("127.0.0.1:8080",), MINUTE),
        ("pacer-rss", "http://127.0.0.1:8081/feed", ("127.0.0.1:8080",), 5 * MINUTE),
        ("nef-mail", "imaps://desk@mail.example.org/INBOX", (), MINUTE),
        ("news-feed", "https://news.example.org/feed", (), MINUTE),
    ],
)
def test_distance_is_owed_to_a_court_and_not_to_ones_own_servers(kind, url, own, every):
    spec = SourceSpec(id="s", kind=kind, url=url, court="dcd", every_seconds=60)
    assert pace_of(spec, Measured(), NOW, own).every == every

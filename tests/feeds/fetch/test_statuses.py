from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.outcomes import RetryScope
from feeds.fetch.statuses import FURTHEST, retry_after

NOW = datetime(2025, 3, 15, 18, 45, tzinfo=UTC)
MOMENTS = st.integers(946684800, 2524608000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("0", NOW),
        (" 120 ", NOW + timedelta(seconds=120)),
        ("Sat, 15 Mar 2025 19:00:00 GMT", NOW + timedelta(minutes=15)),
        ("Saturday, 15-Mar-25 19:00:00 GMT", NOW + timedelta(minutes=15)),
        ("Sat, 15 Mar 2025 15:00:00 -0400", NOW + timedelta(minutes=15)),
        ("Sat, 15 Mar 2025 18:00:00 GMT", NOW),
        ("99999999999999999999", NOW + FURTHEST),
        ("Fri, 31 Dec 9999 23:59:59 GMT", NOW + FURTHEST),
    ],
)
def test_seconds_and_dates(value, at):
    wish = retry_after(503, value, "court.test", NOW)
    assert wish is not None
    assert (wish.at, wish.scope, wish.host) == (at, RetryScope.FEED, "court.test")


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        " ",
        "soon",
        "-5",
        "1.5",
        "١٢",
        "Sat, 99 Mar 2025 19:00:00 GMT",
        "0 JAN 0 0:3000000000",
        "31 Dec 9999 23:59:59 -2300",
    ],
)
def test_what_is_no_time_is_no_wish(value):
    assert retry_after(429, value, "court.test", NOW) is None


@settings(deadline=None, max_examples=100)
@given(MOMENTS, MOMENTS)
def test_a_date_is_that_date_within_a_year_and_never_past(now, then):
    wish = retry_after(429, format_datetime(then, usegmt=True), "h", now)
    assert wish is not None
    assert wish.at == min(max(then, now), now + FURTHEST)
    assert wish.scope is RetryScope.HOST


DATES = st.builds(
    "{}, {} {} {} {}:{}:{} {}".format,
    st.sampled_from(["Sat", ""]),
    st.integers(0, 99),
    st.sampled_from(["Jan", "Feb", "Dec", "May"]),
    st.integers(0, 10**6),
    *[st.integers(0, 61) | st.integers(0, 10**11)] * 3,
    st.sampled_from(["GMT", "-0000", "+2359", "-9999", "", "PST"]),
)


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(max_codepoint=255)) | DATES)
def test_no_text_breaks_it(value):
    wish = retry_after(503, value, "h", NOW)
    assert wish is None or NOW <= wish.at <= NOW + FURTHEST

"""A date is read with its zone, by the court's clock; without one it is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.times import court_zone, local, moment
from monitor.errors import InputError


@pytest.mark.parametrize(
    ("court", "text", "utc"),
    [
        ("akd", "Wed, 01 Jan 2025 09:15:00 AKST", "2025-01-01T18:15"),
        ("akd", "Tue, 01 Jul 2025 09:15:00 AKDT", "2025-07-01T17:15"),
        ("hid", "Tue, 01 Jul 2025 09:15:00 HST", "2025-07-01T19:15"),
        ("gud", "Tue, 01 Jul 2025 09:15:00 ChST", "2025-06-30T23:15"),
        ("nmid", "Tue, 01 Jul 2025 09:15:00 CHST", "2025-06-30T23:15"),
        ("azd", "Tue, 01 Jul 2025 09:15:00 MST", "2025-07-01T16:15"),
        ("prd", "Tue, 01 Jul 2025 09:15:00 AST", "2025-07-01T13:15"),
        ("ca10", "Fri, 03 Feb 2023 10:58:42 MST", "2023-02-03T17:58"),
        ("dcd", "Sat, 15 Mar 2025 23:25:31 GMT", "2025-03-15T23:25"),
        ("dcd", "Sat, 15 Mar 2025 19:25:31 -0400", "2025-03-15T23:25"),
        ("dcd", "15 Mar 2025 19:25:31 -0400", "2025-03-15T23:25"),
        ("dcd", "2025-03-15T19:25:31-04:00", "2025-03-15T23:25"),
        ("dcd", "2025-03-15T23:25:31Z", "2025-03-15T23:25"),
        ("dcd", "Sun, 02 Nov 2025 01:30:00 EDT", "2025-11-02T05:30"),
        ("dcd", "Sun, 02 Nov 2025 01:30:00 EST", "2025-11-02T06:30"),
        (None, "Tue, 01 Jul 2025 09:15:00 HDT", "2025-07-01T18:15"),
        (None, "Tue, 01 Jul 2025 09:15:00 PDT", "2025-07-01T16:15"),
        (None, "Tue, 01 Jul 2025 09:15:00 HST", "2025-07-01T19:15"),
        (None, "Tue, 01 Jul 2025 09:15:00 AKST", "2025-07-01T18:15"),
        (None, "Tue, 01 Jul 2025 09:15:00 ChST", "2025-06-30T23:15"),
        (None, "Tue, 01 Jul 2025 09:15:00 -0000", "2025-07-01T09:15"),
    ],
)
def test_zones(court, text, utc):
    found = moment(text, court_zone(court))
    assert f"{found.astimezone(UTC):%Y-%m-%dT%H:%M}" == utc
    assert court is None or found.tzinfo is court_zone(court)


def test_a_local_name_is_read_by_the_courts_own_clock():
    """SST is American Samoa's there, and nobody's elsewhere: never UTC."""
    wall = datetime(2025, 7, 1, 9, 15)  # noqa: DTZ001
    assert local(wall, "SST", ZoneInfo("Pacific/Pago_Pago")).astimezone(UTC).hour == 20
    with pytest.raises(InputError, match="not read as UTC"):
        local(wall, "SST", court_zone("dcd"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "Sat, 15 Mar 2025 19:25:31",
        "Sat, 15 Mar 2025",
        "15 Mar 2025 19:25",
        "2025-03-15T19:25:31",
        "2025-03-15",
        "Sat, 15 Mar 2025 19:25:31 XST",
        "Sat, 31 Feb 2025 19:25:31 GMT",
        "2025-02-31T19:25:31Z",
        "Sat, 15 Mar 2025 25:25:31 GMT",
        "Sat, 15 Mar 2025 19:25:31 +9900",
        "0001-01-01T00:00:00+23:00",
    ],
)
def test_what_cannot_be_placed_is_refused(text):
    with pytest.raises(InputError):
        moment(text, court_zone("dcd"))


@given(st.text(max_size=60))
def test_no_text_makes_it_raise_anything_else(text):
    with suppress(InputError):
        assert moment(text, court_zone("dcd")).tzinfo is not None


def test_an_unknown_court_has_no_clock():
    assert court_zone("nowhere") is None is court_zone(None)

"""The table of courts and their feeds: complete, and honest about what is not known."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from feeds.court_feeds import Known, court_feeds, feed_of
from feeds.kinds import KINDS
from monitor.domain.courts import COURTS

SPECIAL_HOSTS = {"arb": "azb", "nebraskab": "neb", "uscfc": "cofc"}


def test_every_court_has_one_row_and_no_row_is_of_another_court():
    assert list(court_feeds()) == list(COURTS)
    assert len(COURTS) == 205
    assert sum(c.level == "district" for c in COURTS.values()) == 94
    assert sum(c.level == "bankruptcy" for c in COURTS.values()) == 94
    assert sum(c.level == "appellate" for c in COURTS.values()) == 13


@pytest.mark.parametrize("feed", court_feeds().values(), ids=lambda f: f.court)
def test_an_address_is_the_courts_own_host_and_an_unknown_one_is_empty(feed):
    if feed.known in {Known.NONE, Known.UNKNOWN}:
        assert feed.url == ""
        return
    host = SPECIAL_HOSTS.get(feed.court, feed.court)
    assert re.fullmatch(rf"https://ecf\.{host}\.uscourts\.gov/[\w./?=-]+", feed.url)
    assert ("TransportRoom" in feed.url) is (COURTS[feed.court].level == "appellate")


@pytest.mark.parametrize("feed", court_feeds().values(), ids=lambda f: f.court)
def test_a_report_has_its_year_and_a_mere_form_has_none(feed):
    assert (feed.year is None) is (feed.known in {Known.FORM, Known.UNKNOWN})
    assert feed.year is None or 2010 < feed.year <= 2026


def test_only_seven_courts_of_appeals_have_a_feed():
    known = {c for c, feed in court_feeds().items() if feed.url and COURTS[c].level == "appellate"}
    assert known == {"ca2", "ca4", "ca6", "ca10", "ca11", "cadc", "cafc"}


def test_one_off_addresses():
    assert feed_of("nyed").endswith("/cgi-bin/readyDockets.pl")
    assert feed_of("ared").endswith("/cgi-bin/rss_outside4.pl")
    assert feed_of("DCD") == "https://ecf.dcd.uscourts.gov/cgi-bin/rss_outside.pl"
    assert feed_of("ca9") is None
    assert feed_of("no-court") is None
    assert feed_of(None) is None


@pytest.mark.parametrize(
    ("court", "winter", "summer"),
    [
        ("azd", -7, -7), ("arb", -7, -7), ("hid", -10, -10), ("hib", -10, -10), ("akd", -9, -8), ("akb", -9, -8),
        ("gud", 10, 10), ("gub", 10, 10), ("nmid", 10, 10), ("prd", -4, -4), ("vid", -4, -4), ("innd", -5, -4),
        ("insb", -5, -4), ("kywd", -5, -4), ("tned", -5, -4), ("tnwb", -6, -5), ("idd", -7, -6), ("flnd", -5, -4),
        ("ndb", -6, -5), ("nebraskab", -6, -5), ("uscfc", -5, -4), ("jpml", -5, -4),
    ],
)  # fmt: skip
def test_clocks(court, winter, summer):
    zone = COURTS[court].zone
    offsets = [datetime(2026, month, 15, 12, tzinfo=zone).utcoffset().total_seconds() / 3600 for month in (1, 7)]
    assert offsets == [winter, summer]


def test_a_bankruptcy_court_keeps_its_districts_clock_and_state():
    for court in COURTS.values():
        if court.level == "bankruptcy":
            district = COURTS[{"arb": "azd", "nebraskab": "ned"}.get(court.id, court.id[:-1] + "d")]
            assert (court.zone, court.state, court.cite) == (district.zone, district.state, f"Bankr. {district.cite}")


def test_only_a_courts_own_feed_is_found_by_the_court_alone():
    assert {name for name, kind in KINDS.items() if kind.address_of("dcd")} == {"pacer-rss"}

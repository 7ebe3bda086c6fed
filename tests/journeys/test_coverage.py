"""The bundled recordings: what may be said of our looking, then and now, and what the command line says of it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import msgspec
import pytest

from monitor.application.coverage import UNSEEN, Period
from monitor.domain.events import CoverageDeclared
from monitor.domain.polled import CoverageExtended
from monitor.domain.vocabulary import DeadlineStatus
from tests.journeys.conftest import at

MATTER = "dcd/25-cv-766"


def sources(coverage):
    return {source.source: source for source in coverage.sources}


def dockets(coverage):
    return {docket.docket: docket for docket in coverage.dockets}


def test_as_of_a_moment_nothing_is_claimed_that_was_not_on_record_by_then(jgg):
    for moment in ("03-15 20:00", "03-17 12:00", "04-01 12:00"):
        coverage = jgg.app.coverage(MATTER, as_of=at(moment))
        assert coverage.until <= at(moment)
        assert all(s.until <= at(moment) and s.last_good_poll is None for s in coverage.sources)


def test_from_the_first_poll_to_the_last_and_the_gap_between(jgg):
    coverage = jgg.app.coverage(MATTER)
    feed = sources(coverage)["dcd-ecf"]
    assert (feed.since, feed.court, feed.shows_filings) == (at("03-14 18:05"), "dcd", True)
    assert [(g.since, g.until) for g in feed.gaps] == [(at("03-15 22:10"), at("03-16 06:30"))]
    assert dockets(coverage)[MATTER].unseen[0].since == at("03-15 22:10")
    assert feed.since.tzinfo.key == "America/New_York"


def test_every_recorded_poll_of_a_feed_is_counted(jgg):
    feed = sources(jgg.app.coverage(MATTER))["dcd-ecf"]
    told = [e.event for e in jgg.app.ledger.entries() if isinstance(e.event, CoverageExtended)]
    mine = [e for e in told if e.source == "dcd-ecf"]
    assert feed.polls == 1 + sum(e.polls - 1 for e in mine[1:])
    assert all(b.since == a.until for a, b in pairwise(mine))
    assert all(pause.until - pause.since > timedelta(minutes=90) for e in mine for pause in e.pauses)


def test_a_court_of_appeals_shows_no_filings_and_the_supreme_court_nothing(jgg):
    coverage = jgg.app.coverage(MATTER)
    assert sources(coverage)["cadc-ecf"].shows_filings is False
    assert coverage.uncovered == ("scotus/24a931",)


def test_the_order_carries_the_coverage_of_its_matter(jgg):
    order = next(o for o in jgg.orders("04-18 22:00") if o.type == "tro")
    whole = jgg.app.order(order.id, as_of=at("04-18 22:00")).coverage
    assert whole == jgg.app.coverage(MATTER, as_of=at("04-18 22:00"))
    assert whole.first_sight.entries > 40
    assert whole.since == at("03-14 18:05")


def test_a_period_before_and_after_our_looking(jgg):
    coverage = jgg.app.coverage(MATTER, Period(at("03-01 00:00"), at("05-01 00:00")))
    unseen = dockets(coverage)[MATTER].unseen
    assert (unseen[0].since, unseen[0].until) == (at("03-01 00:00"), at("03-14 18:05"))
    assert unseen[-1].until == at("05-01 00:00")


def test_rebuilt_views_say_the_same(jgg):
    before = jgg.app.coverage(MATTER)
    jgg.app.rebuild()
    assert jgg.app.coverage(MATTER) == before


def test_the_log_stays_small(jgg):
    events = [e.event for e in jgg.app.ledger.entries()]
    first, last = (f(e.polled_at for e in events if isinstance(e, CoverageDeclared)) for f in (min, max))
    for source in {e.source for e in events if isinstance(e, CoverageExtended)}:
        told = [e for e in events if isinstance(e, CoverageExtended) and e.source == source]
        days = (max(e.until for e in told) - min(first, last, told[0].since)) / timedelta(days=1)
        assert len(told) <= days + 2, source


@pytest.mark.parametrize("words", [("violat",), ("complete coverage", "all entries", "nothing was missed")])
def test_the_words_claim_no_more_than_was_seen(jgg, words):
    from rich.console import Console

    from monitor.cli.coverage_table import coverage_table

    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    coverage = jgg.app.coverage(MATTER, Period(None, at("05-01 00:00")))
    console.print(coverage_table(coverage, MATTER, at("03-15 12:00").tzinfo, as_of=at("05-01 00:00")))
    console.file.close()
    text = " ".join(console.export_text().split())
    assert not any(word in text for word in words)
    for phrase in ("No source shows scotus/24a931", "on record", "(poll memory)", "What this cannot say"):
        assert phrase in text


def test_where_no_filing_was_seen_it_is_said_that_the_docket_was_not_looked_at_all_the_time(jgg):
    """The feed's gap lies between the orders of 15 March and the order to show cause of 20 March."""
    when = at("04-18 22:00")
    early, late = (next(o for o in jgg.orders("04-18 22:00") if o.type == kind) for kind in ("tro", "show_cause"))
    date = next(d for d in late.deadlines if d.docket == MATTER)

    def note(order, status):
        given = msgspec.structs.replace(date, status=status, note=None)
        (shown,) = jgg.app.with_coverage([msgspec.structs.replace(order, deadlines=(given,))], when)
        return shown.deadlines[0].note

    assert note(early, DeadlineStatus.NO_FILING_OBSERVED) == UNSEEN
    assert note(late, DeadlineStatus.NO_FILING_OBSERVED) is None
    assert note(early, DeadlineStatus.FILED) is None

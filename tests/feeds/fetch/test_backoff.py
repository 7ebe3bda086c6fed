from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.backoff import DAY, HOUR, PollHealth, after_poll, due, holds_after, next_poll
from feeds.fetch.moves import Move, moving
from feeds.fetch.outcomes import Failed, FailureKind, Fetched, NotModified, Refused, RetryAfter, RetryScope, Validators
from feeds.model import SourceSpec

NOW = datetime(2025, 3, 15, 18, 45, tzinfo=UTC)
URL = "https://court.test/feed"
GOOD = Fetched(source="s", asked=URL, url=URL, status=200, headers={}, body=b"", validators=Validators(url=URL))
SAME = NotModified(source="s", url=URL, validators=Validators(url=URL))
REFUSED = Refused(source="s", reason="s: refused")
MINUTES = timedelta(minutes=1)


def spec(seconds=600):
    return SourceSpec(id="s", kind="pacer-rss", url=URL, every_seconds=seconds)


def failed(kind=FailureKind.TIMEOUT, wish=None):
    return Failed(source="s", kind=kind, reason=f"s: {kind}", retry_after=wish)


def wish(at, scope=RetryScope.FEED, host="court.test"):
    return RetryAfter(at=at, scope=scope, host=host)


WISHES = st.none() | st.builds(
    wish, st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda wait: NOW + wait), st.sampled_from(RetryScope)
)
OUTCOMES = st.sampled_from([GOOD, SAME, REFUSED]) | st.builds(failed, st.sampled_from(FailureKind), WISHES)
SPECS = st.builds(spec, st.integers(-5, 10 * 86400))
HEALTHS = st.builds(PollHealth, failures=st.integers(0, 10**6))
JITTERS = st.floats(0, 1)


@settings(deadline=None, max_examples=200)
@given(HEALTHS, SPECS, OUTCOMES, JITTERS)
def test_never_at_once_never_too_early_never_beyond_the_cap(health, source, outcome, jitter):
    at, why = next_poll(health, NOW, source, outcome, jitter)
    interval = timedelta(seconds=max(source.every_seconds, 1))
    furthest = max(DAY, interval)
    assert NOW + interval <= at <= NOW + furthest
    if isinstance(outcome, Failed) and outcome.retry_after is not None:
        assert at >= min(outcome.retry_after.at, NOW + furthest)
    assert why


@settings(deadline=None, max_examples=100)
@given(SPECS, st.sampled_from(FailureKind), JITTERS, st.integers(0, 100))
def test_more_failures_never_mean_sooner(source, kind, jitter, failures):
    waits = [next_poll(PollHealth(failures=n), NOW, source, failed(kind), jitter)[0] for n in (failures, failures + 1)]
    assert waits[0] <= waits[1]


@settings(deadline=None, max_examples=100)
@given(HEALTHS, SPECS, OUTCOMES, JITTERS, JITTERS)
def test_chance_spreads_by_a_tenth_of_the_interval_at_most(health, source, outcome, one, other):
    apart = abs(next_poll(health, NOW, source, outcome, one)[0] - next_poll(health, NOW, source, outcome, other)[0])
    assert apart <= timedelta(seconds=max(source.every_seconds, 1)) / 10 + timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("kind", "minutes"),
    [
        (FailureKind.TIMEOUT, [10, 20, 40, 60, 60]),
        (FailureKind.SERVER_ERROR, [10, 20, 40, 60, 60]),
        (FailureKind.NOT_FOUND, [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]),
        (FailureKind.UNREADABLE, [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]),
        (FailureKind.GONE, [1440, 1440]),
    ],
)
def test_how_waits_grow(kind, minutes):
    waits = [next_poll(PollHealth(failures=n), NOW, spec(), failed(kind), 0)[0] - NOW for n in range(len(minutes))]
    assert waits == [n * MINUTES for n in minutes]


@pytest.mark.parametrize(("outcome", "ceiling"), [(failed(), HOUR), (REFUSED, DAY)])
def test_a_source_asked_rarely_keeps_its_interval(outcome, ceiling):
    interval = 2 * ceiling
    at, _ = next_poll(PollHealth(failures=50), NOW, spec(int(interval.total_seconds())), outcome, 0)
    assert at == NOW + interval


def test_chance_only_ever_adds():
    assert next_poll(PollHealth(), NOW, spec(), GOOD, 0)[0] == NOW + 10 * MINUTES
    assert next_poll(PollHealth(), NOW, spec(), GOOD, 1)[0] == NOW + 11 * MINUTES


def test_each_plan_says_why():
    def why(outcome, failures=0):
        return next_poll(PollHealth(failures=failures), NOW, spec(), outcome, 0)[1]

    assert why(SAME) == "as configured"
    assert why(failed()) == "after 1 failure in a row"
    assert why(REFUSED, 2) == "after 3 failures in a row"
    assert why(failed(FailureKind.GONE)) == "gone (410): still tried once a day"
    assert why(failed(FailureKind.UNAVAILABLE, wish(NOW + HOUR))) == "the server asked us to wait"
    assert why(failed(FailureKind.UNAVAILABLE, wish(NOW + MINUTES))) == "after 1 failure in a row"


def test_health_counts_failures_in_a_row_and_forgets_them_after_a_good_poll():
    health = after_poll(PollHealth(), NOW, spec(), failed(), 0)
    health = after_poll(health, NOW + HOUR, spec(), REFUSED, 0)
    assert (health.failures, health.last_good, health.last_error) == (2, None, "s: refused")
    assert (health.polled_at, health.next_poll) == (NOW + HOUR, NOW + HOUR + 20 * MINUTES)
    for good in (GOOD, SAME):
        after = after_poll(health, NOW + 2 * HOUR, spec(), good, 0)
        assert (after.failures, after.last_good, after.last_error) == (0, NOW + 2 * HOUR, "")
        assert after.next_poll == NOW + 2 * HOUR + 10 * MINUTES
    again = after_poll(after, NOW + 3 * HOUR, spec(), failed(), 0)
    assert (again.failures, again.last_good) == (1, NOW + 2 * HOUR)


def test_health_survives_storage():
    health = after_poll(PollHealth(), NOW, spec(), msgspec.structs.replace(GOOD, moved_to=URL), 0.5)
    assert msgspec.json.decode(msgspec.json.encode(health), type=PollHealth) == health


def test_due():
    assert due(PollHealth(), NOW)
    health = after_poll(PollHealth(), NOW, spec(), GOOD, 0)
    assert not due(health, NOW)
    assert not due(health, NOW + 10 * MINUTES - timedelta(microseconds=1))
    assert due(health, NOW + 10 * MINUTES)
    assert not due(health, NOW + 10 * MINUTES, held_until=NOW + 11 * MINUTES)
    assert due(health, NOW + 11 * MINUTES, held_until=NOW + 11 * MINUTES)


@pytest.mark.parametrize("jump", [HOUR, DAY])
def test_a_clock_set_back_keeps_nobody_waiting(jump):
    health = after_poll(PollHealth(), NOW, spec(), GOOD, 0)
    assert due(health, NOW - jump)


def test_a_429_holds_its_host_a_503_holds_none():
    until = NOW + HOUR
    assert holds_after({}, failed(FailureKind.THROTTLED, wish(until, RetryScope.HOST)), NOW) == {"court.test": until}
    for other in (failed(FailureKind.UNAVAILABLE, wish(until)), failed(FailureKind.THROTTLED), GOOD, REFUSED):
        assert holds_after({}, other, NOW) == {}


def test_holds_are_never_shortened_end_by_themselves_and_last_a_day_at_most():
    def throttled(at):
        return failed(FailureKind.THROTTLED, wish(at, RetryScope.HOST))

    holds = holds_after({"other.test": NOW + MINUTES}, throttled(NOW + HOUR), NOW)
    assert holds == {"other.test": NOW + MINUTES, "court.test": NOW + HOUR}
    assert holds_after(holds, throttled(NOW + MINUTES), NOW)["court.test"] == NOW + HOUR
    assert holds_after(holds, GOOD, NOW + MINUTES) == {"court.test": NOW + HOUR}
    assert holds_after({}, throttled(NOW + 30 * DAY), NOW) == {"court.test": NOW + DAY}
    assert holds_after({"court.test": NOW + HOUR}, GOOD, NOW - 2 * DAY) == {}  # the clock was set back


def test_a_move_is_confirmed_by_three_polls_in_a_row():
    there = msgspec.structs.replace(SAME, moved_to="https://new.test/feed")
    seen = None
    for confirmed in (False, False, True):
        seen = moving(seen, there)
        assert seen is not None
        assert (seen.to, seen.confirmed) == ("https://new.test/feed", confirmed)
    assert moving(seen, failed()) == seen
    assert moving(seen, REFUSED) == seen
    assert moving(seen, GOOD) is None
    elsewhere = msgspec.structs.replace(GOOD, moved_to="https://newer.test/feed")
    assert moving(seen, elsewhere) == Move(to="https://newer.test/feed", polls=1)

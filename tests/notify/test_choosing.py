from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.vocabulary import Occasion
from monitor.state.change import Change, ChangeKind
from notify.digest import (
    ChangeRow,
    Schedule,
    Subscription,
    daily,
    daily_due,
    immediate_due,
    period_end,
    row_of,
    why_words,
)

ZONE = ZoneInfo("America/New_York")
START = datetime(2031, 5, 1, 12, tzinfo=UTC)
AT_ONCE = Subscription(pseudonym="s1", schedule=Schedule.IMMEDIATE, follows=(), since=0)
ONCE_A_DAY = msgspec.structs.replace(AT_ONCE, schedule=Schedule.DAILY)


def row(key="k1", **more):
    fields = {
        "key": key,
        "matter": "med/31-cv-417",
        "order": "o1",
        "action": "a1",
        "kind": ChangeKind.CONTESTED,
        "seq": 7,
        "occasion": Occasion.LIVE,
        "recorded_at": START + timedelta(hours=1),
        **more,
    }
    return ChangeRow(**fields)


def keys(parcels):
    return [[change.key for change in parcel.changes] for parcel in parcels]


@pytest.mark.parametrize("occasion", Occasion)
def test_only_what_came_in_live_goes_out_at_once(occasion):
    assert bool(immediate_due(AT_ONCE, [row(occasion=occasion)], ())) is (occasion is Occasion.LIVE)


@pytest.mark.parametrize("kind", ChangeKind)
def test_disputes_and_findings_go_at_once_and_the_rest_once_a_day(kind):
    at_once = immediate_due(AT_ONCE, [row(kind=kind)], ())
    assert bool(at_once) is kind.immediate
    told = {change.key for parcel in at_once for change in parcel.changes}
    later = daily(AT_ONCE, [row(kind=kind)], told, "2031-05-02", START + timedelta(days=1))
    assert bool(later) is not kind.immediate


def test_an_alert_is_about_one_action_and_named_by_its_first_change():
    rows = [
        row("k3", seq=9),
        row("k2", action="a2", seq=8),
        row("k1", seq=7),
        row("k4", action=None, kind=ChangeKind.FINDING, seq=9),
    ]
    parcels = immediate_due(AT_ONCE, rows, ())
    assert keys(parcels) == [["k1", "k3"], ["k2"], ["k4"]]
    assert [(p.period, p.pseudonym, p.schedule) for p in parcels] == [
        (k, "s1", Schedule.IMMEDIATE) for k in ("k1", "k2", "k4")
    ]


def test_who_wants_one_mail_a_day_gets_no_alert():
    assert immediate_due(ONCE_A_DAY, [row()], ()) == []


def test_only_the_matters_followed_are_told():
    follows = msgspec.structs.replace(AT_ONCE, follows=("mdd/1",))
    rows = [row("k1"), row("k2", matter="mdd/1")]
    assert keys(immediate_due(follows, rows, ())) == [["k2"]]
    assert keys(immediate_due(AT_ONCE, rows, ())) == [["k1"], ["k2"]]


def test_nothing_of_an_event_before_the_subscription_is_told_whatever_the_clock_said():
    joined = msgspec.structs.replace(AT_ONCE, since=7)
    assert immediate_due(joined, [row(seq=7, recorded_at=START + timedelta(days=9))], ()) == []
    assert keys(immediate_due(joined, [row(seq=8, recorded_at=START - timedelta(days=9))], ())) == [["k1"]]


def test_a_change_without_an_order_has_no_mail_to_stand_in():
    assert immediate_due(AT_ONCE, [row(order=None)], ()) == []


@pytest.mark.parametrize(
    ("occasion", "tells"), [("live", True), ("reread", True), ("baseline", False), ("backfill", False)]
)
def test_the_days_digest_tells_what_came_in_and_what_was_read_anew(occasion, tells):
    made = daily(ONCE_A_DAY, [row(occasion=Occasion(occasion))], (), "2031-05-02", START + timedelta(days=1))
    assert (made is not None) is tells


def test_a_quiet_day_has_no_mail():
    assert daily(ONCE_A_DAY, [], (), "2031-05-02", START + timedelta(days=1)) is None
    assert daily(ONCE_A_DAY, [row()], {"k1"}, "2031-05-02", START + timedelta(days=1)) is None


def test_what_is_recorded_after_the_days_close_waits_for_the_next():
    closes = period_end("2031-05-02", ZONE, time(7))
    late = row("late", recorded_at=closes + timedelta(seconds=1))
    on_time = row("on-time", recorded_at=closes)
    made = daily(ONCE_A_DAY, [late, on_time], (), "2031-05-02", closes)
    assert [change.key for change in made.changes] == ["on-time"]


@given(
    st.lists(
        st.builds(
            row,
            st.sampled_from("abcdef"),
            seq=st.integers(1, 9),
            kind=st.sampled_from(list(ChangeKind)),
            action=st.sampled_from(["a1", "a2", None]),
        ),
        max_size=12,
    ),
    st.lists(st.integers(0, 12), max_size=4),
)
@settings(deadline=None)
def test_each_change_is_told_once_however_often_we_look(rows, cuts):
    """Alerts as the log grows, then the digest: no key twice, none that may be told left out."""
    rows = list({r.key: r for r in rows}.values())
    told = []
    for cut in [*sorted(cuts), len(rows)]:
        for parcel in immediate_due(AT_ONCE, rows[:cut], told):
            told += [change.key for change in parcel.changes]
    parcel = daily(AT_ONCE, rows, told, "2031-05-02", START + timedelta(days=1))
    told += [change.key for change in parcel.changes] if parcel else []
    assert sorted(told) == sorted(r.key for r in rows)


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        ("2031-05-12T06:59", "2031-05-11", None),
        ("2031-05-12T07:00", "2031-05-11", "2031-05-12"),
        ("2031-05-12T07:00", "2031-05-12", None),
        ("2031-05-12T23:59", "2031-05-11", "2031-05-12"),
        ("2031-05-12T06:00", "2031-05-09", "2031-05-11"),
        ("2031-05-12T06:00", None, None),
        ("2031-05-12T08:00", None, "2031-05-12"),
    ],
)
def test_a_digest_is_due_once_a_day_from_its_hour_on(now, last, due):
    assert daily_due(local(now), ZONE, time(7), last) == due


@pytest.mark.parametrize(
    ("hour", "before", "after"),
    [
        (2, "2031-03-09T06:59+00:00", "2031-03-09T07:00+00:00"),  # 02:00 does not exist on this day: due at 03:00 EDT
        (1, "2031-11-02T04:59+00:00", "2031-11-02T05:00+00:00"),  # 01:00 comes twice: due at the first
    ],
)
def test_a_clock_change_neither_skips_a_digest_nor_doubles_it(hour, before, after):
    day = after[:10]
    yesterday = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    assert daily_due(datetime.fromisoformat(before), ZONE, time(hour), yesterday) is None
    assert daily_due(datetime.fromisoformat(after), ZONE, time(hour), yesterday) == day
    assert daily_due(datetime.fromisoformat(after) + timedelta(hours=1), ZONE, time(hour), day) is None


@given(st.lists(st.integers(0, 60 * 24 * 20), min_size=1, max_size=60).map(sorted), st.integers(0, 23))
@settings(deadline=None)
def test_however_it_ticks_no_day_comes_twice_and_none_early(minutes, hour):
    last, periods = None, []
    for minute in minutes:
        now = datetime(2031, 3, 1, tzinfo=UTC) + timedelta(minutes=minute)
        if due := daily_due(now, ZONE, time(hour), last):
            assert now >= period_end(due, ZONE, time(hour))
            last = due
            periods.append(due)
    assert periods == sorted(set(periods))


def test_a_row_is_the_change_with_its_occasion():
    change = Change(
        key="k",
        matter="m",
        order="o",
        action=None,
        kind=ChangeKind.FINDING,
        before=None,
        after="x",
        item="i",
        seq=3,
        said_at=None,
    )
    made = row_of(change, occasion=Occasion.LIVE, recorded_at=START)
    assert (made.key, made.kind, made.item, made.occasion, made.recorded_at) == (
        "k",
        ChangeKind.FINDING,
        "i",
        Occasion.LIVE,
        START,
    )


@pytest.mark.parametrize(
    ("schedule", "follows", "words"),
    [
        (Schedule.DAILY, (), "You get this because you follow every matter watched here: once a day at 07:00."),
        (Schedule.DAILY, ("m1",), "You get this because you follow Millpond Tenants v. Tolland: once a day at 07:00."),
        (
            Schedule.IMMEDIATE,
            ("m9",),
            "You get this because you follow m9: disputes and findings at once, everything else once a day at 07:00.",
        ),
        (
            Schedule.DAILY,
            ("m1", "b", "c", "d"),
            "You get this because you follow Millpond Tenants v. Tolland, b, 2 other matters: once a day at 07:00.",
        ),
    ],
)
def test_a_reader_is_told_why(schedule, follows, words):
    subscription = Subscription(pseudonym="s", schedule=schedule, follows=follows, since=0)
    assert why_words(subscription, {"m1": "Millpond Tenants v. Tolland"}, time(7)) == words

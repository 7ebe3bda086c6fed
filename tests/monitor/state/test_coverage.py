"""What may be said of our looking: from the first recorded good poll to the last, and nothing beyond. EXAMPLE sources."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.domain.vocabulary import Reach, SourceClass
from monitor.state.coverage import (
    AFTER,
    BEFORE,
    NO_OVERLAP,
    NOBODY,
    Asked,
    Declared,
    Gap,
    Look,
    Looked,
    Polled,
    coverage_of,
)
from monitor.state.first_sight import Sight
from monitor.state.spans import clipped, joined, without

DAY = datetime(2026, 3, 2, tzinfo=UTC)
DOCKET, APPEAL = "mnd/26-cv-101", "ca8/26-1001"


def h(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def look(since, until, *, seq=10, source="mnd-ecf", court="mnd", reach=Reach.COURT, polls=6, pauses=(), **more):
    kind = SourceClass.NEWS if reach is Reach.PUBLICATIONS else SourceClass.DOCKET
    return Look(
        seq=seq + int(until * 10),
        source=source,
        source_class=more.pop("source_class", kind),
        reach=reach,
        court=None if reach is Reach.PUBLICATIONS else court,
        since=h(since),
        until=h(until),
        polls=polls,
        pauses=tuple((h(s), h(u)) for s, u in pauses),
        **more,
    )


def gap(since, until, source="mnd-ecf", court="mnd"):
    return Gap(source, court, h(since), h(until))


def looked(*looks, gaps=(), declared=("Docket entries of type: all",)):
    sources = dict.fromkeys(one.source for one in looks)
    told = tuple(Declared(source, words, h(0)) for source in sources for words in declared)
    return Looked(looks=looks, gaps=tuple(gaps), declared=told)


def seen(hour, number=None, *, entered=None, filed=None, source="mnd-ecf", docket=DOCKET, live=True, item="e"):
    return Sight(
        source=source,
        item=f"{item}{number}",
        seen_at=h(hour),
        live=live,
        docket=docket,
        entry_number=number,
        entered_at=None if entered is None else h(entered),
        filed_at=None if filed is None else h(filed),
    )


def ask(*dockets, **more):
    return Asked(dockets=dockets or (DOCKET,), **more)


def spans(stretches):
    return [(s.since, s.until, s.why) for s in stretches]


def test_looked_at_from_the_first_good_poll_on_record_to_the_last():
    found = coverage_of(ask(), looked(look(0, 0, polls=1), look(0, 24), look(24, 30)), ())
    assert (found.since, found.until) == (h(0), h(30))
    (source,) = found.sources
    assert (source.since, source.until, source.polls) == (h(0), h(30), 1 + 5 + 5)
    assert found.dockets[0].unseen == ()


def test_an_item_shows_that_its_source_was_polled_when_it_was_seen():
    found = coverage_of(ask(), looked(look(0, 0, polls=1)), [seen(7, 1)])
    assert found.until == h(7)


def test_polls_that_were_not_counted_are_not_made_up():
    found = coverage_of(ask(), looked(look(0, 0, polls=1), look(0, 24, polls=None), look(24, 48)), ())
    assert found.sources[0].polls is None


def test_a_gap_is_a_time_in_which_the_docket_went_unseen_and_a_pause_is_not():
    first, second = look(0, 0, polls=1), look(0, 24, pauses=[(2, 6), (10, 15)])
    found = coverage_of(ask(), looked(first, second, gaps=[gap(10, 15)]), ())
    assert [(g.since, g.until, g.source, g.why) for g in found.gaps] == [(h(10), h(15), "mnd-ecf", NO_OVERLAP)]
    assert spans(found.dockets[0].unseen) == [(h(10), h(15), NO_OVERLAP)]
    assert [(s.since, s.until) for s in found.sources[0].silences] == [(h(2), h(6))]


def test_a_second_feed_of_the_court_closes_the_hole_and_a_mailbox_does_not():
    own = look(0, 0, polls=1), look(0, 24)
    mail = look(0, 0, source="nef", reach=Reach.MAILBOX), look(0, 24, source="nef", reach=Reach.MAILBOX)
    other = look(0, 0, source="two", polls=1), look(0, 24, source="two")
    hole = gap(10, 15)
    delivered = coverage_of(ask(), looked(*own, *mail, gaps=[hole]), [seen(1, 1, source="nef")])
    assert delivered.dockets[0].sources == ("mnd-ecf", "nef")
    assert spans(delivered.dockets[0].unseen) == [(h(10), h(15), NO_OVERLAP)]
    assert coverage_of(ask(), looked(*own, *other, gaps=[hole]), ()).dockets[0].unseen == ()


def test_a_mailbox_shows_a_docket_from_its_first_mail_on_it_alone():
    mail = look(0, 0, source="nef", reach=Reach.MAILBOX), look(0, 24, source="nef", reach=Reach.MAILBOX)
    found = coverage_of(ask(), looked(*mail), [seen(9, 1, source="nef")])
    assert (found.since, found.until) == (h(9), h(24))
    assert coverage_of(ask(), looked(*mail), ()).uncovered == (DOCKET,)


def test_a_docket_that_no_source_shows_is_named():
    found = coverage_of(ask(DOCKET, APPEAL), looked(look(0, 24)), ())
    assert found.uncovered == (APPEAL,)
    assert found.dockets[1].since is None


def test_a_period_is_said_to_be_unseen_where_no_poll_is_on_record():
    asked = ask(DOCKET, APPEAL, since=h(-5), until=h(40))
    found = coverage_of(asked, looked(look(0, 0, polls=1), look(0, 24)), ())
    assert spans(found.dockets[0].unseen) == [(h(-5), h(0), BEFORE), (h(24), h(40), AFTER)]
    assert spans(found.dockets[1].unseen) == [(h(-5), h(40), NOBODY)]


def test_the_poll_memory_is_kept_apart_from_the_record():
    asked = ask(since=h(0), until=h(40))
    polled = {"mnd-ecf": Polled(last_good_poll=h(39), stale=False, pauses=((h(30), h(34)),))}
    found = coverage_of(asked, looked(look(0, 0, polls=1), look(0, 24)), (), polled)
    assert found.until == h(24)
    assert (found.sources[0].until, found.sources[0].last_good_poll) == (h(24), h(39))
    assert spans(found.dockets[0].unseen) == [(h(39), h(40), AFTER)]
    assert [(s.since, s.until) for s in found.sources[0].silences] == [(h(30), h(34))]


def test_what_was_looked_at_before_the_matter_was_watched_does_not_count_for_it():
    looks = look(0, 0, polls=1), look(0, 24), look(24, 30)
    found = coverage_of(ask(watched={DOCKET: looks[1].seq - 1}), looked(*looks, gaps=[gap(3, 4)]), ())
    assert (found.since, found.until, found.gaps) == (h(24), h(30), ())


def test_a_docket_added_later_is_covered_from_the_first_look_after_that():
    looks = look(0, 0, polls=1), look(0, 24), look(24, 30)
    late = DOCKET.replace("101", "102")
    found = coverage_of(ask(DOCKET, late, watched={DOCKET: 0, late: looks[1].seq}), looked(*looks), ())
    assert [(d.since, d.until) for d in found.dockets] == [(h(0), h(30)), (h(30), h(30))]


def test_a_feed_of_orders_alone_says_that_filings_do_not_show():
    orders = looked(look(0, 24), declared=("Docket entries of type: all", "Docket entries of type: orders"))
    (source,) = coverage_of(ask(), orders, ()).sources
    assert (source.declared, source.shows_filings) == ("Docket entries of type: orders", False)


def test_what_was_handed_in_was_looked_for_by_nobody():
    found = coverage_of(ask(), looked(), [seen(5, 1, source="given", live=False), seen(8, 2, source="given")])
    assert (found.since, found.sources, found.uncovered) == (None, (), (DOCKET,))
    assert [(g.source, g.items, g.since, g.until) for g in found.given] == [("given", 2, h(5), h(8))]


def test_news_covers_no_docket():
    found = coverage_of(ask(), looked(look(0, 24, source="wire", reach=Reach.PUBLICATIONS)), ())
    assert (found.since, found.uncovered) == (None, (DOCKET,))
    assert [s.shows_filings for s in found.sources] == [None]


def test_first_sight_against_entry_and_what_came_late():
    sights = [
        seen(1, 1, entered=0.5),  # there when watching began
        seen(10, 2, entered=9.5),
        seen(12, 3, entered=9),
        seen(11, 3, entered=9, source="nef"),  # the same entry, seen earlier by mail
        seen(60, 4, entered=20, filed=-40),
        seen(70, 5, filed=0),
        seen(71, 6, live=False, source="given"),
    ]
    first = coverage_of(ask(), looked(look(0, 1, polls=1), look(1, 80)), sights).first_sight
    assert (first.entries, first.earlier, first.timed) == (6, 2, 3)
    assert (first.median_seconds, first.longest_seconds) == (2 * 3600, 40 * 3600)
    assert [(late.what, late.entry_number) for late in first.late] == [("entered", 4), ("seen", 4), ("seen", 5)]


def test_no_first_sight_in_a_time_in_which_nothing_was_seen():
    found = coverage_of(ask(since=h(2), until=h(3)), looked(look(0, 24)), [seen(10, 2, entered=9.5)])
    assert found.first_sight is None


HOURS = st.integers(0, 60)
SPANS = st.lists(st.tuples(HOURS, HOURS).map(sorted).map(lambda p: (h(p[0]), h(p[1]))), max_size=6)


def minutes(found):
    """The half hours strictly inside the spans: ends are shared and do not count."""
    return {n for n in range(-4, 140) for s, u in found if s < h(n / 2) < u}


@settings(deadline=None, max_examples=100)
@example([(h(0), h(10))], [(h(5), h(5))])
@given(SPANS, SPANS)
def test_spans_against_counting_half_hours(some, holes):
    assert minutes(joined(some)) >= minutes(some)
    whole = joined(some)
    assert all(a[1] < b[0] for a, b in pairwise(whole))
    inside = {n for n in minutes(whole) if not any(s <= h(n / 2) <= u for s, u in holes if s < u)}
    assert minutes(without(some, holes)) >= inside
    assert not minutes(without(some, holes)) & minutes(joined(holes))
    assert minutes(clipped(whole, h(10), h(30))) == {n for n in minutes(whole) if h(10) < h(n / 2) < h(30)}


MARKS = st.lists(st.integers(1, 12), min_size=1, max_size=6)


@settings(deadline=None, max_examples=80)
@given(MARKS, st.sets(st.integers(0, 5)), st.integers(-10, 40), st.integers(0, 60))
def test_seen_and_unseen_times_part_the_period_and_no_time_is_claimed_twice(steps, holes, begin, length):
    ends = [0]
    for step in steps:
        ends.append(ends[-1] + step)
    looks = [look(0, 0, polls=1), *(look(a, b) for a, b in pairwise(ends))]
    gaps = [gap(ends[n], ends[n + 1]) for n in holes if n + 1 < len(ends)]
    since, until = h(begin), h(begin + length)
    found = coverage_of(ask(since=since, until=until), looked(*looks, gaps=gaps), ())
    unseen = [(s.since, s.until) for s in found.dockets[0].unseen]
    claimed = minutes(clipped(without([(h(0), h(ends[-1]))], [(g.since, g.until) for g in gaps]), since, until))
    assert not minutes(unseen) & claimed
    outside = {n for n in range(-4, 140) if since < h(n / 2) < until} - claimed - minutes(unseen)
    edges = {*ends, begin, begin + length}
    assert all(n / 2 in edges for n in outside)


@settings(deadline=None, max_examples=60)
@given(MARKS, st.randoms(use_true_random=False))
def test_as_of_an_earlier_position_less_is_claimed_and_never_more(steps, shuffle):
    ends = [0]
    for step in steps:
        ends.append(ends[-1] + step)
    looks = [look(0, 0, polls=1), *(look(a, b) for a, b in pairwise(ends))]
    upto = shuffle.randrange(1, len(looks) + 1)
    then, now = (coverage_of(ask(), looked(*some), ()) for some in (looks[:upto], looks))
    assert then.since == now.since
    assert then.until <= now.until

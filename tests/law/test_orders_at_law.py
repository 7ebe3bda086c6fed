"""Worked examples of what an order's record shows, each with its source."""

from datetime import date

import pytest

from monitor.domain.findings import ActionRead
from monitor.domain.vocabulary import (
    DocketKind,
    Effect,
    FindingKind,
    LapseReading,
    Mode,
    OrderStatus,
    OrderType,
    Relation,
    Role,
    ShowCauseAbout,
    Stance,
    Standing,
    TimeReading,
)
from monitor.state.fold import fold
from tests.monitor.state.given import (
    Given,
    at,
    dated,
    effect,
    finds,
    issues,
    minute,
    moment,
    plaintiffs,
    protects,
    re,
    says,
)


@pytest.fixture
def evening():
    """15 March 2025, D.D.C. 25-cv-766: an order for the named plaintiffs in the morning, one for a class in the evening."""
    given = Given()
    given.entry(
        "2025-03-15 09:40", issues(mode=Mode.MINUTE, lasts_days=14), protects("the five named plaintiffs"), seq_no=58
    )
    given.entry(
        "2025-03-15 19:25",
        issues(mode=Mode.MINUTE, lasts_days=14, pronounced_at=at("2025-03-15 18:45"), about=True),
        protects("members of such class"),
        seq_no=61,
    )
    return given


def test_one_order_keeps_when_it_was_pronounced_and_when_it_was_entered(evening):
    """Whether an oral order binds before its entry is contested (Bates v. Johnson, 901 F.2d 1424): both times, no choice."""
    named, class_wide = evening.orders
    assert (named.pronounced_at, named.entered_at) == (None, at("2025-03-15 09:40"))
    assert (class_wide.pronounced_at, class_wide.entered_at) == (at("2025-03-15 18:45"), at("2025-03-15 19:25"))
    assert class_wide.pronounced_about


def test_departures_and_landings_against_both_readings(evening):
    """Public record: departures 17:25 and 17:45, ruling about 18:45, entry 19:25, landings 19:36 and 20:02 (EDT)."""
    flights = ActionRead(
        what="EXAMPLE flights",
        moments=(
            minute("departed", "2025-03-15 17:25"),
            minute("departed", "2025-03-15 17:45"),
            minute("landed", "2025-03-15 19:36"),
            minute("landed", "2025-03-15 20:02"),
            moment("left U.S. airspace", None, "2025-03-15 19:25"),
        ),
    )
    evening.entry("2025-03-17 10:00", plaintiffs(), number=21, action=flights)
    seen = {(t.index, t.reading): t.relation for t in evening.action.timing}
    for reading in (TimeReading.PRONOUNCED, TimeReading.ENTERED):
        assert [seen[n, reading] for n in range(4)] == [Relation.BEFORE] * 2 + [Relation.AFTER] * 2
    assert seen[4, TimeReading.ENTERED] is Relation.BEFORE
    assert seen[4, TimeReading.PRONOUNCED] is Relation.UNKNOWN


def test_extension_then_vacatur_by_the_supreme_court_of_both(evening):
    """28 March 2025: extended to 12 April; 7 April 2025: the Supreme Court vacates the orders (Trump v. J.G.G., No. 24A931)."""
    evening.entry(
        "2025-03-28 17:00",
        effect(
            Effect.EXTENDS, mode=Mode.MINUTE, lapses_on=date(2025, 4, 12), refers=(re(type=OrderType.TRO, plural=True),)
        ),
    )
    assert [[(lapse.reading, lapse.on) for lapse in o.lapses] for o in evening.orders] == [
        [(LapseReading.FIXED, date(2025, 4, 12))]
    ] * 2
    evening.entry(
        "2025-04-07 18:30",
        effect(Effect.VACATES, refers=(re(type=OrderType.TRO, court="dcd", plural=True),)),
        court="scotus",
        kind=DocketKind.OPINION,
    )
    assert [o.status for o in evening.orders] == [OrderStatus.VACATED] * 2


def test_vacatur_leaves_allegation_and_finding_standing_until_the_finding_itself_falls(evening):
    """16 April 2025: probable cause of contempt of the vacated order; its later fall on mandamus touches only the finding."""
    evening.entry("2025-03-17 10:00", plaintiffs(), number=21)
    evening.entry(
        "2025-04-07 18:30", effect(Effect.VACATES, refers=(re(type=OrderType.TRO, plural=True),)), court="scotus"
    )
    evening.entry(
        "2025-04-16 11:00",
        issues(OrderType.OTHER),
        finds(FindingKind.PROBABLE_CAUSE, refers=(re(type=OrderType.TRO),)),
        number=81,
    )
    order = evening.orders[1]
    assert order.status is OrderStatus.VACATED
    assert [f.standing for f in order.findings] == [Standing.STANDING]
    assert order.counts.alleged == 1
    evening.entry(
        "2025-08-08 10:00", effect(Effect.VACATES, OrderType.OTHER, refers=(dated("2025-04-16"),)), court="cadc"
    )
    order = evening.orders[1]
    assert [f.standing for f in order.findings] == [Standing.VACATED]
    assert order.counts.alleged == 1


def test_an_appellate_opinion_acts_on_its_mandate():
    """Fed. R. App. P. 41(c): the mandate is effective when issued; the opinion before it changes nothing below."""
    given = Given()
    given.entry("2025-04-15 21:05", issues(OrderType.PRELIMINARY_INJUNCTION), number=80)
    vacates = effect(
        Effect.VACATES, OrderType.PRELIMINARY_INJUNCTION, refers=(re(type=OrderType.PRELIMINARY_INJUNCTION),)
    )
    given.entry("2025-09-02 10:11", vacates, court="cadc", kind=DocketKind.OPINION)
    assert given.order.status is OrderStatus.IN_FORCE
    assert (given.order.history[-1].awaits, given.order.history[-1].effective_at) == ("mandate", None)
    given.entry("2025-10-20 09:00", court="cadc", kind=DocketKind.MANDATE)
    assert given.order.status is OrderStatus.VACATED
    assert given.order.history[-1].effective_at == at("2025-10-20 09:00")


def test_noncompliance_is_not_contempt_and_a_show_cause_order_finds_nothing():
    """A show-cause order asks; a finding of non-compliance is one kind, civil contempt another, each with its own standing."""
    given = Given()
    given.entry("2025-04-01 12:00", issues(OrderType.PRELIMINARY_INJUNCTION), number=10)
    given.entry(
        "2025-05-01 12:00",
        issues(OrderType.SHOW_CAUSE, re=ShowCauseAbout.COMPLIANCE, refers=(re(10),)),
        says("Court", Role.COURT, Stance.ORDERS_EXPLANATION, refers=(re(10),)),
        number=20,
    )
    injunction, show_cause = given.orders
    assert injunction.findings == ()
    assert (show_cause.type, show_cause.re, show_cause.acts_on) == (
        OrderType.SHOW_CAUSE,
        ShowCauseAbout.COMPLIANCE,
        injunction.id,
    )
    given.entry("2025-06-01 12:00", finds(FindingKind.NONCOMPLIANCE, refers=(re(10),)), number=30)
    assert [f.kind for f in given.orders[0].findings] == [FindingKind.NONCOMPLIANCE]


def test_between_the_ruling_and_its_entry_the_order_is_pronounced_and_not_entered(evening):
    """World time: at 19:00 the ruling of about 18:45 had been given; the minute order of 19:25 had not been entered."""
    then = fold(evening.matter, evening.facts, world_at=at("2025-03-15 19:00")).orders[1]
    assert (then.status, then.pronounced_at, then.entered_at) == (
        OrderStatus.PRONOUNCED,
        at("2025-03-15 18:45"),
        None,
    )
    assert then.obligations == ()  # the written words are of 19:25
    entered = fold(evening.matter, evening.facts, world_at=at("2025-03-15 19:25")).orders[1]
    assert (entered.status, entered.id) == (OrderStatus.IN_FORCE, then.id)

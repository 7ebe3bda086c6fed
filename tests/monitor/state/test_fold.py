"""The fold: the same facts give the same state, however and how often they come."""

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.findings import ActionRead
from monitor.domain.vocabulary import (
    DocketKind,
    Effect,
    Extent,
    FindingKind,
    LapseReading,
    Mode,
    OrderStatus,
    OrderType,
    Stance,
)
from monitor.state.facts import ItemFact
from monitor.state.fold import MatterFold, fold
from monitor.state.line import DEPTH
from tests.monitor.state.given import (
    MATTER,
    Given,
    at,
    dated,
    defendants,
    due,
    effect,
    figure,
    finds,
    issues,
    minute,
    official,
    plaintiffs,
    protects,
    re,
)


def story() -> Given:
    told = Given()
    told.entry("2025-03-14 12:00", effect(Effect.REQUESTS), plaintiffs(Stance.NONE), number=3)
    told.entry(
        "2025-03-15 09:40",
        issues(mode=Mode.MINUTE, lasts_days=14, refers=(re(3),)),
        protects("named plaintiffs"),
        seq_no=58,
    )
    told.entry(
        "2025-03-15 20:00",
        issues(mode=Mode.ORAL, pronounced_at=at("2025-03-15 18:45")),
        protects("the class"),
        seq_no=60,
    )
    told.entry("2025-03-15 19:25", issues(mode=Mode.MINUTE, lasts_days=14), protects("members of the class"), seq_no=61)
    told.statement("2025-03-16 18:00", official(Stance.DENIES_BREACH))
    flights = ActionRead(
        what="EXAMPLE", moments=(minute("left", "2025-03-15 17:25"),), figures=(figure("removed", 238),)
    )
    told.entry("2025-03-17 10:00", plaintiffs(), due("declaration", "2025-03-18 12:00"), number=21, action=flights)
    told.entry("2025-03-18 12:10", defendants(refers=(re(21),)), number=24, kind=DocketKind.DECLARATION)
    told.lapse("dcd/25-cv-1/e3.1", LapseReading.FLAT, "2025-03-30 00:00")
    told.entry(
        "2025-03-28 17:00",
        effect(Effect.EXTENDS, lapses_on=date(2025, 4, 12), refers=(re(type=OrderType.TRO, plural=True),)),
    )
    told.lapse("dcd/25-cv-1/s60.1", LapseReading.FIXED, "2025-04-13 00:00")
    told.entry("2025-04-07 18:30", effect(Effect.VACATES, extent=Extent.PART), court="scotus")
    told.entry(
        "2025-04-16 11:00",
        issues(OrderType.OTHER),
        finds(FindingKind.PROBABLE_CAUSE, refers=(re(type=OrderType.TRO),)),
        number=81,
    )
    told.entry(
        "2025-08-08 10:00",
        effect(Effect.VACATES, OrderType.OTHER, refers=(dated("2025-04-16"),)),
        court="cadc",
        kind=DocketKind.OPINION,
    )
    told.entry("2025-11-20 10:00", court="cadc", kind=DocketKind.MANDATE)
    told.deadline("dcd/25-cv-1/e21.d1", "2025-03-20 00:00")
    return told


STORY = story()
PLAIN = msgspec.to_builtins(STORY.state)


def test_the_story_itself_says_what_it_should():
    named, class_wide, other = STORY.orders
    assert (named.id, class_wide.id) == ("dcd/25-cv-1/e3.1", "dcd/25-cv-1/s60.1")
    assert class_wide.pronounced_at < class_wide.entered_at
    assert class_wide.counts.contested == 1
    assert other.type is OrderType.OTHER
    assert [f.standing.value for f in class_wide.findings] == ["vacated"]


@settings(deadline=None, max_examples=50)
@given(
    st.permutations(STORY.facts),
    st.lists(st.sampled_from(STORY.facts), max_size=6),
    st.sets(st.integers(0, 20)),
    st.sampled_from([0, 1, 2, 4, DEPTH]),
)
def test_facts_in_any_order_repeated_and_looked_at_in_between_give_one_state(facts, again, looks, depth):
    going = MatterFold(MATTER, depth)
    for n, fact in enumerate([*facts, *again]):
        going.add(fact)
        if n in looks:
            going.state()
    assert msgspec.to_builtins(going.state()) == PLAIN


_effects = st.builds(
    lambda what, kind, mode, extent, refs: effect(what, kind, mode, extent=extent, refers=refs),
    st.sampled_from(list(Effect)),
    st.sampled_from(list(OrderType)),
    st.sampled_from([*Mode, None]),
    st.sampled_from(list(Extent)),
    st.lists(
        st.one_of(
            st.builds(re, st.integers(1, 6)),
            st.builds(lambda k, p: re(type=k, plural=p), st.sampled_from(list(OrderType)), st.booleans()),
            st.builds(lambda d: dated(f"2025-03-{d:02}"), st.integers(1, 28)),
        ),
        max_size=2,
    ).map(tuple),
)


@st.composite
def _cases(draw):
    case = Given()
    for n in range(draw(st.integers(1, 9))):
        case.entry(
            f"2025-03-{draw(st.integers(1, 28)):02} 12:00",
            *draw(st.lists(_effects, max_size=3)),
            *draw(
                st.lists(st.sampled_from([plaintiffs(), defendants(), finds(FindingKind.CIVIL_CONTEMPT)]), max_size=2)
            ),
            number=draw(st.integers(1, 6)),
            court=draw(st.sampled_from(["dcd", "cadc", "scotus"])),
            kind=draw(st.sampled_from([None, DocketKind.OPINION, DocketKind.MANDATE])),
            item=f"i{n}",
        )
    return case


@settings(deadline=None, max_examples=60)
@given(_cases(), st.randoms(use_true_random=False), st.sampled_from([0, 1, 3, DEPTH]))
def test_no_docket_however_strange_crashes_or_depends_on_the_order_of_arrival(case, random, depth):
    whole = msgspec.to_builtins(case.state)
    shuffled = list(case.facts)
    random.shuffle(shuffled)
    going = MatterFold(case.matter, depth)
    for fact in shuffled:
        going.add(fact)
        going.state()
    assert msgspec.to_builtins(going.state()) == whole
    ids = [name for order in case.orders for name in (order.id, *order.aliases)]
    assert len(ids) == len(set(ids))


def test_a_newer_reading_replaces_the_older_and_an_older_one_changes_nothing():
    told = Given()
    told.entry("2025-03-15 19:25", issues(), number=10)
    old = told.facts[0]
    assert isinstance(old, ItemFact)
    corrected = msgspec.structs.replace(
        old, seq=9, reading=msgspec.structs.replace(old.reading, effects=()), read_by="A. Person"
    )
    for facts in ([old, corrected], [corrected, old]):
        assert fold(told.matter, facts).orders == ()


def test_an_item_no_longer_read_as_being_about_the_matter_leaves_it():
    told = Given()
    told.entry("2025-03-15 19:25", issues(), number=10)
    told.news("2025-03-16 08:00", plaintiffs())
    before = told.facts[1]
    assert isinstance(before, ItemFact)
    moved = msgspec.structs.replace(before, seq=9, reading=msgspec.structs.replace(before.reading, concerns=()))
    assert fold(told.matter, [*told.facts, moved]).orders[0].actions == ()


def test_facts_in_order_are_folded_in_place(monkeypatch):
    told = STORY.facts
    begun = []
    begin = MatterFold._begin
    monkeypatch.setattr(MatterFold, "_begin", lambda self: (begun.append(1), begin(self))[1])
    going = MatterFold(MATTER)
    in_order = sorted((f for f in told if isinstance(f, ItemFact) and f.item != "item-3"), key=lambda f: f.first_seq)
    for fact in in_order:
        going.add(fact)
        going.state()
    assert len(begun) == 1


def test_a_late_fact_and_a_newer_reading_cost_what_follows_them(monkeypatch):
    told = Given()
    for day in range(1, 21):
        told.entry(f"2025-03-{day:02} 12:00", issues(), plaintiffs(), number=day)
    *rest, late = [*told.facts[:14], *told.facts[15:], told.facts[14]]
    applied = []
    apply = MatterFold._apply
    monkeypatch.setattr(MatterFold, "_apply", lambda self, *args: (applied.append(args), apply(self, *args))[1])
    going = MatterFold(MATTER)
    for fact in rest:
        going.add(msgspec.structs.replace(fact, first_seq=fact.seq))
        going.state()
    assert len(applied) == 19
    going.add(msgspec.structs.replace(late, first_seq=99, seq=99))
    going.state()
    assert len(applied) == 19 + 6
    going.add(msgspec.structs.replace(rest[-1], seq=100))
    going.state()
    assert len(applied) == 19 + 6 + 1


def test_as_of_world_time_only_what_had_happened():
    assert fold(MATTER, STORY.facts, world_at=at("2025-03-15 18:44")).orders[-1].pronounced_at is None
    heard = fold(MATTER, STORY.facts, world_at=at("2025-03-15 19:00")).orders[-1]
    assert heard.status is OrderStatus.PRONOUNCED
    later = fold(MATTER, STORY.facts, world_at=at("2025-03-15 18:45") + timedelta(hours=1)).orders[-1]
    assert later.status is OrderStatus.IN_FORCE


def test_the_log_position_is_the_highest_given_even_of_facts_that_changed_nothing():
    assert STORY.state.seq == len(STORY.facts)


def test_after_a_late_fact_only_what_it_or_what_follows_it_touched_is_shown_anew():
    told = Given()
    for day in range(1, 21):
        told.entry(f"2025-03-{day:02} 12:00", issues(OrderType.DISCOVERY), number=day)
    going = MatterFold(MATTER)
    for fact in told.facts[:-1]:
        going.add(fact)
    before = going.uncovered().orders
    for late in (told.facts[-1], *(msgspec.structs.replace(f, seq=99 + n) for n, f in enumerate(told.facts[-2:-1]))):
        going.add(late)
        after = going.uncovered().orders
        assert [order is old for order, old in zip(after, before, strict=False)].count(True) >= 18
        before = after
    assert [o.id for o in before] == [o.id for o in told.orders]


_SAID = (
    (issues(),),
    (issues(OrderType.PRELIMINARY_INJUNCTION),),
    (plaintiffs(),),
    (defendants(),),
    (plaintiffs(refers=(re(2),)), due("status report", "2025-03-20 12:00")),
    (effect(Effect.VACATES),),
    (due("status report", "2025-03-24 12:00"),),
    (finds(FindingKind.NONCOMPLIANCE),),
    (),
)
_ENTRIES = st.lists(
    st.tuples(
        st.integers(1, 28), st.sampled_from(_SAID), st.sampled_from([None, DocketKind.NOTICE, DocketKind.MOTION])
    ),
    min_size=2,
    max_size=9,
)


@settings(deadline=None, max_examples=120)
@given(_ENTRIES)
def test_shown_after_each_of_entries_in_any_order_it_is_what_is_shown_of_all_at_once(entries):
    told, going = Given(), MatterFold(MATTER)
    for number, (day, said, kind) in enumerate(entries, start=1):
        told.entry(f"2025-03-{day:02} 12:00", *said, number=number, kind=kind, seen="2025-04-01 12:00")
        going.add(told.facts[-1])
        assert going.state() == told.state

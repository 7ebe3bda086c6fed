"""Conduct that an item tells of before anybody takes a position: one action for one act, and none for a ruling."""

import pytest

from monitor.domain.findings import ActionRead, Concern
from monitor.domain.vocabulary import (
    ActionStatus,
    FindingKind,
    OrderType,
    Role,
    ShowCauseAbout,
    Side,
    Stance,
)
from monitor.state.changes import diff
from monitor.state.fold import MatterFold
from tests.monitor.state.given import (
    WHY,
    Given,
    defendants,
    figure,
    finds,
    issues,
    minute,
    moment,
    official,
    plaintiffs,
    re,
    says,
)

SHUT = minute("shut-off", "2025-03-05 06:10")


@pytest.fixture
def restraint():
    """An order of 5 March 2025, 05:30, that forbids shutting off the water of an EXAMPLE town."""
    given = Given()
    given.entry("2025-03-05 05:30", issues(), number=10)
    return given


def tells(*moments, figures=(), **more) -> ActionRead:
    return ActionRead(what="EXAMPLE", moments=moments, figures=figures, **more)


def test_an_account_in_which_nobody_takes_a_position_is_a_reported_action(restraint):
    restraint.news("2025-03-05 09:00", action=tells(SHUT), item="first")
    action = restraint.action
    assert (action.status, action.positions) == (ActionStatus.REPORTED, ())
    assert [(m.label, m.item) for m in action.moments] == [("shut-off", "first")]
    assert restraint.order.counts.reported == 1


def test_a_docket_entry_can_tell_of_conduct_too(restraint):
    restraint.entry("2025-03-05 09:00", action=tells(SHUT))
    assert restraint.action.status is ActionStatus.REPORTED


def test_numbers_of_what_was_done_open_one_and_numbers_of_days_do_not(restraint):
    restraint.news("2025-03-05 09:00", action=tells(figures=(figure("days", 14),)))
    assert restraint.order.actions == ()
    restraint.news("2025-03-05 10:00", action=tells(figures=(figure("households", 240),)))
    assert [f.value for f in restraint.action.figures] == [240]


@pytest.mark.parametrize("label", ["ruling", "Hearing", "written order", "oral ruling", "filing of the motion"])
def test_an_article_about_the_order_opens_nothing(restraint, label):
    restraint.news(
        "2025-03-05 09:00", action=tells(minute(label, "2025-03-05 05:30"), figures=(figure("households", 240),))
    )
    assert restraint.order.actions == ()


def test_an_act_over_before_the_day_of_the_order_is_no_conduct_under_it(restraint):
    restraint.news("2025-03-05 09:00", action=tells(moment("shut-off", "2025-03-01 06:00", "2025-03-04 18:00")))
    assert restraint.order.actions == ()
    restraint.news("2025-03-05 10:00", action=tells(minute("shut-off", "2025-03-05 04:00")))
    assert restraint.order.counts.reported == 1  # the same morning, by whatever minute: that is what is argued about


def test_before_any_order_there_is_nothing_to_act_under():
    given = Given()
    given.news("2025-03-05 09:00", action=tells(SHUT))
    assert (given.orders, given.state.unresolved) == ((), ())


def test_told_of_several_cases_it_is_told_of_none(restraint):
    both = (Concern(matter=restraint.matter.id, why=WHY), Concern(matter="rid/25-cv-39", why=WHY))
    restraint.news("2025-03-05 09:00", action=tells(SHUT), concerns=both)
    assert restraint.order.actions == ()


def test_a_position_on_an_order_never_seen_takes_its_account_with_it(restraint):
    restraint.news("2025-03-05 09:00", plaintiffs(refers=(re(99, type=OrderType.TRO),)), action=tells(SHUT))
    assert restraint.order.actions == ()
    assert len(restraint.state.unresolved) == 1


def test_of_two_orders_it_is_under_the_later(restraint):
    restraint.entry("2025-03-05 05:45", issues(), number=11)
    restraint.news("2025-03-05 09:00", action=tells(SHUT))
    assert [len(o.actions) for o in restraint.orders] == [0, 1]


class TestOneAct:
    def test_accounts_numbers_answers_and_a_question_are_one_action(self, restraint):
        restraint.news("2025-03-05 09:00", action=tells(SHUT), text="EXAMPLE one")
        restraint.news("2025-03-05 10:00", action=tells(minute("shut-off", "2025-03-05 06:12")), text="EXAMPLE other")
        restraint.news("2025-03-05 11:00", action=tells(figures=(figure("households", 240),)), text="EXAMPLE third")
        restraint.entry("2025-03-05 12:00", says("Department of Examples", Role.DEFENDANT, Stance.OUTSIDE_SCOPE))
        restraint.statement("2025-03-05 13:00", official(Stance.DENIES_BREACH))
        assert restraint.action.status is ActionStatus.REPORTED
        restraint.entry("2025-03-06 08:00", plaintiffs(Stance.QUESTIONS))
        action = restraint.action
        assert action.status is ActionStatus.QUESTIONED
        assert (len(action.moments), len(action.figures), action.separate_reports) == (2, 1, 3)
        assert [p.stance for p in action.positions] == [
            Stance.OUTSIDE_SCOPE,
            Stance.DENIES_BREACH,
            Stance.QUESTIONS,
        ]

    def test_an_allegation_and_the_answers_there_are_contest_it(self, restraint):
        restraint.news("2025-03-05 09:00", action=tells(SHUT))
        restraint.statement("2025-03-05 13:00", official(Stance.DENIES_BREACH))
        restraint.entry("2025-03-06 08:00", plaintiffs())
        assert restraint.action.status is ActionStatus.CONTESTED

    def test_the_order_to_show_cause_and_the_finding_belong_to_it(self, restraint):
        restraint.news("2025-03-05 09:00", action=tells(SHUT))
        restraint.statement("2025-03-05 13:00", official(Stance.DENIES_BREACH))
        restraint.entry(
            "2025-03-07 08:00",
            issues(OrderType.SHOW_CAUSE, re=ShowCauseAbout.COMPLIANCE, refers=(re(type=OrderType.TRO),)),
            says("Court", Role.COURT, Stance.ORDERS_EXPLANATION),
            number=20,
        )
        restraint.entry("2025-03-20 08:00", finds(FindingKind.PROBABLE_CAUSE), number=30)
        action = restraint.action
        assert action.status is ActionStatus.CONTESTED
        assert [f.kind for f in action.findings] == [FindingKind.PROBABLE_CAUSE]

    def test_an_answer_that_waited_is_taken_in_and_stands_first(self, restraint):
        restraint.statement("2025-03-05 08:00", official(Stance.DENIES_BREACH))
        assert restraint.order.actions == ()
        restraint.entry("2025-03-05 09:00", defendants(Stance.OUTSIDE_SCOPE), action=tells(SHUT))
        assert [p.stance for p in restraint.action.positions] == [Stance.DENIES_BREACH, Stance.OUTSIDE_SCOPE]
        assert restraint.order.positions == ()

    def test_what_was_said_before_the_act_does_not_answer_it(self, restraint):
        restraint.entry("2025-03-06 08:00", defendants(Stance.REPORTS_COMPLIANCE))
        restraint.news("2025-03-08 09:00", action=tells(minute("shut-off", "2025-03-07 06:00")))
        assert restraint.action.positions == ()
        assert [p.stance for p in restraint.order.positions] == [Stance.REPORTS_COMPLIANCE]

    def test_a_later_act_is_not_what_was_alleged_before_it_though_an_answer_may_tell_of_it(self, restraint):
        restraint.entry("2025-03-06 08:00", plaintiffs())
        later = minute("restoration", "2025-03-19 06:00")
        restraint.entry("2025-03-20 08:00", defendants(Stance.COMPLIED_IN_PART), action=tells(later))
        assert restraint.action.status is ActionStatus.CONTESTED
        alone = Given()
        alone.entry("2025-03-05 05:30", issues(), number=10)
        alone.entry("2025-03-06 08:00", plaintiffs())
        alone.news("2025-03-20 08:00", action=tells(later))
        assert [a.status for a in alone.order.actions] == [ActionStatus.ALLEGED, ActionStatus.REPORTED]

    def test_acts_days_apart_and_numbers_of_another_size_are_two(self, restraint):
        restraint.news("2025-03-05 09:00", action=tells(SHUT, figures=(figure("households", 240),)))
        restraint.news("2025-03-10 09:00", action=tells(minute("shut-off", "2025-03-10 06:00")), text="EXAMPLE b")
        restraint.news(
            "2025-03-10 10:00",
            action=tells(minute("shut-off", "2025-03-05 07:00"), figures=(figure("households", 9),)),
            text="EXAMPLE c",
        )
        assert len(restraint.order.actions) == 3

    def test_other_respondents_are_another_unless_one_moment_is_told(self, restraint):
        bank, agency = (says(name, Role.DEFENDANT, Stance.OUTSIDE_SCOPE) for name in ("Example Bank", "DOE"))
        restraint.entry("2025-03-05 09:00", agency, action=tells(SHUT))
        restraint.entry("2025-03-05 10:00", bank, action=tells(SHUT))
        assert len(restraint.order.actions) == 1
        restraint.entry("2025-03-05 11:00", bank, action=tells(minute("payment", "2025-03-05 07:00")))
        assert len(restraint.order.actions) == 1  # the bank is a respondent by now
        third = says("Example Carrier", Role.DEFENDANT, Stance.OUTSIDE_SCOPE)
        restraint.entry("2025-03-05 12:00", third, action=tells(minute("payment", "2025-03-05 08:00")))
        assert len(restraint.order.actions) == 2

    def test_a_copy_tells_nothing_new(self, restraint):
        restraint.news("2025-03-05 09:00", action=tells(SHUT), item="first", text="EXAMPLE one")
        restraint.news("2025-03-05 10:00", action=tells(SHUT), text="EXAMPLE two", syndicated_from="first")
        assert (len(restraint.action.moments), restraint.action.separate_reports) == (1, 1)


class TestName:
    @pytest.mark.parametrize(
        "what",
        [
            "EXAMPLE Defendants violated the order",
            "Refusal to turn the water on",
            "What they call “an outrage”",
            "The valve that was shut off in the night before the hearing in Washington",
        ],
    )
    def test_what_is_no_neutral_phrase_is_not_used(self, restraint, what):
        restraint.entry("2025-03-06 08:00", plaintiffs(), action=ActionRead(what=what, moments=(SHUT,)))
        assert restraint.action.what == "Shut-off, 5 March 2025"

    def test_a_short_neutral_phrase_of_the_reader_is(self, restraint):
        restraint.entry("2025-03-06 08:00", plaintiffs(), action=ActionRead(what="water of the town", moments=(SHUT,)))
        assert restraint.action.what == "Water of the town"

    def test_nor_a_headline_nor_a_party_s_words(self, restraint):
        said = plaintiffs(words="EXAMPLE the water is off")
        restraint.entry("2025-03-06 08:00", said, action=ActionRead(what="EXAMPLE the water is off"))
        assert restraint.action.what == "Conduct under the temporary restraining order of 5 March 2025"
        other = Given()
        other.entry("2025-03-05 05:30", issues())
        other.news("2025-03-06 08:00", action=ActionRead(what="EXAMPLE", moments=(SHUT,)))  # its title
        assert other.action.what == "Shut-off, 5 March 2025"

    def test_of_several_labels_and_the_first_day_at_the_court_s_clock(self, restraint):
        told = (SHUT, minute("payment", "2025-03-06 00:30"), minute("shut-off", "2025-03-06 00:40"))
        restraint.news("2025-03-06 08:00", action=tells(minute("shut-off", "2025-02-01 06:00"), *told))
        assert restraint.action.what == "Shut-off and payment, 5 March 2025"

    def test_the_earliest_name_stays_and_one_that_says_nothing_gives_way(self, restraint):
        restraint.entry("2025-03-06 08:00", plaintiffs())
        assert restraint.action.what == "Conduct under the temporary restraining order of 5 March 2025"
        restraint.news("2025-03-06 09:00", action=tells(figures=(figure("households", 240),)), text="EXAMPLE a")
        assert restraint.action.what == (
            "Conduct as to households under the temporary restraining order of 5 March 2025"
        )
        restraint.news("2025-03-06 09:30", action=tells(figures=(figure("pumps", 3),)), text="EXAMPLE d")
        assert restraint.action.what.startswith("Conduct as to households under")
        restraint.news("2025-03-06 10:00", action=tells(SHUT), text="EXAMPLE b")
        restraint.news("2025-03-06 11:00", action=tells(minute("payment", "2025-03-05 07:00")), text="EXAMPLE c")
        assert restraint.action.what == "Shut-off, 5 March 2025"

    def test_the_id_is_the_account_s_and_stays_when_others_speak(self, restraint):
        key = restraint.news("2025-03-05 09:00", action=tells(SHUT))
        ident = restraint.action.id
        assert ident.endswith(".p0")
        said = restraint.entry("2025-03-06 08:00", plaintiffs(), number=20)
        assert (restraint.action.id, restraint.action.aliases) == (ident, ("dcd/25-cv-1/e20.p1",))
        fold = MatterFold(restraint.matter)
        for fact in restraint.facts:
            fold.add(fact)
        assert (fold.position_actions(key), fold.position_actions(said)) == ((), (ident,))


class TestView:
    def test_only_conduct_is_held_against_the_order(self, restraint):
        restraint.news(
            "2025-03-05 09:00",
            action=tells(minute("ruling", "2025-03-05 05:30"), SHUT, minute("left", "2025-03-05 05:00")),
        )
        action = restraint.action
        assert [m.label for m in action.moments] == ["shut-off", "left"]
        assert [(t.index, t.moment, t.relation) for t in action.timing] == [
            (0, "shut-off", "after"),
            (1, "left", "before"),
        ]

    @pytest.mark.parametrize("words", ["two of the pumps", "the two earliest pumps"])
    def test_a_part_of_a_number_disagrees_with_nothing(self, restraint, words):
        whole, part = figure("pumps", 3), figure("pumps", 2)
        part = type(part)(label="pumps", value=2, quote=type(part.quote)(words, 0, len(words)))
        restraint.news("2025-03-05 09:00", action=tells(SHUT, figures=(whole,)), text="EXAMPLE a")
        restraint.news("2025-03-05 10:00", action=tells(SHUT, figures=(part,)), text="EXAMPLE b")
        assert not restraint.action.figures_conflict
        restraint.news("2025-03-05 11:00", action=tells(SHUT, figures=(figure("pumps", 4),)), text="EXAMPLE c")
        assert restraint.action.figures_conflict

    def test_a_reported_action_is_no_alarm_and_its_answer_is_told_once(self, restraint):
        restraint.statement("2025-03-05 08:00", official(Stance.DENIES_BREACH))
        before = restraint.state
        restraint.news("2025-03-05 09:00", action=tells(SHUT))
        after = restraint.state
        assert [p.side for p in after.orders[0].actions[0].positions] == [Side.BOUND]
        assert diff(before, after) == ()


def test_the_injunction_said_of_conduct_may_be_the_restraining_order(restraint):
    restraint.entry("2025-03-05 09:00", plaintiffs(), number=20)
    bare = re(
        type=OrderType.PRELIMINARY_INJUNCTION, quote=official(Stance.NONE, "EXAMPLE the Court's injunction").quote
    )
    restraint.entry("2025-03-06 09:00", defendants(Stance.ASSERTS_COMPLIANCE, refers=(bare,)))
    assert restraint.action.status is ActionStatus.CONTESTED
    named = re(type=OrderType.PRELIMINARY_INJUNCTION, quote=official(Stance.NONE, "the preliminary injunction").quote)
    restraint.entry("2025-03-07 09:00", defendants(Stance.NOT_BOUND, "EXAMPLE not bound by it", refers=(named,)))
    assert len(restraint.action.positions) == 2
    assert len(restraint.state.unresolved) == 1


def test_where_there_is_an_injunction_the_injunction_is_meant():
    given = Given()
    given.entry("2025-03-01 05:30", issues(OrderType.PRELIMINARY_INJUNCTION))
    given.entry("2025-03-05 05:30", issues())
    bare = re(type=OrderType.PERMANENT_INJUNCTION, quote=official(Stance.NONE, "EXAMPLE the injunction").quote)
    given.entry("2025-03-06 09:00", plaintiffs(refers=(bare,)))
    assert [(o.type, len(o.actions)) for o in given.orders] == [
        (OrderType.PRELIMINARY_INJUNCTION, 1),
        (OrderType.TRO, 0),
    ]

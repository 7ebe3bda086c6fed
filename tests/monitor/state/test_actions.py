"""Which positions are about one action, and where it stands. No test here decides who is right."""

import msgspec
import pytest

from monitor.domain.findings import ActionRead, Concern
from monitor.domain.vocabulary import (
    ActionStatus,
    Effect,
    FindingKind,
    OrderType,
    Role,
    ShowCauseAbout,
    Side,
    Speech,
    Stance,
    Venue,
)
from tests.monitor.state.given import (
    WHY,
    Given,
    at,
    defendants,
    effect,
    figure,
    finds,
    issues,
    minute,
    official,
    plaintiffs,
    protects,
    quote,
    re,
    says,
)

PI = OrderType.PRELIMINARY_INJUNCTION


@pytest.fixture
def injunction():
    given = Given()
    given.entry("2025-03-01 12:00", issues(PI), protects("the grantees"), number=10)
    return given


def about(what: str = "EXAMPLE conduct", **more) -> ActionRead:
    return ActionRead(what=what, **more)


def press(stance: Stance = Stance.ALLEGES_BREACH, words: str = ""):
    return says("Example Wire", Role.PRESS, stance, words, venue=Venue.PRESS)


def court_asks(stance: Stance = Stance.QUESTIONS, **more):
    return says("Court", Role.COURT, stance, **more)


class TestStatus:
    def test_a_press_characterisation_alone_is_reported(self, injunction):
        injunction.news("2025-03-05 08:00", press())
        assert injunction.action.status is ActionStatus.REPORTED

    @pytest.mark.parametrize("asks", [court_asks(), plaintiffs(Stance.QUESTIONS)])
    def test_a_question_by_the_court_or_a_party_is_questioned(self, injunction, asks):
        injunction.entry("2025-03-05 08:00", asks)
        assert injunction.action.status is ActionStatus.QUESTIONED

    def test_an_answer_to_a_question_is_not_a_contest(self, injunction):
        injunction.entry("2025-03-05 08:00", court_asks())
        injunction.entry("2025-03-06 08:00", defendants())
        assert injunction.action.status is ActionStatus.QUESTIONED

    def test_an_allegation_in_a_filing_and_a_statement_days_later_are_one_contested_action(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs(), number=20)
        assert injunction.action.status is ActionStatus.ALLEGED
        injunction.statement("2025-03-09 18:00", official(Stance.OUTSIDE_SCOPE))
        action = injunction.action
        assert action.status is ActionStatus.CONTESTED
        assert [(p.stance, p.venue) for p in action.positions] == [
            (Stance.ALLEGES_BREACH, Venue.FILING),
            (Stance.OUTSIDE_SCOPE, Venue.STATEMENT),
        ]

    @pytest.mark.parametrize(
        "answer",
        [
            Stance.DENIES_BREACH,
            Stance.ACTED_BEFORE_EFFECTIVE,
            Stance.IMPOSSIBLE,
            Stance.COMPLIED_IN_PART,
            Stance.DEFIES,
        ],
    )
    def test_denial_excuse_partial_compliance_and_defiance_contest(self, injunction, answer):
        injunction.entry("2025-03-05 08:00", plaintiffs(Stance.SEEKS_ENFORCEMENT), number=20)
        injunction.entry("2025-03-06 08:00", defendants(answer, refers=(re(20),)), number=21)
        assert injunction.action.status is ActionStatus.CONTESTED

    def test_declining_to_answer_contests_nothing(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs())
        injunction.entry("2025-03-06 08:00", defendants(Stance.DECLINES_TO_ANSWER))
        assert injunction.action.status is ActionStatus.ALLEGED

    def test_an_answer_by_somebody_not_bound_contests_nothing(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs())
        injunction.news("2025-03-06 08:00", says("Professor Example", Role.EXPERT, Stance.OUTSIDE_SCOPE))
        assert injunction.action.status is ActionStatus.ALLEGED

    def test_an_order_to_show_cause_about_compliance_and_an_answer_are_contested(self, injunction):
        show_cause = issues(OrderType.SHOW_CAUSE, re=ShowCauseAbout.COMPLIANCE, refers=(re(10),))
        injunction.entry("2025-03-05 08:00", show_cause, court_asks(Stance.ORDERS_EXPLANATION), number=20)
        assert injunction.orders[0].actions[0].status is ActionStatus.QUESTIONED
        injunction.entry("2025-03-10 08:00", defendants(refers=(re(20),)), number=25)
        assert injunction.orders[0].actions[0].status is ActionStatus.CONTESTED
        assert injunction.orders[1].actions == ()

    def test_an_order_to_explain_that_is_no_order_to_show_cause_is_a_question(self, injunction):
        injunction.entry("2025-03-05 08:00", court_asks(Stance.ORDERS_EXPLANATION))
        injunction.entry("2025-03-06 08:00", defendants())
        assert injunction.action.status is ActionStatus.QUESTIONED

    def test_a_motion_to_enforce_that_is_denied_finds_nothing(self, injunction):
        injunction.entry(
            "2025-04-01 08:00",
            effect(Effect.REQUESTS, OrderType.COMPLIANCE_ORDER, refers=(re(10),)),
            plaintiffs(Stance.SEEKS_ENFORCEMENT, refers=(re(10),)),
            number=56,
        )
        injunction.entry("2025-04-18 12:40", effect(Effect.DENIES_RELIEF, OrderType.COMPLIANCE_ORDER, refers=(re(56),)))
        order = injunction.orders[0]
        assert order.findings == ()
        assert [a.status for a in order.actions] == [ActionStatus.ALLEGED]
        assert [h.effect for h in order.history] == [Effect.ISSUES, Effect.DENIES_RELIEF]

    def test_a_reported_finding_is_no_finding(self, injunction):
        injunction.news("2025-03-05 08:00", says("Court", Role.COURT, Stance.FINDS_BREACH, speech=Speech.REPORTED))
        assert injunction.order.findings == ()
        assert injunction.action.status is ActionStatus.REPORTED

    def test_a_finding_in_a_news_reading_is_not_believed(self, injunction):
        injunction.news("2025-03-05 08:00", finds(FindingKind.NONCOMPLIANCE))
        assert injunction.order.findings == ()

    def test_merits_talk_opens_nothing(self, injunction):
        injunction.news("2025-03-05 08:00", says("Professor Example", Role.EXPERT, Stance.NONE))
        assert injunction.order.actions == ()


class TestRespondents:
    def test_one_concedes_and_the_others_still_contest(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs(), number=20)
        injunction.entry("2025-03-06 08:00", says("Department of Examples", Role.DEFENDANT, Stance.DENIES_BREACH))
        injunction.entry("2025-03-07 08:00", says("Example Bank", Role.DEFENDANT, Stance.ADMITS_BREACH), number=22)
        action = injunction.action
        assert {r.name: r.status for r in action.respondents} == {
            "Department of Examples": ActionStatus.CONTESTED,
            "Example Bank": ActionStatus.CONCEDED,
        }
        assert action.status is ActionStatus.CONTESTED

    def test_conceded_when_every_respondent_concedes(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs(respondent="Example Bank"))
        injunction.entry("2025-03-07 08:00", says("Example Bank", Role.DEFENDANT, Stance.ADMITS_BREACH))
        assert injunction.action.status is ActionStatus.CONCEDED

    def test_an_admission_told_by_somebody_else_concedes_nothing(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs())
        injunction.news("2025-03-07 08:00", defendants(Stance.ADMITS_BREACH, speech=Speech.REPORTED))
        assert injunction.action.status is ActionStatus.ALLEGED

    def test_a_party_is_one_by_any_of_its_names(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs(respondent="DOE"))
        injunction.entry("2025-03-06 08:00", says("Department of Examples", Role.DEFENDANT, Stance.DENIES_BREACH))
        assert [(r.name, r.status) for r in injunction.action.respondents] == [
            ("Department of Examples", ActionStatus.CONTESTED)
        ]

    def test_the_bound_side_as_a_whole_is_nobody_in_particular(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs(respondent="Defendants"))
        injunction.entry("2025-03-06 08:00", defendants())
        assert injunction.action.respondents == ()
        assert injunction.action.status is ActionStatus.CONTESTED


class TestOneAction:
    def test_conduct_weeks_apart_is_two(self, injunction):
        injunction.entry("2025-03-16 08:00", plaintiffs(), action=about(moments=(minute("act", "2025-03-15 17:00"),)))
        injunction.entry("2025-04-02 08:00", plaintiffs(), action=about(moments=(minute("act", "2025-04-01 17:00"),)))
        assert len(injunction.order.actions) == 2

    def test_accounts_of_one_night_are_one(self, injunction):
        injunction.entry("2025-03-16 08:00", plaintiffs(), action=about(moments=(minute("left", "2025-03-15 17:25"),)))
        injunction.entry("2025-03-18 08:00", defendants(), action=about(moments=(minute("came", "2025-03-16 00:10"),)))
        assert [m.label for m in injunction.action.moments] == ["left", "came"]

    def test_other_respondents_are_another_action(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs(respondent="Department of Examples"))
        injunction.entry("2025-03-06 08:00", plaintiffs(respondent="Example Bank"))
        assert len(injunction.order.actions) == 2

    def test_figures_of_another_size_are_of_another_action(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs(), action=about(figures=(figure("removed", 238),)))
        injunction.entry("2025-03-06 08:00", plaintiffs(), action=about(figures=(figure("removed", 5),)))
        assert len(injunction.order.actions) == 2

    def test_after_a_long_silence_it_is_another_unless_the_entry_is_named(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs(), number=20)
        injunction.entry("2025-06-05 08:00", defendants(refers=(re(20),)), number=30)
        assert injunction.action.status is ActionStatus.CONTESTED
        injunction.entry("2025-09-05 08:00", plaintiffs(), number=40)
        assert len(injunction.order.actions) == 2

    def test_two_officials_in_one_article_speak_of_one_action(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs())
        injunction.news(
            "2025-03-06 08:00",
            official(Stance.OUTSIDE_SCOPE, "EXAMPLE the order does not reach this at all"),
            says("Second Official", Role.OFFICIAL, Stance.DENIES_BREACH, "EXAMPLE we follow orders", side=Side.BOUND),
        )
        assert len(injunction.action.positions) == 3

    def test_an_answer_to_nothing_opens_no_action_and_is_kept(self, injunction):
        injunction.entry("2025-03-05 08:00", defendants(Stance.REPORTS_COMPLIANCE))
        assert injunction.order.actions == ()
        assert [p.stance for p in injunction.order.positions] == [Stance.REPORTS_COMPLIANCE]

    def test_a_finding_leaves_nobody_who_answered_owing_an_answer(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs())
        injunction.entry("2025-03-06 08:00", defendants())
        injunction.entry("2025-03-07 08:00", finds(FindingKind.CIVIL_CONTEMPT))
        answers = injunction.action.answers
        assert (answers.asked_at, answers.unanswered_since) == (at("2025-03-07 08:00"), None)
        injunction.entry("2025-03-08 08:00", plaintiffs(words="EXAMPLE of a new allegation"))
        assert injunction.action.answers.unanswered_since == at("2025-03-08 08:00")

    def test_an_answer_that_came_first_belongs_to_what_it_answers(self, injunction):
        key = injunction.statement("2025-03-05 08:00", official(Stance.DENIES_BREACH))
        injunction.entry("2025-03-06 08:00", plaintiffs())
        assert injunction.action.status is ActionStatus.CONTESTED
        assert injunction.order.positions == ()
        assert key

    def test_an_article_about_two_cases_is_not_shared_out_by_guess(self, injunction):
        both = (Concern(matter=injunction.matter.id, why=WHY), Concern(matter="rid/25-cv-39", why=WHY))
        injunction.news("2025-03-06 08:00", plaintiffs(), concerns=both, item="both")
        assert injunction.order.actions == ()
        assert injunction.state.unresolved == ("both: Plaintiffs on compliance: the item is about several cases",)
        injunction.news("2025-03-06 09:00", plaintiffs(matter=injunction.matter.id), concerns=both)
        assert injunction.action.status is ActionStatus.ALLEGED

    def test_a_position_before_any_order_was_seen_is_unresolved(self):
        given = Given()
        given.news("2025-03-06 08:00", plaintiffs(), item="early")
        assert given.state.unresolved == ("early: Plaintiffs on compliance: no order has been seen",)

    def test_what_was_done_under_an_order_can_be_spoken_of_after_its_end(self, injunction):
        injunction.entry("2025-03-05 08:00", effect(Effect.VACATES, PI), court="scotus")
        injunction.entry("2025-03-06 08:00", plaintiffs(refers=(re(type=PI),)))
        assert injunction.order.counts.alleged == 1

    def test_a_bare_word_means_the_order_argued_about_even_when_an_older_one_is_still_live(self):
        given = Given()
        given.entry("2025-03-15 09:40", issues(), number=1)
        given.entry("2025-03-15 19:25", issues(), number=2)
        given.entry("2025-03-17 10:00", plaintiffs(refers=(re(2),)))
        given.entry("2025-04-07 10:00", effect(Effect.VACATES, refers=(re(2),)))
        given.entry("2025-04-08 10:00", defendants(refers=(re(type=OrderType.TRO),)))
        given.entry("2025-04-16 10:00", finds(FindingKind.PROBABLE_CAUSE, refers=(re(type=OrderType.TRO),)))
        older, later = given.orders
        assert (older.actions, older.findings) == ((), ())
        assert later.counts.contested == 1
        assert len(later.actions[0].findings) == 1


class TestReports:
    TEXT = (
        "EXAMPLE of an article about conduct under an order, with words enough to be told from any other article. " * 4
    )

    def test_the_same_speaker_s_same_words_are_folded(self, injunction):
        words = "EXAMPLE they have done the one thing that the order forbids"
        injunction.news("2025-03-05 08:00", plaintiffs(words=words), text=self.TEXT, item="first")
        injunction.news("2025-03-05 09:00", plaintiffs(words=words), text=self.TEXT + "Copied.", item="copy")
        injunction.news("2025-03-05 10:00", press(), text="EXAMPLE wholly other words about it", item="other")
        action = injunction.action
        assert [(p.item, p.variants) for p in action.positions] == [("first", ("copy",)), ("other", ())]
        assert action.separate_reports == 2

    def test_said_twice_in_one_item_it_is_one_position_without_variants(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs(), plaintiffs())
        assert [p.variants for p in injunction.action.positions] == [()]

    def test_the_same_words_by_another_speaker_are_another_position(self, injunction):
        words = "EXAMPLE they have done the one thing that the order forbids"
        injunction.entry("2025-03-05 08:00", plaintiffs(words=words))
        injunction.news("2025-03-05 09:00", says("Professor Example", Role.EXPERT, Stance.ALLEGES_BREACH, words))
        assert len(injunction.action.positions) == 2

    def test_a_named_copy_is_no_separate_report(self, injunction):
        injunction.news("2025-03-05 08:00", press(words="EXAMPLE one"), text="EXAMPLE one", item="first")
        injunction.news("2025-03-05 09:00", press(words="EXAMPLE two"), text="EXAMPLE two", syndicated_from="first")
        assert injunction.action.separate_reports == 1

    def test_filings_are_no_reports(self, injunction):
        injunction.entry("2025-03-05 08:00", plaintiffs())
        assert injunction.action.separate_reports == 0


class TestFigures:
    def conflict(self, injunction, *figures) -> bool:
        for n, each in enumerate(figures):
            injunction.news(f"2025-03-05 0{n}:00", press(words=f"EXAMPLE {n}"), action=about(figures=(each,)))
        return injunction.action.figures_conflict

    def test_two_numbers_of_one_thing_disagree(self, injunction):
        assert self.conflict(injunction, figure("removed", 238), figure("removed", 250))

    def test_a_bound_that_both_can_meet_does_not(self, injunction):
        assert not self.conflict(injunction, figure("removed", 238), figure("removed", 200, bound="over"))

    def test_over_250_and_238_do(self, injunction):
        assert self.conflict(injunction, figure("removed", 238), figure("removed", 250, bound="over"))

    def test_other_labels_and_populations_are_not_compared(self, injunction):
        assert not self.conflict(
            injunction,
            figure("removed", 261),
            figure("removed", 238, population="said to be of one group"),
            figure("flights", 3),
        )

    def test_numbers_of_one_account_are_not_held_against_each_other(self, injunction):
        both = about(figures=(figure("removed", 261), figure("removed", 238)))
        injunction.news("2025-03-05 08:00", press(), action=both)
        assert not injunction.action.figures_conflict

    def test_small_numbers_in_words_name_the_things_spoken_of(self, injunction):
        two, three = (
            msgspec.structs.replace(figure("planes", n), quote=quote(f"EXAMPLE {word} planes"))
            for n, word in ((2, "two"), (3, "three"))
        )
        assert not self.conflict(injunction, two, three)

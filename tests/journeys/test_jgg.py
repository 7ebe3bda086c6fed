"""J.G.G. v. Trump, D.D.C. 1:25-cv-00766, March and April 2025, as a careful lawyer would follow it (EXAMPLE).

Facts: the public record, as examples/jgg/README.md states them; examples/jgg/expected.md says the same hour by hour.
`O1` is the order for five named plaintiffs, `O2` that for the class, `O5` the order to show cause.
"""

from __future__ import annotations

import re

import pytest

from monitor.audit.verify import verify
from monitor.domain.vocabulary import ActionStatus, OrderStatus, Relation, Standing, TimeReading
from tests.journeys.conftest import at

END = "04-18 22:00"


def o1(story, moment):
    return story.order(moment, "tro", "03-15 09:40")


def o2(story, moment):
    return story.order(moment, "tro", "03-15 19:25")


def o5(story, moment):
    return story.order(moment, "show_cause", "03-20 16:12")


def lapses(order):
    return [(lapse.reading.value, lapse.on.isoformat()) for lapse in order.lapses]


def flights(story, moment):
    """The action about the two earliest planes: the one that has their departure and their landing."""
    found = [a for a in story.actions(moment) if any("19:36" in m.quote or "7:36" in m.quote for m in a.moments)]
    assert len(found) == 1, [(a.id, a.what) for a in story.actions(moment)]
    return found[0]


def stances(action, moment=None):
    return {p.stance.value for p in action.positions}


def test_a_request_is_no_order(jgg):
    assert {o.status for o in jgg.orders("03-15 09:00")} == {OrderStatus.REQUESTED}


def test_two_restraining_orders_of_one_day_stay_two(jgg):
    orders = [o for o in jgg.orders(END) if o.type == "tro"]
    assert {o.entered_at for o in orders if o.entered_at} == {at("03-15 09:40"), at("03-15 19:25")}


def test_spoken_and_written_are_one_order_with_both_times_and_one_id(jgg):
    before = o2(jgg, "03-15 19:30")
    assert before.pronounced_at is None
    after = o2(jgg, "03-15 20:20")
    assert (after.pronounced_at, after.pronounced_about) == (at("03-15 18:45"), True)
    assert after.entered_at == at("03-15 19:25")
    assert after.id == before.id
    assert o1(jgg, "03-15 20:20").pronounced_at is None


def test_what_the_class_order_excludes_is_in_its_own_words(jgg):
    excluded = [o.excludes or "" for o in o2(jgg, END).obligations]
    assert any("not otherwise subject to removal" in words for words in excluded)


@pytest.mark.parametrize("which", [o1, o2])
def test_fourteen_days_end_on_a_saturday_under_one_reading_and_a_monday_under_the_other(jgg, which):
    order = which(jgg, "03-16 12:00")
    assert lapses(order) == [("flat", "2025-03-29"), ("rolled", "2025-03-31")]
    assert all(lapse.if_applies for lapse in order.lapses if "65(b)(2)" in lapse.rule)


@pytest.mark.parametrize("which", [o1, o2])
def test_extended_to_a_date_the_court_fixed_which_does_not_roll(jgg, which):
    assert lapses(which(jgg, "03-28 17:30")) == [("fixed", "2025-04-12")]
    assert which(jgg, "04-01 12:00").status is OrderStatus.IN_FORCE  # 29 and 31 March passed unnoticed


@pytest.mark.parametrize("which", [o1, o2])
@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("03-16 12:00", OrderStatus.IN_FORCE),  # a notice of appeal stays nothing
        ("03-19 12:00", OrderStatus.IN_FORCE),  # a deadline "EXTENDED" extends no order
        ("03-24 12:00", OrderStatus.IN_FORCE),  # the motion to vacate is denied
        ("03-26 18:00", OrderStatus.IN_FORCE),  # a stay pending appeal is refused
        ("04-07 19:00", OrderStatus.IN_FORCE),  # news of the vacatur is news
        ("04-07 19:40", OrderStatus.VACATED),  # the Supreme Court's judgment, on the docket
        (END, OrderStatus.VACATED),  # a hearing "VACATED" and a lapse date change nothing
    ],
)
def test_status_of_both_restraining_orders(jgg, which, moment, status):
    assert which(jgg, moment).status is status


def test_the_order_to_show_cause_is_about_compliance_with_the_restraining_orders(jgg):
    order = o5(jgg, "03-20 16:30")
    assert order.re == "compliance"
    assert {order.acts_on, *order.acts_on_too} == {o1(jgg, END).id, o2(jgg, END).id}
    assert o5(jgg, END).status is OrderStatus.IN_FORCE


def test_the_landing_is_after_both_readings_and_the_departure_before_both(jgg):
    action = flights(jgg, "03-16 10:15")
    relation = {(t.index, t.reading): t.relation for t in action.timing}
    seen = set()
    for index, moment in enumerate(action.moments):
        minute = moment.since.astimezone(at("03-15 12:00").tzinfo).strftime("%H:%M") if moment.since else ""
        want = {"17:25": Relation.BEFORE, "17:45": Relation.BEFORE, "19:36": Relation.AFTER, "20:02": Relation.AFTER}
        if minute in want:
            seen.add(minute)
            for reading in (TimeReading.PRONOUNCED, TimeReading.ENTERED):
                assert relation[index, reading] is want[minute], (minute, reading)
    assert seen == {"17:25", "17:45", "19:36", "20:02"}


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("03-16 10:15", ActionStatus.REPORTED),  # flight times, nobody takes a position
        ("03-20 16:30", ActionStatus.CONTESTED),  # a compliance order to show cause, and answers
        ("03-31 22:00", ActionStatus.CONTESTED),
        (END, ActionStatus.CONTESTED),  # vacatur does not answer whether the order was kept while it stood
    ],
)
def test_the_first_two_flights(jgg, moment, status):
    assert flights(jgg, moment).status is status


def third(story, moment):
    (found,) = [a for a in story.actions(moment) if "third" in a.what]
    return found


def test_the_third_flight_is_told_apart_once_a_source_tells_of_it(jgg):
    assert not [a for a in jgg.actions("03-17 12:00") if "third" in a.what]
    first, other = flights(jgg, "03-18 12:00"), third(jgg, "03-18 12:00")
    assert first.what.endswith("(the first and second)")
    declared = {a.what: [p.stance.value for p in a.positions if p.entry_number == 28] for a in (first, other)}
    assert declared == {first.what: ["acted_before_effective"], other.what: ["outside_scope"]}
    assert {t.relation for t in other.timing} == {Relation.UNKNOWN}  # no source seen gives its minute


def test_an_order_and_a_brief_about_two_flights_are_not_about_the_third(jgg):
    assert third(jgg, END).status is ActionStatus.REPORTED
    entries = {p.entry_number for p in third(jgg, END).positions}
    assert entries & {47, 58} == set()
    said = {p.entry_number: p.placed.value for p in flights(jgg, END).positions if p.entry_number in {47, 58}}
    assert said == {47: "which", 58: "reference"}  # 58 answers 47


def test_what_does_not_say_which_flights_says_so(jgg):
    other = third(jgg, END)
    unsaid = {p.entry_number for p in flights(jgg, END).positions if other.id in p.could_be}
    assert {19, 21, 70} <= unsaid
    assert not unsaid & {28, 47, 56, 58}
    items = {d.item for o in jgg.orders(END) for d in o.doubts}
    assert {"dcd/25-cv-766/e19", "dcd/25-cv-766/e70", "dcd/25-cv-766/e81"} <= items


def test_answers_before_anybody_alleged_are_not_a_contest(jgg):
    before = [a for a in jgg.actions("03-16 23:00") if a.status is ActionStatus.CONTESTED]
    assert before == []
    answers = {s for a in jgg.actions("03-16 23:00") for s in stances(a)}
    assert {"acted_before_effective", "denies_breach"} <= answers


def test_may_have_violated_is_a_question_and_not_an_allegation(jgg):
    positions = [p for a in jgg.actions("03-17 03:00") for p in a.positions if p.entry_number == 21]
    assert [p.stance.value for p in positions] == ["questions"]


def test_figures_of_one_population_disagree_and_others_are_not_compared(jgg):
    assert any(a.figures_conflict for a in jgg.actions("03-16 16:00"))


def test_a_finding_of_probable_cause_stands_until_it_is_stayed_and_vacates_nothing(jgg):
    found = [f for o in jgg.orders("04-16 12:00") for f in o.findings]
    assert {f.kind.value for f in found} == {"probable_cause"}
    assert {f.standing for f in found} == {Standing.STANDING}
    later = [f for o in jgg.orders(END) for f in o.findings]
    assert {f.standing for f in later} == {Standing.STAYED}
    assert [f for o in jgg.orders("04-16 11:00") for f in o.findings] == []


def test_a_date_that_passed_without_a_filing_is_said_after_the_next_court_day_and_not_before(jgg):
    def status(moment):
        due = [d for o in jgg.orders(moment) for d in o.deadlines if d.due_at == at("03-20 12:00")]
        return {d.status.value for d in due}

    assert status("03-20 18:00") == {"pending"}
    assert status("03-22 09:00") == {"no_filing_observed"}


def test_filings_meet_the_dates_set_by_the_order_to_show_cause(jgg):
    due = {d.due_at: d.status.value for d in o5(jgg, "04-01 12:00").deadlines}
    assert due[at("03-21 10:00")] == "filed"
    assert due[at("03-25 23:59")] == "filed"


def test_the_court_asking_an_answer_and_a_finding_go_out_at_once(jgg):
    assert jgg.alerts("03-14 00:00", "03-15 23:59") == []
    assert "answered" in jgg.alerts("03-16 15:45", "03-16 17:00")
    assert "asked" in jgg.alerts("03-17 19:00", "03-17 19:10")
    assert "contested" in jgg.alerts("03-20 16:10", "03-20 16:20")
    assert "finding" in jgg.alerts("04-16 11:40", "04-16 11:50")


def test_a_denial_is_never_told_as_an_admission(jgg):
    said = [p for a in jgg.actions(END) for p in a.positions]
    assert not [p for p in said if p.stance.value in {"admits_breach", "defies"}]


def test_mail_never_says_more_than_was_said(jgg):
    assert jgg.texts()
    for text in jgg.texts():
        own = re.sub(r"“[^”]*”", "", text)
        assert not re.search(r"\b(violat\w+|defies|defied|guilty|flout\w*)\b", own, re.IGNORECASE), own


def test_the_record_verifies(jgg):
    assert verify(jgg.app.ledger).problems == []


def test_what_the_docket_feed_may_have_missed_is_said_from_the_next_poll_on(jgg):
    assert o1(jgg, "03-16 06:00").coverage.gaps == ()
    (gap,) = o1(jgg, "03-16 07:00").coverage.gaps
    assert (gap.source, gap.since, gap.until) == ("dcd-ecf", at("03-15 22:10"), at("03-16 06:30"))
    assert any("entries may be missing" in " ".join(text.split()) for text in jgg.texts())


def test_what_a_higher_court_did_is_that_courts_whoever_dockets_it(jgg):
    by = {(h.effect.value, h.effective_at): h.by for h in o2(jgg, END).history}
    assert by["vacates", at("04-07 19:31")] == "scotus"
    assert by["denies_relief", at("03-26 17:10")] == "cadc"
    assert by["extends", at("03-28 17:22")] == "dcd"


def test_the_alert_of_a_contest_says_what_the_order_to_show_cause_makes_due(jgg):
    first = next(text for text in jgg.texts() if "NEWLY CONTESTED" in text)
    next_up = " ".join(first.split("NEXT", 1)[1].split("WHAT WE COULD NOT SEE")[0].split())
    assert "Fri 21 March, 10:00" in next_up
    assert "Tue 25 March" in next_up
    assert "Mon 31 March" in next_up


def test_no_mail_ends_a_name_with_two_full_stops(jgg):
    bodies = [path.read_text("utf-8") for _, path in jgg.mails]
    assert any("D.C. Cir." in body for body in bodies)
    assert not [body for body in bodies if "D.C. Cir.." in body]

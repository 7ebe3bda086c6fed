"""One filing seen by several sources is one fact with words; siblings stay apart; numbers once seen never change. EXAMPLE."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from monitor.application.drafts import Seen, first_drafts, revised_drafts, watch
from monitor.domain.events import ItemShownAgain, ItemWithdrawn
from monitor.domain.items import DocketEntry
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import Draft, Entry
from projections.facts import facts_of
from projections.item import content_hash
from projections.items import HeldItems

MATTER = Matter(court="mnd", docket_number="0:26-cv-00101", caption="Riverton Residents v. Riverton Water District")
WATCH = watch((MATTER,))
NOON = datetime.fromisoformat("2026-03-02T12:00:00-06:00")
FULL = (
    "TEMPORARY RESTRAINING ORDER granting 3 Motion for Temporary Restraining Order. Defendant is enjoined from shutting"
    " off water to any dwelling for 14 days. Signed by Judge Ada Example on 3/2/2026. (EXAMPLE)"
)


class Log:
    """Events as the ledger would number them, turned into facts one by one."""

    def __init__(self) -> None:
        self.items, self.seq, self.facts = HeldItems(), 0, {}

    def add(self, *drafts):
        for draft in drafts:
            self.seq += 1
            for _, fact in facts_of(Entry(self.seq, NOON, draft.event.key, None, draft.event), self.items):
                self.facts[fact.key] = fact
        return drafts[0].event.key

    def shown(self, source, text, *, stub=False, number=7, seq_no=None, at=NOON):
        content = DocketEntry(
            court="mnd",
            docket_number="0:26-cv-00101",
            case_name="EXAMPLE",
            text=text,
            entry_number=number,
            seq_no=seq_no,
            entered_at=at,
            stub=stub,
        )
        seen = Seen(source=source, item=text[:20], identity=f"{text[:40]}{at}", occasion=Occasion.LIVE, polled_at=at)
        return self.add(*first_drafts(seen, content, WATCH))

    def with_words(self):
        return [fact for fact in self.facts.values() if fact.reading.effects or fact.reading.kind]


@pytest.mark.parametrize("stub_first", [True, False])
def test_a_stub_and_the_full_text_are_one_entry(stub_first):
    log = Log()
    steps = [
        lambda: log.shown("feed", "Order on Motion for TRO", stub=True, seq_no=31),
        lambda: log.shown("notice", FULL),
    ]
    first, _ = [step() for step in (steps if stub_first else reversed(steps))]
    (fact,) = log.with_words()
    assert fact.key == first
    assert fact.content.text == FULL
    assert [e.effect.value for e in fact.reading.effects] == ["issues"]


def test_the_numbers_first_seen_stay_so_that_an_id_never_changes():
    log = Log()
    log.shown("notice", FULL)
    log.shown("feed", "Order on Motion for TRO", stub=True, seq_no=31)
    (fact,) = log.with_words()
    assert (fact.content.seq_no, fact.content.entry_number) == (None, 7)


def test_the_same_text_from_two_sources_is_told_once():
    log = Log()
    log.shown("notice", FULL)
    log.shown("api", FULL.replace("(EXAMPLE)", "(Entered: 03/02/2026)"))
    assert len(log.with_words()) == 1


@pytest.mark.parametrize("minute_first", [True, False])
def test_a_minute_of_entry_is_lent_to_a_text_that_knows_only_the_day(minute_first):
    """A court's feed has the minute and no text; CourtListener's entry ends "(Entered: 03/02/2026)"."""
    log, midnight = Log(), NOON.replace(hour=0)
    content = DocketEntry(
        court="mnd",
        docket_number="0:26-cv-00101",
        case_name="EXAMPLE",
        text=FULL,
        entry_number=7,
        filed_at=midnight,
        entered_at=midnight,
        date_only=("filed_at", "entered_at"),
    )
    seen = Seen(source="api", item="x", identity="x", occasion=Occasion.LIVE, polled_at=NOON)
    steps = [
        lambda: log.shown("feed", "Order on Motion for TRO", stub=True),
        lambda: log.add(*first_drafts(seen, content, WATCH)),
    ]
    for step in steps if minute_first else reversed(steps):
        step()
    (fact,) = log.with_words()
    assert (fact.content.text, fact.content.entered_at, fact.content.date_only) == (FULL, NOON, ("filed_at",))


def test_other_text_under_the_same_number_stays_apart():
    log = Log()
    log.shown("notice", FULL)
    log.shown("notice", "Set/Reset Deadlines: Status Report due by 3/25/2026. (EXAMPLE)")
    assert len(log.with_words()) == 2


def test_the_same_number_days_later_is_another_filing():
    log = Log()
    log.shown("notice", FULL)
    log.shown("feed", "Order on Motion for TRO", stub=True, at=NOON + timedelta(days=3))
    assert len({fact.content.text for fact in log.facts.values()}) == 2


def test_two_stubs_of_one_filing_are_siblings():
    log = Log()
    log.shown("feed", "Order on Motion for TRO", stub=True, seq_no=31)
    log.shown("feed", "Order Setting Hearing", stub=True, seq_no=31)
    assert {fact.content.text for fact in log.facts.values()} == {"Order on Motion for TRO", "Order Setting Hearing"}


def test_a_revision_keeps_the_numbers_and_changes_the_words():
    log = Log()
    key = log.shown("feed", FULL, seq_no=31)
    edited = DocketEntry(
        court="mnd", docket_number="0:26-cv-00101", case_name="EXAMPLE", text=f"VACATED: {FULL}", entered_at=NOON
    )
    seen = Seen(source="feed", item="x", identity="x", occasion=Occasion.LIVE, polled_at=NOON)
    log.add(*revised_drafts(key, 1, seen, edited, content_hash(edited), WATCH))
    fact = log.facts[key]
    assert fact.content.text.startswith("VACATED")
    assert (fact.content.seq_no, fact.content.entry_number, fact.revision) == (31, 7, 1)


def test_a_reading_of_an_older_revision_is_not_in_force():
    log = Log()
    key = log.shown("feed", FULL, seq_no=31)
    edited = DocketEntry(
        court="mnd", docket_number="0:26-cv-00101", case_name="EXAMPLE", text="NOTICE", entered_at=NOON
    )
    seen = Seen(source="feed", item="x", identity="x", occasion=Occasion.LIVE, polled_at=NOON)
    log.add(*revised_drafts(key, 1, seen, edited, content_hash(edited), WATCH))
    again = Seen(source="feed", item=FULL[:20], identity=f"{FULL[:40]}{NOON}", occasion=Occasion.LIVE, polled_at=NOON)
    old = first_drafts(
        again, DocketEntry(court="mnd", docket_number="0:26-cv-00101", case_name="EXAMPLE", text=FULL), WATCH
    )
    log.add(old[1])
    assert log.facts[key].content.text == "NOTICE"


def test_a_text_without_an_hour_takes_the_minute_that_the_court_feed_gave():
    log = Log()
    log.shown("feed", "Order on Motion for TRO", stub=True, seq_no=31)
    midnight = NOON.replace(hour=0) - timedelta(days=2)
    content = DocketEntry(
        court="mnd",
        docket_number="0:26-cv-00101",
        case_name="EXAMPLE",
        text=FULL,
        entry_number=7,
        filed_at=midnight,
        date_only=("filed_at",),
    )
    seen = Seen(source="copy", item="copy", identity="copy", occasion=Occasion.LIVE, polled_at=NOON)
    log.add(*first_drafts(seen, content, WATCH))
    (fact,) = log.with_words()
    assert (fact.content.text, fact.content.entered_at, fact.content.filed_at) == (FULL, NOON, midnight)


def gone(source, since=NOON):
    def drafts(key):
        event = ItemWithdrawn(
            of=key, source=source, revision=0, last_shown=NOON, gone_since=since, polled_at=since + timedelta(minutes=5)
        )
        return Draft(event=event)

    return drafts


def test_of_one_filing_each_source_withdraws_its_own_copy():
    log = Log()
    stub = log.shown("ecf", "Temporary Restraining Order", stub=True)
    full = log.shown("mirror", FULL)
    log.add(gone("mirror")(full))
    (fact,) = log.with_words()
    assert ([w.source for w in fact.withdrawn], fact.also_from, fact.gone_since) == (["mirror"], ("ecf",), None)
    later = NOON + timedelta(hours=1)
    log.add(gone("ecf", later)(stub))
    (fact,) = log.with_words()
    assert ([w.source for w in fact.withdrawn], fact.also_from, fact.gone_since) == (["ecf", "mirror"], (), later)
    assert (fact.content.text, fact.shown_seq, fact.newest) == (FULL, log.seq, log.seq)
    assert fact.seq < fact.shown_seq  # what was read stays what it was read from
    log.add(Draft(event=ItemShownAgain(of=full, source="mirror", polled_at=later)))
    (fact,) = log.with_words()
    assert ([w.source for w in fact.withdrawn], fact.also_from) == (["ecf"], ("mirror",))


def test_an_item_that_is_shown_in_other_words_is_shown():
    log = Log()
    key = log.shown("ecf", FULL)
    log.add(gone("ecf")(key))
    content = log.items.get(key).content
    seen = Seen(source="ecf", item="x", identity="y", occasion=Occasion.LIVE, polled_at=NOON)
    log.add(*revised_drafts(key, 1, seen, content, "other", WATCH))
    (fact,) = log.with_words()
    assert (fact.withdrawn, fact.revision) == ((), 1)


def test_a_withdrawal_of_what_was_never_recorded_says_nothing():
    log = Log()
    log.add(gone("ecf")("item|ecf|unknown"))
    assert log.facts == {}

"""Which reading of an item counts once a person has decided. An invented case; every text is an EXAMPLE."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.application.drafts import Seen, first_drafts, revised_drafts
from monitor.domain.decided import Member, OrdersJoined, ReadingConfirmed, ReadingCorrected, ReadingRejected
from monitor.domain.events import ItemRead
from monitor.domain.findings import findings_digest
from monitor.domain.items import DocketEntry, NewsItem
from monitor.domain.vocabulary import Effect, Occasion, OrderType
from monitor.ledger.store import Entry
from monitor.reading.reader import READER
from projections.facts import facts_of
from projections.item import content_hash
from projections.items import HeldItems
from tests.projections.test_facts import FULL, NOON, WATCH

NEWS = NewsItem(
    outlet="Example Ledger",
    title="Riverton Residents v. Riverton Water District (EXAMPLE)",
    text="Riverton Residents said the district has violated the judge's order in 26-cv-00101.",
    published_at=NOON,
)


def docket(text=FULL, **more):
    return DocketEntry(
        court="mnd",
        docket_number="0:26-cv-00101",
        case_name="EXAMPLE",
        text=text,
        **{"entry_number": 7, "entered_at": NOON, **more},
    )


class Log:
    """Events as the ledger would number them, turned into facts one by one; the newest fact of each item is kept."""

    def __init__(self) -> None:
        self.items, self.seq, self.facts, self.events = HeldItems(), 0, {}, []

    def add(self, *events):
        for event in events:
            self.seq += 1
            self.events.append(event)
            for matter, fact in facts_of(Entry(self.seq, NOON, event.key, None, event), self.items):
                self.facts[matter, fact.key] = fact
        return events[0].key

    def shown(self, content, source="notice"):
        seen = Seen(source=source, item="i7", identity="i7", occasion=Occasion.LIVE, polled_at=NOON)
        return self.add(*(draft.event for draft in first_drafts(seen, content, WATCH)))

    def revised(self, key, number, content):
        seen = Seen(source="notice", item="i7", identity="i7", occasion=Occasion.LIVE, polled_at=NOON)
        drafts = revised_drafts(key, number, seen, content, content_hash(content), WATCH)
        self.add(*(draft.event for draft in drafts))

    def read_by(self, key, reader, change):
        item = self.items.get(key)
        reading = change(msgspec.structs.replace(item.reading, reader=reader))
        self.add(
            ItemRead(of=key, revision=item.revision, occasion=Occasion.REREAD, matters_revision="m", reading=reading)
        )

    def decide(self, kind, key, revision=None, **more):
        item = self.items.get(key)
        self.add(
            kind(
                of=key,
                revision=item.revision if revision is None else revision,
                reader=item.reading.reader,
                saw=findings_digest(item.reading),
                by="Ada Example",
                reason="EXAMPLE",
                decided_at=NOON + timedelta(minutes=self.seq),
                **more,
            )
        )

    def correct(self, key, change, **more):
        reading = msgspec.structs.replace(change(self.items.get(key).reading), reader="Ada Example")
        self.decide(ReadingCorrected, key, reading=reading, **more)

    def kinds(self):
        """What the facts with words say: effect and type of each effect, by whom it was read."""
        return [
            ([(e.effect.value, e.type.value) for e in f.reading.effects], f.read_by)
            for f in self.facts.values()
            if f.reading.effects or f.reading.kind
        ]


def as_type(kind):
    """The reading with its first effect on an order of another type."""

    def change(reading):
        effects = tuple(msgspec.structs.replace(e, type=kind) for e in reading.effects)
        return msgspec.structs.replace(reading, effects=effects)

    return change


to_injunction, to_decree = as_type(OrderType.PRELIMINARY_INJUNCTION), as_type(OrderType.CONSENT_DECREE)
READ = ([("issues", "tro")], READER)
CORRECTED = ([("issues", "preliminary_injunction")], "Ada Example")


@pytest.fixture
def log():
    return Log()


def test_a_correction_beats_the_reading_and_a_newer_reader(log):
    key = log.shown(docket())
    assert log.kinds() == [READ]
    log.correct(key, to_injunction)
    assert log.kinds() == [CORRECTED]
    log.read_by(key, "rules-9", to_decree)
    assert log.kinds() == [CORRECTED]


def test_confirming_undoes_a_correction_and_holds_what_was_confirmed(log):
    key = log.shown(docket())
    log.correct(key, to_injunction)
    log.decide(ReadingConfirmed, key)
    assert log.kinds() == [(READ[0], f"{READER}, confirmed by Ada Example")]
    log.read_by(key, "rules-9", to_decree)
    assert log.kinds() == [(READ[0], f"{READER}, confirmed by Ada Example")]


def test_a_confirmation_of_what_is_no_longer_the_reading_confirms_nothing(log):
    key = log.shown(docket())
    log.correct(key, to_injunction)
    seen = log.items.get(key).reading
    log.read_by(key, "rules-9", to_decree)
    log.add(
        ReadingConfirmed(
            of=key,
            revision=0,
            reader=READER,
            saw=findings_digest(seen),
            by="Ada Example",
            reason="EXAMPLE",
            decided_at=NOON,
        )
    )
    assert log.kinds() == [([("issues", "consent_decree")], "rules-9")]


def test_a_rejected_entry_stays_an_entry_and_says_nothing(log):
    key = log.shown(docket())
    log.decide(ReadingRejected, key)
    assert log.kinds() == []
    (fact,) = log.facts.values()
    assert (fact.content.text, fact.read_by, len(fact.reading.concerns)) == (FULL, "Ada Example", 1)
    log.decide(ReadingConfirmed, key)
    assert log.kinds()[0][0] == READ[0]


def test_a_rejected_article_is_about_no_matter(log):
    key = log.shown(NEWS)
    (fact,) = log.facts.values()
    assert fact.reading.concerns
    log.decide(ReadingRejected, key)
    (fact,) = log.facts.values()
    assert fact.reading.concerns == ()


def test_a_correction_can_say_that_an_item_is_about_another_matter(log):
    key = log.shown(NEWS)
    log.correct(key, lambda r: msgspec.structs.replace(r, concerns=()))
    assert [f.reading.concerns for f in log.facts.values()] == [()]


def test_a_revision_is_read_anew_and_the_decision_waits_for_a_person(log):
    key = log.shown(docket())
    log.correct(key, to_injunction)
    log.revised(key, 1, docket(FULL + " (Entered: 03/02/2026)"))
    assert log.kinds() == [READ]
    item = log.items.get(key)
    assert (item.decision, item.overtaken.verdict, item.overtaken.revision) == (None, "corrected", 0)
    log.correct(key, to_injunction)
    assert log.kinds() == [CORRECTED]
    assert log.items.get(key).overtaken is None


def test_a_decision_that_a_revision_outran_never_counts(log):
    key = log.shown(docket())
    log.revised(key, 1, docket(FULL + " (Entered: 03/02/2026)"))
    log.correct(key, to_injunction, revision=0)
    assert log.kinds() == [READ]
    assert log.items.get(key).overtaken is not None


def test_a_corrected_copy_is_the_one_that_counts_beside_a_longer_one(log):
    key = log.shown(docket())
    log.correct(key, to_injunction)
    log.shown(docket(FULL + " (Entered: 03/02/2026)"), source="api")
    assert log.kinds() == [CORRECTED]


def test_the_full_text_overtakes_what_was_decided_about_its_stub(log):
    key = log.shown(docket("Order on Motion for TRO", stub=True, seq_no=31), source="feed")
    log.decide(ReadingRejected, key)
    log.shown(docket(), source="notice")
    assert [kinds for kinds, _ in log.kinds()] == [READ[0]]
    assert log.items.get(key).overtaken.verdict == "rejected"


def test_a_join_is_a_fact_of_its_matter(log):
    one, other = Member("mnd/26-cv-101/e7.1", "item|a", 1), Member("mnd/26-cv-101/e9.1", "item|b", 1)
    event = OrdersJoined(
        matter_id="mnd/26-cv-101", one=one, other=other, by="Ada Example", reason="EXAMPLE", decided_at=NOON
    )
    ((matter, fact),) = facts_of(Entry(5, NOON, event.key, None, event), HeldItems())
    assert (matter, fact.joined, fact.one, fact.other) == ("mnd/26-cv-101", True, ("item|a", 1), ("item|b", 1))


_STEPS = st.lists(st.sampled_from(["correct", "confirm", "reject", "reread", "revise"]), max_size=10)


@settings(deadline=None, max_examples=60)
@given(_STEPS)
def test_the_last_decision_about_the_present_revision_counts(steps):
    """In any interleaving with readings; and the same events folded again give the same facts."""
    log = Log()
    key = log.shown(docket())
    decided, machine, revision = None, "tro", 0
    for number, step in enumerate(steps):
        if step == "correct":
            log.correct(key, to_injunction)
            decided = "preliminary_injunction"
        elif step == "confirm":
            log.decide(ReadingConfirmed, key)
            decided = machine
        elif step == "reject":
            log.decide(ReadingRejected, key)
            decided = "nothing"
        elif step == "reread":
            log.read_by(key, f"rules-{number + 9}", to_decree)
            machine = "consent_decree"
        else:
            revision += 1
            log.revised(key, revision, docket(f"{FULL} ({revision})"))
            decided, machine = None, "tro"
    (fact,) = log.facts.values()
    kinds = [e.type.value for e in fact.reading.effects if e.effect is Effect.ISSUES]
    assert kinds == ([] if decided == "nothing" else [decided or machine])
    again = Log()
    again.add(*log.events)
    assert again.facts == log.facts

"""Whatever comes, in whatever order, with crashes in between: the rows followed, rebuilt and folded as of now are one.

Items come shuffled, late, twice, revised, withdrawn, as copies of several sources; people correct, reject, join,
part and redact; matters are amended; times arrive. Invented; everything said is an EXAMPLE.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from monitor.application import clock
from monitor.application.drafts import Seen, first_drafts
from monitor.application.watching import record_matters
from monitor.audit.refold import Refold
from monitor.domain.decided import ItemRedacted, Member, OrdersJoined, OrdersParted, ReadingCorrected, ReadingRejected
from monitor.domain.events import CoverageGapObserved, ItemShownAgain, ItemWithdrawn
from monitor.domain.findings import Reading, findings_digest
from monitor.domain.items import DocketEntry
from monitor.domain.vocabulary import Occasion, OrderType
from monitor.ledger.store import Draft
from projections import building, matters, orders
from projections.as_of import states_at
from projections.items import HeldItems
from projections.models import MODELS
from projections.runner import Runner, open_views, rebuild
from tests.projections.given import MATTER, OTHER, POOL, Record
from tests.projections.scratch import states_from_log

NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
ORDER = "TEMPORARY RESTRAINING ORDER. Defendant is enjoined from shutting off water for 14 days. (EXAMPLE)"
COPIES = (  # one entry as four sources show it, and a sibling under its number
    ("ecf", "Order on Motion for TRO", {"stub": True, "seq_no": 31, "entered_at": NOON}),
    ("notice", ORDER, {"entered_at": NOON + timedelta(minutes=2)}),
    ("api", f"{ORDER} Signed by Judge Ada Example.", {"filed_at": NOON.replace(hour=6), "date_only": ("filed_at",)}),
    ("mirror", ORDER[:60], {"entered_at": NOON}),
    ("ecf", "Set/Reset Deadlines: Status Report due by 3/25/2026. (EXAMPLE)", {"entered_at": NOON}),
)
CHANGES = ({"caption": "EXAMPLE, renamed"}, {"parties": ()}, {"judge": None}, {})
MODEL = st.sampled_from(MODELS)


class CutError(Exception):
    pass


class Views(RuleBasedStateMachine):
    """A record that grows, and views that follow it, now and then cut off."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.record = Record(Path(self.folder.name))
        self.told = {}

    def teardown(self):
        with self.folder:
            try:
                self.follow()
                self.one_in_every_way()
            finally:
                self.record.close()

    @rule(numbers=st.lists(st.integers(0, len(POOL) - 1), min_size=1, max_size=4))
    def lines_come(self, numbers):
        self.record.runner.catch_up()
        self.record.give([POOL[n] for n in numbers])

    @rule(copy=st.sampled_from(COPIES), twin=st.integers(0, 1))
    def a_source_shows_its_copy(self, copy, twin):
        source, text, how = copy
        content = DocketEntry(
            court="mnd", docket_number=MATTER.docket_number, case_name="EXAMPLE", text=text, entry_number=7, **how
        )
        name = f"{text[:20]}{twin}"
        seen = Seen(source=source, item=name, identity=name, occasion=Occasion.LIVE, polled_at=self.record.now)
        self.append(*first_drafts(seen, content, self.record.watched))

    @precondition(lambda self: self.record.ledger.head() > 2)
    @rule(data=st.data(), again=st.booleans())
    def a_source_shows_an_item_no_longer(self, data, again):
        item = self.any_item(data)
        now = self.record.step()
        if again:
            event = ItemShownAgain(of=item.key, source=item.source, polled_at=now)
        else:
            event = ItemWithdrawn(
                of=item.key, source=item.source, revision=0, last_shown=NOON, gone_since=now, polled_at=now
            )
        self.append(Draft(event, cause=item.key))

    @precondition(lambda self: self.record.ledger.head() > 2)
    @rule(data=st.data(), kind=st.sampled_from(OrderType), rejects=st.booleans())
    def a_person_reads_it_otherwise(self, data, kind, rejects):
        item = self.any_item(data)
        reading = item.reading or Reading(reader="none")
        said = {
            "of": item.key,
            "revision": item.revision,
            "reader": reading.reader,
            "saw": findings_digest(reading),
            "by": "Ada Example",
            "reason": "EXAMPLE",
            "decided_at": self.record.step(),
        }
        effects = tuple(msgspec.structs.replace(effect, type=kind) for effect in reading.effects)
        right = msgspec.structs.replace(reading, reader="Ada Example", effects=effects)
        self.append(
            Draft(ReadingRejected(**said) if rejects else ReadingCorrected(**said, reading=right), cause=item.key)
        )

    @precondition(lambda self: self.record.ledger.head() > 2)
    @rule(data=st.data(), joined=st.booleans())
    def a_person_joins_or_parts(self, data, joined):
        pair = sorted({self.any_item(data).key, self.any_item(data).key})
        if len(pair) == 2:
            one, other = (Member(id=key, item=key, ordinal=1) for key in pair)
            said = {"by": "Ada Example", "reason": "EXAMPLE", "decided_at": self.record.step(), "matter_id": MATTER.id}
            self.append(Draft((OrdersJoined if joined else OrdersParted)(one=one, other=other, **said)))

    @rule(changes=st.sampled_from(CHANGES))
    def a_matter_is_amended(self, changes):
        self.record.runner.catch_up()
        matter = msgspec.structs.replace(MATTER, **changes)
        known = matters.recorded(self.record.views)
        record_matters(self.record.ledger, [matter, OTHER], known, self.record.step())

    @rule(days=st.integers(1, 40))
    def times_arrive(self, days):
        self.record.runner.catch_up()
        then = self.record.now + timedelta(days=days)
        clock.record_arrivals(self.record.ledger, self.record.views, then, lambda *_: then)

    @rule()
    def a_gap_is_seen(self):
        since = self.record.now
        self.append(
            Draft(CoverageGapObserved(source="ecf", court="mnd", since=since, until=self.record.step(), shown=3))
        )

    @precondition(lambda self: self.record.ledger.head() > 2)
    @rule(data=st.data(), erased=st.booleans())
    def a_court_seals_an_item(self, data, erased):
        """What it had said was told is then not what is told: the record is as if the item had never been seen."""
        item, now = self.any_item(data), self.record.step()
        event = ItemRedacted(
            of=item.key, source=item.source, by="Ada Example", reason="EXAMPLE", authority="EXAMPLE", decided_at=now
        )
        self.append(Draft(event, cause=item.key))
        if erased:
            self.record.ledger.erase(event)
        self.told = {}

    @rule()
    def follow(self):
        """What was told stays as it was first told."""
        self.record.runner.catch_up()
        told = {(row[0], row[3]): row for row in self.record.rows()["changes"]}
        assert self.told.items() <= told.items()
        self.told = told

    @rule(model=MODEL)
    def follow_and_be_cut_off(self, model):
        """Neither rows nor position of a batch that was cut off are there, whichever model it was that failed."""
        before, at = self.record.rows(), self.record.views.position()
        with pytest.MonkeyPatch.context() as patch, suppress(CutError):
            patch.setattr(model, "apply", _cut)
            self.record.runner.catch_up()
        assert (self.record.rows(), self.record.views.position()) == (before, at)

    @rule()
    def the_process_is_another(self):
        self.record.runner = Runner(self.record.ledger, self.record.views)

    @rule()
    def another_process_follows(self):
        with open_views(self.record.views.path) as views:
            Runner(self.record.ledger, views).catch_up()

    @rule(model=MODEL, after=st.integers(0, 4))
    def rebuild_and_be_cut_off(self, model, after):
        calls, apply = [], model.apply

        def falters(tx, batch):
            calls.append(None)
            if len(calls) > after:
                raise CutError
            apply(tx, batch)

        with pytest.MonkeyPatch.context() as patch, suppress(CutError):
            patch.setattr(building, "_ENTRIES", 2)
            patch.setattr(model, "apply", falters)
            rebuild(self.record.ledger, self.record.views)

    def one_in_every_way(self):
        record = self.record
        followed, head = record.rows(), record.ledger.head()
        states = states_from_log(record.ledger, head)
        assert list(states_at(record.views, head)) == list(states.values())
        assert orders.all_orders(record.views) == [order for state in states.values() for order in state.orders]
        assert {row[0] for row in followed["changes"]} == _keys(record)
        rebuild(record.ledger, record.views)
        assert record.rows() == followed

    def append(self, *drafts):
        self.record.ledger.append(drafts, self.record.step())

    def any_item(self, data):
        self.record.runner.catch_up()
        keys = [key for (key,) in self.record.views.rows("SELECT key FROM items ORDER BY key")]
        if not keys:
            self.lines_come(range(len(POOL)))  # a court may have sealed the only one, and it does not come back
            return self.any_item(data)
        return HeldItems(self.record.views.connection).get(data.draw(st.sampled_from(keys)))


def _cut(*_):
    raise CutError


def _keys(record):
    """The key of every change, by a fold of the log that knows no views."""
    refold = Refold()
    return {change.key for entry in record.ledger.entries() for change in refold.take(entry)}


TestViews = Views.TestCase
TestViews.settings = settings(
    deadline=None, max_examples=8, stateful_step_count=12, suppress_health_check=list(HealthCheck)
)

"""Stored names, typed decoding, upcasting: old versions stay readable, unknown ones are named."""

from uuid import UUID

import msgspec
import pytest
from eventsourcing.persistence import StoredEvent
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.events import Event
from monitor.domain.ids import event_id
from monitor.domain.voices import EVENTS
from monitor.errors import LedgerError
from monitor.ledger.codec import DraftMapper, EventCodec
from monitor.ledger.records import Draft
from monitor.ledger.store import open_ledger
from monitor.ledger.upcasters import UPCASTERS


class BellRung(Event, frozen=True, kw_only=True):
    """An event whose vocabulary has grown twice: version 1 had `tower`, version 2 `times` beside it."""

    name = "bell.rung"
    version = 3
    place: str
    times: int
    by: str

    @property
    def key(self):
        return f"bell|{self.place}"


STEPS = {
    ("bell.rung", 1): lambda body: {**body, "times": 1},
    ("bell.rung", 2): lambda body: {"place": body["tower"], "times": body["times"], "by": "unknown"},
}


class BellRungAtFirst(Event, frozen=True, kw_only=True):
    name = "bell.rung"
    tower: str

    @property
    def key(self):
        return f"bell|{self.tower}"


def test_an_old_version_is_decoded_through_every_step_between():
    codec = EventCodec([BellRung], STEPS)
    assert codec.decode("bell.rung", 1, b'{"tower":"EXAMPLE"}') == BellRung(place="EXAMPLE", times=1, by="unknown")
    assert codec.decode("bell.rung", 2, b'{"tower":"EXAMPLE","times":4}') == BellRung(
        place="EXAMPLE", times=4, by="unknown"
    )


def test_a_record_written_under_an_old_version_is_read_under_the_new_one(path, make):
    with open_ledger(path, codec=EventCodec([BellRungAtFirst])) as ledger:
        ledger.append([Draft(BellRungAtFirst(tower="EXAMPLE"))], make.noon)
    with open_ledger(path, codec=EventCodec([BellRung], STEPS)) as ledger:
        assert ledger.append([Draft(BellRung(place="EXAMPLE", times=9, by="EXAMPLE"))], make.noon) == [None]
        assert ledger.select()[0].event == BellRung(place="EXAMPLE", times=1, by="unknown")
        assert [row.event_version for row, _ in ledger.rows()] == [1]


@pytest.mark.parametrize(
    ("name", "version", "state", "reason"),
    [
        ("bell.cast", 1, b"{}", r"bell\.cast/1: .*not known"),
        ("bell.rung", 4, b"{}", r"bell\.rung/4: written by a newer program; this one knows bell\.rung/3"),
        ("bell.rung", 1, b'{"tower":"EXAMPLE"}', r"bell\.rung/1: no upcaster leads from version 1 to 2"),
        ("bell.rung", 3, b'{"place":"EXAMPLE"}', r"bell\.rung/3: cannot be decoded: .*times"),
        ("bell.rung", 3, b"\xff", r"bell\.rung/3: cannot be decoded"),
        ("bell.rung", 3, b'{"place":"\xff","times":1,"by":""}', r"bell\.rung/3: cannot be decoded"),
        ("bell.rung", 2, b"[]", r"bell\.rung/2: cannot be decoded"),
    ],
)
def test_what_cannot_be_decoded_is_named(name, version, state, reason):
    steps = {("bell.rung", 2): STEPS["bell.rung", 2]}
    with pytest.raises(LedgerError, match=reason):
        EventCodec([BellRung], steps).decode(name, version, state)


def test_an_unknown_name_in_the_record_names_row_and_file(path, make):
    with open_ledger(path, codec=EventCodec([BellRungAtFirst])) as ledger:
        ledger.append([Draft(BellRungAtFirst(tower="EXAMPLE"))], make.noon)
    with (
        open_ledger(path) as ledger,
        pytest.raises(LedgerError, match=r"ledger\.db: event 1: bell\.rung/1: .*not known"),
    ):
        ledger.select()


def test_every_upcaster_leads_to_a_version_that_is_known():
    versions = {kind.name: kind.version for kind in EVENTS}
    assert all(version < versions[name] for name, version in UPCASTERS)


def test_every_event_of_an_older_version_has_its_upcasters():
    for kind in EVENTS:
        assert all((kind.name, version) in UPCASTERS for version in range(1, kind.version))


def test_stored_names_are_unique():
    assert len({kind.name for kind in EVENTS}) == len(EVENTS)


@settings(deadline=None, max_examples=50)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"])), identity=st.text(st.characters(exclude_categories=["Cs"]))
)
def test_text_comes_back_code_point_for_code_point(text, identity, make):
    event = make.observed(identity, text=text)
    mapper = DraftMapper(EventCodec())
    stored = mapper.to_stored_event(Draft(event))
    assert stored.originator_id == event_id(event.key)
    assert stored.topic == "docket_entry.observed/1"
    assert mapper.to_domain_event(StoredEvent(UUID(int=0), 1, stored.topic, stored.state)) == Draft(event)


def test_stored_bytes_are_plain_json_without_defaults(make):
    body = msgspec.json.decode(EventCodec().encode(make.observed("a"), make.observed("a").key))
    assert body["content"]["type"] == "docket_entry"
    assert "capture" not in body

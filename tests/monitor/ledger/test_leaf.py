"""The leaf commits to every field of the row, tells nothing, and is the JSON it says it is."""

import hashlib
import hmac
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.ledger.leaf import leaf_of
from monitor.ledger.records import Draft, Row

SALT = bytes(range(32))
ROW = Row(
    7, "ab" * 16, 1, "bell.rung", 2, "bell|EXAMPLE", None, None, 3, 1_742_000_000_000_000, b'{"a":1}', SALT, ("x", "y")
)
CAPTURE = "0c" * 32


def test_an_envelope_is_the_documented_digest_in_sorted_compact_json():
    parts = [
        b"event",
        b"ab" * 16,
        b"bell.rung",
        b"2",
        b"bell|EXAMPLE",
        b"1742000000000000",
        b"3",
        b'{"a":1}',
        b"x",
        b"y",
    ]
    message = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    digest = hmac.new(SALT, message, hashlib.sha256).hexdigest()
    message = b"".join(len(part).to_bytes(8, "big") + part for part in [b"capture", CAPTURE.encode()])
    blob = hmac.new(SALT, message, hashlib.sha256).hexdigest()
    expected = json.dumps({"v": 1, "seq": 7, "digest": digest, "blobs": [blob]}, sort_keys=True, separators=(",", ":"))
    leaf = leaf_of(ROW, [CAPTURE])
    assert leaf.envelope == expected.encode("ascii")
    assert leaf.hash == hashlib.sha256(b"\x00" + leaf.envelope).digest()


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 8},
        {"originator_id": "ac" * 16},
        {"name": "bell.cast"},
        {"event_version": 3},
        {"key": "bell|OTHER"},
        {"caused_by": None},
        {"recorded_at": 1_742_000_000_000_001},
        {"state": b'{"a":2}'},
        {"salt": bytes(32)},
        {"aliases": ("x",)},
        {"aliases": ("xy",)},
    ],
    ids=str,
)
def test_every_field_is_committed_to(change):
    assert leaf_of(msgspec.structs.replace(ROW, **change), ()) != leaf_of(ROW, ())


def test_captures_are_committed_to():
    assert len({leaf_of(ROW, captures).envelope for captures in [(), (CAPTURE,), ("0d" * 32,)]}) == 3


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_no_boundary_between_fields_can_be_moved(name, key, other_name, other_key):
    one = msgspec.structs.replace(ROW, name=name, key=key)
    other = msgspec.structs.replace(ROW, name=other_name, key=other_key)
    assert (leaf_of(one, ()) == leaf_of(other, ())) == ((name, key) == (other_name, other_key))


def test_equal_content_under_another_salt_tells_nothing(ledger, make):
    capture = make.capture()
    drafts = [Draft(make.observed(name, capture=capture.digest), captures=(capture,)) for name in "ab"]
    ledger.append(drafts, make.noon)
    (first_row, first), (second_row, second) = ledger.rows()
    assert first_row.salt != second_row.salt
    assert len(first_row.salt) == 32
    assert json.loads(first.envelope)["blobs"] != json.loads(second.envelope)["blobs"]
    assert capture.digest.encode() not in first.envelope


def test_the_salt_is_random_unless_it_is_given(path, make):
    from monitor.ledger.store import open_ledger

    with open_ledger(path) as ledger:
        ledger.append(make.drafts("ab"), make.noon)
        salts = {row.salt for row, _ in ledger.rows()}
    assert len(salts) == 2
    assert all(len(salt) == 32 for salt in salts)

"""Recorded polls come in the order of their times, and a time without a zone is refused."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest

from feeds.model import SourceSpec
from feeds.recordings import polls
from monitor.errors import InputError


def spec(url, kind="pacer-rss"):
    return SourceSpec(id="example", kind=kind, url=str(url), court="dcd")


def sidecar(path, **about):
    path.with_name(path.name + ".poll.json").write_text(json.dumps(about))


def test_times_come_from_the_sidecar_the_name_or_the_file(tmp_path):
    (tmp_path / "a.xml").write_bytes(b"A")
    sidecar(
        tmp_path / "a.xml",
        polled_at="2025-03-15T19:30:00-04:00",
        url="https://x.example/f",
        status=200,
        headers={"ETag": "e"},
    )
    (tmp_path / "b-2025-03-15T221000Z.xml").write_bytes(b"B")
    (tmp_path / "c-2025-03-15T18:10-0400.rss").write_bytes(b"C")
    (tmp_path / "D.XML").write_bytes(b"D")
    os.utime(tmp_path / "D.XML", (1_742_000_000, 1_742_000_000))
    (tmp_path / "notes.md").write_text("neither a poll nor a sidecar")
    (tmp_path / "sub.xml").mkdir()
    found = list(polls(spec(tmp_path)))
    assert [p.body for p in found] == [b"D", b"B", b"C", b"A"]
    assert found[0].polled_at == datetime.fromtimestamp(1_742_000_000, UTC)
    assert found[1].polled_at == datetime(2025, 3, 15, 22, 10, tzinfo=UTC) == found[2].polled_at
    assert (found[3].url, found[3].headers, found[3].name, found[3].source) == (
        "https://x.example/f",
        {"etag": "e"},
        "a.xml",
        "example",
    )
    assert all(p.polled_at.tzinfo for p in found)


def test_one_file_is_one_poll_whatever_its_ending(tmp_path):
    (tmp_path / "feed.txt").write_bytes(b"x")
    assert [p.name for p in polls(spec(tmp_path / "feed.txt"))] == ["feed.txt"]


def test_each_mail_is_a_poll(tmp_path):
    for name in ("2025-03-15T100000Z.eml", "2025-03-15T090000Z.eml", "2025-03-15T080000Z.xml"):
        (tmp_path / name).write_bytes(b"")
    assert [p.name for p in polls(spec(tmp_path, "nef-mail"))] == ["2025-03-15T090000Z.eml", "2025-03-15T100000Z.eml"]


@pytest.mark.parametrize(
    ("name", "about", "reason"),
    [
        ("a.xml", {"polled_at": "2025-03-15T19:30:00"}, "a.xml.poll.json: polled_at has no zone"),
        ("a.xml", {"url": "x"}, "polled_at"),
        ("a.xml", {"polled_at": "soon"}, "a.xml.poll.json"),
        ("2025-03-15T221000.xml", None, "'2025-03-15T221000.xml' has no zone"),
        ("2025-03-35T221000Z.xml", None, "is no time"),
    ],
)
def test_a_time_that_cannot_be_used_is_refused_before_the_first_poll(tmp_path, name, about, reason):
    (tmp_path / "2025-03-14T000000Z.xml").write_bytes(b"")
    (tmp_path / name).write_bytes(b"")
    if about is not None:
        sidecar(tmp_path / name, **about)
    with pytest.raises(InputError, match="example: ") as caught:
        polls(spec(tmp_path))
    assert reason in str(caught.value)


def test_no_poll_and_no_folder_are_refused(tmp_path):
    (tmp_path / "notes.md").write_text("")
    with pytest.raises(InputError, match="no recorded poll") as caught:
        polls(spec(tmp_path))
    assert str(tmp_path) in str(caught.value)
    with pytest.raises(InputError, match="no folder or file"):
        polls(spec(tmp_path / "missing"))


def test_a_body_that_is_gone_when_its_turn_comes_is_named(tmp_path):
    (tmp_path / "2025-03-14T000000Z.xml").write_bytes(b"")
    waiting = polls(spec(tmp_path))
    (tmp_path / "2025-03-14T000000Z.xml").unlink()
    with pytest.raises(InputError, match=r"2025-03-14T000000Z\.xml cannot be read"):
        next(waiting)

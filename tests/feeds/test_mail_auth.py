"""A notice is a court's when our own mail server says so, and nobody else. EXAMPLE mails."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.kinds import parse
from feeds.mail_auth import why_not_a_courts
from feeds.model import Poll, SourceSpec
from monitor.errors import UnreadableError

OURS = "mx.example.org"
MAIL = (Path(__file__).parent / "samples" / "nef-mail" / "plain.eml").read_bytes()


def judged(*values: str) -> str | None:
    return why_not_a_courts([("Received", "x"), *(("Authentication-Results", value) for value in values)], OURS)


@pytest.mark.parametrize(
    "value",
    [
        "mx.example.org; dkim=pass header.d=uscourts.gov header.s=s1",
        "MX.example.org 1; spf=fail smtp.mailfrom=x.example; dkim=pass (2048-bit key) header.i=@x header.d=dcd.uscourts.gov",
        'mx.example.org; dkim=fail header.d=uscourts.gov; dkim=pass header.d="uscourts.gov"',
        "mx.example.org;\r\n\tdmarc=pass (p=reject dis=none)\r\n\theader.from=dcd.uscourts.gov",
    ],
)
def test_what_proves_it(value):
    assert judged(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "mx.example.org; none",
        "mx.example.org; dkim=fail header.d=uscourts.gov",
        "mx.example.org; dkim=pass header.d=uscourts.gov.evil.example",
        "mx.example.org; dkim=pass header.d=notuscourts.gov",
        "mx.example.org; dkim=pass header.d=evil.example (header.d=uscourts.gov)",
        "mx.example.org; dkim=pass header.d=evil.example header.b=header.d=uscourts.gov",
        "mx.example.org; spf=pass smtp.mailfrom=dcd.uscourts.gov",
        "mx.example.org; dmarc=none header.from=dcd.uscourts.gov",
        "mx.example.org",
    ],
)
def test_what_does_not(value):
    assert judged(value).startswith("mx.example.org found no signature of uscourts.gov")


def test_another_servers_word_counts_for_nothing_and_the_topmost_of_ours_counts_alone():
    good, bad = "dkim=pass header.d=uscourts.gov", "dkim=none"
    assert judged(f"other.example; {good}") == "no Authentication-Results of mx.example.org"
    assert judged(f"mx.example.org.evil.example; {good}") == "no Authentication-Results of mx.example.org"
    assert judged(f"other.example; {bad}", f"{OURS}; {good}") is None
    assert judged(f"{OURS}; {bad}", f"{OURS}; {good}") is not None  # the lower one came with the mail


def test_a_notice_that_is_not_proved_is_unreadable_by_name_and_one_that_is_reads_as_ever():
    spec = SourceSpec(id="nef", kind="nef-mail", url="", court="dcd", authserv=OURS)

    def read(body: bytes):
        return parse(
            spec, Poll(source="nef", name="mail 7 of 1", polled_at=datetime(2025, 3, 16, tzinfo=UTC), body=body)
        )

    with pytest.raises(
        UnreadableError, match=re.escape("mail 7 of 1: not proved to be a court's: no Authentication-Res")
    ):
        read(MAIL)
    proved = read(b"Authentication-Results: mx.example.org;\r\n dkim=pass header.d=uscourts.gov\r\n" + MAIL)
    assert [item.content.entry_number for item in proved.items] == [39]


def test_a_long_header_costs_no_time():
    assert judged("mx.example.org; " + "(" * 200_000 + "dkim=pass" * 20_000) is not None

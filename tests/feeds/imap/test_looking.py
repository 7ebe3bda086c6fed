"""A mailbox over IMAP: what was read, where one stands, and what a server may do to us. EXAMPLE mails."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from feeds.fetch.outcomes import Delivered, Failed, FailureKind, Refused
from feeds.imap.looking import Place
from feeds.imap.mailbox import mailbox_at, wire_name
from monitor.errors import InputError
from tests.feeds.fetch.conftest import NAME

MAIL = b"Subject: EXAMPLE\r\n\r\nText\r\n"


def filled(server, *numbers: int):
    made = server()
    made.mails = {number: MAIL + b"%d" % number for number in numbers}
    return made


def test_the_mails_after_the_last_one_are_read_oldest_first_and_nothing_is_changed(server, look):
    made = filled(server, 3, 5, 8)
    found = look(made.url(), made.port, Place(validity=7, uid=3))
    assert isinstance(found, Delivered)
    assert [(letter.uid, letter.body) for letter in found.letters] == [(5, MAIL + b"5"), (8, MAIL + b"8")]
    assert found.letters[0].delivered_at == datetime(2026, 3, 2, 20, 26, tzinfo=UTC)
    assert (found.validity, found.last_uid, found.more) == (7, 8, False)
    verbs = {" ".join(line.split()[1:3]).upper() for line in made.heard}
    assert verbs == {"CAPABILITY", 'LOGIN "CLERK@EXAMPLE.ORG"', 'EXAMINE "INBOX"', "UID FETCH"}
    assert all("PEEK" in line for line in made.heard if "BODY" in line)


def test_another_numbering_is_read_from_its_beginning(server, look):
    made = filled(server, 1, 2)
    found = look(made.url(), made.port, Place(validity=6, uid=900))
    assert [letter.uid for letter in found.letters] == [1, 2]


def test_an_empty_look_asks_for_no_mail_and_passes_what_was_taken_away(server, look):
    made = filled(server)
    made.uid_next = 41
    found = look(made.url(), made.port, Place(validity=7, uid=40))
    assert (found.letters, found.last_uid) == ((), 40)
    assert not [line for line in made.heard if "FETCH" in line]
    assert look(made.url(), made.port).last_uid == 40


def test_a_server_that_does_not_say_the_next_number_is_asked_for_all_that_follow(server, look):
    made = filled(server, 4, 6)
    made.uid_next = None
    assert [letter.uid for letter in look(made.url(), made.port, Place(validity=7, uid=4)).letters] == [6]
    found = look(made.url(), made.port, Place(validity=7, uid=6))  # `7:*` names the last mail, whatever its number
    assert (found.letters, found.last_uid) == ((), 6)


@pytest.mark.parametrize("limits", [{"mails": 2}, {"bytes": 2 * len(MAIL) + 4}])
def test_a_large_mailbox_is_read_in_several_looks(server, look, limits):
    made = filled(server, *range(1, 6))
    place, read = Place(), []
    for more in (True, True, False):
        found = look(made.url(), made.port, place, **limits)
        assert found.more is more
        read += [letter.uid for letter in found.letters]
        place = Place(validity=found.validity, uid=found.last_uid)
    assert read == [1, 2, 3, 4, 5]


def test_a_mail_that_is_too_large_is_named_and_passed_over(server, look):
    made = filled(server, 1, 2)
    made.sizes[1] = 31_000_000
    found = look(made.url(), made.port)
    assert [letter.uid for letter in found.letters] == [2]
    assert found.passed == ("mail 1 has 31,000,000 bytes, more than 5,242,880: not read",)
    assert not [line for line in made.heard if "FETCH 1 (BODY" in line]


def test_a_server_that_sends_more_than_it_said_is_broken_off(server, look):
    made = filled(server, 1)

    def odd(talk, tag, command):
        if "BODY" in command:
            talk.say("* 1 FETCH (BODY[] {9999999999}")
            return True
        return None

    made.odd = odd
    found = look(made.url(), made.port)
    assert (found.kind, "9999999999 bytes" in found.reason) == (FailureKind.TOO_LARGE, True)


def test_what_was_read_before_the_connection_broke_is_kept(server, look):
    made = filled(server, 1, 2, 3)

    def odd(talk, tag, command):
        if "FETCH 3 (BODY" in command:
            talk.connection.close()
            raise OSError
        return

    made.odd = odd
    found = look(made.url(), made.port)
    assert ([letter.uid for letter in found.letters], found.last_uid, found.more) == ([1, 2], 2, True)
    again = look(made.url(), made.port, Place(validity=7, uid=2))
    assert (type(again), again.kind) == (Failed, FailureKind.CONNECTION)


def answering(*replies: str, to: str):
    def odd(talk, tag, command):
        if not command.upper().startswith(to):
            return None
        for reply in replies:
            talk.say(reply.replace("TAG", tag))
        return True

    return odd


@pytest.mark.parametrize(
    ("to", "replies", "kind", "words"),
    [
        ("LOGIN", ("TAG NO [AUTHENTICATIONFAILED] LOGIN clerk {secret}",), FailureKind.DENIED, "refuses the login"),
        ("EXAMINE", ("TAG NO [NONEXISTENT] there is none",), FailureKind.NOT_FOUND, "no folder 'INBOX'"),
        ("EXAMINE", ("TAG OK done",), FailureKind.PROTOCOL, "no UIDVALIDITY"),
        ("CAPABILITY", ("rubbish",), FailureKind.CONNECTION, "unexpected response"),
        ("CAPABILITY", ("TAG BAD what",), FailureKind.PROTOCOL, "not IMAP as we know it"),
        (
            "UID FETCH",
            ("* 1 FETCH (UID 1 RFC822.SIZE 5)", "TAG OK done"),
            FailureKind.PROTOCOL,
            "without number, size or",
        ),
        ("UID FETCH", ("TAG NO later",), FailureKind.PROTOCOL, "lists no mails: later"),
        ("UID FETCH", ("* BYE EXAMPLE goes down",), FailureKind.CONNECTION, "goes down"),
    ],
)
def test_what_a_server_refuses_is_a_failure_with_its_reason_and_without_the_password(
    server, look, to, replies, kind, words
):
    made = filled(server, 1)
    made.odd = answering(*(reply.replace("{secret}", "hunter22") for reply in replies), to=to)
    found = look(made.url(), made.port, password="hunter22")
    assert (type(found), found.kind) == (Failed, kind)
    assert words in found.reason
    assert found.reason.startswith(f"notices: imap://{NAME}:{made.port}/INBOX: ")
    assert "hunter22" not in found.reason


def test_silence_and_a_slow_drip_end_in_time(server, look):
    made = filled(server, 1)
    made.odd = answering(to="EXAMINE")
    assert look(made.url(), made.port, silence_seconds=0.2).kind is FailureKind.TIMEOUT

    def drip(talk, tag, command):
        if command.upper().startswith("EXAMINE"):
            for _ in range(200):
                talk.wfile.write(b"*")
                time.sleep(0.05)
        return

    made.odd = drip
    found = look(made.url(), made.port, deadline_seconds=0.5)
    assert (found.kind, "not done within 0.5 s" in found.reason) == (FailureKind.TIMEOUT, True)


def test_tls_is_wanted_unless_the_operator_says_otherwise_for_a_server_of_his_own(server, look):
    made = filled(server, 1)
    found = look(made.url(query=""), made.port)
    assert (found.kind, "offers no TLS" in found.reason) == (FailureKind.TLS, True)
    assert made.logins == []
    other = look(made.url(), made.port + 1)  # allowed is another port
    assert type(other) is Refused


def test_tls_from_the_first_byte_with_the_name_checked(server, look, server_tls, client_tls):
    made = server(server_tls)
    made.mails = {1: MAIL}
    found = look(made.url("imaps", query=""), made.port, tls=client_tls)
    assert [letter.uid for letter in found.letters] == [1]
    elsewhere = look(made.url("imaps", query="").replace(NAME, "127.0.0.1"), made.port, tls=client_tls)
    assert (elsewhere.kind, "certificate" in elsewhere.reason) == (FailureKind.TLS, True)
    assert len(made.logins) == 1


def test_no_door_inside_the_network_is_knocked_on(server, look):
    made = filled(server, 1)
    for url in (f"imaps://a@{NAME}/", f"imaps://a@{NAME}:{made.port + 1}/", "imaps://a@2130706433/"):
        assert type(look(url, made.port)) is Refused
    assert made.heard == []


def test_without_a_password_nobody_is_asked(server, look):
    made = filled(server, 1)
    found = look(made.url(), made.port, password=None)
    assert (type(found), "no password is given" in found.reason) == (Refused, True)
    assert made.heard == []


def test_a_stop_waits_for_no_server(server, worker):
    made = filled(server, 1)
    made.odd = answering(to="EXAMINE")
    one = worker(made.port, silence_seconds=60, deadline_seconds=60)
    future = one.submit("notices", made.url(), Place())
    while not any("EXAMINE" in line for line in made.heard):
        time.sleep(0.01)
    one.close()
    assert future.result(10).kind is FailureKind.CONNECTION
    with pytest.raises(RuntimeError):
        one.submit("notices", made.url(), Place())


@pytest.mark.parametrize(
    ("url", "box"),
    [
        (
            "imaps://clerk%40example.org@mail.example.org/INBOX",
            ("imaps://mail.example.org:993/INBOX", "clerk@example.org"),
        ),
        ("imap://clerk@mail.example.org", ("imap://mail.example.org:143/INBOX", "clerk")),
        ("imaps://clerk@[::1]:1143/Courts/D.D.C.", ("imaps://[::1]:1143/Courts/D.D.C.", "clerk")),
    ],
)
def test_addresses(url, box):
    found = mailbox_at(url)
    assert (found.shown, found.username) == box


@pytest.mark.parametrize(
    "url",
    [
        "imaps://mail.example.org/INBOX",
        "imaps://clerk:secret@mail.example.org/",
        "imaps://clerk@mail.example.org/?tls=none",
        "imap://clerk@mail.example.org/?x=1",
        "imap://clerk@mail.example.org:x/",
        "imaps://clerk@mail.example.org/a%0d%0ab",
        "https://clerk@mail.example.org/",
    ],
)
def test_addresses_that_cannot_be_used(url):
    with pytest.raises(InputError) as refused:
        mailbox_at(url)
    assert "secret" not in str(refused.value)


def test_folder_names():
    assert wire_name("INBOX") == '"INBOX"'
    assert wire_name("R&D") == '"R&-D"'
    assert wire_name('a"b\\c') == '"a\\"b\\\\c"'
    assert wire_name("~peter/mail/台北/日本語") == '"~peter/mail/&U,BTFw-/&ZeVnLIqe-"'  # RFC 3501's own example


def test_the_password_is_sent_as_it_is(server, look):
    made = filled(server, 1)
    look(made.url(), made.port, password='a "b" \\c')
    assert made.logins == ['LOGIN "clerk@example.org" "a \\"b\\" \\\\c"']
    refused = look(made.url(), made.port, password="hüntér")
    assert (refused.kind, "ü" in refused.reason) == (FailureKind.DENIED, False)

"""The same against Dovecot: both kinds of TLS, a folder with a name of its own, and nothing changed there. EXAMPLE mails."""

from __future__ import annotations

from feeds.fetch.outcomes import Delivered, FailureKind
from feeds.imap.looking import Place
from tests.feeds.fetch.conftest import NAME
from tests.feeds.imap.conftest import PASSWORD

SECRET = f"{PASSWORD}é"

MAIL = b"From: clerk@example.org\r\nSubject: EXAMPLE %d\r\n\r\n" + b"x" * 3000 + b"\r\n"


def test_a_mailbox_of_dovecot(dovecot, look, client_tls):
    user, folder = "clerk%40example.org", "Court%20%C3%89t%C3%A9"
    for number in range(3):
        dovecot.deliver(f"1772463960.{number}.example", MAIL % number)
    dovecot.deliver("1772463961.9.example", MAIL % 9, ".Court &AMk-t&AOk-/new")
    inbox = f"imaps://{user}@{NAME}:{dovecot.imaps}/INBOX"
    first = look(inbox, dovecot.imaps, tls=client_tls, password=SECRET)
    assert isinstance(first, Delivered), (first, dovecot.log.read_text())
    assert [letter.body for letter in first.letters] == [MAIL % number for number in range(3)]
    assert first.more is False

    # again there is nothing; a new one is found from the last number on, over STARTTLS too
    place = Place(validity=first.validity, uid=first.last_uid)
    assert look(inbox, dovecot.imaps, place, tls=client_tls, password=SECRET).letters == ()
    dovecot.deliver("1772463970.3.example", MAIL % 3)
    upgraded = f"imap://{user}@{NAME}:{dovecot.imap}/INBOX"
    later = look(upgraded, dovecot.imap, place, tls=client_tls, password=SECRET)
    assert [letter.body for letter in later.letters] == [MAIL % 3]
    assert later.validity == first.validity

    # a folder's own name, one that is not there, a wrong password
    other = look(f"imaps://{user}@{NAME}:{dovecot.imaps}/{folder}", dovecot.imaps, tls=client_tls, password=SECRET)
    assert [letter.body for letter in other.letters] == [MAIL % 9]
    assert look(f"{inbox}x", dovecot.imaps, tls=client_tls, password=SECRET).kind is FailureKind.NOT_FOUND
    denied = look(inbox, dovecot.imaps, tls=client_tls, password="EXAMPLE wrong")
    assert (denied.kind, "EXAMPLE wrong" in denied.reason) == (FailureKind.DENIED, False)

    # no mail was marked: a flag would stand in the name after `:2,`
    assert all(not name.partition(":2,")[2] for name in dovecot.files())

"""Mail to servers that refuse, drop, stall and lie at each step: every outcome is named, and none raises. EXAMPLE."""

import base64
import ssl
from datetime import UTC, datetime

import pytest

from monitor.present.digest import RenderedMail
from notify.message import compose
from notify.smtp import Patience, Server, Smtp
from notify.transport import Failed, Letter, Sent, Unavailable, Uncertain
from tests.notify.servers import DRIP, DROP, SILENT, Scripted, certificate, running, server_side

NOW = datetime(2031, 5, 12, 20, tzinfo=UTC)
QUICK = Patience(answer=0.5, accepted=0.5, whole=1.0)
PASSWORD = "hunter2-and-more"
STARTTLS = "250-mail.example\n250 STARTTLS"
LOGIN = "250-mail.example\n250 AUTH PLAIN LOGIN"


def letter(to="ada@example.net", digest="d1", text="Text.\n.\n..\n. dots\n"):
    mail = RenderedMail(subject="EXAMPLE v. Example", text=text, html="<p>.</p>\n.\n")
    message = compose(mail, sender="showcause <digest@example.org>", to=to, digest=digest, date=NOW, order=None)
    return Letter(message=message, to=to, number=1, title="x")


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def send():
    """Send letters to a scripted server in one run; gives the outcomes."""

    def sent(script, *letters, security="none", username="", password=None, tls=None, host="localhost"):
        patience = QUICK if script.stalls else Patience(answer=20, accepted=20, whole=40)
        with running(script) as port:
            server = Server(host=host, port=port, security=security, sender="digest@example.org", username=username)
            with Smtp(server, password, patience=patience, tls=tls) as smtp:
                outcomes = [smtp.send(one) for one in letters or (letter(),)]
        return outcomes if letters else outcomes[0]

    return sent


def trusting(cert):
    return ssl.create_default_context(cafile=cert)


def test_a_mail_arrives_as_it_was_and_the_receipt_is_kept(send):
    server = Scripted()
    assert send(server) == Sent("250 2.0.0 ok: queued as A1B2")
    assert server.mails == [letter().message.as_bytes()]
    mail, rcpt = server.heard[1:3]
    assert mail == f"mail FROM:<digest@example.org> size={wire_size(letter())}"
    assert rcpt == "rcpt TO:<ada@example.net>"
    assert server.verbs()[-1] == "QUIT"


def wire_size(one):
    return sum(len(line) + line.startswith(b".") for line in one.message.as_bytes().splitlines(keepends=True))


def test_many_mails_go_over_one_connection(send):
    server = Scripted()
    outcomes = send(server, *(letter(f"r{n}@example.net") for n in range(5)))
    assert {type(o) for o in outcomes} == {Sent}
    assert server.connections == 1
    assert len(server.mails) == 5


@pytest.mark.parametrize(
    ("step", "words"),
    [("CONNECT", "greeting"), ("EHLO", "hello"), ("STARTTLS", "encryption"), ("AUTH", "login")],
)
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (DROP, "the server closed the connection"),
        (SILENT, "no answer in time"),
        (DRIP, "no answer in time"),
        ("454 4.3.0 not now", "refused: 454 4.3.0"),
        ("554 5.7.1 never", "refused: 554 5.7.1"),
        ("what?", "refused: an answer without a code"),
        ("2" * 9000, "the server's answer cannot be read"),
    ],
)
def test_what_goes_wrong_before_a_mail_is_held_against_none(send, step, words, answer, why):
    opening = [STARTTLS] if step == "STARTTLS" else [LOGIN]
    script = {"EHLO": opening, step: answer, "HELO": answer} if step != "EHLO" else {"EHLO": answer, "HELO": answer}
    if step == "STARTTLS":
        outcome = send(Scripted(**script), security="starttls")
    else:
        outcome = send(Scripted(**script), username="desk", password=PASSWORD, host="127.0.0.1")
    assert isinstance(outcome, Unavailable)
    assert outcome.reason == (f"{words} {why}" if why.startswith("refused") else f"{words}: {why}")


def test_no_server_there_is_held_against_no_mail():
    with running(Scripted()) as port:
        pass
    smtp = Smtp(Server(host="127.0.0.1", port=port, security="none", sender="digest@example.org"), patience=QUICK)
    assert smtp.send(letter()) == Unavailable("greeting: Connection refused")
    nowhere = Server(host="mail.invalid", port=25, security="none", sender="digest@example.org")
    outcome = Smtp(nowhere, patience=QUICK).send(letter())
    assert isinstance(outcome, Unavailable)
    assert outcome.reason.startswith("greeting: ")


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", [DROP, SILENT, DRIP, "451 4.3.0 later", "421 4.3.2 closing", "hm"])
def test_before_the_mail_itself_nobody_has_it_and_it_is_tried_again(send, step, answer):
    server = Scripted(**{step: answer})
    outcome = send(server)
    assert isinstance(outcome, Failed)
    assert not outcome.permanent
    assert not outcome.recipient
    assert server.mails == []
    assert "@" not in outcome.reason
    assert server.connections == 1


@pytest.mark.parametrize(
    "script", [{"BODY": DROP}, {"DOT": DROP}, {"DOT": SILENT}, {"DOT": DRIP}, {"DOT": "ok"}, {"DOT": "354 more"}]
)
def test_cut_off_within_or_after_the_mail_it_may_have_arrived(send, script):
    server = Scripted(**script)
    outcome = send(server, letter(text="x\n" * 400_000) if script == {"BODY": DROP} else letter(), letter(digest="d2"))
    assert [type(o) for o in outcome] == [Uncertain, Uncertain]
    assert outcome[0].reason.startswith("mail: ")


REFUSED = [
    # step, answer, permanent, the address does not work
    ("RCPT", "550 5.1.1 <ada@example.net>: no such user", True, True),
    ("RCPT", "550 5.2.1 mailbox disabled", True, True),
    ("RCPT", "550 no", True, True),
    ("RCPT", "551 moved", True, True),
    ("RCPT", "553 what name", True, True),
    ("RCPT", "554 no", True, False),
    ("RCPT", "550 5.7.1 policy", True, False),
    ("RCPT", "550 5.1.8 your sender's domain is not there", True, False),
    ("RCPT", "554 5.7.1 <ada@example.net>: Relay access denied", False, False),
    ("RCPT", "550 relay not permitted", False, False),
    ("RCPT", "530 5.7.0 must authenticate", False, False),
    ("RCPT", "450 4.2.0 greylisted", False, False),
    ("RCPT", "452 4.2.2 full", False, False),
    ("MAIL", "552 5.3.4 too big", True, False),
    ("DATA", "554 5.6.0 no", True, False),
    ("DOT", "554 5.7.1 spam", True, False),
    ("DOT", "550 spam", True, False),
    ("DOT", "550 5.1.1 unknown after all", True, True),
    ("DOT", "552 5.2.3 too big", True, False),
    ("DOT", "451 4.3.0 disk full", False, False),
]


@pytest.mark.parametrize(("step", "answer", "permanent", "recipient"), REFUSED)
def test_a_refusal_is_judged_by_its_codes_and_costs_the_next_mail_nothing(send, step, answer, permanent, recipient):
    server = Scripted(**{step: [answer]})
    first, second = send(server, letter(), letter("bob@example.net", "d2"))
    assert isinstance(first, Failed)
    assert (first.permanent, first.recipient) == (permanent, recipient)
    assert first.reply == answer
    assert "@" not in first.reason
    assert answer.split(" ")[0] in first.reason
    assert isinstance(second, Sent)
    assert server.connections == 1
    assert server.verbs().count("RSET") == 1


@pytest.mark.parametrize("answer", ["550 5.7.1 not your address", "530 5.7.0 must authenticate", "535 5.7.8 no"])
def test_a_server_that_takes_nothing_of_ours_is_no_fault_of_a_subscriber(send, answer):
    outcome = send(Scripted(MAIL=answer))
    assert isinstance(outcome, Unavailable)
    assert "@" not in outcome.reason
    assert outcome.reply == answer


def test_a_connection_that_the_server_ended_between_two_mails_is_made_again(send):
    server = Scripted(MAIL=["250 ok", DROP, "250 ok", "421 4.7.0 too many mails"])
    outcomes = send(server, *(letter(digest=f"d{n}") for n in range(3)))
    assert [type(o) for o in outcomes] == [Sent, Sent, Sent]
    assert server.connections == 3
    assert len(server.mails) == 3


def test_after_three_broken_connections_no_more_are_made_in_that_run(send):
    server = Scripted(RCPT=DROP)
    outcomes = send(server, *(letter(digest=f"d{n}") for n in range(6)))
    assert [type(o) for o in outcomes] == [Failed] * 3 + [Unavailable] * 3
    assert server.connections == 3


def test_the_next_run_tries_again_after_broken_connections():
    with running(Scripted(RCPT=[DROP, DROP, DROP])) as port:
        server = Server(host="localhost", port=port, security="none", sender="digest@example.org")
        smtp = Smtp(server, patience=QUICK)
        with smtp:
            assert isinstance([smtp.send(letter()) for _ in range(4)][-1], Unavailable)
        with smtp:
            assert isinstance(smtp.send(letter()), Sent)


def test_an_old_server_that_knows_no_ehlo_gets_the_mail_too(send):
    server = Scripted(EHLO="502 what")
    assert isinstance(send(server), Sent)
    assert server.heard[2] == "mail FROM:<digest@example.org>"


def test_without_starttls_where_it_is_asked_for_nothing_is_said(send):
    server = Scripted()
    outcome = send(server, security="starttls", username="desk", password=PASSWORD)
    assert isinstance(outcome, Unavailable)
    assert "STARTTLS" in outcome.reason
    assert set(server.verbs()) <= {"EHLO", "QUIT"}


def test_starttls_then_login_then_mail(send, certified):
    server = Scripted(tls=server_side(*certified), EHLO=[STARTTLS, LOGIN])
    outcome = send(server, security="starttls", username="desk", password=PASSWORD, tls=trusting(certified[0]))
    assert isinstance(outcome, Sent)
    assert server.verbs()[:5] == ["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL"]
    assert base64.b64decode(server.heard[3].split()[2]) == b"\0desk\0" + PASSWORD.encode()


def test_tls_from_the_first_byte_on(send, certified):
    server = Scripted(tls=server_side(*certified), wrapped=True)
    assert isinstance(send(server, security="tls", tls=trusting(certified[0])), Sent)
    assert len(server.mails) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(send, certified, security):
    server = Scripted(tls=server_side(*certified), wrapped=security == "tls", EHLO=STARTTLS)
    outcome = send(server, security=security, username="desk", password=PASSWORD)
    assert isinstance(outcome, Unavailable)
    assert "certificate is not accepted: self-signed certificate" in outcome.reason
    assert "AUTH" not in server.verbs()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_another_name_is_refused(send, tmp_path, security):
    cert, key = certificate(tmp_path, "elsewhere.example")
    server = Scripted(tls=server_side(cert, key), wrapped=security == "tls", EHLO=STARTTLS)
    outcome = send(server, security=security, tls=trusting(cert))
    assert isinstance(outcome, Unavailable)
    assert "not valid for 'localhost'" in outcome.reason
    assert "MAIL" not in server.verbs()


def test_a_server_that_speaks_no_tls_is_told_from_one_that_is_away(send):
    outcome = send(Scripted(), security="tls")
    assert isinstance(outcome, Unavailable)
    assert outcome.reason.startswith("greeting: TLS failed")


@pytest.mark.parametrize("methods", ["PLAIN", "LOGIN", "CRAM-MD5", "LOGIN PLAIN CRAM-MD5"])
def test_a_wrong_password_is_tried_once(send, methods):
    script = Scripted(EHLO=f"250-mail.example\n250 AUTH {methods}", AUTH="535 5.7.8 no")
    outcome = send(script, username="desk", password=PASSWORD)
    assert outcome == Unavailable("login refused: 535 5.7.8", "535 5.7.8 no")
    assert script.verbs().count("AUTH") == 1


@pytest.mark.parametrize(
    "echo",
    [
        PASSWORD,
        base64.b64encode(PASSWORD.encode()).decode(),
        "AUTH PLAIN " + base64.b64encode(b"\0desk\0" + PASSWORD.encode()).decode(),
        "AUTH PLAIN " + base64.b64encode(b"\0desk\0" + PASSWORD.encode()).decode()[:24],
    ],
)
def test_no_password_in_what_is_said_of_a_refused_login(send, echo):
    outcome = send(Scripted(EHLO=LOGIN, AUTH=f"501 5.5.4 not understood: {echo}"), username="desk", password=PASSWORD)
    assert outcome.reason == "login refused: 501 5.5.4"
    assert outcome.reply in {
        "501 5.5.4 not understood: [login]",
        "501 5.5.4 not understood: AUTH PLAIN [login]",
    }


@pytest.mark.parametrize(
    ("host", "username", "password", "why"),
    [
        ("localhost", "desk", None, "no password"),
        ("localhost", "desk", "", "no password"),
        ("localhost", "desk", "sécret", "outside ASCII"),
        ("mail.example", "desk", PASSWORD, "not sent in the clear"),
        ("192.0.2.1", "desk", PASSWORD, "not sent in the clear"),
    ],
)
def test_a_login_that_cannot_be_is_not_tried(host, username, password, why):
    server = Server(host=host, port=1, security="none", sender="digest@example.org", username=username)
    outcome = Smtp(server, password, patience=QUICK).send(letter())
    assert isinstance(outcome, Unavailable)
    assert why in outcome.reason
    assert not password or password not in outcome.reason


def test_a_server_that_offers_no_login_gets_none(send):
    server = Scripted()
    outcome = send(server, username="desk", password=PASSWORD)
    assert isinstance(outcome, Unavailable)
    assert "login" in outcome.reason
    assert "MAIL" not in server.verbs()


def test_the_last_answer_may_take_longer_than_others_and_is_not_waited_for_for_ever():
    for slow, patience, outcome in (
        ((0.9, "250 scanned"), Patience(answer=0.5, accepted=20, whole=40), Sent),
        (SILENT, Patience(answer=20, accepted=0.5, whole=40), Uncertain),
    ):
        with running(Scripted(DOT=[slow])) as port:
            server = Server(host="localhost", port=port, security="none", sender="digest@example.org")
            with Smtp(server, patience=patience) as smtp:
                assert isinstance(smtp.send(letter()), outcome)


def test_a_bad_farewell_takes_nothing_back(send):
    assert isinstance(send(Scripted(QUIT=DROP)), Sent)
    assert isinstance(send(Scripted(QUIT=SILENT)), Sent)

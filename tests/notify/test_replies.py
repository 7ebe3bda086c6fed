import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.replies import Reply, Step, judged, reply_of, without_addresses
from notify.transport import Failed


@pytest.mark.parametrize(
    ("code", "text", "status", "named"),
    [
        (550, b"5.1.1 <ada@example.net> unknown", "5.1.1", "550 5.1.1"),
        (550, b"5.1.1\n5.1.1 two lines", "5.1.1", "550 5.1.1"),
        (550, b"4.1.1 of another class", None, "550"),
        (250, b"2.0.0 ok", "2.0.0", "250 2.0.0"),
        (550, b"10.5.1.1 is blocked", None, "550"),
        (550, b"5.1.1.7 is blocked", None, "550"),
        (-1, b"rubbish", None, "an answer without a code"),
        (451, b"\xff\x00 bytes", None, "451"),
    ],
)
def test_what_a_reply_is_called(code, text, status, named):
    reply = reply_of(code, text)
    assert (reply.status, reply.named) == (status, named)
    assert reply.words.isprintable()


@given(st.sampled_from(list(Step)), st.integers(-1, 999), st.binary(max_size=400))
def test_no_word_of_a_server_is_in_a_reason(step, code, text):
    reply = reply_of(code, text)
    outcome = judged(step, reply)
    assert outcome.reason == f"{step} refused: {reply.named}"
    assert len(outcome.reply) < 320
    if isinstance(outcome, Failed):
        assert not outcome.permanent or 500 <= code < 600
        assert outcome.permanent or not outcome.recipient


def test_addresses_are_masked_for_the_log():
    words = "550 <ada@example.net>: unknown; ask postmaster@example.net"
    assert without_addresses(words) == "550 [address] unknown; ask [address]"


def test_a_too_big_mail_is_no_fault_of_the_address():
    assert judged(Step.RECIPIENT, Reply(552, "5.2.3", "552 5.2.3 too big")) == Failed(
        reason="recipient refused: 552 5.2.3", permanent=True, recipient=False, reply="552 5.2.3 too big"
    )

import email
import email.policy
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import InputError
from monitor.present.digest import RenderedMail
from notify.message import compose, message_id, root_id, sender_address

NOW = datetime(2031, 5, 12, 20, 22, tzinfo=UTC)
MAIL = RenderedMail(
    subject="Millpond v. Tolland, D. Me.: order of 6 May 2031", text="Text: “so”\n", html="<p>“so”</p>\n"
)
SENDER = "showcause <digest@example.org>"


def made(mail=MAIL, **more):
    fields = {
        "sender": SENDER,
        "to": "ada@example.net",
        "digest": "digest|s1|daily|2031-05-12",
        "date": NOW,
        "order": "med/31-cv-417/s12.1",
        **more,
    }
    return compose(mail, **fields)


def parsed(message):
    return email.message_from_bytes(message.as_bytes(), policy=email.policy.SMTP)


def test_an_answer_goes_to_the_contact_where_there_is_one():
    read = parsed(made(contact="desk@example.org"))
    assert (read["Reply-To"], read["From"]) == ("desk@example.org", "showcause <digest@example.org>")
    assert read["List-Unsubscribe"] == "<mailto:desk@example.org?subject=unsubscribe>"


def test_the_headers_are_those_of_a_list_that_threads_by_order():
    read = parsed(made())
    assert {name: str(read[name]) for name in read.keys()} == {  # noqa: SIM118
        "From": "showcause <digest@example.org>",
        "To": "ada@example.net",
        "Subject": MAIL.subject,
        "Date": "Mon, 12 May 2031 20:22:00 +0000",
        "Message-ID": message_id("digest|s1|daily|2031-05-12", "example.org"),
        "References": "<order.med/31-cv-417/s12.1@example.org>",
        "In-Reply-To": "<order.med/31-cv-417/s12.1@example.org>",
        "List-Id": "<digest.example.org>",
        "List-Unsubscribe": "<mailto:digest@example.org?subject=unsubscribe>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": read["Content-Type"],
    }
    assert read.get_content_type() == "multipart/alternative"


def test_text_comes_first_and_both_parts_arrive_as_they_were():
    text, html = parsed(made()).iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == MAIL.text
    assert html.get_content().replace("\r\n", "\n") == MAIL.html


def test_the_same_digest_is_the_same_message_to_the_byte():
    assert made().as_bytes() == made().as_bytes()
    assert made(digest="other")["Message-ID"] != made()["Message-ID"]


def test_a_digest_of_several_orders_threads_under_none():
    message = made(order=None)
    assert message["References"] is None
    assert message["In-Reply-To"] is None


def test_two_mails_on_one_order_have_one_root_and_odd_ids_have_one_too():
    assert made(digest="x")["References"] == made(digest="y")["References"]
    odd = [root_id(name, "h.org") for name in ("a b", "a\nb", "..", "a" * 99, "ünï", "")]
    assert all(
        one.startswith("<order.") and one.endswith("@h.org>") and one.isascii() and " " not in one for one in odd
    )
    assert len(set(odd)) == len(odd)


@pytest.mark.parametrize("sender", ["", "showcause", "x <a@b.org>\nBcc: eve@b.org", "x <a@b.org\n>"])
def test_a_sender_that_is_none_is_refused(sender):
    with pytest.raises(InputError):
        sender_address(sender)


def test_an_address_that_is_none_is_refused():
    with pytest.raises(InputError, match="not of the form"):
        made(to="ada@example.net\nBcc: eve@example.net")


def test_a_naive_date_is_refused():
    with pytest.raises(ValueError, match="no zone"):
        made(date=NOW.replace(tzinfo=None))


@settings(deadline=None, max_examples=150)
@given(
    subject=st.text(max_size=300) | st.text(st.sampled_from("\r\n\x00\x0b\x85\u2028 :aB“水=?<>@,;"), max_size=300),
    body=st.text(max_size=200),
    order=st.text(max_size=80),
    digest=st.text(max_size=80),
    hours=st.integers(0, 9999),
)
def test_no_text_of_a_source_can_add_or_break_a_header(subject, body, order, digest, hours):
    mail = RenderedMail(subject=subject, text=body.encode("utf-8", "replace").decode(), html=f"<p>{len(body)}</p>\n")
    message = made(mail, order=order, digest=digest, date=NOW + timedelta(hours=hours))
    raw = message.as_bytes()
    read = email.message_from_bytes(raw, policy=email.policy.SMTP)
    assert list(read.keys()) == list(made().keys())
    assert read.defects == []
    assert str(read["Subject"]).split() == str(message["Subject"]).split()
    assert read["References"] == root_id(order, "example.org")
    assert read["Message-ID"] == message_id(digest, "example.org")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.isascii()
    assert len(list(read.iter_parts())) == 2

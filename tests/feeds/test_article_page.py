"""One article told from its page; what is none is refused. Only where the extra `fulltext` is installed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeds import article_page
from feeds.kinds import KINDS, parse
from feeds.model import Poll, SourceSpec
from monitor.errors import UnreadableError

wants_extra = pytest.mark.skipif(not article_page.installed(), reason=f"{article_page.EXTRA} is not installed")
PARAGRAPHS = [
    "The EXAMPLE agency told the court on Monday that the records had been kept, as the order of Friday asked.",
    "“Every record is where it was,” its filing says; the league’s lawyers answered that two boxes were missing.",
    "The judge asked for a sworn account by noon on Tuesday, and for the name of whoever had moved the boxes.",
]
PAGE = (
    "<!DOCTYPE html><html><head><title>EXAMPLE</title><script>var a = '<p>never</p>'</script></head><body>"
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/subscribe'>Subscribe now</a></li></ul></nav>"
    f"<article><h1>Judge asks who moved the boxes</h1>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</article>"
    "<aside><p>Read more: ten other stories you may like.</p></aside><footer>Copyright EXAMPLE</footer></body></html>"
).encode()


def read(body: bytes, status: int = 200, **headers: str) -> str:
    spec = SourceSpec(id="wire", kind=article_page.NAME, url="")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    poll = Poll(
        source="wire", name="p", polled_at=datetime(2025, 3, 17, tzinfo=UTC), body=body, status=status, headers=named
    )
    parsed = parse(spec, poll)
    assert parsed.window is False
    return parsed.items[0].content.text


@wants_extra
def test_the_article_and_nothing_around_it():
    text = read(PAGE, content_type="text/html; charset=utf-8")
    for paragraph in PARAGRAPHS:
        assert paragraph in text
    for around in ("Subscribe", "Read more", "Copyright", "never"):
        assert around not in text


@wants_extra
@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x00" * 50])
def test_a_page_without_an_article_is_refused(body):
    with pytest.raises(UnreadableError, match="no article"):
        read(body)


@wants_extra
def test_nothing_is_fetched_for_a_page(monkeypatch):
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("somebody opened a connection")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    linked = PAGE.replace(
        b"<head>",
        b"<head><link rel='canonical' href='https://127.0.0.1/'><meta http-equiv='refresh' content='0;url=http://127.0.0.1/'>",
    )
    assert PARAGRAPHS[0] in read(linked)


@pytest.mark.parametrize(("media_type", "status"), [("application/pdf", 200), ("text/html", 404), ("image/png", 200)])
def test_what_is_no_page_is_refused(media_type, status):
    with pytest.raises(UnreadableError, match=r"no page but|status 404"):
        read(PAGE, status, content_type=media_type)


def test_without_the_extra_it_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(article_page, "_MODULE", "no_such_module_here")
    with pytest.raises(UnreadableError, match=r"showcause\[fulltext\] is not installed"):
        read(PAGE)


def test_it_is_no_kind_that_can_be_configured():
    assert article_page.NAME not in KINDS

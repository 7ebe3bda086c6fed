"""Small feeds of our own; every case and party in them is fictional."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from feeds.kinds import parse
from feeds.model import Parsed, Poll, SourceSpec

NOW = datetime(2025, 3, 17, 16, 0, tzinfo=UTC)
PAGE = "https://ecf.dcd.uscourts.example/cgi-bin/DktRpt.pl?900001"


def rss_item(
    n: int, event: str = "Order", date: str | None = None, title: str | None = None, guid: str | None = None
) -> str:
    when = date or f"Sat, 15 Mar 2025 {n // 60 % 24:02}:{n % 60:02}:00 GMT"
    return (
        f"<item>\n<title>{title or f'1:99-cv-{n:05} EXAMPLE v. Example'}</title>\n<link>{PAGE}</link>\n"
        f"<description>[{event}]</description>\n<guid isPermaLink='true'>{guid or f'{PAGE}&amp;{n}'}</guid>\n"
        f"<pubDate>{when}</pubDate>\n</item>\n"
    )


def rss_feed(items: Sequence[str], built: str = "Sat, 15 Mar 2025 12:00:00 GMT", encoding: str = "utf-8") -> bytes:
    head = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0">\n<channel>\n<title>EXAMPLE</title>\n'
        f"<link>https://ecf.dcd.uscourts.example</link>\n<description>Docket entries of type: all</description>\n"
        f"<lastBuildDate>{built}</lastBuildDate>\n"
    )
    return (head + "".join(items) + "</channel>\n</rss>\n").encode(encoding)


@pytest.fixture
def item() -> Callable[..., str]:
    return rss_item


@pytest.fixture
def feed() -> Callable[..., bytes]:
    return rss_feed


@pytest.fixture
def poll() -> Callable[..., Parsed]:
    """Parse a body as a poll of a source of `kind`."""

    def parsed(body: bytes, seen=(), kind: str = "pacer-rss", status: int = 200, court: str = "dcd", **headers: str):
        spec = SourceSpec(id="example", kind=kind, url="", court=court, speaker="Example Office")
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        return parse(
            spec, Poll(source="example", name="p", polled_at=NOW, body=body, status=status, headers=named), seen
        )

    return parsed

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from monitor.domain.events import ItemRead, ItemRevised, NewsItemObserved
from monitor.domain.evidence import Quote
from monitor.domain.findings import Concern, Reading, Why
from monitor.domain.items import NewsItem
from monitor.domain.vocabulary import Occasion
from monitor.ledger.records import Capture, Draft
from monitor.ledger.store import open_ledger

NOON = datetime(2025, 3, 17, 16, 0, tzinfo=UTC)


def content(text):
    return NewsItem(outlet="EXAMPLE Press", title="EXAMPLE title", text=text, published_at=NOON)


def read(of, revision, text, start, end):
    concern = Concern(matter="dcd/25-cv-1", why=Why(rule="example", score=1.0), quote=Quote(text, start, end))
    reading = Reading(reader="rules-1", concerns=(concern,))
    return ItemRead(of=of, revision=revision, occasion=Occasion.LIVE, matters_revision="m1", reading=reading)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path):
    """Six events: an item with a capture and an alias, its reading, another item, a revision of it, its two readings."""
    with open_ledger(path) as opened:
        body = b"<p>EXAMPLE words</p> " * 100
        capture = Capture(sha256(body).hexdigest(), "text/html", body)
        first = NewsItemObserved(
            source="press",
            item="1",
            identity="1",
            occasion=Occasion.LIVE,
            polled_at=NOON,
            capture=capture.digest,
            content=content("first words"),
        )
        second = NewsItemObserved(
            source="press", item="2", identity="2", occasion=Occasion.LIVE, polled_at=NOON, content=content("old words")
        )
        revised = ItemRevised(
            of=second.key,
            revision=1,
            source="press",
            occasion=Occasion.LIVE,
            polled_at=NOON,
            content=content("new words"),
            content_hash="h",
        )
        opened.append(
            [
                Draft(first, aliases=("x/1",), captures=(capture,)),
                Draft(read(first.key, 0, "first", 14, 19), cause=first.key),
                Draft(second),
                Draft(revised, cause=second.key),
                Draft(read(second.key, 1, "new", 14, 17), cause=revised.key),
                Draft(read(second.key, 0, "old", 14, 17), cause=second.key),
            ],
            NOON,
        )
        yield opened

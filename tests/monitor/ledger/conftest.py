from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count

import pytest

from monitor.domain.events import CoverageDeclared, DocketEntryObserved, ItemRead, ItemRevised
from monitor.domain.findings import Concern, Reading, Why
from monitor.domain.items import DocketEntry
from monitor.domain.vocabulary import Occasion, SourceClass
from monitor.ledger.records import Capture, Draft
from monitor.ledger.store import open_ledger

NOON = datetime(2025, 3, 17, 16, 0, tzinfo=UTC)


class Make:
    """Events of an invented case, EXAMPLE v. EXAMPLE."""

    noon = NOON

    @staticmethod
    def content(text="ORDER granting the EXAMPLE motion."):
        return DocketEntry(court="dcd", docket_number="1:25-cv-00001", case_name="EXAMPLE v. EXAMPLE", text=text)

    def observed(self, identity, *, source="dcd-ecf", capture=None, text="ORDER granting the EXAMPLE motion."):
        return DocketEntryObserved(
            source=source,
            item="39",
            identity=identity,
            occasion=Occasion.LIVE,
            polled_at=NOON,
            capture=capture,
            content=self.content(text),
        )

    def revised(self, of, revision, text="ORDER denying the EXAMPLE motion."):
        return ItemRevised(
            of=of,
            revision=revision,
            source="dcd-ecf",
            occasion=Occasion.LIVE,
            polled_at=NOON,
            content=self.content(text),
            content_hash=text[:5],
        )

    @staticmethod
    def read(of, revision=0, quotes=(), reader="rules-1"):
        concerns = tuple(
            Concern(matter="dcd/25-cv-1", why=Why(rule="example", score=1.0), quote=quote) for quote in quotes
        )
        return ItemRead(
            of=of,
            revision=revision,
            occasion=Occasion.LIVE,
            matters_revision="m1",
            reading=Reading(reader=reader, concerns=concerns),
        )

    @staticmethod
    def coverage(source="dcd-ecf", declared=None, minutes=0):
        return CoverageDeclared(
            source=source,
            source_class=SourceClass.DOCKET,
            declared=declared,
            polled_at=NOON + timedelta(minutes=minutes),
        )

    @staticmethod
    def capture(body=b"<item>EXAMPLE</item>"):
        return Capture(sha256(body).hexdigest(), "application/xml", body)

    def drafts(self, names):
        return [Draft(self.observed(name)) for name in names]


@pytest.fixture(scope="session")
def make():
    return Make()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def salt():
    numbers = count(1)
    return lambda size: next(numbers).to_bytes(size, "big")


@pytest.fixture
def ledger(path, salt):
    with open_ledger(path, salt=salt) as opened:
        yield opened

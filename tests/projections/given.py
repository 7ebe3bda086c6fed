"""A record of an invented case, EXAMPLE: Riverton Residents v. Riverton Water District, D. Minn. 0:26-cv-00101."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.application.drafts import watch
from monitor.application.ingest_lines import IngestReport, LineIngest
from monitor.application.watching import record_matters
from monitor.domain.matters import Matter, Party
from monitor.domain.vocabulary import Occasion
from monitor.ledger.store import open_ledger
from projections import items, matters
from projections.models import MODELS
from projections.runner import Runner, open_views

MATTER = Matter(
    court="mnd",
    docket_number="0:26-cv-00101",
    caption="Riverton Residents v. Riverton Water District",
    judge="Ada Example",
    parties=(
        Party(name="Riverton Residents", role="plaintiff"),
        Party(name="Riverton Water District", role="defendant", aliases=("the District",)),
    ),
    watch_terms=("shutoffs",),
)
OTHER = Matter(court="mnd", docket_number="0:26-cv-00102", caption="Example Growers v. Example County")


def entry(ident: str, day: str, text: str, number: int | None, docket: str = "0:26-cv-00101") -> dict[str, object]:
    return {
        "id": ident,
        "type": "docket_entry",
        "court": "mnd",
        "docket_number": docket,
        "case_name": "EXAMPLE",
        "entry_number": number,
        "filed_at": f"2026-03-{day}-06:00",
        "text": text,
    }


POOL: tuple[dict[str, object], ...] = (
    entry("a1", "02T09:00", "MOTION for Temporary Restraining Order by Riverton Residents. (EXAMPLE)", 3),
    entry(
        "a2",
        "02T17:00",
        "TEMPORARY RESTRAINING ORDER granting 3 Motion for Temporary Restraining Order. Defendant is enjoined from"
        " shutting off water to any dwelling for 14 days. Signed by Judge Ada Example on 3/2/2026. (EXAMPLE)",
        7,
    ),
    entry(
        "a3",
        "05T11:00",
        "MOTION to Enforce 7 Temporary Restraining Order by Riverton Residents. Defendant has failed to comply with the"
        " Order: twelve dwellings were shut off on March 4. (EXAMPLE)",
        9,
    ),
    entry(
        "a4",
        "06T15:00",
        "RESPONSE in Opposition to 9 MOTION to Enforce filed by Riverton Water District. Defendant has complied with the"
        " Order; the twelve dwellings are outside its scope. (EXAMPLE)",
        11,
    ),
    entry(
        "a5",
        "10T10:00",
        "ORDER extending 7 Temporary Restraining Order through March 30, 2026. Signed by Judge Ada Example on"
        " 3/10/2026. (EXAMPLE)",
        14,
    ),
    entry("a6", "12T10:00", "ORDER vacating 7 Temporary Restraining Order. (EXAMPLE)", 16),
    entry("b1", "03T10:00", "TEMPORARY RESTRAINING ORDER. Expires March 17, 2026. (EXAMPLE)", 2, "0:26-cv-00102"),
    {
        "id": "n1",
        "type": "news",
        "source": "Example Ledger",
        "url": None,
        "published_at": "2026-03-05T18:00-06:00",
        "title": "Residents say district defies order on shutoffs (EXAMPLE)",
        "text": "Riverton Residents said the Riverton Water District has violated a judge's order against shutoffs."
        " “We have complied with the order,” said a spokesman for the district.",
    },
    {**entry("a3", "05T11:00", "MOTION to Enforce 7 Temporary Restraining Order. (EXAMPLE, corrected)", 9)},
)


class Record:
    """A ledger and its views in a folder, with a clock that goes a minute a step."""

    def __init__(self, folder: Path) -> None:
        self._open = ExitStack()
        self.folder = folder
        self.ledger = self._open.enter_context(open_ledger(folder / "ledger.db"))
        self.views = self._open.enter_context(open_views(folder / "views.db"))
        self.runner = Runner(self.ledger, self.views)
        self.now = datetime(2026, 3, 1, tzinfo=UTC)
        self.watched = watch((MATTER, OTHER))
        record_matters(self.ledger, self.watched.matters, matters.recorded(self.views), self.now)
        self.runner.catch_up()

    def step(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def give(self, rows: Iterable[dict[str, object]], occasion: Occasion = Occasion.LIVE) -> IngestReport:
        intake = LineIngest(self.ledger, self.watched, lambda key: items.current(self.views, key), self.step)
        return intake.run([json.dumps(row) for row in rows], "given", occasion)

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        return table_rows(self.views.connection)

    def close(self) -> None:
        self._open.close()


def table_rows(connection) -> dict[str, list[tuple[object, ...]]]:
    names = [s.split("EXISTS ")[1].split(" ")[0] for m in MODELS for s in m.TABLES if s.startswith("CREATE TABLE")]
    return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}

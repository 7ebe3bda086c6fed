"""Four invented cases: a school board, a water utility, a prison, a company. No party or outlet here is real."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from monitor.domain.items import DocketEntry, NewsItem, Statement
from monitor.domain.matters import Matter, Party, RelatedDocket
from monitor.reading.reader import read

PACIFIC = ZoneInfo("America/Los_Angeles")
FILED = datetime(2024, 3, 15, 16, 30, tzinfo=PACIFIC)

SCHOOL = Matter(
    court="ord",
    docket_number="3:24-cv-00311",
    caption="Marlow Parents' League v. Marlow School Board",
    short_names=("Marlow closures case",),
    judge="Imogen Tallis",
    related_dockets=(RelatedDocket(court="ca9", docket_number="24-2210"),),
    parties=(
        Party(name="Marlow Parents' League", role="plaintiff", aliases=("Parents' League",)),
        Party(name="Marlow School Board", role="defendant", aliases=("School Board",)),
        Party(name="Aldous Brandt", role="defendant", aliases=("Superintendent Brandt",)),
        Party(name="Court-appointed Monitor", role="third_party", aliases=("the monitor",)),
    ),
    watch_terms=("school closures", "Eastside Elementary"),
)


@pytest.fixture
def matter():
    return SCHOOL


@pytest.fixture
def docket():
    """Read a docket entry of the school case, filed Friday 15 March 2024, 16:30 Pacific, unless said otherwise."""

    def reading(text, *, court="ord", number="3:24-cv-00311", filed=FILED):
        return read(
            DocketEntry(court=court, docket_number=number, case_name="Marlow", text=text, filed_at=filed), [SCHOOL]
        )

    return reading


@pytest.fixture
def news():
    def reading(text, *, title="Court fight over Marlow school closures", published=FILED):
        return read(NewsItem(outlet="Example Ledger", title=title, text=text, published_at=published), [SCHOOL])

    return reading


@pytest.fixture
def statement():
    def reading(text, *, speaker="Marlow School Board", title="Statement on the injunction", published=FILED):
        return read(
            Statement(outlet=speaker, speaker=speaker, title=title, text=text, published_at=published), [SCHOOL]
        )

    return reading

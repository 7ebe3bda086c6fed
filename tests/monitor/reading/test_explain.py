"""Every id that a reading can carry is explained, and what is decided in code reads its example and not its counter."""

import re
from pathlib import Path

import msgspec
import pytest

import monitor.reading
from monitor.domain.items import DocketEntry, NewsItem, Statement
from monitor.reading.explain import every
from monitor.reading.reader import read
from monitor.reading.rulebook import decisions
from tests.monitor.reading.conftest import FILED, SCHOOL

KNOWN = {one.id for one in every()}


MATTER = msgspec.structs.replace(SCHOOL, short_names=(*SCHOOL.short_names, "Parents v. Marlow"))


def ruled(text, where):
    """The rules of the whole reading of a text, as the kind of item that a decision is about."""
    court, number = ("ca9", "24-2210") if where == "appeal" else ("ord", "3:24-cv-00311")
    item = DocketEntry(court=court, docket_number=number, case_name="Marlow", text=text, filed_at=FILED)
    if where == "news":
        item = NewsItem(outlet="Example Ledger", title="A hearing", text=text, published_at=FILED)
    elif where == "statement":
        item = Statement(
            speaker="Example Tenants", outlet="Example Tenants", title="Note", text=text, published_at=FILED
        )
    return set(re.findall(r'"rule":"([^"]+)"', msgspec.json.encode(read(item, [MATTER])).decode()))


@pytest.mark.parametrize("one", decisions(), ids=lambda one: one.id)
def test_a_decision_reads_its_example_and_not_its_counter_example(one):
    assert one.id in ruled(one.example, one.where)
    assert one.counter is None or one.id not in ruled(one.counter, one.where)


def test_every_id_in_the_code_is_explained():
    code = "".join(path.read_text("utf-8") for path in Path(monitor.reading.__file__).parent.glob("*.py"))
    named = set(re.findall(r'Why\(rule="([a-z_.]+)"', code)) | set(re.findall(r'"(match\.[a-z_]+)"', code))
    assert len(named) > 15
    assert named <= KNOWN

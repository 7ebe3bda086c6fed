"""A text damaged by a wrong decoding is read as it was meant; its quotes stand as received."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.evidence import grounded
from monitor.domain.findings import quotes_of
from monitor.domain.items import NewsItem, full_text
from monitor.reading.mended import mend
from tests.monitor.reading.conftest import FILED, SCHOOL


def hurt(text):
    """UTF-8 read as windows-1252, the five bytes that it lacks kept as control characters."""
    return "".join(bytes([b]).decode("windows-1252", "replace").replace("\ufffd", chr(b)) for b in text.encode("utf-8"))


@pytest.mark.parametrize(
    "meant", ["“No,” she said.", "the board’s order – of March", "Ñandú § 5 à la carte", "plain", ""]
)
def test_damage_is_undone(meant):
    mended = mend(hurt(meant))
    assert mended.text == meant
    assert len(mended.places) == len(meant) + 1
    assert mended.places[-1] == len(hurt(meant))


def test_a_closing_mark_that_lost_its_last_byte_closes():
    assert mend("â€œNoâ€ she said").text == "“No” she said"


@pytest.mark.parametrize("text", ["Â", "Ãb", "a â b", "€ 5", "“well formed”", "Âÿ"])
def test_what_is_no_damage_stays(text):
    assert mend(text).text == text


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="ab “”’–§é.Ââ€", max_size=30))
def test_places_go_up_and_point_into_the_text(text):
    mended = mend(text)
    assert list(mended.places) == sorted(mended.places)
    assert mended.places[-1] == len(text)


def test_quotes_of_a_damaged_text_stand_as_received():
    from monitor.reading.reader import read

    body = "In Marlow Parents' League v. Marlow School Board, “the board’s staff has failed to comply,” the plaintiffs’ lawyers said."
    item = NewsItem(outlet="Example Ledger", title=hurt("“Fight” goes on"), text=hurt(body), published_at=FILED)
    reading = read(item, [SCHOOL])
    (position,) = reading.positions
    assert position.quote.text == "the boardâ€™s staff has failed to comply"
    assert position.actor == "the plaintiffs’ lawyers"
    assert all(grounded(q, full_text(item)) for q in quotes_of(reading))
    assert any("damaged" in note for note in reading.notes)

"""Docket numbers, keys and ids: one case has one name, and no two things share one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.domain.ids import docket_key, event_id, key_of, normal_docket, short_hash

YEARS = st.integers(0, 99).map("{:02d}".format)
TYPES = st.sampled_from(["cv", "cr", "mc", "mj", "gr", "~gr", "ct"])
SERIALS = st.integers(1, 99999)
OFFICES = st.sampled_from(["", "1:", "5:", "12:"])
JUDGES = st.sampled_from(["", "-JEB", "-ABC-DEF", "-JB1", "-EXAMPLE-jb"])
DASHES = st.sampled_from("-\u2010\u2011\u2012\u2013\u2014\u2212")


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("1:25-cv-00766-JEB", "25-cv-766"),
        ("25-cv-00766", "25-cv-766"),
        ("25-cv-766", "25-cv-766"),
        ("1:2025-cv-00766", "25-cv-766"),
        ("1:25-CV-00766", "25-cv-766"),
        (" 1:25-cv-00766-JEB ", "25-cv-766"),
        ("5:18-~gr-00001", "18-~gr-1"),
        ("8:25\u2013cv\u20130951", "25-cv-951"),
    ],
)
def test_spellings_of_a_district_case(written, normal):
    assert normal_docket(written) == normal


@pytest.mark.parametrize("written", ["16-10992-smb", "16-10992-SMB", "16-10992", "16-10992-hdh11", "16-10992-13"])
def test_a_bankruptcy_number_is_without_judge_and_chapter(written):
    assert normal_docket(written) == "16-10992"


@pytest.mark.parametrize("kept", ["25-5067", "24a931", "22o141", "", "no docket", "22-1234-cv", "16-10992-smb-x"])
def test_an_unknown_form_is_kept(kept):
    assert normal_docket(kept) == "".join(kept.split())


@given(OFFICES, YEARS, TYPES, SERIALS, JUDGES, DASHES, st.booleans(), st.integers(1, 5))
def test_however_a_clerk_writes_it_it_is_one_case(office, year, kind, serial, judges, dash, shout, width):
    written = f"{office}{year}-{kind}-{serial:0{width}d}{judges}".replace("-", dash)
    assert normal_docket(written.upper() if shout else written) == f"{year}-{kind}-{serial}"


@given(YEARS, TYPES, SERIALS, YEARS, TYPES, SERIALS)
def test_two_cases_never_become_one(year, kind, serial, other_year, other_kind, other_serial):
    same = (year, kind, serial) == (other_year, other_kind, other_serial)
    assert (
        normal_docket(f"1:{year}-{kind}-{serial:05d}")
        == normal_docket(f"1:{other_year}-{other_kind}-{other_serial:05d}")
    ) == same


@given(st.text())
@example("1:25-cv-00766-JEB")
@example("\u0130-1")
def test_normal_form_is_stable(number):
    once = normal_docket(number)
    assert normal_docket(once) == once
    assert not any(character.isspace() for character in once)


def test_docket_key():
    assert docket_key("DCD", "1:25-cv-00766-JEB") == "dcd/25-cv-766"


@given(st.lists(st.text("a|%7C25", max_size=6), min_size=1), st.lists(st.text("a|%7C25", max_size=6), min_size=1))
@example(["a|b"], ["a", "b"])
@example(["a%7Cb"], ["a|b"])
@example(["%"], ["%25"])
def test_no_two_lists_of_parts_give_one_key(parts, others):
    assert (key_of(*parts) == key_of(*others)) == (parts == others)


def test_an_id_is_the_same_on_any_machine():
    assert str(event_id("item|dcd-ecf|EXAMPLE")) == "32c3fda2-a204-5c02-a5cd-72e3d6167839"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_an_id_is_of_its_key_alone(key, other):
    assert (event_id(key) == event_id(other)) == (key == other)
    assert event_id(key).version == 5


def test_a_short_hash_is_as_long_as_asked():
    assert short_hash("EXAMPLE") == short_hash("EXAMPLE", 64)[:10]
    assert len(short_hash("EXAMPLE", 64)) == 64
    assert short_hash("EXAMPLE") != short_hash("EXAMPLE ")

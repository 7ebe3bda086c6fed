"""Items, orders and actions by their words: any text may be asked, and what is shown stands so in a source. EXAMPLE texts."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.application.watching import record_matters
from monitor.domain.events import ItemShownAgain, ItemWithdrawn
from monitor.domain.items import full_text
from monitor.ledger.store import Draft
from projections import matters
from projections.items import current
from projections.runner import Runner, open_views, rebuild
from projections.search_found import _BEGIN, _CUT, _END, _verbatim, search
from projections.search_query import MOST_TERMS, parse
from tests.projections.given import MATTER, OTHER, POOL, Record, entry


@pytest.fixture
def filled(record):
    record.give(POOL)
    record.runner.catch_up()
    return record


def found(record, text, **more):
    return search(record.views, text, **more)


def ids(record, text, **more):
    return [(hit.kind, hit.id) for hit in found(record, text, **more).hits]


def items(record, text, **more):
    return sorted(hit.id for hit in found(record, text, kinds=["items"], **more).hits)


def index(record):
    return record.views.rows("SELECT rowid, * FROM search ORDER BY rowid")


def test_all_the_words_are_looked_for_whatever_their_case(filled):
    assert items(filled, "ENFORCE") == ["a3", "a4"]
    assert items(filled, "enforce opposition") == ["a4"]
    assert items(filled, "enforce nowhere") == []


def test_a_phrase_stands_so_and_a_beginning_begins_so(filled):
    assert items(filled, '"outside its scope"') == ["a4"]
    assert items(filled, "“outside its scope”") == ["a4"]
    assert items(filled, '"scope its outside"') == []
    assert items(filled, "dwell*") == ["a2", "a4"]
    assert items(filled, "dwell") == []
    assert items(filled, '"outside its sc"*') == ["a4"]


def test_diacritics_make_no_difference(record):
    record.give([entry("c1", "04T09:00", "NOTICE by Zoë Exámple. (EXAMPLE)", 21)])
    record.runner.catch_up()
    assert items(record, "zoe example notice") == ["c1"]
    assert items(record, "zoë") == ["c1"]


@pytest.mark.parametrize(
    "name",
    [
        "26-cv-101",
        "0:26-cv-00101",
        "26-CV-00101",
        "0:26-cv-00101-ABC",
        "mnd/26-cv-101",
        "(26-cv-101),",
        "26\u2013cv\u2013101",
    ],
)
def test_a_docket_number_in_any_style_finds_its_docket(filled, name):
    assert items(filled, name, most=50) == ["a1", "a2", "a3", "a4", "a5", "a6", "n1"]
    assert items(filled, f"{name} motion") == ["a1", "a2", "a3", "a4"]
    assert ids(filled, name, kinds=["orders"], most=50)
    assert all(hit.matters == (MATTER.id,) for hit in found(filled, name, most=50).hits)


def test_a_docket_number_that_a_text_names_is_found_in_every_style(record):
    record.give([entry("c1", "04T09:00", "NOTICE of related case 0:26-cv-00777. (EXAMPLE)", 21)])
    record.runner.catch_up()
    assert items(record, "26-cv-777") == items(record, "0:26-cv-00777-ABC") == ["c1"]


def test_an_appeal_is_found_by_its_number_and_court(record):
    record.give([{**entry("c1", "04T09:00", "ORDER FILED. (EXAMPLE)", None, "26-1234"), "court": "ca8"}])
    record.runner.catch_up()
    assert items(record, "26-1234") == items(record, "ca8/26-1234") == ["c1"]
    assert items(record, "ca4/26-1234") == []


def test_one_matter_alone(filled):
    assert items(filled, "restraining", matter=OTHER.id) == ["b1"]
    assert "b1" not in items(filled, "restraining", matter=MATTER.id)
    assert {hit.matters for hit in found(filled, "order", matter=OTHER.id).hits} == {(OTHER.id,)}


def test_orders_and_actions_are_found_by_what_they_rest_on(filled):
    (order,) = [h for h in found(filled, "shutting off water", kinds=["orders"]).hits if h.extract]
    assert (order.type, order.matters, order.item) == ("tro", (MATTER.id,), "a2")
    assert "shutting off water" in order.extract.text
    (action,) = found(filled, '"outside its scope"', kinds=["actions"]).hits
    assert (action.item, action.orders) == ("a4", (order.id,))
    assert {kind for kind, _ in ids(filled, "dwelling*")} == {"items", "orders", "actions"}
    assert ids(filled, "temporary restraining", kinds=["orders"])[0][0] == "orders"


def test_an_item_says_what_where_when_and_which_order(filled):
    (hit,) = found(filled, '"outside its scope"', kinds=["items"]).hits
    assert (hit.court, hit.docket_number, hit.entry_number, hit.source) == ("mnd", "0:26-cv-00101", 11, "given")
    assert hit.said_at.isoformat() == "2026-03-06T15:00:00-06:00"
    assert hit.orders == ("mnd/26-cv-101/e3.1",)
    assert hit.extract.text[slice(*hit.extract.marks[0])] == "outside its scope"


def test_a_revised_item_is_found_by_its_new_words_alone(record):
    record.give(POOL[:3])
    record.runner.catch_up()
    assert items(record, "failed to comply") == ["a3"]
    record.give([POOL[8]])
    record.runner.catch_up()
    assert items(record, "failed to comply") == []
    assert items(record, "corrected") == ["a3"]


def test_what_an_order_no_longer_rests_on_does_not_find_it(record):
    record.give([entry("a2", "02T17:00", "TEMPORARY RESTRAINING ORDER. Expires March 16, 2026. (EXAMPLE)", 7)])
    record.runner.catch_up()
    assert ids(record, "expires", kinds=["orders"])
    record.give([entry("a2", "02T17:00", "MINUTE ENTRY for proceedings held. (EXAMPLE, corrected)", 7)])
    record.runner.catch_up()
    assert ids(record, "restraining", kinds=["orders"]) == []
    assert record.views.rows("SELECT count(*) FROM search WHERE kind != 'items'") == [(0,)]


def test_an_item_that_its_source_no_longer_shows_says_so(filled):
    now = filled.step()
    gone = ItemWithdrawn(
        of="item|given|a4",
        source="given",
        revision=0,
        last_shown=now - timedelta(hours=1),
        gone_since=now,
        polled_at=now,
    )
    filled.ledger.append([Draft(event=gone)], now)
    filled.runner.catch_up()
    hits = found(filled, '"outside its scope"').hits
    assert {hit.kind: hit.withdrawn.gone_since for hit in hits} == {"items": now, "actions": now}
    filled.ledger.append(
        [Draft(event=ItemShownAgain(of="item|given|a4", source="given", polled_at=now))], filled.step()
    )
    filled.runner.catch_up()
    assert {hit.withdrawn for hit in found(filled, '"outside its scope"').hits} == {None}


_ANY = st.text(st.characters(codec=None), max_size=60) | st.text(
    st.sampled_from('"*()^:-+{}AND ORNOT\x00\u201ca26-cv\ufdd0\U0001e900'), max_size=40
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    record = Record(tmp_path_factory.mktemp("search"))
    record.give(POOL)
    record.runner.catch_up()
    yield record
    record.close()


@settings(deadline=None, max_examples=400)
@given(text=_ANY)
def test_any_text_may_be_asked(everything, text):
    shown = found(everything, text)
    assert len(shown.hits) <= 20
    if not parse(text).expression:
        assert shown.hits == ()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["order*", '"the', "district", "Ada", "to", "2026", "march"]), min_size=1, max_size=3))
def test_what_is_shown_stands_so_in_the_item_it_is_of(everything, words):
    for hit in found(everything, " ".join(words), most=200).hits:
        if hit.extract is None:
            continue
        text = full_text(current(everything.views, f"item|given|{hit.item}").content)
        assert hit.extract.text in text
        assert all(0 <= start < end <= len(hit.extract.text) for start, end in hit.extract.marks)


def test_a_name_with_a_quotation_mark_is_no_syntax(everything):
    assert found(everything, "order", matter='mnd/"26-cv-101').hits


def test_many_words_are_cut_and_said_to_be(everything):
    many = found(everything, " ".join(["order"] * 500))
    assert many.hits
    assert len(many.left_out) == len(parse(" ".join(["order"] * 500)).left_out) > 0
    assert len(parse(" ".join(["order"] * 500)).expression.split(" AND ")) == MOST_TERMS
    assert parse("order ( ) order").left_out == ("(", ")")


def test_an_extract_that_is_not_verbatim_is_not_shown():
    text = f"EXAMPLE {_CUT} with a mark of ours, and more"
    made = _verbatim(f"EXAMPLE {_BEGIN}other{_END} words", text)
    assert (made.text, made.marks, made.before, made.after) == (text, (), False, False)
    assert _verbatim(f"{_CUT}with {_BEGIN}a{_END} mark{_CUT}", text) == msgspec.structs.replace(
        made, text="with a mark", before=True, after=True, marks=((5, 6),)
    )


def test_no_more_than_asked_and_that_there_are_others(everything):
    few = found(everything, "order", most=2)
    assert (len(few.hits), few.more) == (2, True)
    assert found(everything, '"outside its scope"', kinds=["items"]).more is False
    scores = [round(h.score, 1) for h in found(everything, "order").hits]
    assert scores == sorted(scores, reverse=True)


def test_a_docket_number_gives_its_orders_first_then_the_newest(everything):
    hits = found(everything, "26-cv-101", most=50).hits
    kinds = [hit.kind for hit in hits]
    assert kinds == sorted(kinds, key=("orders", "actions", "items").index)
    said = [hit.said_at for hit in hits if hit.kind == "items"]
    assert said == sorted(said, reverse=True)


_STEPS = st.lists(st.lists(st.integers(0, len(POOL) - 1), min_size=1, max_size=4), min_size=1, max_size=5)


@settings(max_examples=12, deadline=None)
@given(_STEPS)
def test_the_index_built_anew_is_the_one_followed(steps):
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder))
        for numbers in steps:
            record.give([POOL[n] for n in numbers])
            record.runner.catch_up()
        followed = index(record)
        assert len({row[0] for row in followed}) == len(followed)
        rebuild(record.ledger, record.views)
        assert index(record) == followed
        record.close()


def test_an_item_that_is_only_read_again_keeps_its_row(filled):
    before = index(filled)
    district = msgspec.structs.replace(MATTER, caption="EXAMPLE, renamed")
    record_matters(filled.ledger, [district, OTHER], matters.recorded(filled.views), filled.step())
    filled.runner.catch_up()
    after = index(filled)
    assert [row for row in after if row[4] == "items"] == [row for row in before if row[4] == "items"]
    assert items(filled, "renamed") == []
    assert ids(filled, "renamed", kinds=["orders"])


def test_views_of_another_shape_are_built_anew_with_their_index(filled):
    before = index(filled)
    filled.views.connection.execute("UPDATE position SET shape = 'another shape'")
    filled.views.connection.execute("DELETE FROM search")
    with open_views(filled.views.path) as again:
        Runner(filled.ledger, again).catch_up()
        assert search(again, "enforce").hits
    assert index(filled) == before

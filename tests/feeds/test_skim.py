"""Seen items are found by their bytes; what is found so is exactly what walking through the whole body finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feeds.skim import skim
from feeds.split import cut, split
from feeds.walk import walk_through
from monitor.errors import UnreadableError
from tests.feeds.conftest import rss_feed, rss_item

ITEMS = [rss_item(n) for n in range(4)]
TRAPS = [
    f"<!-- {ITEMS[0]} -->",
    f"<image>{ITEMS[0]}</image>",
    f"<image><x>{ITEMS[0]}</x></image>",
    f"<webMaster>{ITEMS[1]}</webMaster>",
    f"<item><title>t</title>{ITEMS[0]}</item>",
    f"<item><description><![CDATA[{ITEMS[1]}]]></description></item>",
    f"<description><![CDATA[{ITEMS[2]}]]></description>",
    f"<x:item xmlns:x='http://x.example'>{ITEMS[0]}</x:item>",
    "<language>es</language>",
    "<!-- </item> --><item>",
    "</item>",
    "<?x-seen?>",
    "<item><author>a</author><title>&amp;</title></item>",
    "<item><title>a & b</title></item>",
    "<item/>",
    "<ITEM><title>t</title></ITEM>",
    " \n ",
    "words",
]
parts = st.lists(st.sampled_from([*ITEMS, *TRAPS]), max_size=8)


def identities(texts) -> list[str]:
    return [s.identity for s in split("x", rss_feed(texts), {}).slices]


@settings(deadline=None, max_examples=150)
@given(parts, st.data())
@example(["<!-- <item>z</item> -->", "<language>es</language>", *ITEMS], None)
@example(["<?x-seen?>", f"<!-- {ITEMS[0]} -->"], None)
def test_it_finds_what_a_walk_finds(texts, data):
    body = rss_feed(texts)
    try:
        whole = split("x", body, {})
    except UnreadableError as refused:
        with pytest.raises(UnreadableError, match=re.escape(refused.reason)):
            split("x", body, {}, identities(ITEMS))
        return
    known = sorted({*identities(ITEMS), *identities([*ITEMS, *ITEMS]), *(s.identity for s in whole.slices)})
    seen = data.draw(st.sets(st.sampled_from(known))) if data else set(known)
    skimmed = split("x", body, {}, seen)
    assert skimmed.slices == whole.slices
    assert (skimmed.beyond, skimmed.fault, skimmed.repaired) == (whole.beyond, whole.fault, whole.repaired)
    new = frozenset(n for n, s in enumerate(whole.slices) if s.identity not in seen)
    assert cut(skimmed, new) == cut(whole, new)


def test_a_feed_that_slides_is_not_walked_through_again():
    items = [rss_item(n) for n in range(40, 0, -1)]
    seen = frozenset(identities(items[10:]))
    body = rss_feed(items[:-7])
    found, whole = skim("x", body, seen), walk_through("x", body)
    assert found is not None
    assert (found.items, found.context) == (whole.items, whole.context)
    assert len(found.names) == 23  # the other ten are new


@pytest.mark.parametrize(
    "texts", [[], [ITEMS[3]], ["<language>es</language>", *ITEMS], [*ITEMS, "<?x-seen?>"], [TRAPS[0], *ITEMS]]
)
def test_where_nothing_is_known_or_sure_the_whole_is_walked_through(texts):
    assert skim("x", rss_feed(texts), frozenset(identities(ITEMS[:2]))) is None

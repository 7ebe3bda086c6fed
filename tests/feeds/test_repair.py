"""Repair touches what no XML parser accepts, and nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from feeds.repair import repair

XML_TEXT = st.text(
    alphabet=st.characters(min_codepoint=32, exclude_categories=("Cs",), exclude_characters="\ufffe\uffff")
)


@given(XML_TEXT)
def test_what_is_xml_stays_byte_for_byte(text):
    body = f"<r><![CDATA[{text.replace(']]>', '')}]]>{escape(text)}&#233;&quot;<!-- & --></r>".encode()
    assert repair(body) == (body, [])


@given(
    st.lists(st.sampled_from(["a&b", "&", "&nbsp;", "\x01", "&#2;", "&#xD800;", "&amp;", "é", "&AMPERSAND;", "&lt;"]))
)
def test_what_is_repaired_can_be_parsed(pieces):
    mended, places = repair(f"<r>{''.join(pieces)}</r>".encode())
    text = "".join(ET.fromstring(mended).itertext())
    assert text.count("é") == pieces.count("é")
    assert len(places) <= len(pieces)


def test_the_places_are_offsets_in_what_is_given_back():
    mended, places = repair(b"<r>a & b\x01\x02 &nbsp; c &amp; d</r>")
    assert mended == b"<r>a &amp; b &#160; c &amp; d</r>"
    assert [mended[p : p + 3] for p in places] == [b"&am", b" &#", b"&#1"]

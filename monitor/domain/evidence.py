"""A quote and where it stands. Refuses nothing itself; `grounded` says whether the words are really there."""

from __future__ import annotations

import msgspec


class Quote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Verbatim words: `text` is `[start:end]` of the item's stored text, in code points, as received.

    For news and statements the stored text is the title, a line feed, and the body (`items.full_text`).
    """

    text: str
    start: int
    end: int


def quote(source: str, start: int, end: int) -> Quote:
    """Cut `source[start:end]`, trimmed of white space at both ends.

    Raises ValueError for a span that does not lie in the source, and when nothing but white space is left.
    """
    if not 0 <= start <= len(source) or end > len(source):
        raise ValueError(f"no span {start}:{end} in a text of {len(source)}")
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    if start >= end:
        raise ValueError(f"an empty quote at {start}")
    return Quote(source[start:end], start, end)


def grounded(q: Quote, source: str) -> bool:
    """Whether the quote's words stand in the source at its span."""
    return bool(q.text) and 0 <= q.start < q.end <= len(source) and source[q.start : q.end] == q.text

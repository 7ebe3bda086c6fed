"""Items whose very bytes were seen before are found by those bytes, so that expat walks through the rest alone.

A feed of 1,500 items changes by a few from poll to poll, and walking through all of it costs three times as much as
hashing it. What was an item once is one again in the same context and at the same place, which is checked: where it was
taken out a processing instruction stands, and expat must meet each of them where an item may begin. Wherever anything
is not as expected, nothing is said, and the whole is walked through.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from xml.parsers import expat

from feeds.walk import Found, Span, Walk, name_of
from monitor.errors import UnreadableError

_TARGET = "x-seen"
_MARK = f"<?{_TARGET}?>".encode()


def skim(source: str, body: bytes, seen: Container[str]) -> Found | None:
    """What walking through `body` finds, but for the unread elements of items in `seen`; None where that is not sure.

    `seen` holds identities: name and number of the twin.
    """
    spans = list(_candidates(body))
    context = _context(source, body[: spans[0][0]]) if spans and _MARK[:-2] not in body else None
    if context is None:
        return None
    names = {start: name_of(context, body[start:end]) for start, end in spans}
    known = list(_known(spans, names, seen))
    if not known:
        return None
    rest = _Rest(body, known)
    walk = rest.walk(source)
    if walk is None or walk.digest() != context:  # something of the context stands after the first item
        return None
    items = sorted([*known, *map(rest.place, walk.items)])
    begun = {start: n for n, (start, _) in enumerate(items)}
    return Found(
        items=items,
        unread=[rest.place(span) for span in walk.unread],
        beyond={begun[rest.place(walk.items[n])[0]] for n in walk.beyond},
        context=context,
        names={start: names[start] for start, _ in known},  # what else looks like an item may end elsewhere
    )


def _candidates(body: bytes) -> Iterator[Span]:
    """What looks like an item: from its tag to the next end tag. A comment or a description may hold such text too."""
    tag = b"entry" if b"<entry" in body else b"item"
    opening, closing = b"<" + tag, b"</" + tag + b">"
    at = 0
    while (start := body.find(opening, at)) >= 0 and (end := body.find(closing, start)) >= 0:
        at = end + len(closing)
        yield start, at


def _context(source: str, head: bytes) -> bytes | None:
    """The context that stands before the first item, if it is one; None where the beginning is no feed's."""
    walk = Walk(source, head)
    try:
        walk.parser.Parse(head, False)  # noqa: FBT003
    except (expat.ExpatError, UnreadableError):
        return None
    return walk.digest()


def _known(spans: Sequence[Span], names: dict[int, str], seen: Container[str]) -> Iterator[Span]:
    twins: Counter[str] = Counter()
    for span in spans:
        name = names[span[0]]
        if f"{name}.{twins[name]}" in seen:
            yield span
        twins[name] += 1


class _Rest:
    """A body without some spans, a mark where each run of them stood, and the way back to its own offsets."""

    def __init__(self, body: bytes, known: Sequence[Span]) -> None:
        self._starts, self._origins = [], []
        pieces: list[bytes] = []
        at = length = self._marks = 0
        for start, end in known:
            between = body[at:start]
            if pieces and (not between or between.isspace()):
                at = end
                continue
            self._starts.append(length)
            self._origins.append(at)
            pieces += (between, _MARK)
            length += len(between) + len(_MARK)
            self._marks += 1
            at = end
        self._starts.append(length)
        self._origins.append(at)
        self._bytes = b"".join([*pieces, body[at:]])

    def walk(self, source: str) -> Walk | None:
        """Walk through it; None where a mark is met elsewhere than between items, or where it is no feed by itself."""
        walk = Walk(source, self._bytes)
        met = 0

        def instruction(target: str, _: str) -> None:
            nonlocal met
            met += target == _TARGET and walk.at_items

        walk.parser.ProcessingInstructionHandler = instruction
        try:
            walk.parser.Parse(self._bytes, True)  # noqa: FBT003
        except (expat.ExpatError, UnreadableError):
            return None
        return walk if met == self._marks else None

    def place(self, span: Span) -> Span:
        """Where a span of what is left stands in the body."""
        piece = bisect_right(self._starts, span[0]) - 1
        moved = self._origins[piece] - self._starts[piece]
        return span[0] + moved, span[1] + moved

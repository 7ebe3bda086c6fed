"""Which item is a copy of which: reworded, republished, or a corrected version. It needs the items in time order; it
reads no meaning.

A copy in the same outlet that says it was corrected, or that keeps the title, revises; in another outlet it is
syndicated.
"""

from __future__ import annotations

import re
from collections import deque
from datetime import timedelta

import msgspec

from monitor.domain.items import DocketEntry, NewsItem, Statement
from monitor.domain.sketch import Sketch, likeness, sketch

ALIKE = 0.69
CREDITED = 0.45
FEWEST = 40
WINDOW = timedelta(days=14)
_CORRECTED = re.compile(
    r"\b(?:has been|was) (?:corrected|updated)\b|\bcorrects? (?:an? )?(?:earlier|previous)\b|\bcorrection:"
    r"|\ban earlier version\b|\bclarification:",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\bfirst appeared in\b|\boriginally (?:published|appeared)\b|^by (?-i:[A-Z][A-Z ]{5,})$"
    r"|\breported\.?$|\baccording to (?-i:[A-Z])"
    r"|^\W{1,3}(?-i:[A-Z])[\w ]{2,40}$|\((?-i:[A-Z]{2,5})\) [—–-]|\bcontributed to this report\b",
    re.IGNORECASE | re.MULTILINE,
)


class _Known(msgspec.Struct, frozen=True):
    id: str
    outlet: str
    content: NewsItem | Statement
    sketch: Sketch


class Copies:
    """Remembers the items of the last two weeks and names, for each new one, what it copies or corrects."""

    def __init__(self) -> None:
        self._known: deque[_Known] = deque()

    def add(self, item: str, content: NewsItem | Statement | DocketEntry) -> tuple[str | None, str | None]:
        """Give (syndicated_from, revises) for an item, and remember it. Docket entries are never copies of one
        another.
        """
        if isinstance(content, DocketEntry):
            return None, None
        known = _Known(item, content.outlet, content, sketch(f"{content.title} {content.text}"))
        while self._known and content.published_at - self._known[0].content.published_at > WINDOW:
            self._known.popleft()
        found = self._original(known)
        self._known.append(known)
        if found is None:
            return None, None
        if found.outlet == known.outlet:
            return None, found.id
        return found.id, None

    def _original(self, new: _Known) -> _Known | None:
        scored = [(likeness(new.sketch, old.sketch), old) for old in self._known if _comparable(new, old)]
        if not scored:
            return None
        score, best = max(scored, key=lambda pair: pair[0])
        credited = _CREDIT.search(new.content.text) or _CORRECTED.search(new.content.text)
        return best if score >= (CREDITED if credited else ALIKE) else None


def _comparable(new: _Known, old: _Known) -> bool:
    """A short text stands in many; a statement that a story quotes is no copy of the story."""
    return type(new.content) is type(old.content) and min(len(new.sketch.lows), len(old.sketch.lows)) >= FEWEST

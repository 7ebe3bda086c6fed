"""Faults of single items: each said once while its source goes on showing it, the first few of a poll in full.

Not a lasting trouble: an item that was recorded with a fault is not read again, and nothing is over when it is silent.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from feeds.model import Problem
from monitor.daemon.logs import say

MOST = 10
"""Faults of one poll that are said in full; of a thousand items without a date the first ten tell as much as all."""


class Faults:
    """What was said of the items of each source's last readable poll."""

    def __init__(self) -> None:
        self._said: dict[str, frozenset[tuple[str, str]]] = {}

    def met(self, source: str, problems: Iterable[Problem]) -> None:
        """Say what is new among the faults of a readable poll."""
        found = {(p.item, p.reason): None for p in problems}
        new = [fault for fault in found if fault not in self._said.get(source, ())]
        for item, reason in new[:MOST]:
            say(logging.WARNING, "bad item", source=source, item=item or None, reason=reason)
        if len(new) > MOST:
            say(logging.WARNING, "more bad items", source=source, number=len(new) - MOST)
        self._said[source] = frozenset(found)

"""What a site's robots.txt lets us fetch (RFC 9309). It fetches nothing: the body comes from our own guarded fetch.

A site without one (4xx) allows everything; one that cannot be asked (5xx, no connection) allows nothing for now.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from feeds.fetch.outcomes import Failed, Fetched, Outcome

PRODUCT = "showcause"
"""How a robots.txt names us."""
LONGEST_DELAY = timedelta(days=1)
MOST_BYTES = 512_000
"""RFC 9309, 2.5: at least 500 KiB are read; what comes later is not."""


def robots_url(page: str) -> str:
    """Where the robots.txt of a page's site is."""
    parts = urlsplit(page)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


class Robots:
    """One site's rules."""

    def __init__(self, answer: Outcome) -> None:
        self._rules: RobotFileParser | None = None
        status = answer.status if isinstance(answer, Failed) else None
        self._all = status is not None and 400 <= status < 500 and status != 429  # 429 says nothing but "later"
        if isinstance(answer, Fetched):
            self._rules = RobotFileParser()
            self._rules.parse(answer.body[:MOST_BYTES].decode("utf-8", "replace").splitlines())

    @property
    def known(self) -> bool:
        """Whether the site said what it allows; else it is asked again later."""
        return self._all or self._rules is not None

    @property
    def delay(self) -> timedelta:
        """How long after one page the site wants the next to be asked for (`Crawl-delay`, which few still write)."""
        said = self._rules.crawl_delay(PRODUCT) if self._rules is not None else None
        return min(timedelta(seconds=int(said or 0)), LONGEST_DELAY)

    def allows(self, page: str) -> bool:
        """Whether the page may be fetched by us."""
        return self._all if self._rules is None else self._rules.can_fetch(PRODUCT, page)

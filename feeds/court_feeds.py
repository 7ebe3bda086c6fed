"""The public feed of each federal court, from `court_feeds.tsv`. Says how each address is known; it invents none.

An address of which nobody has said that it works is marked `form`: CM/ECF has a common one, and a court may have its
feed switched off. A court without a known feed has an empty address.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import msgspec


class Known(StrEnum):
    """How a court's address is known; `none` is a report that there was no feed, `unknown` is no report at all."""

    READ = "read"
    REPORTED = "reported"
    FORM = "form"
    NONE = "none"
    UNKNOWN = "unknown"


class CourtFeed(msgspec.Struct, frozen=True, kw_only=True):
    """One court's feed. `url` is empty where none is known; `year` is that of the report, None where there is none."""

    court: str
    url: str
    known: Known
    year: int | None
    quirks: str


@lru_cache(maxsize=1)
def court_feeds() -> MappingProxyType[str, CourtFeed]:
    """The table, by court id, in its own order."""
    text = files("feeds").joinpath("court_feeds.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({court: _feed(court, *rest) for court, *rest in rows})


def feed_of(court: str | None) -> str | None:
    """The address of a court's public feed; None where none is known."""
    found = court_feeds().get((court or "").lower())
    return found.url or None if found else None


def _feed(court: str, url: str, known: str, year: str, quirks: str) -> CourtFeed:
    return CourtFeed(court=court, url=url, known=Known(known), year=int(year) if year else None, quirks=quirks)

"""What shows only when keys are seen together: duplicates, and keys a kind of source needs or does not have.

Works on the data as parsed, so that these are listed beside a wrong type elsewhere; skips what is of no use to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from monitor.config.fields import is_live, resolved, scheme_of
from monitor.config.positions import KeyPath
from monitor.config.problems import Problem
from monitor.domain.courts import COURTS
from monitor.domain.ids import docket_key

Table = Mapping[str, Any]


class KindFacts(Protocol):
    """What the configuration has to know of a kind of source; `feeds.kinds.KINDS` has these."""

    @property
    def needs_court(self) -> bool:
        """Whether such a source is one court's docket."""

    @property
    def needs_speaker(self) -> bool:
        """Whether such a source is one speaker's own publication."""

    @property
    def address_of(self) -> Callable[[str], str | None]:
        """The address of a court's own source, where one is known."""

    @property
    def needs_docket(self) -> bool:
        """Whether such a source is one docket whose number it does not say."""

    @property
    def needs_dockets(self) -> bool:
        """Whether such a source speaks of several dockets by another keeper's numbers."""

    @property
    def schemes(self) -> tuple[str, ...]:
        """What the address of such a source may begin with."""


_ONE_DOCKET = re.compile(r"[?&]docket=[0-9]{1,12}(?:&|$)")


def tables(parent: Table, name: str) -> Iterator[tuple[int, Table]]:
    """Give the elements of a list of tables that are tables, with their index."""
    listed = parent.get(name)
    for index, element in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(element, dict):
            yield index, element


def check_sources(data: Table, kinds: Mapping[str, KindFacts]) -> Iterator[Problem]:
    """Duplicate ids, and a court or a speaker where the kind has none, or none where the kind needs one."""
    first: dict[str, int] = {}
    for index, source in tables(data, "source"):
        name = source.get("id")
        if isinstance(name, str) and first.setdefault(name, index) != index:
            yield Problem(("source", index, "id"), f"duplicate id {name!r}, as in source[{first[name]}]")
        kind = source.get("kind")
        if isinstance(kind, str) and kind in kinds:
            yield from _owned_key(index, source, "court", needed=kinds[kind].needs_court)
            yield from _owned_key(index, source, "speaker", needed=kinds[kind].needs_speaker)
            yield from _owned_key(index, source, "docket_number", needed=kinds[kind].needs_docket)
            yield from _owned_key(index, source, "dockets", needed=kinds[kind].needs_dockets)
            yield from _scheme(index, source, kinds[kind].schemes)
            if "authserv" in source and "imaps" not in kinds[kind].schemes:
                yield Problem(("source", index, "authserv"), f"a {kind} source is no mail")
            if source.get("full_text") is True and kinds[kind].needs_court:
                yield Problem(("source", index, "full_text"), f"a {kind} source has no articles")
        if "url" not in source:
            yield from _no_address(index, source, kinds.get(kind) if isinstance(kind, str) else None)


_WHY = {
    "court": "say which court's docket it is, since a feed may not",
    "speaker": "say whose statements these are, since that never comes from what the source sends",
    "docket_number": "say which docket it is, since its entries do not",
    "dockets": "say which dockets CourtListener's numbers stand for, since its entries do not",
}


def _scheme(index: int, source: Table, schemes: tuple[str, ...]) -> Iterator[Problem]:
    url = source.get("url")
    if not (isinstance(url, str) and is_live(url.strip())):
        return
    if source.get("docket_number") and not _ONE_DOCKET.search(url):
        yield Problem(("source", index, "url"), "names no docket: it must have ?docket= and CourtListener's number")
    if scheme_of(url.strip()) not in schemes:
        known = " or ".join(f"{scheme}://" for scheme in schemes)
        yield Problem(("source", index, "url"), f"a {source['kind']} source is at {known}, or in a folder here")


def _owned_key(index: int, source: Table, key: str, *, needed: bool) -> Iterator[Problem]:
    if needed and key not in source:
        yield Problem(("source", index), f"a {source['kind']} source needs the key {key!r}: {_WHY[key]}")
    if not needed and key in source:
        yield Problem(("source", index, key), f"a {source['kind']} source has no {key}")


def _no_address(index: int, source: Table, kind: KindFacts | None) -> Iterator[Problem]:
    court = source.get("court")
    if kind is None or not kind.needs_court or not isinstance(court, str) or court.lower() not in COURTS:
        yield Problem(("source", index, "url"), "missing key")
    elif kind.address_of(court) is None:
        why = f"no address of a {source['kind']} source of {court} is known (see `showcause courts {court}`)"
        yield Problem(("source", index, "url"), f"missing key: {why}")


def check_recordings(data: Table, folder: Path) -> Iterator[Problem]:
    """Recorded polls that are not there. Looks at the disk."""
    for index, source in tables(data, "source"):
        url = source.get("url")
        if isinstance(url, str) and url.strip() and "://" not in url:
            path = resolved(url.strip(), folder)
            if not path.exists():
                yield Problem(("source", index, "url"), f"no such file or folder: {path}")


def check_contact(data: Table) -> Iterator[Problem]:
    """A source that is fetched, while nobody is named whom its keeper could write to."""
    monitor = data.get("monitor", {})
    if not isinstance(monitor, dict) or monitor.get("contact"):
        return
    for index, source in tables(data, "source"):
        url = source.get("url", "https://" if "court" in source else "")  # a court's own feed where none is named
        if isinstance(url, str) and is_live(url):
            why = f"source[{index}] is fetched over the network, and its keeper must be able to reach you"
            yield Problem(("monitor", "contact"), f"missing key: {why}")
            return


def check_sender(data: Table) -> Iterator[Problem]:
    """A mail server without the address that mail is sent from."""
    smtp = data.get("smtp")
    if isinstance(smtp, dict) and smtp.get("host") and "from" not in smtp:
        yield Problem(("smtp", "from"), "missing key: mail that is really sent needs an address of yours")


def check_matters(data: Table) -> Iterator[Problem]:
    """The same docket as the main one of two matters, or as the main one of one and a related one of another."""
    owners: dict[str, int] = {}
    for index, matter in tables(data, "matter"):
        key = _docket(matter)
        if key and owners.setdefault(key, index) != index:
            path = ("matter", index, "docket_number")
            yield Problem(path, f"duplicate matter: {key} is already matter[{owners[key]}]")
    for index, matter in tables(data, "matter"):
        for place, related in tables(matter, "related_dockets"):
            yield from _related(owners, index, ("matter", index, "related_dockets", place, "docket_number"), related)


def _related(owners: Mapping[str, int], index: int, path: KeyPath, related: Table) -> Iterator[Problem]:
    key = _docket(related)
    owner = owners.get(key) if key else None
    if owner == index:
        yield Problem(path, f"{key} is the matter's own docket")
    elif owner is not None:
        yield Problem(path, f"{key} is matter[{owner}] itself: a docket belongs to one matter; remove one of the two")


def _docket(table: Table) -> str | None:
    court, number = table.get("court"), table.get("docket_number")
    if isinstance(court, str) and isinstance(number, str) and court.strip() and number.strip():
        return docket_key(court.strip(), number)
    return None

"""What the configuration says, in the terms of the rooms that know no configuration. Opens nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from feeds.article_page import EXTRA, installed
from feeds.courtlistener_paging import docket_id
from feeds.kinds import KINDS
from feeds.model import GivenDocket, SourceSpec
from monitor.config import Config, load
from monitor.config.model import SourceSection
from monitor.domain.ids import docket_key
from monitor.errors import ConfigError


def load_config(path: Path) -> Config:
    """Read config.toml, with the kinds of source that there are.

    Raises ConfigError with every problem of it.
    """
    config = load(path, KINDS)
    if not installed() and (lacking := [n for n, source in enumerate(config.source) if source.full_text]):
        raise ConfigError([f"{path}: source[{n}].full_text: needs an extra: pip install '{EXTRA}'" for n in lacking])
    return config


def source_specs(config: Config) -> tuple[SourceSpec, ...]:
    """Give every configured source as `feeds` takes it, in the file's order."""
    captions = {key: matter.caption for matter in reversed(config.matters()) for key in matter.docket_keys}
    return tuple(
        SourceSpec(
            id=source.id,
            kind=source.kind,
            url=source.url or KINDS[source.kind].address_of(source.court or "") or "",
            court=source.court,
            speaker=source.speaker,
            every_seconds=source.every_seconds,
            record_all=source.record == "all",
            full_text=source.full_text,
            authserv=source.authserv,
            dockets=tuple(_dockets(source, captions)),
        )
        for source in config.source
    )


def _dockets(source: SourceSection, captions: Mapping[str, str]) -> Iterator[GivenDocket]:
    """The dockets of a source that has them by CourtListener's numbers, its own among them, each under its caption."""
    given: list[tuple[int | None, str, str]] = [(d.id, d.court, d.docket_number) for d in source.dockets]
    if source.docket_number and source.court:
        given.append((docket_id(source.url or ""), source.court, source.docket_number))
    for number, court, docket in given:
        caption = captions.get(docket_key(court, docket), "")
        yield GivenDocket(id=number, court=court, docket_number=docket, case_name=caption)

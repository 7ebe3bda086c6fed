"""What the configuration says, in the terms of the rooms that know no configuration. Opens nothing."""

from __future__ import annotations

from pathlib import Path

from feeds.kinds import KINDS
from feeds.model import SourceSpec
from monitor.config import Config, load


def load_config(path: Path) -> Config:
    """Read config.toml, with the kinds of source that there are.

    Raises ConfigError with every problem of it.
    """
    return load(path, KINDS)


def source_specs(config: Config) -> tuple[SourceSpec, ...]:
    """Give every configured source as `feeds` takes it, in the file's order."""
    return tuple(
        SourceSpec(
            id=source.id,
            kind=source.kind,
            url=source.url or KINDS[source.kind].address_of(source.court or "") or "",
            court=source.court,
            speaker=source.speaker,
            every_seconds=source.every_seconds,
            record_all=source.record == "all",
        )
        for source in config.source
    )

"""The configuration as checked: frozen, paths absolute, unknown keys refused. Only bootstrap and cli see it."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from monitor.config.fields import (
    BaseUrl,
    CourtId,
    DatabaseFolder,
    Day,
    HostPort,
    Identifier,
    Kind,
    Line,
    LocalPath,
    Port,
    Proxy,
    Seconds,
    Sender,
    SourceUrl,
    Text,
    TimeOfDay,
    Zone,
    is_live,
    listed,
)
from monitor.domain.matters import Closure, Matter, Party, RelatedDocket


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class MonitorSection(_Section):
    """`[monitor]`: where things are kept and who runs this. `timezone` is that of the daily mail, never a court's."""

    data_dir: LocalPath = Field(default=Path("var"), validate_default=True)
    base_url: BaseUrl = "http://localhost:8000"
    contact: Line = ""
    timezone: Zone = ZoneInfo("America/New_York")


class DatabaseSection(_Section):
    """`[database]`: the folder of the stores, None for the data folder."""

    folder: DatabaseFolder = Field(default=None, alias="url")


class NumberedDocketSection(_Section):
    """A docket by CourtListener's number for it (the one in the address of its page there)."""

    id: int = Field(ge=1, lt=10**12)
    court: CourtId
    docket_number: Text


class SourceSection(_Section):
    """One `[[source]]`. `url` is an address, or the absolute path of recorded polls; None: the court's own."""

    id: Identifier
    kind: Kind
    url: SourceUrl | None = None
    court: CourtId | None = None
    speaker: Text | None = None
    every_seconds: Seconds = Field(default=600, alias="every")
    record: Literal["watched", "all"] = "watched"
    full_text: bool = False
    authserv: Line = ""
    docket_number: Text | None = None
    dockets: tuple[NumberedDocketSection, ...] = listed()

    @property
    def recorded(self) -> bool:
        """Whether its polls are read from recordings here and nothing is fetched."""
        return self.url is not None and not is_live(self.url)


class DocketSection(_Section):
    """Another docket of a matter."""

    court: CourtId
    docket_number: Text


class PartySection(_Section):
    """One party of a matter, as in the caption of the main docket."""

    name: Text
    role: Literal["plaintiff", "defendant", "third_party"]
    aliases: tuple[Text, ...] = listed()


class ClosureSection(_Section):
    """A day on which a clerk's office was inaccessible, as somebody wrote it down, and where that stands."""

    court: CourtId
    on: Day
    why: Text
    source: Text


class MatterSection(_Section):
    """One `[[matter]]`: which litigation to watch, under which names."""

    court: CourtId
    docket_number: Text
    caption: Text
    short_names: tuple[Text, ...] = listed()
    judge: Text | None = None
    related_dockets: tuple[DocketSection, ...] = listed()
    parties: tuple[PartySection, ...] = listed()
    watch_terms: tuple[Text, ...] = listed()
    closures: tuple[ClosureSection, ...] = listed()

    def matter(self) -> Matter:
        """Give the matter in the domain's own terms."""
        return Matter(
            court=self.court,
            docket_number=self.docket_number,
            caption=self.caption,
            short_names=self.short_names,
            judge=self.judge,
            related_dockets=tuple(
                RelatedDocket(court=d.court, docket_number=d.docket_number) for d in self.related_dockets
            ),
            parties=tuple(Party(name=p.name, role=p.role, aliases=p.aliases) for p in self.parties),
            watch_terms=self.watch_terms,
            closures=tuple(Closure(court=c.court, on=c.on, why=c.why, source=c.source) for c in self.closures),
        )


class SmtpSection(_Section):
    """`[smtp]`: the mail server; without a host mail is written to the outbox. It never holds a password."""

    host: Line = ""
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: Line = ""
    sender: Sender = Field(default="showcause <digest@example.org>", alias="from")


class FetchSection(_Section):
    """`[fetch]`: hosts on private addresses that may be fetched all the same, and the proxy that is to be used."""

    allow_hosts: tuple[HostPort, ...] = listed()
    proxy: Proxy = ""


class CourtListenerSection(_Section):
    """`[courtlistener]`: how often its API may be asked; the defaults are what it allows without an agreement."""

    per_minute: int = Field(default=5, ge=1)
    per_hour: int = Field(default=50, ge=1)
    per_day: int = Field(default=125, ge=1)


class DaemonSection(_Section):
    """`[daemon]`: how often it looks what is due, and the port on loopback where it says how it is (0: none)."""

    tick_seconds: Seconds = Field(default=5, alias="tick", le=60)
    health_port: int = Field(default=9464, ge=0, le=65535)


class DigestSection(_Section):
    """`[digest]`: when the daily mail is due, at the clock of `monitor.timezone`."""

    daily_at: TimeOfDay = time(7)


class Config(_Section):
    """The whole of config.toml."""

    monitor: MonitorSection
    database: DatabaseSection = DatabaseSection()
    source: tuple[SourceSection, ...] = listed()
    matter: tuple[MatterSection, ...] = listed()
    digest: DigestSection = DigestSection()
    smtp: SmtpSection = SmtpSection()
    fetch: FetchSection = FetchSection()
    courtlistener: CourtListenerSection = CourtListenerSection()
    daemon: DaemonSection = DaemonSection()

    @model_validator(mode="before")
    @classmethod
    def _default_folders(cls, data: Any) -> Any:  # noqa: ANN401 -- whatever was parsed
        """A `[monitor]` left out has its folders beside the file too, so its defaults are checked like written ones."""
        return {"monitor": {}, **data} if isinstance(data, dict) else data

    @property
    def database_dir(self) -> Path:
        """The folder of the stores."""
        return self.database.folder or self.monitor.data_dir

    def matters(self) -> tuple[Matter, ...]:
        """Give the watched matters in the domain's own terms, in the file's order."""
        return tuple(section.matter() for section in self.matter)


class WatchList(_Section):
    """What `read --watch` takes: the same `matter` list, and nothing else that matters."""

    matter: tuple[MatterSection, ...] = Field(strict=False)

"""What one value of the configuration may be. Each refuses what it does not know, in words for the person who wrote it.

Relative paths are meant from the configuration file's folder, which comes as pydantic's context (`folder`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, time
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo

from monitor.config.problems import did_you_mean
from monitor.domain.courts import COURTS

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"([0-9]{1,6})([smhd])")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PROXY = re.compile(r"http://(?:[A-Za-z0-9._~-]+@)?(?:\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})/?")
_HOST_PORT = re.compile(r"(?:\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})")
_ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SQLITE = "sqlite:///"


_LIVE = ("https", "http", "imaps", "imap", "webhook")


def is_live(url: str) -> bool:
    """Whether it comes over the network, asked for or by itself; anything else is a folder or a file here."""
    return scheme_of(url) in _LIVE


def scheme_of(url: str) -> str:
    """What an address begins with; empty for a folder or a file."""
    return url.partition("://")[0].lower() if "://" in url else ""


def resolved(path: str, folder: Path) -> Path:
    """Give the absolute path of what the configuration calls `path`."""
    return (folder / Path(path).expanduser()).resolve()


def _folder(info: ValidationInfo) -> Path:
    return Path(info.context["folder"]) if info.context else Path()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("must be text in quotes")  # noqa: TRY004 -- pydantic reports ValueError alone
    if not value.strip():
        raise ValueError("must not be empty")
    return value.strip()


def _path(value: object, info: ValidationInfo) -> Path:
    return resolved(str(value) if isinstance(value, Path) else _text(value), _folder(info))


def _database(value: object, info: ValidationInfo) -> Path | None:
    if value is None:
        return None
    url = _text(value)
    if not url.startswith(_SQLITE):
        raise ValueError(f'this release keeps its record in SQLite: write "{_SQLITE}FOLDER"')
    if url == _SQLITE:
        raise ValueError(f'names no folder: write "{_SQLITE}FOLDER" (a fourth slash begins an absolute path)')
    return resolved(url.removeprefix(_SQLITE), _folder(info))


def _source_url(value: object, info: ValidationInfo) -> str:
    url = _text(value)
    if is_live(url):
        return url
    if "://" in url:
        raise ValueError(f"must begin with {', '.join(f'{known}://' for known in _LIVE)}, or be a folder or file here")
    return str(resolved(url, _folder(info)))


def _seconds(value: object) -> int:
    text = _text(value)
    match = _DURATION.fullmatch(text)
    if not match or not int(match[1]):
        raise ValueError(
            f'{text!r} is no duration: write a whole number and s, m, h or d, such as "30s", "10m" or "1h"'
        )
    return int(match[1]) * _SECONDS[match[2]]


def _zone(value: object) -> ZoneInfo:
    name = _text(value)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of the zone tree, or a name that leads out of it
        hint = did_you_mean(name, available_timezones())
        raise ValueError(f'{name!r} is no time zone: write its name as in "America/New_York"{hint}') from None


def _time_of_day(value: object) -> time:
    text = _text(value)
    match = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", text)
    if not match:
        raise ValueError(f'{text!r} is no time of day: write hours and minutes, such as "07:00"')
    return time(int(match[1]), int(match[2]))


def _court(value: str) -> str:
    known = value.lower()
    if known in COURTS:
        return known
    by_cite = {court.cite.replace(" ", "").casefold(): court.id for court in COURTS.values()}
    cited = by_cite.get(value.replace(" ", "").casefold())
    hint = f'; did you mean "{cited}"?' if cited else did_you_mean(value, COURTS)
    raise ValueError(f"unknown court {value!r} (ids are CourtListener's, such as dcd, ca4, scotus){hint}")


def _kind(value: str, info: ValidationInfo) -> str:
    kinds: Collection[str] | None = info.context.get("kinds") if info.context else None
    if kinds is not None and value not in kinds:
        raise ValueError(f"unknown kind {value!r} (known: {', '.join(sorted(kinds))}){did_you_mean(value, kinds)}")
    return value


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(
            "must be up to 64 letters, digits, dots, hyphens or underscores, beginning with a letter or digit"
        )
    return value


def _base_url(value: str) -> str:
    if scheme_of(value) not in ("http", "https"):
        raise ValueError("must begin with http:// or https://")
    return value.rstrip("/")


def _sender(value: str) -> str:
    if not _ADDRESS.fullmatch(parseaddr(value)[1]):
        raise ValueError(f'{value!r} is no sender: write an address, such as "showcause <digest@example.org>"')
    return value


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("must be one line without control characters")
    return value


def _host_port(value: str) -> str:
    match = _HOST_PORT.fullmatch(value)
    if not match or not 0 < int(match[1]) < 65536:
        raise ValueError(f'{value!r} must be a host and a port, such as "192.168.1.20:8080" or "[::1]:8080"')
    return value


def _proxy(value: str) -> str:
    match = _PROXY.fullmatch(value)
    if value and (not match or not 0 < int(match[1]) < 65536):
        raise ValueError(
            'must be an address with a port, such as "http://proxy.example.org:3128" or "http://user@proxy:3128"; a'
            " password never stands here"
        )
    return value


def _day(value: object) -> object:
    """JSON has no dates: there a day is written as text."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no day: write it as 2026-01-26") from None


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_one_line)]
Identifier = Annotated[Text, AfterValidator(_id)]
LocalPath = Annotated[Path, BeforeValidator(_path)]
DatabaseFolder = Annotated[Path | None, BeforeValidator(_database)]
SourceUrl = Annotated[str, BeforeValidator(_source_url)]
Seconds = Annotated[int, BeforeValidator(_seconds)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
Day = Annotated[date, BeforeValidator(_day)]
CourtId = Annotated[Text, AfterValidator(_court)]
Kind = Annotated[Text, AfterValidator(_kind)]
BaseUrl = Annotated[Line, AfterValidator(_base_url)]
Sender = Annotated[Line, AfterValidator(_sender)]
Proxy = Annotated[Line, AfterValidator(_proxy)]
HostPort = Annotated[Line, AfterValidator(_host_port)]
Port = Annotated[int, Field(ge=1, le=65535)]


def listed(default: tuple[Any, ...] = ()) -> Any:  # noqa: ANN401 -- as pydantic's own Field
    """Declare a list: strict models take no TOML array for a tuple unless they are told to."""
    return Field(default=default, strict=False)

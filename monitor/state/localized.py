"""A view with every time in it at one clock. Moves no instant, and touches nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from monitor.state.world import local

_View = TypeVar("_View", bound=msgspec.Struct)


def localized(view: _View, zone: ZoneInfo) -> _View:
    """The view with its times, and those of the views in it, at the clock of `zone`."""
    changed = {name: _at(getattr(view, name), zone) for name in view.__struct_fields__}
    return msgspec.structs.replace(view, **changed)


def _at(value: Any, zone: ZoneInfo) -> Any:  # noqa: ANN401 -- whatever a view holds
    if isinstance(value, datetime):
        return local(value, zone)
    if isinstance(value, tuple):
        return tuple(_at(part, zone) for part in value)
    return localized(value, zone) if isinstance(value, msgspec.Struct) else value

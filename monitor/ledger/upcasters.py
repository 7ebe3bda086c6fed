"""How events stored under an old version are read today. Nothing here changes what is stored.

An upcaster takes the decoded JSON of version n of a name and gives that of version n + 1; reading an old event applies
them one after another. It must leave everything the key is made of as it is. Every version ever stored has a line in
tests/monitor/domain/frozen_events.txt, and a version without its upcaster is an error, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Body: TypeAlias = dict[str, Any]
Upcaster: TypeAlias = Callable[[Body], Body]
Upcasters: TypeAlias = Mapping[tuple[str, int], Upcaster]

UPCASTERS: Upcasters = {}
"""(name, version n) -> to version n + 1. Empty: every event is still at its first version."""

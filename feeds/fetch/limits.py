"""How much one exchange may take. Numbers only; who enforces each is said beside it."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds and bytes for one exchange, redirects included.

    `max_bytes` holds for the decoded body and for the bytes on the wire alike. The rate counts bytes on the wire from
    the headers on, once `grace_seconds` are over. A court's server may take long to begin: silence has its own limit.
    """

    max_bytes: int = 20 * 1024 * 1024
    deadline_seconds: float = 60.0
    connect_seconds: float = 10.0
    silence_seconds: float = 20.0
    min_bytes_per_second: float = 512.0
    grace_seconds: float = 10.0
    max_redirects: int = 5

    def timeouts(self) -> dict[str, float]:
        """In the transport's own terms."""
        return {
            "connect": self.connect_seconds,
            "read": self.silence_seconds,
            "write": self.silence_seconds,
            "pool": self.connect_seconds,
        }

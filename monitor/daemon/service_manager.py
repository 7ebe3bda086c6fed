"""Tells systemd how the process is, where it listens (sd_notify(3)); says nothing anywhere else."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Mapping

from monitor.daemon.logs import say

READY = "READY=1"
STOPPING = "STOPPING=1"
ALIVE = "WATCHDOG=1"


def reloading() -> str:
    """The message that a reload begins; systemd wants the moment on its own clock."""
    return f"RELOADING=1\nMONOTONIC_USEC={time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000}"


class ServiceManager:
    """The socket named by NOTIFY_SOCKET, or none. Raises OSError where it is named and is not there at the start."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        address = environment.get("NOTIFY_SOCKET")
        self._socket: socket.socket | None = None
        if address:
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
            self._socket.settimeout(0)
            self._socket.connect(f"\0{address[1:]}" if address.startswith("@") else address)

    def tell(self, message: str) -> None:
        """Send one message; may be called from any thread.

        A manager that does not listen just now holds up nothing: that is logged, and the next message tries again.
        """
        if self._socket is None:
            return
        try:
            self._socket.send(message.encode())
        except OSError as error:
            say(logging.WARNING, "the service manager did not listen", message=message, reason=str(error))

    def close(self) -> None:
        """Close the socket."""
        if self._socket is not None:
            self._socket.close()

"""Names to addresses, by the system's resolver on a thread of its own. Caches nothing and judges nothing.

asyncio's own look-up runs on a shared pool whose threads are joined at exit: with a dead name server a stop would wait
for it, and six stuck look-ups would block every other source.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

Resolver: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """Every address of a host, in the system's order of preference. Raises OSError when there is none."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(addresses: list[str], error: OSError | None) -> None:
        if answer.done():  # the fetch was given up meanwhile
            return
        if error is None:
            answer.set_result(addresses)
        else:
            answer.set_exception(error)

    def look_up() -> None:
        addresses, error = _addresses(host, port)
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, addresses, error)

    threading.Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
    return await answer


def _addresses(host: str, port: int) -> tuple[list[str], OSError | None]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        return [], error
    except UnicodeError:  # the C library's IDNA step on a label that is empty or too long
        return [], OSError("not a valid host name")
    return list(dict.fromkeys(str(entry[4][0]) for entry in found)), None

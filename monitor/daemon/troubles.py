"""What goes wrong and stays wrong: said once with its reason, counted after that, and said once when it is over."""

from __future__ import annotations

import logging
from collections.abc import Collection

import msgspec

from monitor.daemon.logs import say


class Trouble(msgspec.Struct):
    """A trouble that lasts: its latest reason, and how often it was met."""

    reason: str
    times: int = 1


class Troubles:
    """The lasting troubles of one process, by where they are (`source dcd`, `delivery`)."""

    def __init__(self) -> None:
        self._lasting: dict[str, Trouble] = {}

    def met(self, where: str, reason: str, *, exc_info: bool = False, **fields: object) -> None:
        """Count a trouble; log it when it is new or for another reason than last time."""
        known = self._lasting.get(where)
        if known is not None and known.reason == reason:
            known.times += 1
            return
        times = known.times + 1 if known else 1
        self._lasting[where] = Trouble(reason, times)
        say(logging.ERROR if exc_info else logging.WARNING, "trouble", exc_info=exc_info, where=where, reason=reason,
            times=times, **fields)  # fmt: skip

    def over(self, where: str) -> None:
        """Note that all is well there; logged if it was not before."""
        known = self._lasting.pop(where, None)
        if known is not None:
            say(logging.INFO, "trouble is over", where=where, reason=known.reason, times=known.times)

    def forget_others(self, kinds: Collection[str], idents: Collection[str]) -> None:
        """Forget the troubles of sources other than these: nobody looks there any more, so none of them is over.

        `kinds` are what stands before a source's id in where they are (`source `, `record `).
        """
        for where in list(self._lasting):
            kind = next((kind for kind in kinds if where.startswith(kind)), None)
            if kind is not None and where.removeprefix(kind) not in idents:
                known = self._lasting.pop(where)
                say(logging.INFO, "no longer watched", where=where, reason=known.reason, times=known.times)

    def lasting(self) -> dict[str, Trouble]:
        """Give those that last, by where they are."""
        return dict(self._lasting)

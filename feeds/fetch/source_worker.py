"""One place for every question to a source, whatever way it is asked: HTTP, or IMAP. Records nothing.

A login is added here and nowhere before, so that no plan, memory or log holds one.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import TypeAlias

import msgspec

from feeds.fetch.outcomes import FetchRequest, Outcome, Refused
from feeds.fetch.worker import FetchWorker
from feeds.imap.looking import Place
from feeds.imap.worker import MailWorker
from feeds.model import MAILBOXES
from monitor.errors import InputError

Login: TypeAlias = Callable[[FetchRequest], str | None]
_PLACE = msgspec.json.Decoder(Place)


class SourceWorker:
    """Over the two workers, which it closes. `login` gives the Authorization of a question, or None.

    It raises InputError where one is needed and there is none, or where it would go out in the clear.
    """

    def __init__(self, http: FetchWorker, mail: MailWorker, login: Login) -> None:
        self._http, self._mail, self._login = http, mail, login

    def submit(self, request: FetchRequest, now: datetime) -> Future[Outcome]:
        """Ask; the future ends with an outcome, or cancelled by `close`. Raises RuntimeError after `close`."""
        if request.url.partition("://")[0].lower() in MAILBOXES:
            place = _PLACE.decode(request.place) if request.place else Place()
            return self._mail.submit(request.source, request.url, place)
        try:
            request = msgspec.structs.replace(request, authorization=self._login(request))
        except InputError as error:
            refused: Future[Outcome] = Future()
            refused.set_result(Refused(source=request.source, reason=f"{request.source}: {error}"))
            return refused
        return self._http.submit(request, now)

    def close(self) -> None:
        """Cancel what is under way."""
        self._mail.close()
        self._http.close()

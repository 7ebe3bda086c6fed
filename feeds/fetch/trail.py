"""Where one exchange has got to, what may be said to the server it is with, and how it ends. Sends nothing itself.

A login goes to the origin it was meant for, validators to the address that gave them, and neither anywhere else.
"""

from __future__ import annotations

import base64

import httpx2

from feeds.fetch import redirects
from feeds.fetch.faults import ExchangeError, GuardRefusedError
from feeds.fetch.masking import masked, one_line
from feeds.fetch.outcomes import Failed, Fetched, FetchRequest, Hop, NotModified, Refused, Validators


class Trail:
    """One exchange under way: `current` is the address being asked, `visited` all asked so far, that one included."""

    def __init__(self, request: FetchRequest) -> None:
        self._request = request
        self._authorization: str | None = None
        self.visited: list[str] = []
        self.hops: list[Hop] = []

    def start(self) -> None:
        """The first address, a password taken out of it. Raises GuardRefusedError for one that cannot be asked."""
        address = redirects.parse_address(self._request.url)
        self._authorization = self._request.authorization or _basic(address)
        self.current = address.copy_with(userinfo=b"")
        self.visited.append(str(self.current))

    def go(self, status: int, target: httpx2.URL) -> None:
        """One redirect further."""
        if not redirects.same_origin(self.current, target):
            self._authorization = None  # for good: a way back to the origin was another server's idea
        self.hops.append(Hop(status=status, url=masked(str(self.current)), to=masked(str(target))))
        self.current = target
        self.visited.append(str(target))

    def validators(self) -> Validators | None:
        """Those that the current address gave, if there are any to send."""
        held = self._request.validators
        if held is None or held.url != str(self.current) or not (held.etag or held.last_modified):
            return None
        return held

    def own_headers(self) -> list[tuple[bytes, bytes]]:
        """What is said to this server and not to every one."""
        held = self.validators()
        pairs = (
            (b"Authorization", self._authorization),
            (b"If-None-Match", held and held.etag),
            (b"If-Modified-Since", held and held.last_modified),
        )
        # Latin-1 both ways: the bytes of a validator go back as they came.
        return [(name, value.encode("latin-1")) for name, value in pairs if value]

    def fetched(self, status: int, headers: dict[str, str], body: bytes) -> Fetched:
        """The exchange ended with a body."""
        url = str(self.current)
        return Fetched(
            source=self._request.source,
            asked=self._request.url,
            url=url,
            status=status,
            headers=headers,
            body=body,
            validators=Validators(url=url, etag=headers.get("etag"), last_modified=headers.get("last-modified")),
            hops=tuple(self.hops),
            moved_to=redirects.moved_to(self.hops, self.current),
        )

    def not_modified(self, headers: dict[str, str], held: Validators) -> NotModified:
        """The exchange ended with a 304 to the validators `held`; it may bring newer ones."""
        return NotModified(
            source=self._request.source,
            url=str(self.current),
            validators=Validators(
                url=held.url,
                etag=headers.get("etag", held.etag),
                last_modified=headers.get("last-modified", held.last_modified),
            ),
            hops=tuple(self.hops),
            moved_to=redirects.moved_to(self.hops, self.current),
        )

    def failed(self, error: ExchangeError) -> Failed:
        """The exchange ended with nothing usable."""
        return Failed(
            source=self._request.source,
            kind=error.kind,
            reason=self._reason(error.words),
            status=error.status,
            retry_after=error.retry_after,
            hops=tuple(self.hops),
        )

    def refused(self, error: GuardRefusedError) -> Refused:
        """The exchange ended before somewhere we do not go."""
        return Refused(source=self._request.source, reason=self._reason(str(error)), hops=tuple(self.hops))

    def _reason(self, words: str) -> str:
        place = self.visited[-1] if self.visited else self._request.url
        return f"{self._request.source}: {masked(place)}: {one_line(words)}"


def _basic(address: httpx2.URL) -> str | None:
    if not address.userinfo:
        return None
    pair = f"{address.username}:{address.password}".encode()
    return f"Basic {base64.b64encode(pair).decode('ascii')}"

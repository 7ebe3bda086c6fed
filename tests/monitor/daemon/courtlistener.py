"""CourtListener's API on loopback: lists in pages with a cursor, a token, and a limit. EXAMPLE texts, fictional court."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.feeds.fetch.conftest import answer

TOKEN = "example0123456789"
PATH = "/api/rest/v4/docket-entries/"
BEGUN = datetime(2031, 6, 1, 12, tzinfo=UTC)


class Api:
    """Entries of docket 42 as (id, text, modified), three to a page; `asked` are the queries answered."""

    size = 3
    hold = None

    def __init__(self) -> None:
        self.entries: dict[int, dict] = {}
        self.asked: list[dict[str, str]] = []
        self.refuse: bytes | None = None
        self.elsewhere = ""
        self.forgetful = False

    def put(self, number: int, text: str, at: datetime = BEGUN, *, filed: str = "2031-06-02") -> None:
        known = self.entries.get(number, {"date_created": at.isoformat()})
        self.entries[number] = {
            "id": 500 + number, "docket": "https://x.example/api/rest/v4/dockets/42/", "entry_number": number,
            "description": text, "date_filed": filed, "date_created": known["date_created"],
            "date_modified": at.isoformat(), "recap_documents": [{"description": "Order on Motion"}],
        }  # fmt: skip

    def fill(self, count: int) -> None:
        for number in range(1, count + 1):
            self.put(number, f"NOTICE {number} of Appearance (EXAMPLE)", BEGUN + timedelta(minutes=number))

    def __call__(self, connection: socket.socket, path: str, sent: dict[str, str]) -> None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        if sent.get("authorization") != f"Token {TOKEN}":
            connection.sendall(answer(401, b"{}"))
        elif self.forgetful and "cursor" in query:
            connection.sendall(answer(404, b'{"detail": "Invalid cursor"}'))
        elif self.refuse is not None:
            connection.sendall(self.refuse)
        else:
            self.asked.append(query)
            connection.sendall(answer(200, self.page(query, sent["host"]), [("Content-Type", "application/json")]))

    def page(self, query: dict[str, str], host: str) -> bytes:
        if "count" in query:
            return json.dumps({"count": len(self.entries)}).encode()
        order = query["order_by"]
        since = datetime.fromisoformat(query.get("date_modified__gte", BEGUN.replace(year=2000).isoformat()))
        found = [e for e in self.entries.values() if datetime.fromisoformat(e["date_modified"]) >= since]
        found.sort(key=lambda e: e[order.lstrip("-")], reverse=order.startswith("-"))
        start = int(query.get("cursor", "0"))
        following = urlencode({**query, "cursor": start + self.size})
        more = start + self.size < len(found)
        where = self.elsewhere or f"http://{host}{PATH}"
        page = {"next": f"{where}?{following}" if more else None, "results": found[start : start + self.size]}
        return json.dumps(page).encode()

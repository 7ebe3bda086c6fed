"""Invented court feeds on loopback, as CM/ECF serves them: no ETag, and another lastBuildDate at every poll. EXAMPLE.

    python feeds_served.py FEEDS ITEMS NEW

Prints its port. `/feed/N` is a feed; `/same` moves the lastBuildDate of all, `/new` also puts NEW items on top of each.
It needs no package and runs in a process of its own, so that its time is nobody else's.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

EVENTS = (
    "Order",
    "Order on Motion for Extension of Time",
    "Set/Reset Deadlines",
    "Notice of Appearance",
    "Memorandum in Opposition",
    "Motion to Enforce",
    "Status Report",
    "Order on Motion for Temporary Restraining Order",
    "Motion for Leave to Appear Pro Hac Vice",
    "Transcript",
)
NAMES = ("Rivers", "Dams", "Mills", "Lakes", "Fields", "Bridges", "Roads", "Harbors", "Woods", "Quarries", "Ferries")
OLDEST = datetime(2031, 6, 2, 4, tzinfo=UTC)
EVERY = timedelta(seconds=43)
HEAD = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:blogChannel="http://backend.userland.com/blogChannelModule">
<channel>
<title>EXAMPLE Court {n} - Recent Entries</title>
<link>https://ecf.example</link>
<description>Docket entries of type: all</description>
<lastBuildDate>{built}</lastBuildDate>
"""
ITEM = """<item>
<title>1:31-cv-{docket:05d} {one} League v. Example {other} Board</title>
<pubDate>{when}</pubDate>
<guid isPermaLink="true">https://ecf.example/cgi-bin/DktRpt.pl?{case}&#x26;{seq}</guid>
<description>[{event}] (&#x3C;a href=&#x22;https://ecf.example/doc1/0{case}{seq:06d}?caseid={case}&#x26;de_seq_num={seq}\
&#x22; &#x3E;{number}&#x3C;/a&#x3E;)</description>
<link>https://ecf.example/cgi-bin/DktRpt.pl?{case}</link>
</item>
"""


def item(feed: int, seq: int) -> bytes:
    rng = random.Random(f"{feed} {seq}")
    docket = feed * 400 + rng.randrange(400)
    filled = ITEM.format(
        docket=docket,
        case=600000 + docket,
        seq=seq,
        number=seq % 400 + 1,
        event=rng.choice(EVENTS),
        one=NAMES[docket % len(NAMES)],
        other=NAMES[docket // 7 % len(NAMES)],
        when=format_datetime(OLDEST + EVERY * seq, usegmt=True),
    )
    return filled.encode()


class Served:
    """One feed as it goes on."""

    def __init__(self, number: int, items: int) -> None:
        self.number, self.size, self.items, self.builds = number, items, [item(number, n) for n in range(items)], 0

    def move(self, new: int) -> None:
        self.builds += 1
        last = len(self.items)
        self.items += [item(self.number, last + n) for n in range(new)]

    def body(self) -> bytes:
        built = format_datetime(OLDEST + EVERY * len(self.items) + timedelta(minutes=self.builds), usegmt=True)
        head = HEAD.format(n=self.number, built=built).encode()
        return head + b"".join(reversed(self.items[-self.size :])) + b"</channel>\n</rss>\n"


def main(feeds: int, items: int, new: int) -> None:
    served = [Served(n, items) for n in range(feeds)]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _, what, *number = self.path.split("/")
            if what != "feed":
                for feed in served:
                    feed.move(new if what == "new" else 0)
            body = served[int(number[0])].body() if number else b""
            self.send_response(200)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""Whether every filing of real court feeds is kept and every edit found, over polls that slide down them.

    .venv/bin/python benchmarks/feeds_edits.py FOLDER [SEEDS]

FOLDER holds real feeds of CM/ECF, one `<court>[_n].xml` each (those that juriscraper keeps to be tested with are such);
none may be part of this project. Each is shown in 20 polls, as a court does: what was docketed since stands on top, and
the oldest fall off the window. Then the same once more, with entries edited under way as clerks do: the event, the
caption, the minute, the year, the document. `kept` counts entries that came as new, once each; `false` are
revisions of what nobody edited; `found` are edits that came as the revision of what they are an edit of. An edit of
one of several entries that are the same to the last byte is found as one of any of them: nobody could tell which.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from feeds.kinds import parse
from feeds.model import Poll, SourceSpec
from feeds.revisions import compare, next_window
from feeds.seen import Seen
from feeds.split import split
from feeds.withdrawals import judge

POLLS = 20
SHARE_EDITED = 0.1
START = datetime(2031, 6, 2, 12, tzinfo=UTC)


class Feed(msgspec.Struct, frozen=True):
    """A real feed in pieces: what stands around its items, and these from the oldest to the newest."""

    court: str
    head: bytes
    items: tuple[bytes, ...]
    tail: bytes

    def body(self, shown: list[bytes]) -> bytes:
        return self.head + b"\n".join(reversed(shown)) + self.tail


def read(path: Path) -> Feed:
    document = split(path.stem, path.read_bytes(), {})
    body, slices = document.body, document.slices
    items = tuple(body[s.start : s.end] for s in reversed(slices))
    court = path.stem.partition("_")[0]
    return Feed(court, body[: slices[0].start], items, body[slices[-1].end :]) if slices else Feed(court, body, (), b"")


def event(item: bytes) -> bytes:
    return re.sub(rb"\[([^\]]*)\]", rb"[\1 (EXAMPLE)]", item, count=1)


def caption(item: bytes) -> bytes:
    return item.replace(b"</title>", b" (EXAMPLE)</title>", 1)


def minute(item: bytes) -> bytes:
    return re.sub(rb":(\d\d):(\d\d) ", lambda m: b":%02d:%s " % ((int(m[1]) + 7) % 60, m[2]), item, count=1)


def number(item: bytes) -> bytes:
    numbered = re.sub(rb"(>|&#x3E;|&gt;)\d+(<|&#x3C;|&lt;)(?=/a)", rb"\g<1>99999\2", item, count=1)
    return numbered if numbered != item else event(item)


def year(item: bytes) -> bytes:
    return re.sub(rb"( \w{3} )20\d\d ", rb"\g<1>2001 ", item, count=1)


EDITS = (event, caption, minute, year, number)


class Watcher:
    """One source, watched as the program does it, without a record."""

    def __init__(self, feed: Feed) -> None:
        self.spec = SourceSpec(id=feed.court, kind="pacer-rss", url="", court=feed.court)
        self.feed, self.window, self.good = feed, (), None
        self.new: Counter[bytes] = Counter()
        self.revised: list[tuple[bytes, bytes]] = []
        self._raw: dict[str, bytes] = {}

    def poll(self, shown: list[bytes], at: datetime) -> None:
        poll = Poll(source=self.spec.id, name="", polled_at=at, body=self.feed.body(shown))
        found = parse(self.spec, poll, {seen.identity for seen in self.window})
        self._raw |= {item.identity: item.raw for item in found.items}
        said = compare(self.window, found)
        self.new.update(item.raw for item in said.new)
        self.revised += [(self._raw_of(old), item.raw) for old, item in said.revised]
        missing = judge(said, at, self.good, steady=True).missing
        self.window = next_window(self.window, found, said, lambda item: item.identity, missing)
        self.good = at

    def _raw_of(self, old: Seen) -> bytes:
        return self._raw[old.identity]


class Result(msgspec.Struct):
    """What one slide over one feed came to."""

    items: int = 0
    kept: int = 0
    edits: int = 0
    found: int = 0
    false: int = 0
    missed: list[tuple[bytes, bytes]] = []

    def __add__(self, other: Result) -> Result:
        return Result(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))


def slide(feed: Feed, rng: random.Random | None) -> Result:
    """Show the feed in polls; with `rng` some of what is shown is edited before the next."""
    items, watcher, edits, before = list(feed.items), Watcher(feed), [], 0
    for number_of, (first, last) in enumerate(windows(len(items))):
        if rng is not None:
            edits += edited(items, first, before, rng) if number_of else []
        watcher.poll(items[first:last], START + timedelta(minutes=20 * number_of))
        before = last
    return judged(feed, watcher, edits)


def windows(items: int) -> Iterator[tuple[int, int]]:
    """First and last of each poll: the first shows half of all, and none shows more."""
    size = max(1, items // 2)
    for n in range(POLLS):
        last = size + round((items - size) * n / (POLLS - 1))
        yield max(0, last - size), last


def edited(items: list[bytes], first: int, before: int, rng: random.Random) -> Iterator[tuple[bytes, bytes]]:
    """Edit some of what the last poll showed and the next one will, each once in its life; gives both forms."""
    for place in range(first, before):
        if rng.random() < SHARE_EDITED / POLLS * 2 and b"EXAMPLE" not in items[place]:
            was, items[place] = items[place], rng.choice(EDITS)(items[place])
            if was != items[place]:
                yield was, items[place]


def judged(feed: Feed, watcher: Watcher, edits: list[tuple[bytes, bytes]]) -> Result:
    said, made = Counter(watcher.revised), Counter(edits)
    found = said & made
    return Result(
        items=len(feed.items),
        kept=(watcher.new & Counter(feed.items)).total(),
        edits=made.total(),
        found=found.total(),
        false=(said - made).total(),
        missed=list((made - found).elements()),
    )


def main(folder: Path, seeds: int) -> None:
    table = Table("feed", "items", "kept", "false", "kept, edited", "edits", "found", "false, edited")
    plain, worked = Result(), Result()
    for path in sorted(folder.glob("*.xml")):
        feed = read(path)
        still, alive = slide(feed, None), Result()
        for seed in range(seeds):
            alive += slide(feed, random.Random(f"{path.name}{seed}"))
        row(table, path.stem, still, alive)
        plain, worked = plain + still, worked + alive
    row(table, "all", plain, worked)
    Console().print(table)
    for was, now in worked.missed:
        print(was.decode(), "\n  ->", now.decode(), "\n")


def row(table: Table, name: str, still: Result, alive: Result) -> None:
    shown = (
        still.items,
        still.kept,
        still.false,
        f"{alive.kept} of {alive.items}",
        alive.edits,
        alive.found,
        alive.false,
    )
    table.add_row(name, *map(str, shown))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)

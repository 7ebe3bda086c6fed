"""How many of the expectations of feedparser's own tests hold when its feeds come through our split, cut and repair.

    .venv/bin/python benchmarks/feeds_corpus.py FOLDER

FOLDER is `tests` of feedparser's source (its wellformed, illformed, encoding and entities feeds; none is part of this
project). Of each feed the expectation is asked of plain feedparser, given the bytes, and of the same parser given what
we give it: the body as UTF-8, repaired where it must be, with all its items and without the elements that we leave
unread. Both run with feedparser's default options, which the expectations are about; the programme itself turns its
sanitising off and cleans by itself. What an expectation says of the declared encoding and of faults (`encoding`,
`bozo`) is asked of the bytes as they came. `unread` counts expectations about what we leave out on purpose (authors,
categories and the like: they hold where it is left in), `refused` those of feeds that we call unreadable.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import msgspec
from rich.console import Console
from rich.table import Table

from feeds.split import cut, split
from monitor.errors import UnreadableError

FOLDERS = ("wellformed", "illformed", "encoding", "entities")
EXPECTS = re.compile(r"Expect:\s*(.*)\s*-->")
HEADER = re.compile(r"^Header:\s+([^:]+):(.*)$", re.MULTILINE)
BOMS = {b"\x00\x00\xfe\xff": "utf-32be", b"\xff\xfe\x00\x00": "utf-32le", b"\x00\x00\x00\x3c": "utf-32be"}
BOMS |= {b"\x3c\x00\x00\x00": "utf-32le", b"\x00\x3c\x00\x3f": "utf-16be", b"\x3c\x00\x3f\x00": "utf-16le"}
BOMS |= {b"\xfe\xff": "utf-16be", b"\xff\xfe": "utf-16le"}


def text_of(body: bytes) -> str:
    encoding = next((name for bom, name in BOMS.items() if body.startswith(bom)), "utf-8")
    return body.decode(encoding, errors="ignore")


def cases(folder: Path) -> Iterator[tuple[Path, bytes, str, dict[str, str]]]:
    for path in sorted(folder.rglob("*.xml")):
        body = path.read_bytes()
        text = text_of(body)
        if expected := EXPECTS.search(text):
            headers = {name.lower(): value.strip() for name, value in HEADER.findall(text)}
            headers.setdefault("content-type", "application/xml")
            yield path, body, expected[1].strip(), headers


def plain(body: bytes, headers: dict[str, str]) -> Any:
    return feedparser.parse(io.BytesIO(body), response_headers=headers)


def through_ours(body: bytes, headers: dict[str, str], came: Any, *, whole_items: bool = False) -> Any:
    document = split("corpus", body, headers)
    if whole_items:
        document = msgspec.structs.replace(document, unread=())
    whole = cut(document, frozenset(range(len(document.slices))))
    found = plain(whole, headers | {"content-type": "application/xml; charset=utf-8"})
    found.update({key: came[key] for key in ("encoding", "bozo", "bozo_exception", "headers") if key in came})
    return found


def holds(expected: str, result: Any) -> bool:
    try:
        return bool(eval(expected, {"datetime": dt, "feedparser": feedparser}, result))
    except Exception:  # noqa: BLE001 - what the expectation speaks of is not there
        return False


def main(folder: Path) -> None:
    total: Counter[str] = Counter()
    table = Table("corpus", "all", "plain", "ours", "lost", "unread", "refused", "won")
    lost = []
    for name in FOLDERS:
        found: Counter[str] = Counter()
        for path, body, expected, headers in cases(folder / name):
            came, ours, refused = plain(body, headers), False, ""
            before = holds(expected, came)
            try:
                ours = holds(expected, through_ours(body, headers, came))
            except UnreadableError as error:
                refused = error.reason
            only_plain = before and not ours
            unread = only_plain and not refused
            unread = unread and holds(expected, through_ours(body, headers, came, whole_items=True))
            found.update(all=1, plain=before, ours=ours, won=ours and not before)
            found.update(lost=only_plain, unread=unread, refused=only_plain and bool(refused))
            if only_plain and not unread:
                lost.append(f"{path.relative_to(folder)}: {refused or expected}")
        row(table, name, found)
        total += found
    row(table, "all", total)
    Console().print(table)
    print("\n".join(lost))


def row(table: Table, name: str, found: Counter[str]) -> None:
    table.add_row(name, *(str(found[what]) for what in ("all", "plain", "ours", "lost", "unread", "refused", "won")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

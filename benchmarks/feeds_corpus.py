"""How many of the expectations of feedparser's own tests hold when its feeds come through our split, cut and repair.

    .venv/bin/python benchmarks/feeds_corpus.py FOLDER

FOLDER is `tests` of feedparser's source (its wellformed, illformed, encoding and entities feeds; none is part of this
project). Of each feed the expectation is asked of plain feedparser, as its own test runner does it (a feed with `http`
in its name comes from an address, with the headers it names; no byte goes over a network), and of what our path has
from the same parser: the body as UTF-8, mended where it must be, cut, and read whole or item by item. Both run with
feedparser's default options, which the expectations are about; the programme itself turns its sanitising off and cleans
by itself. What an expectation says of the declared encoding, of faults and of the answer's headers (`OF_THE_BYTES`) is
asked of the bytes as they came. `refused` are expectations about feeds that we call unreadable.

The second table is of the expectations about entries, by the field they are about, and says of which fields an item
(`feeds.entries.Entry`) keeps the words; of all others the item's recorded bytes have them.
"""

from __future__ import annotations

import datetime as dt
import email.message
import io
import re
import sys
import urllib.request
import urllib.response
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
from rich.console import Console
from rich.table import Table

from feeds.entries import Options, fields_of, surroundings
from feeds.model import Poll
from feeds.split import split
from monitor.errors import UnreadableError

FOLDERS = ("wellformed", "illformed", "encoding", "entities")
OF_THE_BYTES = ("encoding", "bozo", "bozo_exception", "headers", "etag", "modified", "href", "status")
KEPT = {"id", "guid", "link", "title", "description", "summary", "content", "published", "updated", "created", "date"}
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
EXPECTS = re.compile(r"Expect:\s*(.*)\s*-->")
HEADER = re.compile(r"^Header:\s+([^:]+):(.+)$", re.MULTILINE)
OF_AN_ENTRY = re.compile(r"entries\[\d+\](?:\.get\(|\[|\.)['\"]?(?P<field>[a-z]+(?:_[a-z]+)*)")
BOMS = {b"\x00\x00\xfe\xff": "utf-32be", b"\xff\xfe\x00\x00": "utf-32le", b"\x00\x00\x00\x3c": "utf-32be"}
BOMS |= {b"\x3c\x00\x00\x00": "utf-32le", b"\x00\x3c\x00\x3f": "utf-16be", b"\x3c\x00\x3f\x00": "utf-16le"}
BOMS |= {b"\xfe\xff": "utf-16be", b"\xff\xfe": "utf-16le", b"\x4c\x6f\xa7\x94": "cp037"}


class Case(NamedTuple):
    """One feed of the corpus; `url` is empty where its own test reads a file."""

    name: str
    body: bytes
    expected: str
    url: str
    headers: dict[str, str]


class _Served(urllib.request.BaseHandler):
    """Answers for the address of one case, without a network."""

    handler_order = 1

    def __init__(self, case: Case) -> None:
        self._case = case

    def http_open(self, request: urllib.request.Request) -> urllib.response.addinfourl:
        headers = email.message.Message()
        for name, value in self._case.headers.items():
            headers[name] = value
        answer = urllib.response.addinfourl(io.BytesIO(self._case.body), headers, request.full_url, 200)
        vars(answer)["msg"] = "OK"  # urllib's own handlers look at it
        return answer


def text_of(body: bytes) -> str:
    encoding = next((name for bom, name in BOMS.items() if body.startswith(bom)), "utf-8")
    return body.decode(encoding, errors="ignore")


def cases(folder: Path, name: str) -> Iterator[Case]:
    for path in sorted((folder / name).rglob("*.xml")):
        body = path.read_bytes()
        text = text_of(body)
        if expected := EXPECTS.search(text):
            shown = path.relative_to(folder).as_posix()
            served = "http" in shown
            headers = {header.lower(): value.strip() for header, value in HEADER.findall(text)} if served else {}
            if served:
                headers.setdefault("content-type", "application/xml")
            yield Case(shown, body, expected[1].strip(), f"http://127.0.0.1:8097/tests/{shown}" * served, headers)


def plain(case: Case) -> Any:
    if case.url:
        return feedparser.parse(case.url, handlers=[_Served(case)])
    return feedparser.parse(io.BytesIO(case.body))


def through_ours(case: Case, came: Any) -> Any:
    document = split("corpus", case.body, case.headers)
    new = list(range(len(document.slices)))
    poll = Poll(source="corpus", name=case.name, polled_at=NOW, body=b"", url=case.url, headers=case.headers)
    result, found = fields_of(
        document, new, surroundings(poll), Options(resolve_relative_uris=True, sanitize_html=True)
    )
    result["entries"] = [found[index][0] for index in new]
    result.update({key: came[key] for key in OF_THE_BYTES if key in came})
    return result


def holds(expected: str, result: Any) -> bool:
    try:
        return bool(eval(expected, {"datetime": dt, "feedparser": feedparser}, result))
    except Exception:  # noqa: BLE001 - what the expectation speaks of is not there
        return False


def main(folder: Path) -> None:
    total: Counter[str] = Counter()
    fields: Counter[tuple[str, bool]] = Counter()
    table = Table("corpus", "all", "plain", "ours", "lost", "refused", "won")
    lost = []
    for name in FOLDERS:
        found: Counter[str] = Counter()
        for case in cases(folder, name):
            came, ours, refused = plain(case), False, ""
            before = holds(case.expected, came)
            try:
                ours = holds(case.expected, through_ours(case, came))
            except UnreadableError as error:
                refused = error.reason
            found.update(all=1, plain=before, ours=ours, won=ours and not before)
            found.update(lost=before and not ours, refused=before and bool(refused))
            if before and not ours:
                lost.append(f"{case.name}: {case.expected} ({refused or 'it is otherwise'})")
            if about := OF_AN_ENTRY.search(case.expected):
                fields[about["field"].removesuffix("_detail").removesuffix("_parsed"), ours] += 1
        row(table, name, found)
        total += found
    row(table, "all", total)
    Console().print(table, of_an_item(fields))
    print("\n".join(lost))


def row(table: Table, name: str, found: Counter[str]) -> None:
    table.add_row(name, *(str(found[what]) for what in ("all", "plain", "ours", "lost", "refused", "won")))


def of_an_item(fields: Counter[tuple[str, bool]]) -> Table:
    table = Table("about entries", "expectations", "hold", "an item keeps it")
    names = sorted({name for name, _ in fields}, key=lambda name: (name not in KEPT, -fields[name, True]))
    for name in names:
        held = fields[name, True]
        table.add_row(name, str(held + fields[name, False]), str(held), "yes" if name in KEPT else "in its bytes")
    return table


if __name__ == "__main__":
    main(Path(sys.argv[1]))

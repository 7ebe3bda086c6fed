"""How many items a second the reader reads on one core: `python benchmarks/reading.py [N] [--feeds DIR]`. No verdict.

The items are those of tests/corpus/reading/dev, read again and again until N of each class are read: docket entries
(nearly all of them about an order, so denser than a docket), routine entries of our own, news, statements, articles cut
to 200 words; each with the matters of that corpus watched, and the first and last also with 500 matters. DIR holds
recorded PACER feeds, COURT.xml or COURT_n.xml: their entries, as they come, are the mix of a court. Reading alone: no
parsing, no record, no views. Seconds are those of this process, so that what else the machine does counts little.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import msgspec

from feeds.jsonl import parse_line
from feeds.model import Poll, SourceSpec
from feeds.pacer_rss import parse
from monitor.config import load_watch
from monitor.domain.items import Content, DocketEntry, NewsItem
from monitor.domain.matters import Matter, Party
from monitor.reading.reader import READER, read

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "reading" / "dev"
ROUTINE = (
    "NOTICE of Appearance by Jane Example on behalf of Example Works, Inc. (Example, Jane) (Entered: 03/15/2024)",
    "MOTION for Leave to Appear Pro Hac Vice by Jane Example. Filing fee $ 150, receipt number AEXDC-1234567."
    " (Attachments: # 1 Declaration, # 2 Text of Proposed Order)(Example, Jane) (Entered: 03/15/2024)",
    "CERTIFICATE OF SERVICE by Example Works, Inc. re 12 Answer to Complaint (Example, Jane) (Entered: 03/15/2024)",
    "SUMMONS (3) Issued Electronically as to All Defendants. (Attachments: # 1 Notice and Consent)(zex)",
    "Case Assigned to Judge Sample Example. (zex)",
    "MINUTE ORDER granting 14 Motion for Leave to Appear Pro Hac Vice. (EXAMPLE)",
)
WORDS = 200
MANY = 500
POLLED = datetime(2024, 3, 15, 16, 30, tzinfo=UTC)


def watched() -> list[Matter]:
    """The matters of the corpus, all of them watched at once."""
    return [matter for path in sorted((CORPUS / "watch").glob("*.toml")) for matter in load_watch(path, print)]


def with_many(matters: Sequence[Matter]) -> list[Matter]:
    """The same among so many invented ones that there are MANY."""
    invented = (
        Matter(
            court="nysd",
            docket_number=f"1:25-cv-{n:05}",
            caption=f"Example {n} Works v. Department of Sample {n}",
            judge=f"Jane Sample{n}",
            parties=(
                Party(name=f"Example {n} Works, Inc.", role="plaintiff", aliases=(f"Example{n}",)),
                Party(name=f"Department of Sample {n}", role="defendant", aliases=(f"DS{n}", "the department")),
                Party(name=f"Ada Example{n}", role="defendant", aliases=(f"Secretary Example{n}",)),
            ),
            watch_terms=(f"works of example {n}", f"EW{n}"),
        )
        for n in range(MANY - len(matters))
    )
    return [*matters, *invented]


def contents(name: str, kind: str) -> list[Content]:
    """The items of one file as the reader is given them."""
    rows = [json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines()]
    bare = ({k: v for k, v in row.items() if k not in {"labels", "example"}} | {"type": kind} for row in rows)
    return [parse_line(json.dumps(row), n).content for n, row in enumerate(bare, start=1)]


def routine(matters: Sequence[Matter]) -> list[Content]:
    """Entries that touch no order, on a docket that is watched."""
    number = matters[0].docket_number
    return [
        DocketEntry(court=matters[0].court, docket_number=number, case_name="EXAMPLE", text=text, filed_at=POLLED)
        for text in ROUTINE
    ]


def articles() -> list[Content]:
    """The news of the corpus that have so many words, cut to WORDS."""
    news = (item for item in contents("news.jsonl", "news") if isinstance(item, NewsItem))
    long = ((item, item.text.split(" ")) for item in news)
    return [
        msgspec.structs.replace(item, text=" ".join(words[:WORDS])) for item, words in long if len(words) > WORDS / 2
    ]


def of_feeds(folder: Path) -> list[Content]:
    """The entries of recorded feeds, in their order."""
    found: list[Content] = []
    for path in sorted(folder.glob("*.xml")):
        spec = SourceSpec(id=path.stem, kind="pacer-rss", url=str(path), court=path.stem.partition("_")[0])
        poll = Poll(source=path.stem, name=path.name, polled_at=POLLED, body=path.read_bytes())
        found += [item.content for item in parse(spec, poll).items]
    return found


def measure(label: str, items: Sequence[Content], matters: Sequence[Matter], count: int) -> None:
    """Read `count` items and say how long it took, in seconds of this process."""
    for item in items:
        read(item, matters)  # compiles the patterns
    began = time.process_time()
    for item in islice(cycle(items), count):
        read(item, matters)
    took = time.process_time() - began
    words = sum(len(item.text.split()) for item in items) / len(items)
    print(
        f"{label:28} {words:4.0f} words {len(matters):4} matters {count:6} in {took:6.2f} s:"
        f" {count / took:8.0f} a second, {took / count * 1e6:7.0f} us each"
    )


def main() -> None:
    """Read N items of each class and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=1_000)
    parser.add_argument("--feeds", type=Path, help="a folder of recorded PACER feeds")
    given = parser.parse_args()
    matters = watched()
    many = with_many(matters)
    print(READER)
    entries = contents("docket.jsonl", "docket_entry")
    measure("docket entries (dense)", entries, matters, given.count)
    measure("docket entries (dense)", entries, many, given.count)
    measure("docket entries (routine)", routine(matters), matters, given.count)
    if given.feeds:
        measure("entries of feeds", of_feeds(given.feeds), matters, given.count)
    measure("news", contents("news.jsonl", "news"), matters, given.count)
    measure("statements", contents("statements.jsonl", "statement"), matters, given.count)
    measure("articles", articles(), matters, given.count)
    measure("articles", articles(), many, given.count)


if __name__ == "__main__":
    main()

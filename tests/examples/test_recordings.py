"""The recordings of examples/jgg: well-formed, marked as an example, and naming no host but reserved ones and the courts'."""

from __future__ import annotations

import email
import email.policy
import html
import io
import itertools
import json
import re
import tomllib
from pathlib import Path

import feedparser
import pytest

JGG = Path(__file__).parents[2] / "examples" / "jgg"
FILES = sorted(p for p in (JGG / "polls").rglob("*") if p.is_file())
FEEDS = [p for p in FILES if p.suffix == ".xml"]
NOTICES = [p for p in FILES if p.suffix == ".eml"]
UNREADABLE = "example-ledger/2025-03-17T160000Z.xml"
HOSTS = re.compile(r"(?:[a-z0-9-]+\.)*example\.(?:org|com)|ecf\.(?:dcd|cadc)\.uscourts\.gov")
NAMESPACES = {
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/modules/content/",
    "http://backend.userland.com/blogChannelModule",
}


def name(path: Path) -> str:
    return path.relative_to(JGG / "polls").as_posix()


def text_of(path: Path) -> str:
    """The file's words, transfer encodings undone."""
    body = path.read_bytes()
    if path.suffix != ".eml":
        return body.decode("utf-8", errors="replace")
    message = email.message_from_bytes(body, policy=email.policy.default)
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(f"{key}: {value}" for key, value in message.items()), *parts])


def test_every_configured_source_has_recordings_and_no_folder_is_left_over() -> None:
    sources = tomllib.loads((JGG / "config.toml").read_text("utf-8"))["source"]
    assert {s["url"] for s in sources} == {f"polls/{p.name}" for p in (JGG / "polls").iterdir()}
    assert all(s["url"] == f"polls/{s['id']}" for s in sources)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_says_that_it_is_an_example(path: Path) -> None:
    assert "EXAMPLE" in text_of(path)[:1500]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_host_is_named_but_reserved_ones_and_the_courts(path: Path) -> None:
    text = html.unescape(html.unescape(text_of(path)))
    urls = {url for url in re.findall(r"https?://[^\s\"'<>]+", text) if url not in NAMESPACES}
    hosts = {re.split(r"[/?]", url.split("://")[1])[0] for url in urls} | set(re.findall(r"[\w.-]+@([\w.-]+\w)", text))
    assert {host for host in hosts if not HOSTS.fullmatch(host)} == set()


@pytest.mark.parametrize("path", FEEDS, ids=name)
def test_a_feed_is_well_formed_and_has_items_but_for_the_one_that_is_a_page(path: Path) -> None:
    parsed = feedparser.parse(io.BytesIO(path.read_bytes()))
    if name(path) == UNREADABLE:
        assert parsed.bozo
        assert not parsed.entries
        assert json.loads(Path(f"{path}.poll.json").read_text("utf-8"))["status"] == 200
    else:
        assert not parsed.bozo
        assert parsed.entries
        assert all(e.title and e.published_parsed for e in parsed.entries)
        assert "EXAMPLE" in parsed.feed.title


@pytest.mark.parametrize("path", NOTICES, ids=name)
def test_a_notice_has_its_minute_its_case_and_its_docket_text(path: Path) -> None:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert not message.defects
    assert message["X-Example"]
    text = " ".join(re.sub(r"<[^>]+>", " ", text_of(path)).split())
    assert re.search(
        r"was entered (?:by Example, [A-Z]\. )?on \d{1,2}/\d{1,2}/2025 at \d{1,2}:\d\d [AP]M EDT and filed on", text
    )
    assert re.search(r"Case Number: 1:2\d-cv-\d{5}-[A-Z]{3}", text)
    assert re.search(r"Docket Text: .{20,}", text)


def windows(source: str) -> list[set[str]]:
    feeds = [p for p in FEEDS if p.parent.name == source]
    return [set(re.findall(r"<item>.*?</item>", p.read_text("latin-1"), re.DOTALL)) for p in feeds]


def test_consecutive_polls_of_the_courts_overlap_but_for_the_gap_that_the_readme_names() -> None:
    for source, gaps in (("dcd-ecf", 1), ("cadc-ecf", 0)):
        polls = windows(source)
        assert sum(not (a & b) for a, b in itertools.pairwise(polls)) == gaps


def test_the_article_corrected_in_place_keeps_its_guid_and_date() -> None:
    versions = set()
    for path in FEEDS:
        if path.parent.name == "example-gazette":
            entries = feedparser.parse(io.BytesIO(path.read_bytes())).entries
            versions |= {(e.id, e.published, e.title) for e in entries if e.id.endswith("/261/")}
    assert len(versions) == 2
    assert len({v[:2] for v in versions}) == 1


def test_the_tables_of_the_readme_count_the_polls() -> None:
    readme = (JGG / "README.md").read_text("utf-8")
    counted = {m[1]: int(m[2]) for m in re.finditer(r"^\| `([\w-]+)` \| `[\w-]+` \| (\d+) \|", readme, re.MULTILINE)}
    polls = [p for p in FILES if not p.name.endswith(".poll.json")]
    assert counted == {d.name: sum(p.parent == d for p in polls) for d in (JGG / "polls").iterdir()}

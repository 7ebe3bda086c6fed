"""Full text over real servers on loopback: what is asked of whom, what is recorded, and what is left alone. EXAMPLE."""

from __future__ import annotations

import pytest

from feeds.article_page import installed
from monitor.daemon.pages import WAITS
from monitor.domain.events import ItemRevised, NewsItemObserved
from tests.feeds.fetch.conftest import answer
from tests.feeds.test_article_page import PAGE, PARAGRAPHS, wants_extra
from tests.monitor.daemon.given import MATTER

SHORT = "The court asked for a sworn account. (EXAMPLE)"


class Paper:
    """A news site: its feed, its robots.txt, its pages; and what was asked of it."""

    def __init__(self) -> None:
        self.robots, self.page, self.page_status = (404, b""), PAGE, 200
        self.elsewhere = ""
        self.summary = SHORT
        self.asked: list[str] = []
        self.hold = None

    def __call__(self, connection, path, sent):
        self.asked.append(path)
        if path == "/robots.txt":
            connection.sendall(answer(*self.robots))
        elif path == "/feed":
            connection.sendall(answer(200, self.feed()))
        elif self.elsewhere and path == "/story":
            connection.sendall(answer(302, headers=[("Location", self.elsewhere)]))
        else:
            connection.sendall(answer(self.page_status, self.page, headers=[("Content-Type", "text/html")]))

    def feed(self) -> bytes:
        return self.stories(1)

    def stories(self, count: int) -> bytes:
        more = "".join(
            f"<item><title>Rivers League v. Example Dam Board: boxes</title><link>http://{self.host}/story{n}</link>"
            f"<guid>story{n}</guid><pubDate>Mon, 02 Jun 2031 15:00:00 GMT</pubDate><description>{SHORT}</description></item>"
            for n in range(1, count)
        )
        return self._first().replace(b"</channel>", more.encode() + b"</channel>")

    def _first(self) -> bytes:
        link = f"http://{self.host}/story"
        return (
            "<rss version='2.0'><channel><title>EXAMPLE Paper</title><link>https://x.example</link><description>EXAMPLE</description>"
            f"<item><title>Rivers League v. Example Dam Board: boxes</title><link>{link}</link><guid>story</guid>"
            f"<pubDate>Mon, 02 Jun 2031 15:00:00 GMT</pubDate><description>{self.summary}</description></item></channel></rss>"
        ).encode()


@pytest.fixture
def paper(serve, desk, tmp_path):
    """paper(full_text=...) gives a news site and a desk that watches it."""

    def start(full_text="true", also=0):
        site_paper = Paper()
        site = serve(site_paper)
        host = f"127.0.0.1:{site.port}"
        site_paper.host = host
        (tmp_path / "config.toml").write_text(
            f'[monitor]\ndata_dir = "var"\ncontact = "desk@example.org"\n[fetch]\nallow_hosts = ["{host}", "127.0.0.1:{also or site.port}"]\n{MATTER}'
            f'[[source]]\nid = "paper"\nkind = "news-feed"\nurl = "http://{host}/feed"\nfull_text = {full_text}\n'
        )
        return site_paper, desk(tmp_path / "config.toml")

    return start


def settle(desk, **later):
    desk.tick(**later)
    for _ in range(10):
        desk.ticker.pages.wait(20)
        if not desk.ticker.pages.busy():
            desk.tick(seconds=1)
        if not desk.ticker.pages.busy():
            return
        desk.tick(seconds=1)


def recorded(desk):
    entries = [entry.event for entry in desk.app.ledger.entries()]
    return [e.content.text for e in entries if isinstance(e, NewsItemObserved | ItemRevised)]


needs_it_installed = pytest.mark.skipif(not installed(), reason="the configuration is refused without the extra")


def test_without_being_asked_for_no_page_is_fetched(paper):
    site, desk = paper(full_text="false")
    settle(desk)
    assert site.asked == ["/feed"]
    assert recorded(desk) == [SHORT]


@needs_it_installed
def test_a_recording_is_read_as_it_was_without_the_world(paper, desk, tmp_path):
    site, live = paper()
    (tmp_path / "polls").mkdir()
    (tmp_path / "polls" / "2031-06-02T150500Z.xml").write_bytes(site.feed())
    config = tmp_path / "config.toml"
    config.write_text(config.read_text().replace(f"http://{site.host}/feed", "polls"))
    live.close()
    recordings = desk(config)
    settle(recordings)
    assert recorded(recordings) == [SHORT]
    assert recordings.app.memory.pages.all() == []
    assert site.asked == []


@wants_extra
def test_the_whole_text_is_a_revision_of_the_same_item(paper):
    site, desk = paper()
    settle(desk)
    assert site.asked == ["/feed", "/robots.txt", "/story"]
    texts = recorded(desk)
    assert texts[0] == SHORT
    assert len(texts) == 2
    assert all(paragraph in texts[1] for paragraph in PARAGRAPHS)
    settle(desk, minutes=10)
    assert recorded(desk) == texts  # the feed still shows the summary: that is no edit
    assert desk.app.memory.pages.all() == []


@wants_extra
def test_an_edit_of_the_feed_comes_after_it_and_has_the_page_read_again(paper):
    site, desk = paper()
    settle(desk)
    site.summary = "The court asked for a sworn account by noon. (EXAMPLE)"
    settle(desk, minutes=10)
    revisions = [e.event.revision for e in desk.app.ledger.entries() if isinstance(e.event, ItemRevised)]
    assert revisions == [1, 2, 3]
    assert PARAGRAPHS[0] in recorded(desk)[-1]
    assert site.asked.count("/robots.txt") == 1


@needs_it_installed
def test_robots_txt_is_respected(paper):
    site, desk = paper()
    site.robots = (200, b"User-agent: *\nDisallow: /story\n")
    settle(desk)
    assert site.asked == ["/feed", "/robots.txt"]
    assert recorded(desk) == [SHORT]
    assert desk.app.memory.pages.all() == []


@needs_it_installed
def test_a_site_that_cannot_be_asked_is_left_alone_for_an_hour(paper):
    site, desk = paper()
    site.robots = (503, b"")
    settle(desk)
    assert "/story" not in site.asked
    (page,) = desk.app.memory.pages.all()
    assert (page.tries, page.due > desk.now) == (1, True)
    site.robots = (404, b"")
    settle(desk, hours=2)
    assert site.asked.count("/robots.txt") == 2
    assert "/story" in site.asked


@needs_it_installed
def test_a_page_that_does_not_come_is_tried_again_and_then_left(paper):
    site, desk = paper()
    site.page_status = 500
    settle(desk)
    for wait in WAITS:
        settle(desk, hours=wait.total_seconds() / 3600 + 0.1)
    assert site.asked.count("/story") == 1 + len(WAITS)
    assert desk.app.memory.pages.all() == []
    assert recorded(desk) == [SHORT]


@wants_extra
def test_a_page_that_says_less_than_the_feed_revises_nothing(paper):
    site, desk = paper()
    site.page = b"<html><body><article><p>Subscribe to read on. It is worth it.</p></article></body></html>"
    settle(desk)
    assert "/story" in site.asked
    assert recorded(desk) == [SHORT]


@needs_it_installed
def test_another_site_that_a_page_leads_to_is_asked_for_its_own_rules(paper, serve):
    other = Paper()
    other.robots = (200, b"User-agent: *\nDisallow: /moved\n")
    elsewhere = serve(other).port
    site, desk = paper(also=elsewhere)
    site.elsewhere = f"http://127.0.0.1:{elsewhere}/moved"
    settle(desk)
    assert "/story" in site.asked
    assert "/robots.txt" in other.asked
    assert recorded(desk) == [SHORT]
    assert desk.app.memory.pages.all() == []


@wants_extra
def test_another_site_that_allows_it_is_read(paper, serve):
    other = Paper()
    elsewhere = serve(other).port
    site, desk = paper(also=elsewhere)
    site.elsewhere = f"http://127.0.0.1:{elsewhere}/moved"
    settle(desk)
    assert len(recorded(desk)) == 2


def test_a_source_that_wants_it_is_refused_where_the_extra_is_missing(tmp_path, monkeypatch):
    from feeds import article_page
    from monitor.bootstrap_specs import load_config
    from monitor.errors import ConfigError

    monkeypatch.setattr(article_page, "_MODULE", "no_such_module_here")
    path = tmp_path / "config.toml"
    path.write_text(
        '[monitor]\ncontact = "x"\n[[source]]\nid = "p"\nkind = "news-feed"\nurl = "https://x.example"\nfull_text = true\n'
    )
    with pytest.raises(
        ConfigError, match=r"source\[0\].full_text: needs an extra: pip install 'showcause\[fulltext\]'"
    ):
        load_config(path)


def test_a_docket_has_no_articles(tmp_path):
    from monitor.bootstrap_specs import load_config
    from monitor.errors import ConfigError

    path = tmp_path / "config.toml"
    path.write_text(
        '[monitor]\ncontact = "x"\n[[source]]\nid = "p"\nkind = "pacer-rss"\ncourt = "dcd"\nfull_text = true\n'
    )
    with pytest.raises(ConfigError, match="a pacer-rss source has no articles"):
        load_config(path)


@wants_extra
def test_a_site_that_wants_time_between_its_pages_gets_it(paper, monkeypatch):
    site, desk = paper()
    monkeypatch.setattr(site, "feed", lambda: site.stories(3))
    site.robots = (200, b"User-agent: *\nCrawl-delay: 600\nAllow: /\n")

    def read() -> int:
        return sum(path.startswith("/story") for path in site.asked)

    settle(desk)
    assert read() == 1
    settle(desk, minutes=9)
    assert read() == 1
    settle(desk, minutes=2)
    assert read() == 2
    settle(desk, minutes=11)
    assert read() == 3

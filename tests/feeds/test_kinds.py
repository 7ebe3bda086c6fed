"""What a source may say follows from its kind."""

from __future__ import annotations

import pytest

from feeds.kinds import KINDS, source_class
from monitor.domain.items import NewsItem
from monitor.domain.vocabulary import SourceClass
from monitor.errors import InputError


def test_classes():
    assert {name: source_class(name) for name in KINDS} == {
        "pacer-rss": SourceClass.DOCKET,
        "courtlistener-feed": SourceClass.DOCKET,
        "courtlistener-api": SourceClass.DOCKET,
        "courtlistener-webhook": SourceClass.DOCKET,
        "nef-mail": SourceClass.DOCKET,
        "news-feed": SourceClass.NEWS,
        "statement-feed": SourceClass.STATEMENT,
    }


def test_a_docket_feed_sent_by_a_news_source_is_news(feed, item, poll):
    parsed = poll(feed([item(1, event="Order finding contempt")]), kind="news-feed")
    assert parsed.source_class is SourceClass.NEWS
    assert isinstance(parsed.items[0].content, NewsItem)


def test_the_speaker_is_the_configured_one(feed, item, poll):
    body = feed([item(1).replace("<link>", "<author>The Court</author><link>", 1)])
    assert poll(body, kind="statement-feed").items[0].content.speaker == "Example Office"


def test_an_unknown_kind_is_refused(feed, poll):
    with pytest.raises(InputError, match="rumour-feed"):
        poll(feed([]), kind="rumour-feed")

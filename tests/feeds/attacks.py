"""Bodies that feeds were, or could be, attacked with. Each is ours; each is small enough to pass the fetcher's limits."""

from __future__ import annotations

import gzip

from tests.feeds.conftest import rss_feed, rss_item

LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
_GOOD = (rss_item(1), rss_item(2))


def within(inserted: str, n: int = 3) -> str:
    """An item with something before its link."""
    return rss_item(n).replace("<link>", f"{inserted}<link>")


def costly(items: int = 12) -> bytes:
    """What feedparser spends half a second of processor time an item on, each just below every cap of an item."""
    return rss_feed([within("<enclosure url='x'/>" * 15_000, n) for n in range(items)])


def doctype(declarations: bytes) -> bytes:
    return rss_feed([rss_item(1, event="&l9;")]).replace(b"<rss", b"<!DOCTYPE rss [%s]><rss" % declarations, 1)


def bomb(mebibytes: int) -> bytes:
    return gzip.compress(b"<rss><channel>" + b" " * (mebibytes * 1024 * 1024) + b"</channel></rss>")


WHOLE_BODY = {
    "billion laughs": (doctype(b'<!ENTITY l0 "lol">' + LAUGHS), "declares an entity"),
    "quadratic blow-up": (doctype(b'<!ENTITY l9 "' + b"a" * 50_000 + b'">'), "declares an entity"),
    "external entity": (doctype(b'<!ENTITY l9 SYSTEM "file:///etc/hostname">'), "declares an entity"),
    "attributes of the root": (
        rss_feed(_GOOD).replace(b"<rss ", b"<rss " + b" ".join(b'a%d="1"' % n for n in range(16_000)) + b" ", 1),
        "beyond what any feed needs",
    ),
    "comments before the root": (b"<!---->" * 500 + b"<html>", "an HTML page"),
    "an HTML page": (b"<!doctype html><title>Sign in - EXAMPLE</title>", "an HTML page ('Sign in - EXAMPLE')"),
    "half a feed": (rss_feed(_GOOD)[:-60], "truncated, or no feed"),
    "nothing": (b"", "empty"),
}
"""By what is wrong with it: a body, and how the reason it is refused for goes."""

ONE_ITEM = {
    "an author of 200 kB": within("<author>" + "a" * 200_000 + "</author>"),
    "attributes of an item": within("<x " + " ".join(f'a{n}="1"' for n in range(16_000)) + "/>"),
    "20,000 categories": within("<category>x</category>" * 20_000),
    "60,000 escaped comments": rss_item(3, event="&lt;!--" * 60_000),
    "deep markup": rss_item(3, event="&lt;b&gt;" * 20_000),
    "deep elements": within("<b>" * 5_000 + "</b>" * 5_000),
    "30,000 elements": within("<x/>" * 30_000),
    "a date of 200 kB": rss_item(3, date="1" * 200_000),
}
"""By what is wrong with it: an item that stands between two good ones and must cost neither."""

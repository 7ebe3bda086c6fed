"""What robots.txt lets us fetch: the site's word for us, else for all; none where it cannot be asked."""

from __future__ import annotations

import pytest

from feeds.fetch.outcomes import Failed, FailureKind, Fetched, Refused, Validators
from feeds.robots import MOST_BYTES, Robots, robots_url

PAGE = "https://news.example.org/2025/records?x=1"


def said(body: bytes) -> Robots:
    url = "https://news.example.org/robots.txt"
    return Robots(
        Fetched(source="s", asked=url, url=url, status=200, headers={}, body=body, validators=Validators(url=url))
    )


def failed(status: int | None) -> Robots:
    return Robots(Failed(source="s", kind=FailureKind.NOT_FOUND, reason="r", status=status))


@pytest.mark.parametrize(
    ("body", "allowed"),
    [
        (b"", True),
        (b"User-agent: *\nDisallow:\n", True),
        (b"User-agent: *\nDisallow: /2025/\n", False),
        (b"User-agent: *\nDisallow: /2025/\n\nUser-agent: showcause\nAllow: /\n", True),
        (b"User-agent: showcause\nDisallow: /\n", False),
        (b"User-agent: ShowCause\nDisallow: /\n", False),
        (b"User-agent: other\nDisallow: /\n", True),
        (b"\xff\xfe not a robots file at all", True),
        (b"#" * MOST_BYTES + b"\nUser-agent: *\nDisallow: /\n", True),
    ],
)
def test_what_a_site_says(body, allowed):
    robots = said(body)
    assert robots.known
    assert robots.allows(PAGE) is allowed


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_rules_allows_everything(status):
    assert (failed(status).known, failed(status).allows(PAGE)) == (True, True)


@pytest.mark.parametrize("status", [None, 429, 500, 503])
def test_a_site_that_cannot_be_asked_allows_nothing_for_now(status):
    assert (failed(status).known, failed(status).allows(PAGE)) == (False, False)


def test_an_address_that_is_refused_allows_nothing():
    assert not Robots(Refused(source="s", reason="r")).allows(PAGE)


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        (b"", 0),
        (b"User-agent: *\nCrawl-delay: 30\nAllow: /\n", 30),
        (b"User-agent: *\nCrawl-delay: 30\n\nUser-agent: showcause\nCrawl-delay: 5\n", 5),
        (b"User-agent: *\nCrawl-delay: soon\nAllow: /\n", 0),
        (b"User-agent: *\nCrawl-delay: 99999999999\nAllow: /\n", 86_400),
    ],
)
def test_how_long_a_site_wants_to_be_left_between_two_pages(body, seconds):
    assert said(body).delay.total_seconds() == seconds


def test_where_nothing_is_said_there_is_no_delay():
    assert failed(404).delay.total_seconds() == 0


def test_where_it_stands():
    assert robots_url(PAGE) == "https://news.example.org/robots.txt"
    assert robots_url("http://127.0.0.1:8080/a/b") == "http://127.0.0.1:8080/robots.txt"

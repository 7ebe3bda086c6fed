"""What asks the sources of a configuration: guard, contact, limits and logins put together. Asks nobody itself."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec

from feeds import pacer_rss
from feeds.fetch.addresses import origin_of
from feeds.fetch.outcomes import FetchRequest
from feeds.fetch.source_worker import Login, SourceWorker
from feeds.kinds import kind
from feeds.model import SourceSpec
from monitor.config import Config
from monitor.credentials import secret
from monitor.errors import InputError

if TYPE_CHECKING:
    from feeds.court_feeds import CourtFeed
    from monitor.application.check_courts import Checked

TOKEN = "SHOWCAUSE_COURTLISTENER_TOKEN"  # noqa: S105 -- the name of a variable
TOKEN_CREDENTIAL = "courtlistener-token"  # noqa: S105 -- the name of a credential
MAIL_PASSWORD = "SHOWCAUSE_IMAP_PASSWORD"  # noqa: S105 -- the name of a variable
MAIL_CREDENTIAL = "imap-password"
PROXY_PASSWORD = "SHOWCAUSE_PROXY_PASSWORD"  # noqa: S105 -- the name of a variable
PROXY_CREDENTIAL = "proxy-password"
_MAIL_PORTS = frozenset({143, 993})


def source_worker(config: Config, specs: Iterable[SourceSpec], environ: Mapping[str, str]) -> SourceWorker:
    """Start what asks the sources, under this configuration's guard and contact. The caller closes it.

    Raises InputError for a contact that cannot stand in a header, ShowcauseError for a credential that cannot be read.
    """
    from feeds.fetch.client import user_agent  # only who fetches pays for these imports
    from feeds.fetch.guard import Guard, guard_for
    from feeds.fetch.proxy import proxy_at
    from feeds.fetch.worker import FetchWorker
    from feeds.imap.connection import Dialler, MailLimits
    from feeds.imap.worker import MailWorker

    agent = user_agent(version("showcause"), config.monitor.contact)
    guard = guard_for(config.fetch.allow_hosts)
    dialler = Dialler(
        guard=Guard(allow_hosts=guard.allow_hosts, ports=_MAIL_PORTS),
        tls=ssl.create_default_context(),
        limits=MailLimits(),
    )
    paged = {spec.id for spec in specs if kind(spec.kind).paged}
    login = token_login(paged, secret(environ, TOKEN, TOKEN_CREDENTIAL), guard.allow_hosts)
    through = config.fetch.proxy
    proxy = proxy_at(through, secret(environ, PROXY_PASSWORD, PROXY_CREDENTIAL)) if through else None
    return SourceWorker(
        FetchWorker(agent, guard=guard, own=guard.allow_hosts, proxy=proxy),
        MailWorker(dialler, lambda source: mail_password(environ, source)),
        login,
    )


def check_courts(
    config: Config, specs: Iterable[SourceSpec], courts: Iterable[CourtFeed], now: datetime
) -> Iterator[Checked]:
    """Ask each court's address once; where any of `specs` are a court's, their addresses stand for the table's.

    Raises InputError for a contact that cannot stand in a header, ShowcauseError for a credential that cannot be read.
    """
    from feeds.parsing.worker import ParseWorker  # only who fetches pays for these imports
    from monitor.application.check_courts import check_courts as checked

    own: dict[str | None, dict[str, None]] = {}
    for spec in specs:
        if spec.kind == pacer_rss.NAME and spec.fetched:
            own.setdefault(spec.court, {})[spec.url] = None
    asked = [msgspec.structs.replace(one, url=url) for one in courts for url in own.get(one.court) or [one.url]]
    with closing(source_worker(config, (), os.environ)) as worker, ParseWorker() as parser:
        yield from checked(asked, worker.submit, lambda spec, poll: parser.submit(spec, poll, ()).result(), now)


def token_login(sources: Iterable[str], token: str | None, own: Iterable[str]) -> Login:
    """The login of the sources that want CourtListener's token; nobody else's question gets one."""
    wanting, allowed = frozenset(sources), frozenset(own)

    def login(request: FetchRequest) -> str | None:
        if request.source not in wanting:
            return None
        if not token:
            raise InputError(f"no token is given: ${TOKEN}, or the credential {TOKEN_CREDENTIAL!r} (docs/sources.md)")
        if not request.url.startswith("https://") and origin_of(request.url) not in allowed:
            raise InputError("a token is not sent without TLS")
        return f"Token {token}"

    return login


def mail_password(environ: Mapping[str, str], source: str) -> str | None:
    """The password of a source's mailbox: its own, or the one for all. Raises ShowcauseError as `secret` does."""
    suffix = re.sub(r"[^A-Z0-9]", "_", source.upper())
    own = secret(environ, f"{MAIL_PASSWORD}_{suffix}", f"{MAIL_CREDENTIAL}.{source}")
    return own or secret(environ, MAIL_PASSWORD, MAIL_CREDENTIAL)

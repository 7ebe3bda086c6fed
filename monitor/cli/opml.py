"""`opml`: lists of feeds in and out. It asks no address, and never lets a list say whose statements a feed holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from monitor.cli.lazy import Failure
from monitor.cli.output import note
from monitor.cli.session import Session, pass_session

if TYPE_CHECKING:
    from feeds.opml import Outline

_NO_ID = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@click.group()
def opml() -> None:
    """Take over a list of feeds (OPML), or write one of the sources that are fetched."""


@opml.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--own", is_flag=True, help="The list is ours: take over the kinds, courts and speakers that it names.")
@click.option("--merge", is_flag=True, help="Add the tables to the configuration, where they are right.")
@pass_session
def import_(session: Session, file: BinaryIO, own: bool, merge: bool) -> None:
    """Print the feeds of FILE (- is stdin) as [[source]] tables; those that are configured already are left out.

    An address from the table of courts becomes that court's source, any other one news: who speaks is for you to say.
    """
    from feeds.opml import MOST_BYTES, read

    listed = read(file.read(MOST_BYTES + 1), file.name)
    for line in listed.refused:
        note(f"left out: {line}")
    known = _configured(session) if merge or session.path.exists() else {}
    new = [feed for feed in listed.feeds if feed.url not in known.values()]
    taken = set(known)
    tables = [_table(feed, _ident(feed, taken), own=own) for feed in new]
    if len(new) < len(listed.feeds):
        note(f"left out: {len(listed.feeds) - len(new)} that are configured already")
    if merge:
        _merge(session, tables)
    else:
        click.echo("\n".join(tables), nl=False)


@opml.command()
@pass_session
def export(session: Session) -> None:
    """Write the fetched sources as OPML 2.0 to stdout. An address that seems to hold a secret is left out."""
    from feeds.fetch.masking import masked
    from feeds.opml import write
    from monitor.bootstrap_specs import source_specs
    from monitor.clock import system_clock

    shown = []
    for spec in source_specs(session.config()):
        if not spec.url.startswith(("http://", "https://")):
            note(f"left out: {spec.id} is not fetched over HTTP")
        elif "***" in masked(spec.url) or "@" in spec.url.split("/")[2]:
            note(f"left out: {spec.id}: its address seems to hold a secret")
        else:
            shown.append(spec)
    click.echo(write(shown, "Sources of showcause", system_clock()), nl=False)


def _configured(session: Session) -> dict[str, str]:
    from monitor.bootstrap_specs import source_specs

    return {spec.id: spec.url for spec in source_specs(session.config())}


def _ident(feed: Outline, taken: set[str]) -> str:
    """A new id from the title, else from the host."""
    host = feed.url.split("/")[2]
    stem = (_NO_ID.sub("-", feed.title.lower()).strip("-") or _NO_ID.sub("-", host.lower()).strip("-"))[:56] or "feed"
    ident, number = stem, 2
    while ident in taken:
        ident, number = f"{stem}-{number}", number + 1
    taken.add(ident)
    return ident


def _table(feed: Outline, ident: str, *, own: bool) -> str:
    from feeds.court_feeds import court_feeds
    from feeds.kinds import KINDS
    from feeds.news_feed import NAME as NEWS
    from feeds.pacer_rss import NAME as PACER

    court = next((row.court for row in court_feeds().values() if row.url == feed.url), None)
    keys = {"id": ident, "kind": PACER if court else NEWS, "court": court, "url": feed.url}
    if own and feed.kind in KINDS:
        keys |= {"kind": feed.kind, "court": feed.court, "speaker": feed.speaker, "every": feed.every}
    lines = [f'{key} = "{_escaped(value)}"' for key, value in keys.items() if value]
    return "\n".join([f"# {feed.title or feed.url}", "[[source]]", *lines, ""])


def _escaped(value: str) -> str:
    return _CONTROL.sub(" ", value).replace("\\", "\\\\").replace('"', '\\"')


def _merge(session: Session, tables: list[str]) -> None:
    """Add the tables at the end of the configuration, if it is still right then; else it stays as it was."""
    from monitor.bootstrap_specs import load_config
    from monitor.errors import ConfigError

    if not tables:
        note(f"{session.path}: nothing to add")
        return
    path: Path = session.path.resolve()
    beside = path.with_name(f".{path.name}.merging")
    try:
        beside.write_text(path.read_text("utf-8").rstrip("\n") + "\n\n" + "\n".join(tables), "utf-8")
        beside.chmod(path.stat().st_mode)
        load_config(beside)
        beside.replace(path)
    except ConfigError as error:
        problems = "\n".join(problem.replace(str(beside), str(session.path)) for problem in error.problems)
        raise Failure(
            f"{session.path} was left as it was; with these sources it would not be right:\n{problems}"
        ) from None
    finally:
        beside.unlink(missing_ok=True)
    note(f"{session.path}: {len(tables)} added; a running daemon takes them over on SIGHUP")

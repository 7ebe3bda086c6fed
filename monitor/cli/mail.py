"""`digest` and `subscribers`: what is mailed, and to whom. An address leaves people.db only for who may read that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli.lazy import Misuse
from monitor.cli.options import as_json
from monitor.cli.output import console, emit_json, note
from monitor.cli.session import Session, pass_session

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.bootstrap import App
    from monitor.config import Config
    from monitor.present.digest import RenderedMail

_FORMATS = ("text", "html", "eml")


@click.group()
def digest() -> None:
    """Show the mail that subscribers get."""


@digest.command()
@click.option("--subscriber", metavar="ID", help="As this subscriber would get it (default: follows everything).")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@pass_session
def preview(session: Session, subscriber: str | None, form: str) -> None:
    """Write the mail that would go out next to stdout; sends nothing and remembers nothing."""
    with session.app(read_only=True) as app:
        mails = app.digest_preview(subscriber)
        written = [_written(app, mail, form) for mail in mails]
    for text in written:
        click.echo(text)
    if not written:
        note("nothing to tell: no change since the last mail")


def _written(app: App, mail: RenderedMail, form: str) -> str:
    if form == "html":
        return mail.html
    if form == "text":
        return f"Subject: {mail.subject}\n\n{mail.text}"
    from notify.message import compose

    sender = app.config.smtp.sender
    message = compose(mail, sender=sender, to="preview@example.org", digest="preview", date=app.clock(), order=None)
    return message.as_string()


@click.group()
def subscribers() -> None:
    """Add to the mailing list, show it, or forget somebody on it."""


@subscribers.command()
@click.argument("email")
@click.option(
    "--schedule",
    type=click.Choice(("immediate", "daily")),
    default="immediate",
    show_default=True,
    help="Disputes and findings at once and the rest once a day, or everything once a day.",
)
@click.option(
    "--matter", "matters", multiple=True, metavar="COURT/NUMBER", help="Follow this one (default: every one)."
)
@pass_session
def add(session: Session, email: str, schedule: str, matters: tuple[str, ...]) -> None:
    """Add a subscriber, or change what one gets. Prints their id: the record knows them by that alone."""
    from notify.digest import Schedule

    with session.app() as app:
        follows = [_followed(app.config, matter) for matter in matters]
        subscriber = app.people.add(email, Schedule(schedule), follows, app.clock(), app.ledger.head())
    click.echo(subscriber.pseudonym)


def _followed(config: Config, matter: str) -> str:
    from monitor.domain.ids import docket_key

    known = [watched.id for watched in config.matters()]
    key = docket_key(*matter.split("/", 1)) if "/" in matter else matter
    if key not in known:
        raise Misuse(f"no matter {matter!r} is watched (watched are {', '.join(known) or 'none'})")
    return key


@subscribers.command("list")
@as_json
@pass_session
def list_(session: Session, as_json: bool) -> None:
    """List the subscribers, the longest subscribed first, and whose address a server refused for good."""
    with session.app(read_only=True) as app:
        found = app.people.subscribers()
    rows = [
        {
            "id": s.pseudonym,
            "email": s.email,
            "schedule": s.schedule,
            "follows": s.follows,
            "since": s.created_at,
            "suppressed": s.suppressed,
            "refusal": s.refusal,
        }
        for s in found
    ]
    if as_json:
        emit_json(rows)
        return
    from rich.table import Table

    table = Table("id", "email", "schedule", "follows", "since", "mail", box=None)
    for s in found:
        follows = ", ".join(s.follows) or "every matter"
        since = s.created_at.date().isoformat()
        table.add_row(s.pseudonym, s.email, s.schedule, follows, since, _mail(s.suppressed, s.refusal))
    console().print(table if found else "No subscriber.")


def _mail(suppressed: datetime | None, refusal: str | None) -> str:
    from rich.markup import escape

    if suppressed is None:
        return "goes"
    return escape(f"suppressed since {suppressed.date().isoformat()}: {refusal}; `subscribers add` lifts that")


@subscribers.command()
@click.argument("who", metavar="EMAIL-OR-ID")
@pass_session
def erase(session: Session, who: str) -> None:
    """Forget an address for good, with the mails to it that lie in the outbox; the record never held it."""
    from notify.outbox import remove

    with session.app() as app:
        files = app.people.erase(who, app.clock())
        removed = remove(app.config.monitor.data_dir / "outbox", files)
    click.echo(f"erased; {removed} of its mails removed from the outbox")

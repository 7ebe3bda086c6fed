"""The `showcause` command: knows the verbs by name and imports only the one that is used. Does no work itself."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from monitor.cli.lazy import LazyGroup, Verb
from monitor.cli.session import Session

VERBS = {
    "init": Verb("setup", "write a commented config.toml to start from"),
    "check": Verb("setup", "every configuration error at once, with line and column"),
    "run": Verb("intake", "the daemon: poll, read, project, tell (--once: one round)"),
    "ingest": Verb("intake", "record items given as JSON Lines"),
    "backfill": Verb("intake", "what a CourtListener docket had before it was watched"),
    "read": Verb("read", "read items on stdin, without configuration or database"),
    "sources": Verb("lists", "the health of each source"),
    "courts": Verb("courts", "federal courts and their public feeds"),
    "opml": Verb("opml", "lists of feeds in and out (OPML)"),
    "orders": Verb("lists", "every order and where it stands"),
    "order": Verb("one_order", "one order: terms, status, positions, findings"),
    "actions": Verb("lists", "actions under orders, and who says what about them"),
    "timeline": Verb("one_order", "an order's timeline, in the terminal or as a picture"),
    "coverage": Verb("coverage", "from when to when we looked, and what nobody saw"),
    "search": Verb("search", "items, orders and actions by their words"),
    "queue": Verb("review", "what waits for a person, and what would settle it"),
    "review": Verb("review", "how an item is read: show, confirm, correct, reject"),
    "join": Verb("linking", "two orders, or two actions, are one"),
    "part": Verb("linking", "they are not one"),
    "reread": Verb("linking", "the present reader over all items (--diff: only say)"),
    "rule": Verb("rule", "why it was read so: a rule with its example and counter-example"),
    "rebuild": Verb("upkeep", "fold the whole record into new views"),
    "digest": Verb("mail", "the mail that subscribers get"),
    "subscribers": Verb("mail", "the mailing list"),
    "backup": Verb("upkeep", "record, people and poll memory in one file"),
    "audit": Verb("audit", "check the record; what it knew at a moment, whom it had told"),
    "demo": Verb("demo", "the whole program on bundled recordings"),
    "version": Verb("setup", "the version of this program"),
}


@click.group(
    cls=LazyGroup, verbs=VERBS, subcommand_metavar="VERB ...", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path),
    envvar="SHOWCAUSE_CONFIG",
    default=Path("config.toml"),
    help="The configuration; else $SHOWCAUSE_CONFIG, else ./config.toml.",
)
@click.pass_context
def cli(ctx: click.Context, path: Path) -> None:
    """A monitor of compliance with court orders: what was in force when, and who says what about it.

    Exit status: 0 fine, 1 the check or action failed, 2 wrong usage or configuration, 130 interrupted.
    """
    ctx.obj = Session(path)


def main() -> None:
    """Run the command line on this process's arguments; never returns."""
    try:
        cli(prog_name="showcause")
    except KeyboardInterrupt:
        sys.exit(130)

"""`rule`: the rule behind a reading, with its example and its counter-example. Reads no configuration and no record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli.options import as_json
from monitor.cli.output import emit_json

if TYPE_CHECKING:
    from monitor.reading.explain import Explained


@click.command()
@click.argument("id", required=False)
@click.option("--on", "text", metavar="TEXT", help="Try the rule on this text.")
@as_json
def rule(id: str | None, text: str | None, as_json: bool) -> None:
    """Explain the rule with this ID, as `order`, `review ITEM show` and `read` name it; without an ID list all."""
    if id is None and text is not None:
        raise click.UsageError("--on tries one rule: name it")
    from monitor.reading.explain import every, explain

    if id is None:
        known = every()
        emit_json(known) if as_json else click.echo("\n".join(f"{one.id:40} {one.table}" for one in known))
        return
    one = explain(id, text)
    emit_json(one) if as_json else click.echo(_told(one, text))


def _told(one: Explained, text: str | None) -> str:
    rows = [("reads", one.says), ("example", f"“{one.example}”")]
    rows += [("but not", f"“{one.counter}”")] if one.counter else []
    rows += [("score", f"{one.score}")] if one.score is not None else []
    rows += [("pattern", one.pattern)] if one.pattern else []
    rows += [("unless", one.unless)] if one.unless else []
    rows += [("on yours", f"“{one.found}”" if one.found else "not found")] if text is not None else []
    if one.weighed:
        telling = ", ".join(f"“{word}”" for word in one.weighed.telling)
        shares = f"{one.weighed.stance} in a dispute, a share of {one.weighed.score:.2f}"
        rows.append(("weighed", f"{shares}, most by {telling}" if telling else shares))
    return "\n".join([f"{one.id}  ({one.table})", *(f"  {name:9} {value}" for name, value in rows)])

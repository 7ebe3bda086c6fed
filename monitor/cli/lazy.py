"""Verbs that are imported when used, and errors as messages with their exit status. Hides no bug's traceback."""

from __future__ import annotations

import errno
from importlib import import_module
from typing import Any, NamedTuple

import click

from monitor.errors import ConfigError, InputError, ShowcauseError


class Verb(NamedTuple):
    """A verb's module in monitor.cli, where its command has the verb's name, and its line in the help."""

    module: str
    help: str


class Failure(click.ClickException):
    """The action failed: a message for stderr, exit status 1."""

    prefix = "showcause: "

    def show(self, file: Any = None) -> None:  # noqa: ANN401 -- click's own signature
        """Write the message to stderr."""
        click.echo(f"{self.prefix}{self.message}", file=file, err=True)


class Misuse(Failure):
    """Something given cannot be used: exit status 2."""

    exit_code = 2


class Misconfigured(Misuse):
    """The configuration cannot be used: every problem on a line of its own, with nothing before it."""

    prefix = ""


class LazyGroup(click.Group):
    """Knows its verbs by name; start-up and `--help` import none of them."""

    def __init__(self, *args: Any, verbs: dict[str, Verb], **kwargs: Any) -> None:  # noqa: ANN401 -- passed on
        super().__init__(*args, **kwargs)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click calls it with one
        """Give the verbs in the order of use, not of the alphabet."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the verb's command; None for an unknown verb."""
        verb = self.verbs.get(cmd_name)
        if verb is None:
            return None
        command: click.Command = getattr(import_module(f"monitor.cli.{verb.module}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the verbs with the help of the table, so that none is imported for it."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, verb.help) for name, verb in self.verbs.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; an unknown one is refused with the nearest that exists."""
        name = args[0]
        if name not in self.verbs and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, self.verbs, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"No such verb {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- whatever the verb returns
        """Run the verb; errors of our own tree and of the system become messages, anything else stays a traceback."""
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            raise Misconfigured("\n".join(error.problems)) from error
        except InputError as error:
            raise Misuse(str(error)) from error
        except ShowcauseError as error:
            raise Failure(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader has seen enough; click ends quietly
                raise
            raise Failure(str(error)) from error
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            raise click.exceptions.Exit(130) from None

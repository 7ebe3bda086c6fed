"""What every verb begins with: the configuration and, from it, the application. Opens nothing until asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from monitor.errors import ConfigError

if TYPE_CHECKING:
    from monitor.bootstrap import App
    from monitor.config import Config


class Session(NamedTuple):
    """One call of the command line, with the configuration file that it names."""

    path: Path

    def config(self) -> Config:
        """Read the configuration. Raises ConfigError with every problem of it."""
        from monitor.bootstrap_specs import load_config

        try:
            return load_config(self.path)
        except ConfigError:
            if not self.path.exists():
                click.echo("`showcause init` writes a config.toml to start from", err=True)
            raise

    def app(self, *, read_only: bool = False) -> App:
        """Open the application; use it as a context manager. Raises ConfigError, LedgerError."""
        from monitor.bootstrap import open_app

        return open_app(self.config(), read_only=read_only)


pass_session: Callable[..., Callable[..., None]] = click.make_pass_decorator(Session)

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
        except ConfigError as error:
            if self.path.exists():
                raise
            raise ConfigError([f"{problem}; `showcause init` writes one" for problem in error.problems]) from None

    def app(self, *, read_only: bool = False) -> App:
        """Open the application; use it as a context manager. Raises ConfigError, LedgerError."""
        from monitor.bootstrap import open_app

        return open_app(self.config(), read_only=read_only)


pass_session: Callable[..., Callable[..., None]] = click.make_pass_decorator(Session)

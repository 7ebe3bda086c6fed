"""Secrets by their names: from the environment, or from a credential as systemd gives it. Keeps none and shows none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from monitor.errors import ShowcauseError


def secret(environ: Mapping[str, str], variable: str, credential: str) -> str | None:
    """The secret in an environment variable, or else in the credential of that name; None if in neither.

    `$CREDENTIALS_DIRECTORY` is as systemd's LoadCredential makes it (systemd.exec(5)). Raises ShowcauseError, without
    the secret, for a credential that is there and cannot be read.
    """
    if given := environ.get(variable):
        return given
    folder = environ.get("CREDENTIALS_DIRECTORY")
    if not folder:
        return None
    path = Path(folder) / credential
    try:
        return path.read_text("utf-8").rstrip("\r\n") or None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ShowcauseError(f"{path}: the credential cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise ShowcauseError(f"{path}: the credential is not UTF-8") from None  # the error holds the bytes

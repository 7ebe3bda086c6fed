"""When a mail that was not taken is tried again. Pure, without chance: the same record gives the same times."""

from __future__ import annotations

from datetime import datetime, timedelta

_STEPS = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
_THEN = timedelta(hours=8)
GIVE_UP = timedelta(days=5)
"""How long a mail is tried (RFC 5321, 4.5.4.1: "the give-up time generally needs to be at least 4-5 days")."""
_SERVER_MOST = timedelta(hours=1)


def wait(tries: int) -> timedelta:
    """How long after its `tries`-th try (from 1) a mail is tried again. Raises ValueError for less than one try."""
    if tries < 1:
        raise ValueError(f"{tries} tries: a mail never tried does not wait")
    return _STEPS[tries - 1] if tries <= len(_STEPS) else _THEN


def server_wait(failures: int) -> timedelta:
    """How long after so many failures in a row (from 1) a server that takes nothing is tried again: an hour at most."""
    return min(wait(failures), _SERVER_MOST)


def given_up(first_refused: datetime, tries: int, now: datetime) -> bool:
    """Whether a mail refused since `first_refused`, at `now` for the `tries`-th time, is tried no more."""
    return now + wait(tries) - first_refused > GIVE_UP

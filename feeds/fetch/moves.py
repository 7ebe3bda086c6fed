"""Whether a source has moved for good: only when several polls in a row say so. Rewrites no address; it reports one."""

from __future__ import annotations

import msgspec

from feeds.fetch.outcomes import Fetched, NotModified, Outcome

CONFIRMATIONS = 3


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """An address that `polls` polls in a row led to by permanent redirects alone. Unmasked: mask it to show it."""

    to: str
    polls: int = 1

    @property
    def confirmed(self) -> bool:
        """Three polls agree: a single 301 is as often a login page or a mishap."""
        return self.polls >= CONFIRMATIONS


def moving(seen: Move | None, outcome: Outcome) -> Move | None:
    """What is known of a move after one more poll. A failure says nothing either way; an answer without one ends it."""
    if not isinstance(outcome, Fetched | NotModified):
        return seen
    if outcome.moved_to is None:
        return None
    if seen is not None and seen.to == outcome.moved_to:
        return Move(to=seen.to, polls=seen.polls + 1)
    return Move(to=outcome.moved_to)

"""What we say of an item that a source no longer shows: which source, since when, when last. Never that it was deleted.

That an item vanished from a feed tells of the feed: an entry may have been sealed, struck, moved or lost by a machine.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from monitor.domain.vocabulary import Effect
from monitor.present.times import at, clock, day
from monitor.present.words import clip
from monitor.state.view import WithdrawnView

_DID = {
    Effect.REQUESTS: "asks for it",
    Effect.ISSUES: "issued it",
    Effect.AFFIRMS: "affirmed it",
    Effect.EXTENDS: "extended it",
    Effect.MODIFIES: "modified it",
    Effect.CLARIFIES: "clarified it",
    Effect.STAYS: "stays",
    Effect.LIFTS_STAY: "lifted a stay",
    Effect.VACATES: "vacated it",
    Effect.DISSOLVES: "dissolved it",
    Effect.EXPIRES: "says that it lapsed",
    Effect.DENIES_RELIEF: "refused relief",
    Effect.CONVERTS: "converted it",
    Effect.APPEALS: "gives notice of an appeal from it",
    Effect.REINSTATES: "reinstated it",
    Effect.REHEARS: "grants rehearing of what was done to it",
    Effect.RECALLS_MANDATE: "recalled the mandate about it",
}
"""What the item did to the order; a stay is itself an order, so `stays` says only that."""


def gone_lines(gone: WithdrawnView, zone: tzinfo, as_of: datetime) -> tuple[str, str]:
    """What is no longer shown by whom since when; and what follows from that, which is nothing by itself."""
    since, last = moment(gone.gone_since, zone, as_of), moment(gone.last_shown, zone, as_of)
    first = f"{_named(gone)} is no longer shown by {clip(gone.source, 60)} since {since}; last seen there {last}."
    if gone.also_from:
        return first, f"It also came from {', '.join(clip(source, 60) for source in gone.also_from)}."
    return first, "Why is not known; what it did stands as recorded."


def gone_news(gone: WithdrawnView) -> str:
    """`dcd-ecf no longer shows entry 39`."""
    name = f"entry {gone.entry_number}" if gone.entry_number is not None else clip(gone.item, 80)
    return f"{clip(gone.source, 60)} no longer shows {name}"


def gone_mark(gone_since: datetime | None, zone: tzinfo, as_of: datetime) -> str | None:
    """`no longer shown since 16 March, 14:00`, or None for what a source still shows."""
    return f"no longer shown since {moment(gone_since, zone, as_of)}" if gone_since else None


def moment(when: datetime, zone: tzinfo, as_of: datetime) -> str:
    """`16 March, 14:00`: a poll has its minute always, midnight included."""
    local = at(when, zone)
    return f"{day(local, year=local.year != at(as_of, zone).year)}, {clock(when, zone)}"


def _named(gone: WithdrawnView) -> str:
    """`Entry 39, which issued it,`; an item without a number goes by its id."""
    name = f"Entry {gone.entry_number}" if gone.entry_number is not None else clip(gone.item, 80)
    did = " and ".join(_DID[effect] for effect in gone.effects)
    return f"{name}, which {did}," if did else f"{name}, which speaks of it,"

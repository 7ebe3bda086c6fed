"""Bodies read so that an item that takes too long costs itself alone. Reads nothing itself: `parse_here` does.

A body is read in one go, which is fastest. Where that takes longer than any body needs, it is read once more in groups
of items, and a group that takes longer than an item may in items. What takes too long by itself is left out by name,
and so is what there was no time for; both are tried again at the next poll, as whatever was not read.
"""

from __future__ import annotations

import time
from collections.abc import Container, Iterator
from itertools import chain
from typing import TypeAlias

import msgspec

from feeds.entries import beginnings
from feeds.model import EVERYTHING, Parsed, Poll, Problem, SourceSpec
from feeds.parsing.budget import OverBudgetError, within
from feeds.parsing.caps import Caps
from feeds.parsing.results import Result, Unparsed, parse_here

GROUP = 50


Read: TypeAlias = tuple[tuple[str, ...], Parsed | str]
"""Identities, and what came of them or why nothing did."""


def read_within(spec: SourceSpec, poll: Poll, seen: Container[str], caps: Caps) -> Result:
    """Read a poll in this process as `parse_here` does, but for items that take longer than `caps` allow."""
    try:
        return within(caps.body_seconds, lambda: parse_here(spec, poll, seen))
    except OverBudgetError:
        pass
    try:
        outline = within(caps.body_seconds / 2, lambda: parse_here(spec, poll, EVERYTHING))
    except OverBudgetError:
        outline = None
    unseen = [identity for identity in outline.shown if identity not in seen] if isinstance(outline, Parsed) else []
    if not isinstance(outline, Parsed) or not unseen:
        return outline or Unparsed(reason=f"reading it takes more than {caps.body_seconds:g} s of processor time")
    return _together(poll, outline, list(_apart(spec, poll, frozenset(outline.shown), unseen, caps)))


def _apart(spec: SourceSpec, poll: Poll, shown: frozenset[str], unseen: list[str], caps: Caps) -> Iterator[Read]:
    ends = time.process_time() + caps.body_seconds
    for first in range(0, len(unseen), GROUP):
        group = tuple(unseen[first : first + GROUP])
        found = _read(spec, poll, shown.difference(group), caps, ends)
        if isinstance(found, Parsed):
            yield group, found
        else:
            yield from (((one,), _read(spec, poll, shown - {one}, caps, ends)) for one in group)


def _read(spec: SourceSpec, poll: Poll, others: frozenset[str], caps: Caps, ends: float) -> Parsed | str:
    """What came of the items that are not `others`, or why nothing did."""
    if time.process_time() >= ends:
        return "the items before it took all the processor time that a body may take"
    try:
        found = within(caps.item_seconds, lambda: parse_here(spec, poll, others))
    except OverBudgetError:
        return f"reading it takes more than {caps.item_seconds:g} s of processor time"
    return found if isinstance(found, Parsed) else found.reason


def _together(poll: Poll, outline: Parsed, found: list[Read]) -> Parsed:
    """One poll of many; what could not be read is not among what it showed."""
    parts = [part for _, part in found if isinstance(part, Parsed)]
    why = {identity: part for identities, part in found if isinstance(part, str) for identity in identities}
    problems = [*outline.problems, *chain.from_iterable(part.problems for part in parts), *_left_out(poll, why)]
    return msgspec.structs.replace(
        outline,
        items=tuple(chain.from_iterable(part.items for part in parts)),
        problems=tuple(dict.fromkeys(problems)),
        shown=tuple(identity for identity in outline.shown if identity not in why),
    )


def _left_out(poll: Poll, why: dict[str, str]) -> Iterator[Problem]:
    begin = beginnings(poll) if why else {}
    for identity, reason in why.items():
        words = f"; it begins {begin[identity]!r}" if identity in begin else ""
        yield Problem(source=poll.source, item=identity, reason=f"left out: {reason}{words}")

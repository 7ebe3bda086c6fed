"""What is remembered between two fetches of a source, over the poll memory. Decides nothing and asks nobody.

What was remembered under another address is as good as forgotten: it is another source then.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from feeds import courtlistener_paging as paging
from feeds.fetch import pages
from feeds.fetch.backoff import PollHealth
from feeds.fetch.masking import masked
from feeds.fetch.outcomes import (
    Delivered,
    FailureKind,
    Fetched,
    FetchRequest,
    NotModified,
    Outcome,
    Refused,
    Validators,
)
from feeds.imap.looking import Place
from feeds.kinds import kind
from feeds.measure import unchanged
from feeds.memory import Memory
from feeds.memory_fetching import Fetching
from feeds.model import SourceSpec

MAILBOX = "mailbox"
"""The name of a mailbox among a source's places."""


class _State(msgspec.Struct, frozen=True):
    address: str
    health: PollHealth


_STATE = msgspec.json.Decoder(_State)
_VALIDATORS = msgspec.json.Decoder(Validators)


def recall(memory: Memory, spec: SourceSpec) -> PollHealth:
    """How the polls of a source at its present address went."""
    kept = memory.fetches.of(spec.id)
    state = _STATE.decode(kept.state) if kept else None
    return state.health if state is not None and state.address == spec.url else PollHealth()


def request(memory: Memory, spec: SourceSpec) -> FetchRequest:
    """The next question to a source: a GET, conditional where its last answer allows that, the next page of a list, or
    a look into a mailbox from the last mail on.

    Validators of another address may be among them; the client sends none but to the address that gave them.
    """
    if kind(spec.kind).paged:
        return FetchRequest(source=spec.id, url=paging.address(spec.url, pages.place(memory, spec)))
    if spec.is_mailbox:
        return FetchRequest(source=spec.id, url=spec.url, place=memory.places.place(spec.id, MAILBOX, spec.url) or b"")
    kept = memory.fetches.of(spec.id)
    if kept is None or kept.validators is None:
        return FetchRequest(source=spec.id, url=spec.url)
    return FetchRequest(source=spec.id, url=spec.url, validators=_VALIDATORS.decode(kept.validators))


def keep(memory: Memory, spec: SourceSpec, health: PollHealth, outcome: Outcome, now: datetime) -> PollHealth:
    """Remember a poll; gives the source's health as remembered, due at once where there is more to read.

    Of what came the record must hold the items, and the memory the window, by now.
    A failure leaves the validators of the last good answer, and is counted in the source's health; an unreadable body
    is counted by who could not read it.
    """
    validators = None
    if isinstance(outcome, Fetched | NotModified):
        validators = msgspec.json.encode(outcome.validators)
    elif isinstance(outcome, Delivered):
        place = msgspec.json.encode(Place(validity=outcome.validity, uid=outcome.last_uid))
        memory.places.keep(spec.id, MAILBOX, spec.url, place)
    elif isinstance(outcome, Refused) or outcome.kind is not FailureKind.UNREADABLE:
        memory.failed(spec.id, masked(spec.url), now, outcome.reason)
    if kind(spec.kind).paged:
        pages.keep(memory, spec, outcome)
    if isinstance(outcome, NotModified | Delivered):
        memory.unchanged(spec.id, now)
        memory.keep_measured(spec.id, unchanged(memory.measured(spec.id), now))
    if pages.more(memory, spec, outcome):
        health = msgspec.structs.replace(health, next_poll=now, why=pages.MORE)
    state = msgspec.json.encode(_State(spec.url, health))
    memory.fetches.keep(spec.id, Fetching(next_poll=health.next_poll or now, state=state, validators=validators))
    return health

"""What is remembered between two fetches of a source, over the poll memory. Decides nothing and asks nobody.

What was remembered under another address is as good as forgotten: it is another source then.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from feeds.fetch.backoff import PollHealth
from feeds.fetch.masking import masked
from feeds.fetch.outcomes import FailureKind, Fetched, FetchRequest, NotModified, Outcome, Refused, Validators
from feeds.measure import unchanged
from feeds.memory import Fetching, Memory
from feeds.model import SourceSpec


class _State(msgspec.Struct, frozen=True):
    address: str
    health: PollHealth


_STATE = msgspec.json.Decoder(_State)
_VALIDATORS = msgspec.json.Decoder(Validators)


def recall(memory: Memory, spec: SourceSpec) -> PollHealth:
    """How the polls of a source at its present address went."""
    kept = memory.fetching(spec.id)
    state = _STATE.decode(kept.state) if kept else None
    return state.health if state is not None and state.address == spec.url else PollHealth()


def request(memory: Memory, spec: SourceSpec) -> FetchRequest:
    """The next GET of a source, conditional where its last answer allows that.

    Validators of another address may be among them; the client sends none but to the address that gave them.
    """
    kept = memory.fetching(spec.id)
    if kept is None or kept.validators is None:
        return FetchRequest(source=spec.id, url=spec.url)
    return FetchRequest(source=spec.id, url=spec.url, validators=_VALIDATORS.decode(kept.validators))


def keep(memory: Memory, spec: SourceSpec, health: PollHealth, outcome: Outcome, now: datetime) -> None:
    """Remember a poll. Of a `Fetched` the record must hold the items and the memory the window by now.

    A failure leaves the validators of the last good answer, and is counted in the source's health; an unreadable body
    is counted by who could not read it.
    """
    validators = None
    if isinstance(outcome, Fetched | NotModified):
        validators = msgspec.json.encode(outcome.validators)
    elif isinstance(outcome, Refused) or outcome.kind is not FailureKind.UNREADABLE:
        memory.failed(spec.id, masked(spec.url), now, outcome.reason)
    if isinstance(outcome, NotModified):
        memory.unchanged(spec.id, now)
        memory.keep_measured(spec.id, unchanged(memory.measured(spec.id), now))
    state = msgspec.json.encode(_State(spec.url, health))
    memory.keep_fetching(spec.id, Fetching(next_poll=health.next_poll or now, state=state, validators=validators))

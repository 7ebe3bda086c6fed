"""What was known at a moment and who had been told; what changed by a later one, and by which event. Decides nothing.

Everything is folded anew from the record (monitor.audit.refold). The views are only held against that: where they say
otherwise `differs` has a line for each difference, and the answer given is that of the record.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from monitor.audit.causes import Cause, cause_of
from monitor.audit.mailed import Mail, Mailed
from monitor.audit.refold import Refold
from monitor.domain.ids import docket_key
from monitor.ledger.merkle import leaf_hash, root_of
from monitor.ledger.store import Entry, Ledger
from monitor.state.change import Change
from monitor.state.view import MatterState, OrderView
from projections import changes as rows
from projections.as_of import state_at
from projections.changes import RecordedChange
from projections.making import occasion_of
from projections.matters import known_at
from projections.store import Views

_STEP = 1000
_Name = tuple[str, str]
"""The key of a change and its matter: a docket of two matters has its changes in both."""


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A time asked about, the log position it comes to, and the Merkle root over the leaves up to there."""

    at: datetime
    seq: int
    leaves: int
    root: str


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the state, the event that made it, and the mails that had told it.

    `again` is the position at which the same change was made before: it was to be told then and is not told anew.
    """

    change: Change
    cause: Cause
    told: tuple[Mail, ...]
    again: int | None = None


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. `states` is what was known at `as_of`, `known` the changes up to there with the mails up to there.

    `states_until` is what was known at `until`, `changed` the changes in between with the mails up to the later one;
    None where nothing was compared. `mails` are all those prepared by the end, each as it then stood.
    """

    as_of: Moment
    until: Moment | None
    states: tuple[MatterState, ...]
    states_until: tuple[MatterState, ...] | None
    known: tuple[Known, ...]
    changed: tuple[Known, ...] | None
    mails: tuple[Mail, ...]
    differs: tuple[str, ...]

    @property
    def orders(self) -> tuple[OrderView, ...]:
        """Every order known at `as_of`."""
        return tuple(order for state in self.states for order in state.orders)

    @property
    def orders_until(self) -> tuple[OrderView, ...]:
        """Every order known at the end."""
        return tuple(order for state in self.states_until or self.states for order in state.orders)


class _Made(msgspec.Struct, frozen=True):
    change: RecordedChange
    cause: Cause
    again: int | None


class _Snapshot(msgspec.Struct, frozen=True):
    states: tuple[MatterState, ...]
    mails: tuple[Mail, ...]


def replay(
    ledger: Ledger,
    views: Views,
    as_of: datetime,
    until: datetime | None = None,
    matter: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Replay:
    """Recall what was known at `as_of`, of one matter or of all; with `until` (not earlier) what changed by then too.

    The views must have come as far as the record. Raises LedgerError where an event of the record cannot be read.
    """
    start = _moment(ledger, as_of)
    end = _moment(ledger, until) if until is not None else start
    recall = _Recall(matter)
    then = recall.upto(ledger, start.seq, progress)
    last = recall.upto(ledger, end.seq, progress)
    given = {key for key, _ in recall.first}
    return Replay(
        as_of=start,
        until=end if until is not None else None,
        states=then.states,
        states_until=last.states if until is not None else None,
        known=tuple(_known(recall.made, then.mails, 0, start.seq)),
        changed=tuple(_known(recall.made, last.mails, start.seq, end.seq)) if until is not None else None,
        mails=last.mails if matter is None else tuple(m for m in last.mails if given & set(m.changes)),
        differs=(
            *_states_differ(views, then.states, start.seq, matter),
            *(_states_differ(views, last.states, end.seq, matter) if end.seq != start.seq else ()),
            *_changes_differ(views, recall.first, end.seq, matter),
            *(_not_given(last.mails, given) if matter is None else ()),
        ),
    )


def _moment(ledger: Ledger, at: datetime) -> Moment:
    seq = ledger.seq_at(at)
    return Moment(at=at, seq=seq, leaves=seq, root=root_of(map(leaf_hash, ledger.leaves(seq))).hex())


class _Recall:
    """The record, taken in again: every change made, and the first of each key in each matter."""

    def __init__(self, matter: str | None) -> None:
        self._refold, self._mailed, self._at = Refold(matter), Mailed(), 0
        self.made: list[_Made] = []
        self.first: dict[_Name, RecordedChange] = {}

    def upto(self, ledger: Ledger, seq: int, progress: Callable[[int], None] | None) -> _Snapshot:
        """Go on to a log position; gives what was known and had been mailed there."""
        for entry in ledger.entries(self._at, seq):
            self._take(entry)
            if progress and entry.seq % _STEP == 0:
                progress(_STEP)
        self._at = seq
        return _Snapshot(tuple(self._refold.states()), self._mailed.mails())

    def _take(self, entry: Entry) -> None:
        self._mailed.take(entry)
        changes = self._refold.take(entry)
        because = self._refold.because(entry)
        for change in changes:
            made = RecordedChange(change, entry.seq, occasion_of(entry), entry.recorded_at, because)
            first = self.first.setdefault((change.key, change.matter), made)
            again = first.seq if first is not made else None
            self.made.append(_Made(made, cause_of(entry, self._refold.item), again))


def _known(made: Iterable[_Made], mails: Iterable[Mail], after: int, upto: int) -> Iterator[Known]:
    telling: dict[str, list[Mail]] = {}
    for mail in mails:
        for key in mail.changes:
            telling.setdefault(key, []).append(mail)
    for one in made:
        if after < one.change.seq <= upto:
            told = () if one.again else tuple(telling.get(one.change.change.key, ()))
            yield Known(change=one.change.change, cause=one.cause, told=told, again=one.again)


def _states_differ(views: Views, states: Iterable[MatterState], seq: int, matter: str | None) -> Iterator[str]:
    """Where the facts that the views keep fold to another state than the record does."""
    recalled = {docket_key(state.matter.court, state.matter.docket_number): state for state in states}
    kept = known_at(views.connection, seq) if matter is None else [matter]
    for ident in sorted({*recalled, *kept}):
        if state_at(views, ident, seq) != recalled.get(ident):
            yield f"{ident} at log position {seq}: the facts that the views keep fold to another state than the record"


def _changes_differ(
    views: Views, first: Mapping[_Name, RecordedChange], upto: int, matter: str | None
) -> Iterator[str]:
    """Where the changes that mail was chosen from are not those that the record gives."""
    kept = {(row.change.key, row.change.matter): row for row in rows.until(views, upto, matter)}
    for name, ours in first.items():
        theirs, key = kept.pop(name, None), name[0]
        if theirs is None:
            yield f"event {ours.seq} makes the change {key!r}; the views do not have it"
        elif theirs != ours:
            yield f"event {ours.seq} makes the change {key!r}; the views have it otherwise (of event {theirs.seq})"
    for (key, _), theirs in kept.items():
        yield f"the views have the change {key!r} of event {theirs.seq}; the record does not give it"


def _not_given(mails: Iterable[Mail], given: Container[str]) -> Iterator[str]:
    """What mails told and the record, as this program folds it, does not give."""
    for mail in mails:
        for key in mail.changes:
            if key not in given:
                yield f"event {mail.seq} mailed the change {key!r}, which the record does not give as it is folded now"

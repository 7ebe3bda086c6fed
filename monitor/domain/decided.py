"""What a named person decided, with a reason, and may decide otherwise later: the last decision about a subject counts.

A decision says how the record is to be read. It says nothing about who obeyed an order, and it changes nothing that a
source said. What each one does to the state stands in docs/adr/20261121-what-a-person-decides.md.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from monitor.domain.events import Event
from monitor.domain.findings import Reading
from monitor.domain.ids import key_of


class _Decided(Event, frozen=True, kw_only=True):
    """Who decided, why and when. `by` and `reason` are as the person gave them."""

    by: str
    reason: str
    decided_at: datetime

    def _key(self, *subject: object) -> str:
        return key_of(self.name, *subject, self.by, self.decided_at.isoformat())


class _Reviewed(_Decided, frozen=True, kw_only=True):
    """About the reading of one revision of one item; of a later revision it says nothing.

    `reader` and `saw` name what the person was shown: the reader's version and the digest of its findings
    (`findings.findings_digest`), so that a later reading can be told from the one that was judged.
    """

    of: str
    revision: int
    reader: str
    saw: str

    @property
    def key(self) -> str:
        return self._key(self.of, self.revision)


class ReadingConfirmed(_Reviewed, frozen=True, kw_only=True):
    """The machine's reading is right; an earlier correction or rejection of this revision no longer counts."""

    name = "reading.confirmed"


class ReadingCorrected(_Reviewed, frozen=True, kw_only=True):
    """The item is to be read so, whole; every quote is verbatim in the revision's stored text."""

    name = "reading.corrected"
    reading: Reading


class ReadingRejected(_Reviewed, frozen=True, kw_only=True):
    """The item says nothing about any watched matter. It stays recorded, and so does what was read in it."""

    name = "reading.rejected"


class ItemRedacted(_Decided, frozen=True, kw_only=True):
    """The words of an item of `source` were taken out of the record: `authority` is what requires it (an order, a law).

    `mails` are the keys of the digests that repeat its words and were erased with it, `matters` those that it
    concerned. The item's row and every leaf stay (monitor.ledger.erasing), and nothing more is recorded about it.
    """

    name = "item.redacted"
    of: str
    source: str
    authority: str
    mails: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self._key(self.of)


class Member(msgspec.Struct, frozen=True):
    """An order or an action by one handle: the id it was called by, and the item and ordinal that make the handle.

    The id is for people; item and ordinal are what the decision rests on.
    """

    id: str
    item: str
    ordinal: int


class _Linked(_Decided, frozen=True, kw_only=True):
    """About two handles of one matter, the lesser (by item and ordinal) first."""

    matter_id: str
    one: Member
    other: Member

    @property
    def key(self) -> str:
        return self._key(self.one.item, self.one.ordinal, self.other.item, self.other.ordinal)


class OrdersJoined(_Linked, frozen=True, kw_only=True):
    """What two entries made is one order."""

    name = "orders.joined"


class OrdersParted(_Linked, frozen=True, kw_only=True):
    """What two entries made are two orders."""

    name = "orders.parted"


class ActionsJoined(_Linked, frozen=True, kw_only=True):
    """Two positions or accounts are about one action."""

    name = "actions.joined"


class ActionsParted(_Linked, frozen=True, kw_only=True):
    """Two positions or accounts are about different actions."""

    name = "actions.parted"


Reviewed = ReadingConfirmed | ReadingCorrected | ReadingRejected
Linked = OrdersJoined | OrdersParted | ActionsJoined | ActionsParted

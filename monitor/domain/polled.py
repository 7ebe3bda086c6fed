"""The voice Polled, as far as it says where and how long we looked: what a source was asked, and when it was not.

It says nothing of what the source held back. A time in which items may have come and gone unseen is a gap
(`CoverageGapObserved`); a pause is a time without a good poll, which a later poll may still have reached back over.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from monitor.domain.events import Event
from monitor.domain.ids import key_of
from monitor.domain.vocabulary import Reach, SourceClass


class Pause(msgspec.Struct, frozen=True):
    """From one good poll to the next one, longer apart than the source's interval explains."""

    since: datetime
    until: datetime


class CoverageExtended(Event, frozen=True, kw_only=True):
    """A source was polled well from `since` to `until`, which is what the record can show of our looking.

    `polls` counts the good ones, both ends among them, and `pauses` are all the pauses between; where the poll memory
    was lost in between `polls` is None, and neither is known. The first of a source has `since` equal to `until`; each
    later one begins where the last ended. `court` is whose docket it shows; `every_seconds` the interval configured,
    None where nobody here asks the source (recordings, mail).
    """

    name = "coverage.extended"
    source: str
    source_class: SourceClass
    reach: Reach
    court: str | None
    since: datetime
    until: datetime
    every_seconds: int | None = None
    polls: int | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def key(self) -> str:
        return key_of("coverage-extended", self.source, self.until.isoformat())


class SourceMoved(Event, frozen=True, kw_only=True):
    """A source's address led to another by permanent redirects alone (301, 308), in `polls` polls in a row.

    It says what the server says and changes no address: that is the operator's. `asked` is the address configured and
    `to` where it led, both masked: no password and no token of a query is in the record. `polled_at` is the poll that
    made sure.
    """

    name = "source.moved"
    source: str
    asked: str
    to: str
    polls: int
    polled_at: datetime

    @property
    def key(self) -> str:
        return key_of("source-moved", self.source, self.asked, self.to, self.polled_at.isoformat())

"""What passes between a source and the record: polls in, parsed items out. Nothing here mints a fact."""

from __future__ import annotations

from datetime import datetime

import msgspec

from monitor.domain.items import Content
from monitor.domain.vocabulary import SourceClass

MAILBOXES = ("imaps", "imap")
PUSHED = "webhook"
"""The scheme of a source's address that says: it is told to us."""


class GivenDocket(msgspec.Struct, frozen=True, kw_only=True):
    """A docket by the number that another keeper has for it, whose entries there name neither court nor docket number.

    `id` None stands for any: of a recorded list nobody says which docket it was. `case_name` is the watched matter's
    caption, or empty.
    """

    id: int | None
    court: str
    docket_number: str
    case_name: str = ""


class SourceSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One configured source. Its class follows from its kind, never from what it sends.

    `url` is an address, or a folder (or one file) of recorded polls. `record_all` keeps items of unwatched matters too,
    `authserv` is the mail server whose word proves that a notice is a court's; empty: nobody is asked.
    `full_text` has the page of each recorded item fetched for its whole text.
    `dockets` are those of which such a source may speak by CourtListener's numbers.
    """

    id: str
    kind: str
    url: str
    court: str | None = None
    speaker: str | None = None
    every_seconds: int = 600
    record_all: bool = False
    full_text: bool = False
    authserv: str = ""
    dockets: tuple[GivenDocket, ...] = ()

    @property
    def scheme(self) -> str:
        """What the address begins with; empty for a path here."""
        return self.url.partition("://")[0].lower() if "://" in self.url else ""

    @property
    def pushed(self) -> bool:
        """Whether the source speaks by itself, to an address of ours: nobody asks it."""
        return self.scheme == PUSHED

    @property
    def is_mailbox(self) -> bool:
        """Whether `url` is a mailbox elsewhere, which is looked into by IMAP."""
        return self.scheme in MAILBOXES

    @property
    def fetched(self) -> bool:
        """Whether `url` is an address that is asked; anything else is a path here, or `pushed`."""
        return bool(self.scheme) and not self.pushed


class Everything:
    """Holds every identity there is: a poll read without what is in it is whole, and gives no item."""

    def __contains__(self, _: object) -> bool:
        return True


EVERYTHING = Everything()


class Poll(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a source, as received. Header names are lower-case; `name` is the recording's file or the URL.

    `delivered`: a mail that came to a watched mailbox, at `polled_at`.
    """

    source: str
    name: str
    polled_at: datetime
    body: bytes
    url: str = ""
    status: int = 200
    headers: dict[str, str] = {}
    delivered: bool = False


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a poll.

    `item` is its id as the source gives it (not unique in court feeds). `identity` is: `slice_hash` of the item's own
    bytes with the feed's context, and `ordinal`, the number of the identical twin in this poll (0 for the first).
    `aliases` are names under which another source may show the same filing (`dcd/25-cv-766/e39`). `guid`, `date`,
    `title` and `body` pair an edited item with its former self (`body` is a digest of what the other three leave out);
    `raw` is the slice itself. `loose_guid`: the guid names more than this item (E.D.N.Y. gives the case page), so alone
    it pairs nothing. `given`: `slice_hash` is the giver's own id, so other content under it is a revision of the same
    item, however long ago that was shown (feeds of a window tell an edit by pairing instead);
    `had_since` is when the giver first had it.
    `media_type` is that of `raw` where it is not the one of its kind.
    """

    content: Content
    item: str
    slice_hash: str
    ordinal: int
    raw: bytes
    aliases: tuple[str, ...] = ()
    guid: str = ""
    date: str = ""
    title: str = ""
    body: str = ""
    loose_guid: bool = False
    given: bool = False
    had_since: datetime | None = None
    media_type: str | None = None

    @property
    def identity(self) -> str:
        """Slice hash and ordinal."""
        return f"{self.slice_hash}.{self.ordinal}"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """An item that could not be used, or could only be used in part: which and why. The rest of the poll goes on.

    `lost`: nothing of it is recorded, and its source will not show it again.
    """

    source: str
    item: str
    reason: str
    lost: bool = False


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What a channel asks of who polls it: minutes between polls, hours (0-23) and weekdays (0: Monday) left out."""

    ttl_minutes: int = 0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


NO_WISHES = Wishes()


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """A poll as parsed. `declared` is what the source says it carries (PACER's "Docket entries of type: …").

    `items` holds those that were not seen before; `shown` the identity of every item, seen or not, in the poll's order.
    `window` is False for a source whose polls do not show earlier items again (mail): nothing can vanish from it.
    `wishes` are the channel's own about being polled.
    """

    source: str
    source_class: SourceClass
    items: tuple[FeedItem, ...]
    declared: str | None = None
    problems: tuple[Problem, ...] = ()
    shown: tuple[str, ...] = ()
    window: bool = True
    wishes: Wishes = NO_WISHES

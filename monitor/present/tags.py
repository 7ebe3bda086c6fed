"""The word that each kind of change is told under, its weight and how it is counted. No word says who is right."""

from __future__ import annotations

import msgspec

from monitor.state.change import ChangeKind


class Tag(msgspec.Struct, frozen=True):
    """The first word of a story and how it is counted; `rank` orders stories, the heaviest first."""

    rank: int
    word: str
    counted: str
    mark: str
    role: str


REVISED = Tag(0, "Reading revised", "reading revised", "■", "ink")
TAGS = {
    ChangeKind.FINDING: Tag(1, "Finding", "finding", "⬢", "find"),
    ChangeKind.FINDING_STANDING_CHANGED: Tag(2, "Standing of a finding", "change in a finding’s standing", "⬢", "find"),
    ChangeKind.CONTESTED: Tag(3, "Newly contested", "newly contested", "■", "ink"),
    ChangeKind.CONCEDED: Tag(4, "Conceded", "conceded", "●", "bound"),
    ChangeKind.ALLEGED: Tag(5, "Alleged", "alleged", "▲", "prot"),
    ChangeKind.ASKED: Tag(6, "Asked", "asked", "△", "prot"),
    ChangeKind.ANSWERED: Tag(7, "Answered", "answered", "●", "bound"),
    ChangeKind.WITHDRAWN: Tag(8, "No longer shown", "no longer shown", "■", "ink"),
    ChangeKind.SHOWN_AGAIN: Tag(9, "Shown again", "shown again", "■", "ink"),
    ChangeKind.STATUS_CHANGED: Tag(10, "Status changed", "status change", "■", "ink"),
    ChangeKind.ORDER_ISSUED: Tag(11, "New order", "new order", "■", "ink"),
    ChangeKind.ORDER_EXTENDED: Tag(12, "Extended", "extended", "■", "ink"),
    ChangeKind.LAPSES_CHANGED: Tag(13, "Lapse date changed", "change of a lapse date", "■", "ink"),
    ChangeKind.DEADLINE_MOVED: Tag(14, "Deadline moved", "deadline moved", "▽", "ink"),
    ChangeKind.DEADLINE_CHANGED: Tag(15, "Deadline", "deadline", "▽", "ink"),
    ChangeKind.DEADLINE_SET: Tag(16, "Deadline set", "deadline set", "▽", "ink"),
    ChangeKind.FIGURE_CONFLICT: Tag(17, "Figures disagree", "conflict of figures", "■", "ink"),
    ChangeKind.NO_LONGER_READ: Tag(18, "No longer read", "no longer read", "■", "ink"),
    ChangeKind.READ_OTHERWISE: Tag(19, "Read otherwise", "read otherwise", "■", "ink"),
    ChangeKind.JOINED: Tag(20, "Two are one", "joined", "■", "ink"),
    ChangeKind.PARTED: Tag(21, "One is two", "parted", "■", "ink"),
}
"""One for each kind of change."""
MANY = {
    "finding": "findings",
    "new order": "new orders",
    "change in a finding’s standing": "changes in findings’ standing",
    "status change": "status changes",
    "change of a lapse date": "changes of lapse dates",
    "conflict of figures": "conflicts of figures",
    "deadline": "deadlines",
    "deadline moved": "deadlines moved",
    "deadline set": "deadlines set",
    "reading revised": "readings revised",
}
"""How the nouns among the tags are counted."""

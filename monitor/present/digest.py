"""A mail about court orders, from what is to be told: an alert on one action, or a day's digest. Holds no address of
anybody.

The same model is written twice, as HTML and as plain text, so that both say the same. Nothing in it depends on a
picture
or on the style block. Refuses a verdict: what a party says is alleged, asked or answered; only a court finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

import msgspec

from monitor.present.environment import environment
from monitor.present.naming import order_names
from monitor.present.naming import subject as subject_of
from monitor.present.palette import DARK, LIGHT
from monitor.present.standing import Row
from monitor.present.stories import LIMITS, Limits, StoryParts, Told, gone, parts_of, tag_of
from monitor.present.tags import MANY
from monitor.present.times import clock, day, stamp, weekday, zone_name
from monitor.present.words import clip, count, one_line
from monitor.state.view import OrderView

MAX_HTML = 85_000
"""Bytes of HTML at most: mail clients clip a message at about 102 KB, and this one must be whole."""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """What changed about one order, or about one action under it where `action` is its id.

    `acting` are orders that act on it (an order to show cause): what they make due is due next here too. `gone`: no
    item is read as having made the order any more, and `order` is what it last was.
    """

    order: OrderView
    changes: tuple[Told, ...]
    action: str | None = None
    acting: tuple[OrderView, ...] = ()
    gone: bool = False


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """A source that has not answered well lately: since when, None if it never did, and what it last answered.

    `odd` is said of one that answers, but shows too little or something else, since then.
    """

    source: str
    since: datetime | None
    error: str | None = None
    odd: str | None = None


class DigestContent(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a mail says. `as_of` (aware) is the moment it is true for, `seq` the log position it rests on.

    `daily` False is an alert: one story. `why` says why the reader gets it. `example` marks what is not a live mail,
    in its own words. `followed` and `since` are for the daily: how many orders are followed, from when it counts.
    `silent` are sources that may have shown what nobody saw.
    """

    daily: bool
    stories: tuple[Story, ...]
    zone: tzinfo
    as_of: datetime
    seq: int
    why: str
    base_url: str | None = None
    example: str | None = None
    followed: int = 0
    since: datetime | None = None
    silent: tuple[Silence, ...] = ()


class RenderedMail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail without sender or addressee."""

    subject: str
    text: str
    html: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What both templates print, and nothing else does."""

    title: str
    stamp: str
    preheader: str
    lead: str | None
    stories: tuple[StoryParts, ...]
    unseen: tuple[Row, ...]
    more: str | None
    example: str | None
    footer: tuple[str, ...]


def render_digest(content: DigestContent) -> RenderedMail:
    """Render a mail as subject, plain text and HTML of at most MAX_HTML bytes.

    A long mail is shortened step by step: fewer sayings and stories, then cut quotes, each said where it happens.
    Raises ValueError for no story, or an alert with more than one.
    """
    if not content.stories or (not content.daily and len(content.stories) > 1):
        raise ValueError(f"a mail of {len(content.stories)} stories: an alert has one, a digest one at least")
    for limits in LIMITS:
        page = _page(content, limits)
        html = _render("digest.html.j2", page, daily=content.daily)
        if len(html.encode()) <= MAX_HTML:
            break
    text = _render("digest.txt.j2", page, daily=content.daily)
    return RenderedMail(subject=_subject(content), text=text, html=html)


def _render(template: str, page: Page, *, daily: bool) -> str:
    return environment().get_template(template).render(page=page, daily=daily, c=LIGHT, d=DARK)


def _page(content: DigestContent, limits: Limits) -> Page:
    ranked = _ranked(content.stories)
    shown = ranked[: limits.stories]
    names = order_names((story.order for story in ranked), lambda _: content.zone)
    stories = []
    for index, story in enumerate(shown):
        again = index > 0 and shown[index - 1].order.id == story.order.id
        orders = len({s.order.id for s in shown[: index + 1]})
        parts = parts_of(
            story.order,
            story.action,
            story.changes,
            daily=content.daily,
            name=names[story.order.id],
            zone=content.zone,
            as_of=content.as_of,
            base_url=content.base_url,
            limits=limits,
            number=None if again else orders,
            last=index + 1 == len(shown) or shown[index + 1].order.id != story.order.id,
            acting=story.acting,
        )
        stories.append(gone(parts) if story.gone else parts)
    told = dict.fromkeys(row for story in stories for row in story.unseen)
    unseen = [*told, *(_silence(one, content) for one in content.silent)][: limits.rows]
    left = len(ranked) - len(stories)
    return Page(
        title=_title(content, stories[0]),
        stamp=stamp(content.as_of, content.zone),
        preheader=_preheader(content, stories),
        lead=_lead(content) if content.daily else None,
        stories=tuple(stories),
        unseen=tuple(unseen),
        more=f"{count(left, 'more change')} in the record, not shown here." if left else None,
        example=one_line(content.example) if content.example else None,
        footer=_footer(content),
    )


def _silence(silent: Silence, content: DigestContent) -> Row:
    if silent.odd is not None:
        since = f", since {stamp(silent.since, content.zone)}" if silent.since else ""
        return Row(
            f"{clip(silent.source, 60)}{since}.", (f"It {clip(silent.odd, 300)}. What it did not show was not seen.",)
        )
    since = f"no good poll since {stamp(silent.since, content.zone)}" if silent.since else "no good poll yet"
    error = f" Last answer: {clip(silent.error, 200)}" if silent.error else ""
    return Row(f"{clip(silent.source, 60)}, {since}.", (f"What it showed since then was not seen.{error}",))


def _ranked(stories: Sequence[Story]) -> list[Story]:
    """The heaviest order first, the stories of one order together, the heaviest of them first."""
    best: dict[str, int] = {}
    for story in stories:
        rank = tag_of(story.changes).rank
        best[story.order.id] = min(best.get(story.order.id, rank), rank)
    return sorted(stories, key=lambda s: (best[s.order.id], s.order.id, tag_of(s.changes).rank, s.action or ""))


def _tags(content: DigestContent) -> str:
    counted: dict[str, int] = {}
    for story in sorted(content.stories, key=lambda s: tag_of(s.changes).rank):
        name = tag_of(story.changes).counted
        counted[name] = counted.get(name, 0) + 1
    return ", ".join(f"{number} {name if number == 1 else MANY.get(name, name)}" for name, number in counted.items())


def _subject(content: DigestContent) -> str:
    if not content.daily:
        return one_line(subject_of(content.stories[0].order, content.zone))
    return clip(f"Your orders, {day(content.as_of.astimezone(content.zone))}: {_tags(content)}", 140)


def _title(content: DigestContent, first: StoryParts) -> str:
    if not content.daily:
        return first.headline
    return f"Your orders, {weekday(content.as_of.astimezone(content.zone), year=True)}"


def _preheader(content: DigestContent, stories: Sequence[StoryParts]) -> str:
    first = stories[0]
    if content.daily:
        return clip(". ".join(story.headline for story in stories[:3]), 240)
    return clip(". ".join(part for part in (f"{first.tag}: {first.headline}", first.missing) if part), 300)


def _lead(content: DigestContent) -> str:
    since = ""
    if content.since is not None:
        local = content.since.astimezone(content.zone)
        since = (
            f"Since {weekday(local)}, {clock(content.since, content.zone)} {zone_name(content.since, content.zone)}: "
        )
    told = len({story.order.id for story in content.stories})
    rest = max(content.followed - told, 0)
    unchanged = f" {count(told, 'order')} below; {rest:,} did not change." if content.followed else ""
    return f"{since}{_tags(content)}.{unchanged}"


def _footer(content: DigestContent) -> tuple[str, ...]:
    first = next((story.order.id for story in content.stories if not story.gone), None)
    when = content.as_of.astimezone(content.zone).isoformat(timespec="seconds")
    known = f"order {one_line(first)}" if first else "orders"
    return (
        "showcause records who says what about court orders. It does not say who is right. Allege, ask and answer "
        "describe what was said; only a court finds.",
        "Machine-read means that no person has checked it yet.",
        f"{one_line(content.why)} To change or stop these mails, use your mail program’s unsubscribe, or answer this "
        "mail.",
        f"Rests on log position {content.seq:,}. What was known then: showcause {known} --as-of {when}",
    )

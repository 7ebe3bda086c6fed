"""Who speaks in a news text, sentence by sentence: the subject of the verb of speech, or the last speaker for a pronoun.

It names only whom the text names. Words with no speaker are the outlet's own and are nobody's position.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from monitor.domain.matters import Matter
from monitor.reading.parties import Named, mentions
from monitor.reading.rulebook import compiled
from monitor.reading.segment import Span, quoted, sentences

_SPEECH = compiled(r"\b(?:<speech>)\b")
_PRONOUN = re.compile(r"\b(?P<one>he|she|it|the (?:judge|agency|company|filing|report|official|spokes\w+|declaration|motion|brief))\b|\b(?P<many>they)\b", re.IGNORECASE)


class Said(msgspec.Struct, frozen=True):
    """A sentence, the quotes in it, and the speakers in the order they speak: (where the verb stands, who)."""

    span: Span
    quotes: tuple[Span, ...]
    speakers: tuple[tuple[int, Named], ...]
    named: tuple[Named, ...]
    carried: Named | None

    def in_quote(self, at: int) -> Span | None:
        """The quoted span that holds a place, or None."""
        return next((q for q in self.quotes if q.holds(at)), None)

    def speaker_of(self, at: int) -> Named | None:
        """Who says the words at a place: for quoted words the nearest verb of speech, for others the last one before them."""
        if not self.speakers:
            return self.carried if self.in_quote(at) else None
        if self.in_quote(at):
            return min(self.speakers, key=lambda s: abs(s[0] - at))[1]
        before = [s for s in self.speakers if s[0] <= at]
        return (before[-1] if before else self.speakers[0])[1]


def said(text: str, matter: Matter) -> list[Said]:
    """The sentences of a text with their speakers; a speaker carries on through sentences that only quote."""
    everyone = mentions(text, matter)
    marks = quoted(text)
    found: list[Said] = []
    last: Named | None = None
    for span in sentences(text):
        named = tuple(n for n in everyone if span.start <= n.start < span.end)
        inside = tuple(q for q in marks if q.start < span.end and q.end > span.start)
        speakers = _speakers(text, span, named, inside, last)
        found.append(Said(span, inside, speakers, named, last))
        last = speakers[-1][1] if speakers else _paragraph_speaker(text, span, last)
    return found


def _paragraph_speaker(text: str, span: Span, last: Named | None) -> Named | None:
    """A paragraph's end ends what a speaker carries on."""
    return None if text[span.end : span.end + 2].startswith("\n\n") else last


def _speakers(
    text: str, span: Span, named: Sequence[Named], quotes: Sequence[Span], last: Named | None
) -> tuple[tuple[int, Named], ...]:
    found = []
    for verb in _SPEECH.finditer(text, span.start, span.end):
        if any(q.holds(verb.start()) for q in quotes):
            continue
        who = _subject(text, span, verb, named, quotes) or _pronoun(text, span, verb, last)
        if who:
            found.append((verb.start(), who))
    return tuple(found)


def _subject(text: str, span: Span, verb: re.Match[str], named: Sequence[Named], quotes: Sequence[Span]) -> Named | None:
    outside = [n for n in named if not any(q.holds(n.start) for q in quotes)]
    inverted = [n for n in outside if 0 <= n.start - verb.end() <= 6]
    before = [n for n in outside if n.end <= verb.start() and _near(text, n, verb)]
    if inverted and not before:
        return inverted[0]
    return _head(text, before) or (inverted[0] if inverted else None)


def _head(text: str, before: Sequence[Named]) -> Named | None:
    """The subject: of "Lawyers for the plaintiffs", "Aid groups told Judge X" the first of the nearest run."""
    if not before:
        return None
    chosen = before[-1]
    for earlier in reversed(before[:-1]):
        between = text[earlier.end : chosen.start]
        if len(between) <= 40 and re.fullmatch(r",? (?:a |an |the |and |of |for |in |with |at )?[\w ,'’-]{0,34}", between) and not _SPEECH.search(between):
            chosen = earlier
        else:
            break
    return chosen


def _near(text: str, who: Named, verb: re.Match[str]) -> bool:
    between = text[who.end : verb.start()]
    return len(between) <= 90 and not _SPEECH.search(between) and not re.search(r"[.;]\s", between)


def _pronoun(text: str, span: Span, verb: re.Match[str], last: Named | None) -> Named | None:
    found = _PRONOUN.search(text, max(span.start, verb.start() - 40), verb.start())
    return last if found else None


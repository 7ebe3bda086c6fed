"""Who speaks in a news text, sentence by sentence: the subject of the verb of speech, or the last speaker for a
pronoun.

It names only whom the text names. Words with no speaker are the outlet's own and are nobody's position.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from monitor.domain.matters import Matter
from monitor.reading.gate import Gated
from monitor.reading.named import Named
from monitor.reading.parties import mentions
from monitor.reading.rulebook import compiled
from monitor.reading.segment import Span, quoted, sentences

_SPEECH = compiled(r"\b(?:<speech>)\b")
_TRANSITIVE = re.compile(
    r"accus|told|tell|ask|call|found|find|inform|notif|urg|warn|den|held|hold|rul|conced|admit|acknowledg",
    re.IGNORECASE,
)
_OBJECT = Gated(
    r"\b(?:told|asked|to|in|at|before|against|from|urged|informed|by|into|on)\s(?:the |a |an )?$", re.IGNORECASE
)
_ACCORDING = re.compile(r"\b[Aa]ccording to\b|\bin the words of\b")
_RELATIVE = re.compile(r"\b(?:that|which|who|and)\s$")
_INVERTED = re.compile(
    r"\s(?:an? (?:representative|spokes\w+|lawyer|attorney|member|official) (?:of|for|at|with) (?:the )?"
    r"|one of (?:the )?|(?:an?|the|its|his|her|their) (?:[\w’'-]+,? ){0,6}|(?:[A-Z][\w’'-]+ ){0,4})?"
)
_PRONOUN = Gated(
    r"\b(?:(?P<person>he|she|the (?:judge|official|spokes\w+|lawyers?|attorneys?))|(?P<body>it|the (?:agency|company))"
    r"|they|the (?:filing|report|declaration|motion|brief|statement|letter|memo|papers|response|notice))\b",
    re.IGNORECASE,
)
_BENCH = re.compile(r"\b(?:judge|justice|magistrate)s?\b", re.IGNORECASE)


_ASIDE = re.compile(r",\s(?:which|who)\b[^,;.]*$")
"""The beginning of an aside about somebody: "the union, which is among the plaintiffs, says"."""


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

    def _quotes_at(self, at: int, end: int) -> bool:
        return any(q.start < end and q.end > at for q in self.quotes)

    def speaker_of(self, at: int, end: int) -> Named | None:
        """Who says the words at a place: for quoted words the nearest verb of speech, for others the last one before
        them.
        """
        if not self.speakers:
            return self.carried if self._quotes_at(at, end) else None
        if self.in_quote(at):
            return min(self.speakers, key=lambda s: abs(s[0] - at))[1]
        before = [s for s in self.speakers if s[0] <= at]
        return (before[-1] if before else self.speakers[0])[1]


def said(text: str, matter: Matter) -> list[Said]:
    """The sentences of a text with their speakers; a speaker carries on through sentences that only quote."""
    everyone = mentions(text, matter)
    marks = quoted(text)
    places = [n.start for n in everyone]
    opened, closed = [q.start for q in marks], [q.end for q in marks]
    found: list[Said] = []
    last: Named | None = None
    before: Named | None = None
    for span in sentences(text):
        named = tuple(everyone[bisect_left(places, span.start) : bisect_left(places, span.end)])
        inside = tuple(marks[bisect_right(closed, span.start) : bisect_left(opened, span.end)])
        speakers = _speakers(text, span, named, inside, (last, before))
        if found and speakers and not inside and _asked(text, found[-1]) and speakers[0][0] - span.start <= TAIL:
            found[-1] = msgspec.structs.replace(found[-1], carried=speakers[0][1])
        found.append(Said(span, inside, speakers, named, last))
        heard = speakers[-1][1] if speakers else _topic(text, span, named)
        if heard is not None and heard != last:
            last, before = heard, last or before
        elif heard is None:
            last, before = _paragraph_speaker(text, span, last), last or before
    return _spoken_through(found, marks)


def _spoken_through(found: list[Said], marks: Sequence[Span]) -> list[Said]:
    """Gives every sentence of a quotation the speaker named only where it ends: “We tried. We failed,” she said."""
    starts, ends = [s.span.start for s in found], [s.span.end for s in found]
    for quotation in marks:
        within = range(bisect_right(ends, quotation.start), bisect_left(starts, quotation.end))
        if len(within) < 2 or any(found[n].speakers for n in within[:-1]) or not found[within[-1]].speakers:
            continue
        who = found[within[-1]].speakers[0][1]
        for n in within[:-1]:
            found[n] = msgspec.structs.replace(found[n], carried=who)
    return found


TAIL = 70
"""How far into a sentence the verb of speech stands whose words are the quotation before it."""


def _asked(text: str, sentence: Said) -> bool:
    """Whether a sentence is a quotation that ends in a mark of its own: its speaker follows, as in “Why?” she said."""
    behind = text[max(0, sentence.span.end - TAIL) : sentence.span.end].rstrip('”"')
    return bool(sentence.quotes) and not sentence.speakers and behind[-1:] in "?!"


_OPENING = re.compile(r"(?:The|A|An|One)\b[^.;:“\"]{0,70}, $|(?:[A-Z][\w.’'-]*,? (?:of |for |the )?){1,6}$")


def _topic(text: str, span: Span, named: Sequence[Named]) -> Named | None:
    """Whoever a sentence opens with, behind a title or a description, is whom the next one's pronoun means."""
    if not named:
        return None
    first = named[0]
    opens = first.start - span.start <= 4 or _OPENING.fullmatch(text, span.start, first.start)
    return first if opens else None


def _paragraph_speaker(text: str, span: Span, last: Named | None) -> Named | None:
    """A paragraph's end ends what a speaker carries on."""
    return None if text[span.end : span.end + 2].startswith("\n\n") else last


def _speakers(
    text: str, span: Span, named: Sequence[Named], quotes: Sequence[Span], known: tuple[Named | None, ...]
) -> tuple[tuple[int, Named], ...]:
    found: list[tuple[int, Named]] = []
    for cited in _ACCORDING.finditer(text, span.start, span.end):
        who = next(
            (n for n in named if 0 <= n.start - cited.end() <= 60 and "," not in text[cited.end() : n.start]), None
        )
        if who and not any(q.holds(cited.start()) for q in quotes):
            found.append((cited.start(), who))
    for verb in _SPEECH.finditer(text, span.start, span.end):
        if any(q.holds(verb.start()) for q in quotes):
            continue
        earlier = found[-1][1] if found else None
        if earlier and _same_subject(text, verb):
            speaks: Named | None = earlier
        else:
            speaks = _subject(text, span, verb, named, quotes) or _pronoun(text, span, verb, quotes, (earlier, *known))
        if speaks:
            found.append((verb.start(), speaks))
    return tuple(sorted(found, key=lambda f: f[0]))


def is_object(text: str, span: Span, at: int) -> bool:
    """Whether somebody named at a place is spoken to or of ("told a judge", "in the court"), not speaking."""
    return bool(_OBJECT.search(text, span.start, at))


def _same_subject(text: str, verb: re.Match[str]) -> bool:
    """As in "…, adding that", "a filing that accuses": the verb's subject is that of the verb before it."""
    return verb[0].lower().endswith("ing") or bool(_RELATIVE.search(text, max(0, verb.start() - 8), verb.start()))


def _subject(
    text: str, span: Span, verb: re.Match[str], named: Sequence[Named], quotes: Sequence[Span]
) -> Named | None:
    outside = [n for n in named if not any(q.holds(n.start) for q in quotes)]
    inverted = (
        []
        if _TRANSITIVE.match(verb[0])
        else [n for n in outside if 0 <= n.start - verb.end() <= 70 and _INVERTED.fullmatch(text, verb.end(), n.start)]
    )
    before = [
        n for n in outside if n.end <= verb.start() and _near(text, n, verb) and not is_object(text, span, n.start)
    ]
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
        if (_ASIDE.search(between) and text[chosen.end : chosen.end + 1] == ",") or (
            len(between) <= 40
            and re.fullmatch(r",? (?:a |an |the |and |of |for |in |with |at )?[\w ,'’-]{0,34}", between)
            and not _SPEECH.search(between)
        ):
            chosen = earlier
        else:
            break
    return chosen


def _near(text: str, who: Named, verb: re.Match[str]) -> bool:
    between = text[who.end : verb.start()]
    return len(between) <= 90 and not _SPEECH.search(between) and ";" not in between


def _pronoun(
    text: str, span: Span, verb: re.Match[str], quotes: Sequence[Span], known: Sequence[Named | None]
) -> Named | None:
    found = _PRONOUN.search(text, max(span.start, verb.start() - 18), verb.start())
    if found and any(q.holds(found.start()) for q in quotes):
        found = None
    meant = found or _PRONOUN.match(text, verb.end() + 1)
    if meant is None:
        return None
    recent = [n for n in known if n is not None]
    return next((n for n in recent if not (meant["body"] and _BENCH.search(n.canonical))), None)

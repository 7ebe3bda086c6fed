"""Proposes as positions the words of speakers of whom no nearer rule says anything, and lets them be weighed. It
proposes nothing of a court, of somebody outside the case, or of words that no rule of the table `weighed` admits.

A proposal bears the rule of its stance and the model's share of it; `weighing` can name the words that weighed most.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from monitor.domain.vocabulary import Role, Stance
from monitor.reading.attribution import Said
from monitor.reading.parties import Named
from monitor.reading.rulebook import Rule, rules
from monitor.reading.segment import Span
from monitor.reading.stance import Hit
from monitor.reading.weighing import weigh

SIDES = {Role.DEFENDANT: "bound", Role.PLAINTIFF: "protected"}
LIKELY = {"bound": 0.75, "protected": 0.5}
"""From which share on a proposal is read as a position, by side, where the rules found compliance in dispute."""
SURE = 0.85
"""The same where nothing says so."""
FEWEST = 4
"""Words of a part that can be weighed at all."""


def parts(text: str, sentence: Said) -> Iterator[tuple[Span, Named]]:
    """The stretch of a sentence that each of its speakers says; a quotation that goes on is the last speaker's."""
    if not sentence.speakers:
        if sentence.carried is not None and sentence.quotes:
            yield sentence.span, sentence.carried
        return
    said = [at for at, _ in sentence.speakers]
    ends = [*said[1:], sentence.span.end]
    for n, ((at, who), end) in enumerate(zip(sentence.speakers, ends, strict=True)):
        before = any(q.start < at for q in sentence.quotes) or text[at - 1 : at] == ","
        yield Span(sentence.span.start if n == 0 and before else at, end), who


def propose(text: str, sentence: Said, part: Span, who: Named, marks: tuple[str, ...]) -> Hit | None:
    """The stance that a speaker's words are weighed to have, as the hit of its rule; None where they have none."""
    side = SIDES.get(who.role)
    words = part.of(text)
    if side is None or len(words.split()) < FEWEST:
        return None
    weighed = weigh(words, side, marks)
    needed = LIKELY[side] if marks else SURE
    if weighed is None or weighed.stance is Stance.NONE or weighed.score < needed:
        return None
    rule = _rule_for(side, weighed.stance)
    if rule is None or not rule.find(text, part.start, part.end):
        return None
    within = [Span(max(q.start, sentence.span.start), min(q.end, sentence.span.end)) for q in sentence.quotes]
    quoted = [q for q in within if q.start < part.end and q.end > part.start and len(q.of(text).split()) > 2]
    place = max(quoted, key=lambda q: q.end - q.start, default=part)
    scored = msgspec.structs.replace(rule, score=round(rule.score * weighed.score, 2))
    return Hit(scored, place.start, place.end)


def _rule_for(side: str, stance: Stance) -> Rule | None:
    found = (r for r in rules("weighed") if r.yields["by"] == side and r.yields["stance"] == stance)
    return next(found, None)

"""Proposes as positions the words of speakers of whom no nearer rule says anything, and lets them be weighed. It
proposes nothing of a court, of somebody outside the case, or of words that no rule of the table `weighed` admits.

A proposal bears the rule of its stance and the model's share of it; `weighing` can name the words that weighed most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from monitor.domain.vocabulary import Role, Stance
from monitor.reading.attribution import Said
from monitor.reading.named import Named
from monitor.reading.rulebook import Rule, rules
from monitor.reading.segment import Span
from monitor.reading.stance import Hit
from monitor.reading.weighing import weigh

SIDES = {Role.DEFENDANT: "bound", Role.PLAINTIFF: "protected"}
OUTSIDE = frozenset({Role.OFFICIAL, Role.OTHER_PARTY})
"""Who outside the case charges in a statement of its own, with the words of the protected side; only the surest."""
LIKELY = {"bound": 0.75, "protected": 0.5}
"""From which share on a proposal is read as a position, by side, where the rules found compliance in dispute."""
SURE = 0.92
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


def joined(text: str, spoken: Sequence[tuple[Said, Span, Named]]) -> list[tuple[Said, Span, Named]]:
    """The stretches with the sentences of one quotation put together: “We tried. We failed,” she said."""
    found: list[tuple[Said, Span, Named]] = []
    for sentence, part, who in spoken:
        whole = next((q for q in sentence.quotes if q.start < part.end and q.end > part.start), None)
        last = found[-1] if found else None
        if (
            whole
            and last
            and last[2] == who
            and whole in last[0].quotes
            and last[1].end > whole.start
            and len(whole.of(text).split()) <= MOST
        ):
            found[-1] = (last[0], Span(last[1].start, part.end), who)
        else:
            found.append((sentence, part, who))
    return found


MOST = 60
"""Words of a quotation that is weighed as a whole."""


def propose(
    text: str, sentence: Said, part: Span, who: Named, marks: tuple[str, ...], *, sure: bool = False
) -> Hit | None:
    """The stance that a speaker's words are weighed to have, as the hit of its rule; None where they have none.

    `sure` asks for the share that words need where nothing says that compliance is in dispute.
    """
    outside = who.role in OUTSIDE and who.start == who.end
    side = "protected" if outside and marks else SIDES.get(who.role)
    words = part.of(text)
    if side is None or len(words.split()) < FEWEST:
        return None
    weighed = weigh(words, side, marks)
    needed = SURE if sure or outside or not marks else LIKELY[side]
    if weighed is None or weighed.stance is Stance.NONE or weighed.score < needed:
        return None
    rule = _rule_for(side, weighed.stance)
    if rule is None or not rule.find(text, part.start, part.end):
        return None
    within = [Span(max(q.start, part.start), min(q.end, part.end)) for q in sentence.quotes]
    quoted = [q for q in within if q.start < part.end and q.end > part.start and len(q.of(text).split()) > 2]
    place = max(quoted, key=lambda q: q.end - q.start, default=part)
    scored = msgspec.structs.replace(rule, score=round(rule.score * weighed.score, 2))
    return Hit(scored, place.start, place.end)


def _rule_for(side: str, stance: Stance) -> Rule | None:
    found = (r for r in rules("weighed") if r.yields["by"] == side and r.yields["stance"] == stance)
    return next(found, None)

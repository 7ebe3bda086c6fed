"""How a matter may be called in a text: by docket, caption, short name, watch term. It holds nothing against a text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from monitor.domain.ids import normal_docket
from monitor.domain.matters import Matter
from monitor.reading.parties import forms, name_patterns
from monitor.reading.remembered import remembered
from monitor.reading.spelt import NEVER, Spelt, wording
from monitor.reading.watchlist import LookedFor


@remembered
def looked_for(matter: Matter) -> LookedFor:
    """How a matter is called: whatever else a text says, it is not about a matter that it calls by none of these."""
    patterns = [*name_patterns(matter), *(p for _, _, p in captions(matter)), *map(term_pattern, matter.watch_terms)]
    spoken = [wording(first_side(matter)), *(wording(form) for party in matter.parties for form in forms(party))]
    return LookedFor(
        in_texts=[one for pattern in patterns for one in pattern.wordings or ()],
        by_speakers=[one for one in spoken if one],
        always=not all(spoken) or any(pattern.wordings is None for pattern in patterns),
    )


@remembered
def docket_numbers(matter: Matter) -> frozenset[str]:
    """The numbers of its dockets, in normal form."""
    related = (normal_docket(d.docket_number) for d in matter.related_dockets)
    return frozenset({normal_docket(matter.docket_number), *related})


@remembered
def captions(matter: Matter) -> tuple[tuple[str, float, Spelt], ...]:
    """The rule, the score and the pattern of each way in which its caption or a short name may be written."""
    found = [("match.caption", 0.97, _spelt(matter.caption))]
    for name in matter.short_names:
        plain = re.sub(r"\s*\(.*\)", "", name)
        if re.search(r"\bv\.? ", plain):
            found.append(("match.short_caption", 0.95, _spelt(plain)))
        elif len(plain.split()) > 1:
            found.append(("match.short_name", 0.85, _spelt(plain)))
    sides = re.split(r"\s+v\.?\s+", matter.caption, maxsplit=1)
    if len(sides) == 2 and min(map(len, sides)) > 2:
        first, second = re.findall(r"[\w.'’-]+", sides[0]), re.findall(r"[\w.'’-]+", sides[1])
        found.append(("match.caption_parts", 0.9, _spelt(f"{sides[0]} v. {second[-1]}")))
        if len(first) > 1 and len(second) > 1:
            found.append(("match.caption_like", 0.55, _spelt(f"{first[-1]} v. {second[-1]}")))
    return tuple(found)


def _spelt(name: str) -> Spelt:
    """A name however it is spaced, dotted or quoted; look-alike letters do not count as the same."""
    words = [re.escape(w) for w in re.findall(r"\w+", unicodedata.normalize("NFKC", name))]
    joined = r"\W{1,4}".join(rf"{w}s?" if w == "v" else w for w in words)
    first, *others = wording(" ".join(words)) or ("v",)
    sure = (first, *(w for w in others if w != "v"))
    return Spelt(rf"\b{joined}\b", [sure] if first != "v" else None) if words else NEVER


def first_side(matter: Matter) -> str:
    """The first side of its caption."""
    return re.split(r"\s+v\.?\s+", matter.caption, maxsplit=1)[0].strip()


@lru_cache(maxsize=8192)
def term_pattern(term: str) -> Spelt:
    """A watch term as a text may have it; an abbreviation in capitals only so."""
    body = r"\W{1,3}".join(re.escape(w) for w in re.findall(r"[\w$%.]+", term))
    left = r"\b" if term[:1].isalnum() else ""
    right = r"\b" if term[-1:].isalnum() else ""
    whole = wording(term) if left and right else ()
    capitals = term.isupper() and len(term) < 7
    return Spelt(rf"(?-i:{left}{body}{right})" if capitals else rf"{left}{body}{right}", [whole] if whole else None)

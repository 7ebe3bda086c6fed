"""Which names of a watched matter tell it from any other: "Cutler County" and "Judge Example" do, "the county", "the
sheriff", "jail" and "Justice Department" do not. It weighs nothing and looks at no other matter.

A national desk watches many jails and many decrees at once; what all of them are called is evidence for none of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.domain.matters import Matter
from monitor.reading.parties import forms
from monitor.reading.remembered import remembered
from monitor.reading.spelt import NEVER, Spelt, wording
from monitor.reading.text import text_of

_COMMON = re.compile(
    r"(?:department|secretary|president|administration|bureau|federal|attorney|district|police|ministry|governor"
    r"|the|of|and|for|in|united|states?|national|public|county|city|town|township|village|school|parish"
    r"|board|commission(?:er)?|council|committee|division|office|agency|authority|service|court|union|federation"
    r"|alliance|association|society|company|command|tribes?|band|church|class|justice|treasury|interior|labor|education"
    r"|health|homeland|security|defense|antitrust|sheriff['’]?s?|director|acting|deputy|chief|general|executive"
    r"|administrator|warden|superintendent|monitor|technical|press|white|house|guard)",
    re.IGNORECASE,
)
"""What many parties of many cases are called."""


def telling(name: str) -> bool:
    """Whether a configured name is hardly any other case's: it holds a proper name that is no office, common body or
    state.
    """
    if _STATES.fullmatch(re.sub(r"^(?:State|Commonwealth) of ", "", name)):
        return False
    words = re.findall(r"[\w'’-]+", name)
    return any(w[0].isupper() and len(w) > 2 and not _COMMON.fullmatch(w) for w in words)


_STATES = re.compile(
    r"al(?:abama|aska)|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois"
    r"|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|mi(?:chigan|nnesota|ssissippi|ssouri)|montana"
    r"|ne(?:braska|vada)|new (?:hampshire|jersey|mexico|york)|(?:north|south) (?:carolina|dakota)|ohio|oklahoma|oregon"
    r"|pennsylvania|rhode island|tennessee|texas|utah|vermont|(?:west )?virginia|washington|wisconsin|wyoming",
    re.IGNORECASE,
)
"""What names a state names a party of many cases."""


@remembered
def own_words(matter: Matter) -> Spelt:
    """Finds the names of parties and the watch terms that are the matter's own."""
    names = [*(form for party in matter.parties for form in forms(party)), *matter.watch_terms]
    return _any(sorted({n for n in names if telling(n)}, key=len, reverse=True))


@remembered
def own_parties(matter: Matter) -> Spelt:
    """Finds the parties by the names that are their own."""
    names = {form for party in matter.parties for form in forms(party)}
    return _any(sorted(filter(telling, names), key=len, reverse=True))


def bears_own_name(speaker: str, matter: Matter) -> bool:
    """Whether a source is called by a party's own name; whom its letter is addressed to does not count."""
    return own_parties(matter).search(text_of(_ADDRESSED.sub("", speaker))) is not None


_ADDRESSED = re.compile(r"\b(?:letter|memo|e-?mail|reply|response|testimony) to\b.*", re.IGNORECASE)


def _any(names: Sequence[str]) -> Spelt:
    if not names:
        return NEVER
    bodies = ((name, r"\W{1,3}".join(map(re.escape, re.findall(r"\w+", name)))) for name in names)
    return Spelt(
        "|".join(rf"(?-i:\b{b}\b)" if name.isupper() else rf"\b{b}\b" for name, b in bodies), map(wording, names)
    )

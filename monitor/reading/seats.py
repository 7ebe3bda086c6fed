"""How a newsroom places a federal court: by its state and the cities it mostly sits in. It names no judge, no case."""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.domain.courts import COURTS
from monitor.reading.spelt import NEVER, Spelt, wording

_PLACES = {
    "AZ": ("Arizona", "Phoenix", "Tucson"),
    "CA": ("California", "San Francisco", "Los Angeles", "Oakland", "San Jose", "Sacramento", "San Diego"),
    "CO": ("Colorado", "Denver"),
    "CT": ("Connecticut", "New Haven", "Hartford"),
    "DC": ("Washington", "the District of Columbia"),
    "FL": ("Florida", "Miami", "Tampa", "Jacksonville", "Orlando", "Tallahassee"),
    "GA": ("Georgia", "Atlanta"),
    "HI": ("Hawaii", "Hawai‘i", "Honolulu"),
    "IL": ("Illinois", "Chicago"),
    "LA": ("Louisiana", "New Orleans"),
    "MA": ("Massachusetts", "Boston", "Worcester", "Springfield"),
    "MD": ("Maryland", "Baltimore", "Greenbelt"),
    "MI": ("Michigan", "Detroit", "Grand Rapids"),
    "MN": ("Minnesota", "Minneapolis", "St. Paul"),
    "MO": ("Missouri", "St. Louis", "Kansas City"),
    "NC": ("North Carolina", "Charlotte", "Raleigh", "Greensboro"),
    "NH": ("New Hampshire", "Concord"),
    "NJ": ("New Jersey", "Newark", "Trenton", "Camden"),
    "NV": ("Nevada", "Las Vegas", "Reno"),
    "NY": ("New York", "Manhattan", "Brooklyn", "Buffalo", "Albany"),
    "OH": ("Ohio", "Cleveland", "Columbus", "Cincinnati"),
    "OR": ("Oregon", "Portland", "Eugene"),
    "PA": ("Pennsylvania", "Philadelphia", "Pittsburgh"),
    "RI": ("Rhode Island", "Providence"),
    "TN": ("Tennessee", "Nashville", "Memphis"),
    "TX": ("Texas", "Houston", "Dallas", "Austin", "San Antonio", "El Paso", "Fort Worth", "Amarillo", "Brownsville"),
    "VA": ("Virginia", "Alexandria", "Richmond", "Norfolk"),
    "WA": ("Washington state", "Seattle", "Tacoma", "Spokane"),
    "WI": ("Wisconsin", "Milwaukee", "Madison"),
}


@lru_cache(maxsize=256)
def seated(court: str) -> Spelt:
    """Finds a judge or court spoken of by the place where this court sits: "a judge in Boston", "a Boston judge".

    It finds nothing for a court that has no state, or whose state is not in the table.
    """
    known = COURTS.get(court.lower())
    names = _PLACES.get(known.state or "", ()) if known else ()
    if not names:
        return NEVER
    places = "|".join(map(re.escape, names))
    return Spelt(
        rf"\b(?:judges?|courts?|magistrate)\b (?:\w+ )?(?:in|from|of) (?:{places})\b"
        rf"|\b(?:{places})(?:-based)? (?:federal |district )?(?:judge|court)\b",
        map(wording, names),
        flags=0,
        at_first=False,
    )

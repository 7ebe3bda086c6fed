"""Names of things: docket numbers, matters, items, orders. Parses; never invents a number it was not given."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from uuid import UUID, uuid5

NAMESPACE = UUID("6f1d2a5e-6d0b-5d0f-9a43-6a1f3f0a7c11")
"""Root of every id derived from a key; changing it would give every recorded event another id."""

# 1:25-cv-00766-JEB, 25-cv-00766, 5:18-~gr-00001: office and initials are how a clerk writes, not which case it is
_DISTRICT = re.compile(r"^(?:\d{1,2}:)?(?P<year>\d{2,4})-(?P<type>~?[a-z]{2,4})-0*(?P<serial>\d+)(?:-[a-z0-9-]+)?$")
# 16-10992-smb, 18-30001-hdh11: a bankruptcy judge's initials and the chapter, which change with a reassignment
_BANKRUPTCY = re.compile(r"^(?P<number>\d{2}-\d{5})-(?:[a-z]{2,5}\d{0,2}|\d{1,2})$")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")


def normal_docket(number: str) -> str:
    """Give the docket number without office, leading zeros and initials: `1:25-cv-00766-JEB` is `25-cv-766`.

    In bankruptcy `16-10992-smb` is `16-10992`. A form this does not know (appellate `25-5067`, `24A931`) is kept,
    lower-cased and without blanks: two spellings of an unknown form are then two dockets, which shows; one would not.
    """
    text = "".join(number.translate(_DASHES).split()).lower()
    if m := _DISTRICT.match(text):
        return f"{m['year'][-2:]}-{m['type']}-{m['serial']}"
    if m := _BANKRUPTCY.match(text):
        return m["number"]
    return text


@lru_cache(maxsize=8192)
def docket_key(court: str, number: str) -> str:
    """Give `court/number` in normal form: `dcd/25-cv-766`."""
    return f"{court.lower()}/{normal_docket(number)}"


def event_id(key: str) -> UUID:
    """Give the id of the event with this key: the same key is the same event, on any machine."""
    return uuid5(NAMESPACE, key)


def key_of(*parts: object) -> str:
    """Join the parts of a key so that no two lists of parts give one key."""
    return "|".join(str(part).replace("%", "%25").replace("|", "%7C") for part in parts)


def source_in(key: str) -> str | None:
    """The source that observed an item, from the item's key (`item|SOURCE|identity`); None for another key."""
    kind, _, rest = key.partition("|")
    source = rest.partition("|")[0]
    return source.replace("%7C", "|").replace("%25", "%") if kind == "item" and source else None


def short_hash(text: str, length: int = 10) -> str:
    """A short name for a long key: hexadecimal, `length` digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]

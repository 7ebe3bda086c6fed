"""US federal courts whose dockets we read: id (as CourtListener writes it), citation, clock. Refuses unknown ids."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import msgspec

from monitor.domain.court_table import TABLE
from monitor.errors import InputError


class Court(msgspec.Struct, frozen=True):
    """A court; `level` is district, bankruptcy, appellate, supreme or special; `state` is whose holidays it keeps.

    Special are the courts of one subject for the whole country (Federal Claims, International Trade, the Panel on
    Multidistrict Litigation).
    """

    id: str
    cite: str
    zone: ZoneInfo
    level: str
    state: str | None


def _read(line: str) -> Court:
    court, cite, zone, level, state = line.split()
    return Court(court, cite.replace("_", " "), ZoneInfo(zone), level, None if state == "-" else state)


COURTS: dict[str, Court] = {c.id: c for c in map(_read, TABLE.strip().splitlines())}


_CIRCUITS = {
    "ca1": "ME MA NH RI PR",
    "ca2": "CT NY VT",
    "ca3": "DE NJ PA VI",
    "ca4": "MD NC SC VA WV",
    "ca5": "LA MS TX",
    "ca6": "KY MI OH TN",
    "ca7": "IL IN WI",
    "ca8": "AR IA MN MO NE ND SD",
    "ca9": "AK AZ CA HI ID MT NV OR WA GU MP",
    "ca10": "CO KS NM OK UT WY",
    "ca11": "AL FL GA",
    "cadc": "DC",
}
_CIRCUIT_OF = {state: circuit for circuit, states in _CIRCUITS.items() for state in states.split()}


def court_of_appeals(court_id: str) -> str | None:
    """The court of appeals above a district or bankruptcy court (28 U.S.C. § 41); None for any other court.

    The Federal Circuit's jurisdiction goes by subject and is not given here.
    """
    known = COURTS.get(court_id.lower())
    if known is None or known.level not in {"district", "bankruptcy"} or known.state is None:
        return None
    return _CIRCUIT_OF.get(known.state)


def court(court_id: str) -> Court:
    """Look up a court by its id.

    Raises InputError for an id that is not in the table: a clock must not be guessed.
    """
    try:
        return COURTS[court_id.lower()]
    except KeyError:
        raise InputError(f"court {court_id!r} is not in the table (CourtListener's ids: dcd, ca4, scotus)") from None

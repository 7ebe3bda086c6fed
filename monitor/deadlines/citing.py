"""By which rule each court computes time, and how its paragraphs are cited. It says nothing of what they mean.

Fed. R. Civ. P. 6(a), Fed. R. Crim. P. 45(a), Fed. R. Bankr. P. 9006(a) and Fed. R. App. P. 26(a) have the same words in
the same paragraphs but for the end of the last day and the states that count. The Supreme Court has a rule of its own.
USCIT R. 6(a) and RCFC 6(a) are taken to follow the civil rule, which nobody here has checked paragraph by paragraph; no
state's holidays are counted there.
"""

from __future__ import annotations

from monitor.domain.courts import Court

_RULES = {"district": "Fed. R. Civ. P. 6", "bankruptcy": "Fed. R. Bankr. P. 9006", "appellate": "Fed. R. App. P. 26"}
_OWN = {"cit": "USCIT R. 6", "uscfc": "RCFC 6"}
_THREE_DAYS = {"district": "(d)", "bankruptcy": "(f)", "appellate": "(c)"}


def citing(court: Court, paragraph: str) -> str:
    """Cite a paragraph (`(a)(1)(C)`) of the rule by which a court computes time."""
    if court.level == "supreme":
        return "Sup. Ct. R. 30.1"
    rule = _RULES.get(court.level) or _OWN.get(court.id, _RULES["district"])
    return f"{rule}{paragraph}"


def citing_three_days(court: Court) -> str | None:
    """Cite what adds three days after service by mail; None for a court whose rules add none."""
    subdivision = _THREE_DAYS.get(court.level)
    return citing(court, subdivision) if subdivision else None

"""What a court's feed says that it carries, as far as it matters: do parties' filings show in it at all?

It reads the feed's own words (`Docket entries of type: orders,opinions`) and assumes nothing where there are none.
"""

from __future__ import annotations

import re

_FILINGS = re.compile(
    r"\b(?:all|motions?|notices?|resp\w*|answers?|repl(?:y|ies)|briefs?|misc|affidavits?|declarations?)\b",
    re.IGNORECASE,
)
_OF_THE_COURT = re.compile(r"\b(?:orders?|opinions?|judgments?)\b", re.IGNORECASE)


def shows_filings(declared: str | None) -> bool:
    """Whether a filing of a party may show: not where only the court's own papers are said to be carried.

    Feeds of courts of appeals carry orders, opinions and judgments; that no brief shows there says nothing.
    """
    if declared is None:
        return True
    return bool(_FILINGS.search(declared)) or not _OF_THE_COURT.search(declared)

"""Whether a mail is proved to come from a federal court, by what our own mail server says of it (RFC 8601). Checks no
signature itself, and believes no other server's word.

A notice says what a court did, and anybody can write one. The server that takes mail in checks DKIM (RFC 6376) and
DMARC (RFC 7489), and writes what it found above everything else, under its own name; a header of that name which came
from outside it must have taken away. So the topmost one under the configured name counts, and none else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

COURTS = "uscourts.gov"
_COMMENT = re.compile(r"\([^()]{0,500}\)")
_RESULT = re.compile(r"(?P<method>dkim|dmarc)\s*=\s*(?P<result>[a-z]+)\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_PROVEN = {"dkim": re.compile(r"\bheader\.d\s*=\s*\"?(?P<domain>[A-Za-z0-9.-]+)", re.IGNORECASE),
           "dmarc": re.compile(r"\bheader\.from\s*=\s*\"?(?P<domain>[A-Za-z0-9.-]+)", re.IGNORECASE)}  # fmt: skip
_LONGEST = 4000


def why_not_a_courts(headers: Iterable[tuple[str, str]], server: str) -> str | None:
    """Why a mail is not proved to be a court's; None where it is.

    `headers` in their order, the topmost first; `server` is the name under which our mail server writes.
    """
    ours = next((text for text in _texts(headers) if _writer(text) == server.lower()), None)
    if ours is None:
        return f"no Authentication-Results of {server}"
    found = [part.strip() for part in ours.split(";")[1:]]
    if any(_proves(part) for part in found):
        return None
    said = ", ".join(m[0].lower() for m in (re.match(r"[A-Za-z]+\s*=\s*[A-Za-z]+", part) for part in found) if m)
    return f"{server} found no signature of {COURTS} ({said or 'nothing'})"


def _texts(headers: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in headers:
        if name.lower() == "authentication-results":
            yield _COMMENT.sub(" ", " ".join(str(value)[:_LONGEST].split()))


def _writer(text: str) -> str:
    """Who wrote the results: the first word, before a version."""
    return text.partition(";")[0].strip().partition(" ")[0].lower()


def _proves(part: str) -> bool:
    result = _RESULT.match(part)
    if result is None or result["result"].lower() != "pass":
        return False
    signed = _PROVEN[result["method"].lower()].search(result["rest"])
    domain = signed["domain"].lower().rstrip(".") if signed else ""
    return domain == COURTS or domain.endswith(f".{COURTS}")

"""Takes an item's words out of the record where a court or the law requires it. It takes away no row and no leaf.

Stored bytes and salt of every event about the item are emptied, and the captures that they name are deleted: with the
salt nobody can confirm a guess at the words, and every proof over the leaves still holds. What is left is the row: its
number, name, key, times and aliases. Who decided it, why and by which authority is an event of its own
(`item.redacted`), recorded before anything is erased; a cut in between is made good by erasing again.

Erasing is secure_delete and a truncated journal: the bytes are overwritten in the file. Backups made before are not in
our reach.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from eventsourcing.sqlite import SQLiteCursor

from monitor.domain.decided import ItemRedacted

ERASED = b""
"""What is stored in place of words and salt."""

_STATES = "SELECT seq, state FROM events WHERE (seq = ?1 OR about = ?1) AND name != ?2 AND length(state) > 0"
_EMPTY = "UPDATE events SET state = x'', salt = x'' WHERE seq IN (SELECT value FROM json_each(?))"
_MAILED = "SELECT state FROM events WHERE key IN (SELECT value FROM json_each(?))"
_OTHERS = "SELECT 1 FROM events WHERE instr(state, CAST(? AS BLOB)) > 0 LIMIT 1"
_DROP = "DELETE FROM captures WHERE digest IN (SELECT value FROM json_each(?))"
_REDACTED = "SELECT about FROM events WHERE about IN (SELECT value FROM json_each(?)) AND name = ?"
_CAPTURE = re.compile(rb'"capture":"([0-9a-f]{64})"')


def redacted(c: SQLiteCursor, items: Iterable[int]) -> set[int]:
    """Those of the items (by number) that were redacted: nothing more is recorded about them."""
    c.execute(_REDACTED, (json.dumps(sorted(items)), ItemRedacted.name))
    return {seq for (seq,) in map(tuple, c.fetchall())}


def erase(c: SQLiteCursor, item: int, mails: Sequence[str]) -> int:
    """Empty the rows about an item, delete its captures and those of the mails with these keys; gives how many rows.

    A capture that another item still names is kept: there it is another source's word.
    """
    c.execute(_STATES, (item, ItemRedacted.name))
    rows = [(seq, bytes(state)) for seq, state in map(tuple, c.fetchall())]
    c.execute(_EMPTY, (json.dumps([seq for seq, _ in rows]),))
    c.execute(_MAILED, (json.dumps(list(mails)),))
    mailed = _captures(bytes(state) for (state,) in map(tuple, c.fetchall()))
    own = {digest for digest in _captures(state for _, state in rows) if not _named(c, digest)}
    c.execute(_DROP, (json.dumps(sorted(own | mailed)),))
    return len(rows)


def _captures(states: Iterable[bytes]) -> set[str]:
    return {found.decode() for state in states for found in _CAPTURE.findall(state)}


def _named(c: SQLiteCursor, digest: str) -> bool:
    c.execute(_OTHERS, (digest,))
    return c.fetchone() is not None

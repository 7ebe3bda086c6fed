"""Subscribers and the outbox, in people.db: the one place with addresses, and the one that can forget them.

The record knows subscribers by pseudonym only. Refuses to keep an erased address anywhere in its file: rows are
overwritten (secure_delete) and there is no write-ahead log for old pages to stay in.
"""

from __future__ import annotations

import fcntl
import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from monitor.errors import InputError, NotFoundError, StoreError
from monitor.sqlite_faults import connect
from notify.digest import Schedule, Subscription

_SCHEMA = """
CREATE TABLE IF NOT EXISTS subscribers (
    pseudonym TEXT PRIMARY KEY,
    email TEXT,                      -- as given; NULL once erased
    address TEXT UNIQUE,             -- lower-cased: the same address twice is one subscriber; NULL once erased
    schedule TEXT NOT NULL,
    follows TEXT NOT NULL,           -- JSON list of matter ids, empty for all
    created_at TEXT NOT NULL,
    erased TEXT,                     -- when
    suppressed TEXT,                 -- since when no mail goes to the address, which a server refused for good
    refusal TEXT,                    -- in that server's words; NULL once erased
    since INTEGER                    -- log position at sign-up: what came later is told; NULL where not yet placed
);
CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,     -- the key of the DigestPrepared event
    pseudonym TEXT NOT NULL REFERENCES subscribers (pseudonym),
    prepared_at TEXT NOT NULL,
    file TEXT,                       -- name of the .eml, where mail goes to a folder
    sent_at TEXT,
    begun INTEGER NOT NULL DEFAULT 0,  -- the last attempt that began; one without an outcome in the record was cut off
    reply TEXT                       -- what the mail server last said of it; NULL once erased
);
"""
# what stores made by earlier versions lack
_ADDED = {
    "subscribers": {"suppressed": "TEXT", "refusal": "TEXT", "since": "INTEGER"},
    "outbox": {"begun": "INTEGER NOT NULL DEFAULT 0", "reply": "TEXT"},
}
# the form browsers accept (HTML standard, "valid e-mail address"), with a dot in the domain; no quoted local parts
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_NEVER = 2**63 - 1
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_ATEXT}(?:\.{_ATEXT})*@(?:{_LABEL}\.)+{_LABEL}")


class Subscriber(msgspec.Struct, frozen=True, kw_only=True):
    """A subscriber as stored; `email` is None once erased.

    `since` is the log position at sign-up: changes by later events are told. None until `place` has found it. Since
    `suppressed` the address gets no mail: a server refused it for good, saying `refusal`.
    """

    pseudonym: str
    email: str | None
    schedule: Schedule
    follows: tuple[str, ...]
    created_at: datetime
    erased: datetime | None
    since: int | None
    suppressed: datetime | None = None
    refusal: str | None = None

    @property
    def subscription(self) -> Subscription:
        """What they get, without their address; nothing while their place in the log is not known."""
        since = _NEVER if self.since is None else self.since
        return Subscription(pseudonym=self.pseudonym, schedule=self.schedule, follows=self.follows, since=since)


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """A mail on its way: its number names the file it goes to. `begun` is the last attempt that was begun, from 1."""

    number: int
    digest: str
    pseudonym: str
    file: str | None
    sent_at: datetime | None
    begun: int = 0


def valid_email(text: str) -> str:
    """The address without blanks around it. Raises InputError, with the reason, for what no mail can be sent to."""
    email = text.strip()
    if not email.isascii():
        raise InputError(f"e-mail address {text!r}: letters outside ASCII; write the domain in its xn-- form")
    if len(email) > 254 or len(email.partition("@")[0]) > 64:
        raise InputError(f"e-mail address {email[:40]!r}…: too long (RFC 5321 allows 64 before the @, 254 in all)")
    if not _EMAIL.fullmatch(email):
        raise InputError(f"e-mail address {text!r}: not of the form name@domain.example")
    return email


class PeopleStore:
    """The open store. `token` gives a fresh random name (`secrets.token_hex`); as a parameter, so that tests can
    repeat.

    The file is made readable by its owner alone. Every method raises StoreError where it cannot be used.
    """

    def __init__(self, path: Path, token: Callable[[], str]) -> None:
        self._token = token
        self._turn = path.with_name("sending.lock")
        try:
            path.touch(mode=0o600)
        except OSError as error:
            raise StoreError(f"{path}: the file cannot be made: {error.strerror}") from error
        self._db = connect(path, StoreError)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=DELETE")
        self._db.execute("PRAGMA secure_delete=ON")
        self._db.execute("PRAGMA foreign_keys=ON")
        self._db.execute("PRAGMA busy_timeout=5000")
        self._db.executescript(_SCHEMA)
        self._complete()

    def _complete(self) -> None:
        for table, columns in _ADDED.items():
            there = {row["name"] for row in self._db.execute(f"PRAGMA table_info({table})")}
            for name in columns.keys() - there:
                self._db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {columns[name]}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store cannot be used after."""
        self._db.close()

    def add(self, email: str, schedule: Schedule, follows: Sequence[str], now: datetime, head: int) -> Subscriber:
        """Add a subscriber, or give the one of that address the new wishes; its pseudonym and start stay.

        `head` is the log's last position: what comes after it is told, whatever any clock says. A suppressed one gets
        mail again, of what is recorded from now on: what it missed is no news any more. Raises InputError for an
        address that cannot be one.
        """
        address = valid_email(email)
        self._db.execute(
            "INSERT INTO subscribers (pseudonym, email, address, schedule, follows, created_at, since)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (address) DO UPDATE SET schedule = excluded.schedule, follows = excluded.follows,"
            " created_at = iif(suppressed IS NULL, created_at, excluded.created_at),"
            " since = iif(suppressed IS NULL, since, excluded.since), suppressed = NULL, refusal = NULL",
            (self._token(), address, address.lower(), schedule, json.dumps(list(follows)), now.isoformat(), head),
        )
        return self.find(address)

    def place(self, position_at: Callable[[datetime], int]) -> None:
        """Give subscribers of a store made before positions were kept theirs: the one of the moment they signed up."""
        for row in self._db.execute("SELECT pseudonym, created_at FROM subscribers WHERE since IS NULL").fetchall():
            at = position_at(datetime.fromisoformat(row["created_at"]))
            values = (at, row["pseudonym"])
            self._db.execute("UPDATE subscribers SET since = ? WHERE pseudonym = ? AND since IS NULL", values)

    def version(self) -> tuple[int, int]:
        """A mark that is another one after any change to the store, by this process or another."""
        return self._db.execute("PRAGMA data_version").fetchone()[0], self._db.total_changes

    def find(self, who: str) -> Subscriber:
        """The subscriber of an address or a pseudonym. Raises NotFoundError."""
        row = self._db.execute(
            "SELECT * FROM subscribers WHERE address = ? OR pseudonym = ?", (who.strip().lower(), who.strip())
        ).fetchone()
        if row is None:
            raise NotFoundError(f"no subscriber {who!r}")
        return _subscriber(row)

    def subscribers(self) -> list[Subscriber]:
        """Everyone with an address, the longest subscribed first: the suppressed too, and none of the erased."""
        rows = self._db.execute("SELECT * FROM subscribers WHERE erased IS NULL ORDER BY created_at, pseudonym")
        return [_subscriber(row) for row in rows]

    def suppress(self, pseudonym: str, refusal: str, now: datetime) -> None:
        """Send no more mail to an address, which a server refused for good in these words. The first time stays."""
        self._db.execute(
            "UPDATE subscribers SET suppressed = ?, refusal = ? WHERE pseudonym = ? AND suppressed IS NULL",
            (now.isoformat(), refusal, pseudonym),
        )

    def erase(self, who: str, now: datetime) -> tuple[str, ...]:
        """Forget an address for good; the pseudonym stays, since the record names it. Gives the files that hold it too.

        Those files (in the outbox folder) are the caller's to remove. Erasing twice is no error. Raises NotFoundError.
        """
        subscriber = self.find(who)
        files = self._db.execute(
            "SELECT file FROM outbox WHERE pseudonym = ? AND file IS NOT NULL ORDER BY number", (subscriber.pseudonym,)
        ).fetchall()
        self._db.execute(
            "UPDATE subscribers SET email = NULL, address = NULL, refusal = NULL, follows = '[]',"
            " erased = coalesce(erased, ?) WHERE pseudonym = ?",
            (now.isoformat(), subscriber.pseudonym),
        )
        self._db.execute("UPDATE outbox SET reply = NULL WHERE pseudonym = ?", (subscriber.pseudonym,))
        return tuple(row["file"] for row in files)

    def files(self, digests: Collection[str]) -> tuple[str, ...]:
        """The files (in the outbox folder) that hold these mails."""
        wanted = json.dumps(sorted(digests))
        rows = self._db.execute(
            "SELECT file FROM outbox WHERE digest IN (SELECT value FROM json_each(?)) AND file IS NOT NULL"
            " ORDER BY number",
            (wanted,),
        )
        return tuple(row["file"] for row in rows)

    def outgoing(self, digest: str, pseudonym: str, now: datetime) -> Outgoing:
        """The outbox row of a mail, made on the first call: the same digest always has the same number."""
        self._db.execute(
            "INSERT INTO outbox (digest, pseudonym, prepared_at)"
            " SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE digest = ?)",
            (digest, pseudonym, now.isoformat(), digest),
        )
        row = self._db.execute("SELECT * FROM outbox WHERE digest = ?", (digest,)).fetchone()
        return _outgoing(row)

    def begin(self, digest: str, attempt: int) -> None:
        """Note on the disk that an attempt to hand a mail over begins: what is cut off now may have arrived."""
        self._db.execute("UPDATE outbox SET begun = ? WHERE digest = ?", (attempt, digest))

    def answered(self, digest: str, reply: str) -> None:
        """Keep what the mail server said of a mail: it may name the address, so it never goes into the record."""
        self._db.execute("UPDATE outbox SET reply = ? WHERE digest = ?", (reply, digest))

    def sent(self, digest: str, now: datetime, file: str | None = None, reply: str | None = None) -> None:
        """Note that a mail was handed over, to which file or with which words of the mail server.

        Raises NotFoundError for a mail not in the outbox.
        """
        done = self._db.execute(
            "UPDATE outbox SET sent_at = ?, file = coalesce(?, file), reply = coalesce(?, reply) WHERE digest = ?",
            (now.isoformat(), file, reply, digest),
        )
        if not done.rowcount:
            raise NotFoundError(f"no mail {digest!r} in the outbox")

    @contextmanager
    def one_write(self) -> Iterator[None]:
        """Bring what is noted within to the disk together, or nothing of it where an exception passes."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.rollback()
            raise
        self._db.commit()

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Hold the turn to send mail; False where another process has it: its unfinished mail would look cut off."""
        with self._turn.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                mine = False
            else:
                mine = True
            yield mine


def _when(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _subscriber(row: sqlite3.Row) -> Subscriber:
    return Subscriber(
        pseudonym=row["pseudonym"],
        email=row["email"],
        schedule=Schedule(row["schedule"]),
        follows=tuple(json.loads(row["follows"])),
        created_at=datetime.fromisoformat(row["created_at"]),
        since=row["since"],
        erased=_when(row["erased"]),
        suppressed=_when(row["suppressed"]),
        refusal=row["refusal"],
    )


def _outgoing(row: sqlite3.Row) -> Outgoing:
    return Outgoing(
        number=row["number"],
        digest=row["digest"],
        pseudonym=row["pseudonym"],
        file=row["file"],
        sent_at=_when(row["sent_at"]),
        begun=row["begun"],
    )

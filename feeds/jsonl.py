"""Items given as JSON Lines, one at a time. Refuses a bad line with its number, id and reason; never guesses a clock.

An unknown key is ignored: givers keep their own notes beside the item. An unknown court is kept as given. An empty text
is refused: there is nothing in it to read, and recording it would look as if it had been read.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from math import isfinite
from typing import Any, NoReturn

import msgspec

from feeds.times import on_every_calendar
from monitor.domain.items import Content, DocketEntry, NewsItem, Statement
from monitor.errors import InputError

MAX_TEXT = 20_000_000
"""Characters of one item's text; the longest opinions are under 2 million."""

_ECHO = 80
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Given(msgspec.Struct, frozen=True):
    """An item as its giver names it."""

    id: str
    content: Content


def parse_line(line: str, number: int) -> Given:
    """Read one line in the shapes of `ingest` and `read`. `number` is the line's, counted from 1.

    Raises InputError as `line N, item ID: reason` for a line that is not JSON, has a key twice, lacks a key, or gives a
    value of the wrong type, a date without zone, an unknown item type or an empty text.
    """
    try:
        row = _decode(line)
        return Given(row.id(), row.content())
    except InputError as error:
        raise InputError(f"line {number}{_item_id(line)}: {error}") from None


def _decode(line: str) -> _Row:
    try:
        found = json.loads(line.removeprefix("\ufeff"), object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise InputError("not an item: nested too deeply") from None
    except ValueError:  # an integer of thousands of digits
        raise InputError("not JSON that can be used: a number is too long") from None
    if not isinstance(found, dict):
        raise InputError(f"not a JSON object but {_kind_of(found)}")
    return _Row(found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
        raise InputError(f"the key {twice[:_ECHO]!r} is given twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise InputError(f"{name} is not a JSON number")


def _item_id(line: str) -> str:
    """Name the item of a bad line, where it can still be made out."""
    try:
        found = json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return ""
    name = found.get("id") if isinstance(found, dict) else None
    return f", item {name[:_ECHO]!r}" if isinstance(name, str) and name else ""


class _Row:
    """The object of one line, read key by key; every refusal names its key."""

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found

    def id(self) -> str:
        found = self._filled("id")
        if len(found) > 1000:
            raise InputError("'id' is longer than 1,000 characters")
        return found

    def content(self) -> Content:
        kind = self._string("type")
        if kind == "docket_entry":
            return self._docket_entry()
        if kind == "news":
            return NewsItem(**self._published())
        if kind == "statement":
            return Statement(**self._published(), speaker=self._optional_string("speaker"))
        raise InputError(f"the type {kind[:_ECHO]!r} is not known (docket_entry, news, statement)")

    def _docket_entry(self) -> DocketEntry:
        return DocketEntry(
            court=self._filled("court"),
            docket_number=self._filled("docket_number"),
            case_name=self._string("case_name"),
            text=self._text(),
            entry_number=self._optional_int("entry_number"),
            seq_no=self._optional_int("seq_no"),
            filed_at=self._moment("filed_at"),
            entered_at=self._moment("entered_at") if self._found.get("entered_at") is not None else None,
            url=self._optional_string("url"),
        )

    def _published(self) -> dict[str, Any]:
        return {
            "outlet": self._filled("source"),
            "title": self._string("title"),
            "text": self._text(),
            "published_at": self._moment("published_at"),
            "url": self._optional_string("url"),
        }

    def _value(self, key: str) -> Any:  # noqa: ANN401 - JSON is anything until it is looked at
        if key not in self._found:
            raise InputError(f"the key {key!r} is missing")
        return self._found[key]

    def _string(self, key: str) -> str:
        found = self._value(key)
        if not isinstance(found, str):
            raise InputError(f"{key!r} must be a string, not {_kind_of(found)}")
        if _SURROGATE.search(found):
            raise InputError(f"{key!r} holds half of a surrogate pair, which is no character")
        return found

    def _filled(self, key: str) -> str:
        found = self._string(key)
        if not found.strip():
            raise InputError(f"{key!r} is empty")
        return found

    def _text(self) -> str:
        found = self._filled("text")
        if len(found) > MAX_TEXT:
            raise InputError(f"'text' has {len(found):,} characters, more than the {MAX_TEXT:,} an item may have")
        return found

    def _optional_string(self, key: str) -> str | None:
        return None if self._found.get(key) is None else self._string(key)

    def _optional_int(self, key: str) -> int | None:
        found = self._found.get(key)
        if found is None:
            return None
        if isinstance(found, float) and isfinite(found) and found.is_integer():
            found = int(found)
        if isinstance(found, bool) or not isinstance(found, int):
            raise InputError(f"{key!r} must be a whole number or null, not {_kind_of(found)}")
        if not 0 <= found < 2**31:
            raise InputError(f"{key!r} is out of range: {str(found)[:_ECHO]}")
        return found

    def _moment(self, key: str) -> datetime:
        given = self._string(key)
        try:
            found = datetime.fromisoformat(given)
        except ValueError:
            raise InputError(f"{key!r} is no ISO 8601 time: {given[:_ECHO]!r}") from None
        if found.tzinfo is None:
            raise InputError(f"{key!r} has no zone: {given[:_ECHO]!r} (write it as 2025-03-15T19:25:00-04:00)")
        if not on_every_calendar(found):
            raise InputError(f"{key!r} is out of range: {given[:_ECHO]!r}")
        return found


def _kind_of(value: object) -> str:
    """Name a JSON value's type as JSON names it."""
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")

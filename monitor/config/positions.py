"""Where each key of a TOML or JSON text stands. Reads texts that were parsed before; judges no key and no value.

tomllib and json give values without positions; a message that names a line needs both. Grammar: TOML 1.0 and RFC 8259.
"""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way to a value: table keys as text, array indexes as numbers."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'  # up to two quotes may stand before the closing three
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\]++|\\.)*+"'
    r"|'[^']*+'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]*+")
_GAP = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BLANKS = re.compile(r"[ \t]*+")


class Positions:
    """Line and column (from 1, in characters) of every key, table header and array element of one text."""

    def __init__(self, text: str, offsets: dict[KeyPath, int]) -> None:
        self._ends = [i for i, char in enumerate(text) if char == "\n"]
        self._offsets = offsets

    def of(self, path: KeyPath) -> tuple[int, int]:
        """Give line and column of the path, or of the nearest thing around it that is written down; else (1, 1)."""
        while path not in self._offsets:
            if not path:
                return 1, 1
            path = path[:-1]
        offset = self._offsets[path]
        line = bisect_left(self._ends, offset)
        return line + 1, offset - (self._ends[line - 1] if line else -1)


def locate_toml(text: str) -> Positions:
    """Find every key of a text that `tomllib.loads` accepts. Raises ValueError for some that it would not."""
    scan = _Scan(text, "=", _toml_key)
    _Tables(scan).read()
    return Positions(text, scan.offsets)


def locate_json(text: str) -> Positions:
    """Find every key of a text that `json.loads` accepts. Raises ValueError for some that it would not."""
    scan = _Scan(text, ":", json.loads)
    scan.skip(_GAP)
    scan.value(())
    return Positions(text, scan.offsets)


def _toml_key(raw: str) -> str:
    return str(tomllib.loads(f"k = {raw}")["k"])


class _Scan:
    """A cursor over the text. What stands between two keys differs only in the sign after a key: `=` or `:`."""

    def __init__(self, text: str, assign: str, unquote: Callable[[str], str]) -> None:
        self.text, self.assign, self.unquote = text, assign, unquote
        self.at = 0
        self.offsets: dict[KeyPath, int] = {}

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Step over the pattern and give what it matched."""
        match = pattern.match(self.text, self.at)
        if match is None:
            raise ValueError(f"no key or value at offset {self.at}")
        self.at = match.end()
        return match[0]

    def take(self, sign: str) -> bool:
        """Step over the sign when it stands here."""
        found = self.text.startswith(sign, self.at)
        self.at += len(sign) if found else 0
        return found

    def need(self, sign: str) -> None:
        """Step over a sign that has to stand here."""
        if not self.take(sign):
            raise ValueError(f"no {sign!r} at offset {self.at}")

    def key(self) -> list[tuple[str, int]]:
        """Read a key, dotted or not: its parts, each with its offset."""
        parts = []
        while True:
            self.skip(_BLANKS)
            start = self.at
            quoted = self.text[start : start + 1] in {'"', "'"}
            raw = self.skip(_STRING if quoted else _BARE_KEY)
            parts.append((self.unquote(raw) if quoted else raw, start))
            self.skip(_BLANKS)
            if not self.take("."):
                return parts

    def pair(self, table: KeyPath) -> None:
        """Read `key = value` of a table; a dotted key also makes the tables on its way."""
        path = table
        for part, offset in self.key():
            path = (*path, part)
            self.offsets.setdefault(path, offset)
        self.skip(_GAP)
        self.need(self.assign)
        self.skip(_GAP)
        self.value(path)

    def value(self, path: KeyPath) -> None:
        """Read a value, and what stands within it."""
        if self.take("["):
            self._members("]", path, self._element)
        elif self.take("{"):
            self._members("}", path, lambda table, _: self.pair(table))
        elif self.text[self.at : self.at + 1] in {'"', "'"}:
            self.skip(_STRING)
        else:
            self.skip(_SCALAR)

    def _element(self, array: KeyPath, index: int) -> None:
        path = (*array, index)
        self.offsets[path] = self.at
        self.value(path)

    def _members(self, close: str, path: KeyPath, member: Callable[[KeyPath, int], None]) -> None:
        index = 0
        self.skip(_GAP)
        while not self.take(close):
            member(path, index)
            index += 1
            self.skip(_GAP)
            if not self.take(","):
                self.need(close)
                return
            self.skip(_GAP)


class _Tables:
    """The lines of a TOML document: headers say which table the pairs below them belong to."""

    def __init__(self, scan: _Scan) -> None:
        self.scan = scan
        self.lengths: dict[KeyPath, int] = {}
        self.table: KeyPath = ()

    def read(self) -> None:
        """Read the whole document."""
        scan = self.scan
        scan.skip(_GAP)
        while scan.at < len(scan.text):
            start = scan.at
            if scan.take("[["):
                self._header(start, "]]")
            elif scan.take("["):
                self._header(start, "]")
            else:
                scan.pair(self.table)
            scan.skip(_GAP)

    def _header(self, start: int, close: str) -> None:
        parts = self.scan.key()
        self.scan.need(close)
        path: KeyPath = ()
        for part, offset in parts[:-1]:
            path = self._newest((*path, part), offset)
        path = (*path, parts[-1][0])
        if close == "]]":
            self.scan.offsets.setdefault(path, start)
            index = self.lengths.get(path, 0)
            self.lengths[path] = index + 1
            path = (*path, index)
        self.scan.offsets[path] = start  # the header itself is a better place than a key that implied the table
        self.table = path

    def _newest(self, path: KeyPath, offset: int) -> KeyPath:
        """A name on the way to a table means the newest element where it names an array of tables."""
        self.scan.offsets.setdefault(path, offset)
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

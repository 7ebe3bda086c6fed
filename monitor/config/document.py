"""A configuration file as read: its data and where each key stands. Refuses what is no TOML or JSON, with the place."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from monitor.config.positions import Positions, locate_json, locate_toml
from monitor.config.problems import Problem, dotted
from monitor.errors import ConfigError

_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Document(NamedTuple):
    """One file: `data` is its outermost table. `file` is written in messages as it was given."""

    file: Path
    text: str
    data: dict[str, Any]
    is_json: bool

    def lines(self, problems: Iterable[Problem]) -> list[str]:
        """Write each problem as `FILE:LINE:COL: key.path: message`, in the file's order."""
        places: Positions = locate_json(self.text) if self.is_json else locate_toml(self.text)
        found = sorted((places.of(p.path), dotted(p.path), p.message) for p in set(problems))
        return [_line(self.file, place, key, message) for place, key, message in found]


def read_document(file: Path, *, is_json: bool = False) -> Document:
    """Read and parse a file.

    Raises ConfigError when it cannot be read, is not UTF-8 or not TOML (JSON); each with its place.
    """
    text = _text(file)
    try:
        data = json.loads(text) if is_json else tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise _fault(file, (error.lineno, error.colno), "syntax", f"not JSON: {error.msg}") from None
    except tomllib.TOMLDecodeError as error:
        raise _fault(file, *_toml_fault(text, str(error))) from None
    except RecursionError:
        raise _fault(file, (1, 1), "syntax", "nested too deeply") from None
    if not isinstance(data, dict):
        raise _fault(file, (1, 1), "(file)", 'must be an object with the key "matter"')
    return Document(file, text, data, is_json)


def _text(file: Path) -> str:
    try:
        body = file.read_bytes()
    except OSError as error:
        raise _fault(file, (1, 1), "(file)", f"cannot be read: {error.strerror}") from None
    try:
        # an editor's byte order mark is no key; TOML counts both line ends as one
        return body.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        good = body[: error.start].decode()
        place = _place(good, len(good))
        raise _fault(file, place, "(file)", f"not UTF-8: byte 0x{body[error.start]:02x}") from None


def _toml_fault(text: str, message: str) -> tuple[tuple[int, int], str, str]:
    found = _TOML_PLACE.search(message)
    reason = f"not TOML: {message[: found.start()] if found else message}"
    if found and found[1]:
        return (int(found[1]), int(found[2])), "syntax", reason
    return _place(text, len(text)), "syntax", f"{reason} (at the end of the file)"


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _fault(file: Path, place: tuple[int, int], key: str, message: str) -> ConfigError:
    return ConfigError([_line(file, place, key, message)])


def _line(file: Path, place: tuple[int, int], key: str, message: str) -> str:
    return f"{file}:{place[0]}:{place[1]}: {key}: {message}"

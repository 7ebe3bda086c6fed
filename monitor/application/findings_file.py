"""A reading as a file that a person edits and gives back. Refuses a quote that the item does not hold, and says which.

Quotes are written as their words; where the same words stand twice, as `{"text", "start"}`. Spans are found in the
item's stored text. A list that is left out stays as it is; an empty one says that there is none.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any

import msgspec

from monitor.domain.evidence import Quote, grounded
from monitor.domain.findings import Reading, Why
from monitor.domain.items import Content, DocketEntry, full_text
from monitor.errors import InputError

PERSON = Why(rule="person", score=1.0)
"""Why a finding is there that no rule made."""
_NOT_IN_FILE = frozenset({"reader", "notes"})
_OF_COURTS = ("effects", "obligations", "findings", "deadlines")
_PLACEHOLDER = msgspec.to_builtins(PERSON)


def as_file(reading: Reading, content: Content) -> dict[str, Any]:
    """Everything that can be said of an item, as it is now read, in the shape that `from_file` takes."""
    text = full_text(content)
    return {
        name: _shown(getattr(reading, name), text)
        for name in msgspec.structs.asdict(reading)
        if name not in _NOT_IN_FILE
    }


def from_file(data: bytes, item: str, known: Reading, content: Content, by: str) -> Reading:
    """The reading that a person gives; a finding that a rule had made just so keeps the name of its rule.

    `known` is the reading that counts so far, and gives what the file leaves out. Raises InputError with the item, the
    finding and the reason.
    """
    try:
        given = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{item}: the findings are not JSON: {error}") from error
    whole = given.get("findings") if isinstance(given, dict) else None
    given = whole if isinstance(whole, dict) else given  # as `review ITEM show` and the queue give it
    taken = _Taker(item, full_text(content)).struct(given, Reading, "", skip=_NOT_IN_FILE)
    taken["reader"] = by
    try:
        said = msgspec.convert(taken, Reading)
    except msgspec.ValidationError as error:
        raise InputError(f"{item}: {_plain(error)}") from error
    kept = {name: getattr(known, name) for name in msgspec.structs.asdict(said) if name not in taken}
    reading = _owned(msgspec.structs.replace(said, **kept), known)
    _check(item, reading, content)
    return reading


def _shown(value: object, text: str) -> Any:  # noqa: ANN401 -- JSON
    match value:
        case Quote():
            return value.text if text.count(value.text) == 1 else {"text": value.text, "start": value.start}
        case msgspec.Struct():
            return {name: _shown(inner, text) for name, inner in msgspec.structs.asdict(value).items()}
        case tuple():
            return [_shown(inner, text) for inner in value]
        case Enum():
            return value.value
        case _:
            return msgspec.to_builtins(value)


class _Taker:
    """Turns what a person wrote into what a Reading is made of, by the types of its fields."""

    def __init__(self, item: str, text: str) -> None:
        self._item, self._text = item, text

    def struct(
        self, value: object, kind: type[msgspec.Struct], at: str, skip: frozenset[str] = frozenset()
    ) -> dict[str, Any]:
        """The fields of one struct; one that there is not is refused by name."""
        if not isinstance(value, dict):
            raise self._wrong(at, f"is {_named(value)}, and an object is wanted")
        fields = {field.name: field.type for field in msgspec.structs.fields(kind) if field.name not in skip}
        for name in value:
            if name not in fields and name not in skip:
                raise self._wrong(at, f"has {name!r}, which is none of {', '.join(fields)}")
        taken = {
            name: self._value(value[name], fields[name], f"{at}.{name}".strip(".")) for name in value if name in fields
        }
        return {**taken, "why": _PLACEHOLDER} if "why" in fields else taken

    def _value(self, value: object, kind: Any, at: str) -> object:  # noqa: ANN401 -- a type
        choices = typing.get_args(kind) if typing.get_origin(kind) in {typing.Union, types.UnionType} else (kind,)
        kind = next(choice for choice in choices if choice is not type(None))
        if value is None and len(choices) > 1:
            return None
        if kind is Quote:
            return self._quote(value, at)
        if typing.get_origin(kind) is tuple:
            if not isinstance(value, list):
                raise self._wrong(at, f"is {_named(value)}, and a list is wanted")
            inner = typing.get_args(kind)[0]
            return [self._value(each, inner, f"{at}[{n}]") for n, each in enumerate(value)]
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self.struct(value, kind, at)
        return value

    def _quote(self, value: object, at: str) -> tuple[str, int, int]:
        words, start = value, -1
        if isinstance(value, dict):
            words, start = value.get("text"), value.get("start", -1)
        if not isinstance(words, str) or not isinstance(start, int) or not words.strip():
            raise self._wrong(at, 'is no quote: write its words, or {"text": words, "start": offset}')
        start = self._text.find(words) if start < 0 else start
        quote = Quote(words, start, start + len(words))
        if start < 0 or not grounded(quote, self._text):
            raise self._wrong(at, f"{words!r} does not stand there in the item's stored text; a quote is verbatim")
        return quote.text, quote.start, quote.end

    def _wrong(self, at: str, reason: str) -> InputError:
        return InputError(f"{self._item}: {at or 'the findings'}: {reason}")


def _owned(said: Reading, machine: Reading) -> Reading:
    """What a rule had found just so keeps its rule; everything else is the person's."""
    changes = {
        name: tuple(_why(one, getattr(machine, name)) for one in getattr(said, name))
        for name in ("concerns", "effects", "obligations", "positions", "findings", "deadlines", "asks", "ruled")
    }
    by_number = [p for known in machine.answers for p in known.positions]
    owned = {p: _why(p, by_number) for a in said.answers for p in a.positions}
    changes["answers"] = tuple(
        msgspec.structs.replace(answer, positions=tuple(owned[p] for p in answer.positions)) for answer in said.answers
    )
    return msgspec.structs.replace(said, **changes)


def _why(one: Any, known: Sequence[Any]) -> Any:  # noqa: ANN401 -- one of eight structs that have a `why`
    mine = msgspec.structs.replace(one, why=PERSON)
    return next((k for k in known if msgspec.structs.replace(k, why=PERSON) == mine), mine)


def _check(item: str, reading: Reading, content: Content) -> None:
    """What the types do not say: only dockets make docket facts, times have an offset, obligations have an effect."""
    if not isinstance(content, DocketEntry):
        wrong = next((name for name in _OF_COURTS if getattr(reading, name)), None)
        if wrong:
            raise InputError(f"{item}: {wrong}: only a docket entry has these; an article or a statement reports")
    for number, obligation in enumerate(reading.obligations):
        if not 0 <= obligation.effect < len(reading.effects):
            at = f"obligations[{number}].effect"
            raise InputError(f"{item}: {at}: there is no effect {obligation.effect}; they count from 0")
    _check_times(item, reading, "")


def _check_times(item: str, value: object, at: str) -> None:
    if isinstance(value, datetime) and value.tzinfo is None:
        raise InputError(f"{item}: {at}: {value.isoformat()} has no offset from UTC, and none is guessed")
    if isinstance(value, Quote):
        return
    if isinstance(value, msgspec.Struct):
        for name, inner in msgspec.structs.asdict(value).items():
            _check_times(item, inner, f"{at}.{name}".strip("."))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            _check_times(item, inner, f"{at}[{number}]")


def _named(value: object) -> str:
    return {dict: "an object", list: "a list", str: "text", type(None): "null"}.get(type(value), "a number")


def _plain(error: msgspec.ValidationError) -> str:
    """The reason with the place first, as `positions[0].stance: …`."""
    reason, _, place = str(error).partition(" - at `$")
    return f"{place.strip('`').strip('.')}: {reason}" if place else reason

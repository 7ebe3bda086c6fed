"""Reads items one by one, with neither configuration nor record: the reader and the fold are the usual ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from feeds.jsonl import Given, parse_line
from monitor.domain.findings import EffectRead, Reading
from monitor.domain.ids import key_of
from monitor.domain.items import DocketEntry, NewsItem, aliases, said_at
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Effect, Occasion, OrderType, SourceClass
from monitor.errors import InputError
from monitor.reading.copies import Copies
from monitor.reading.corpus_shape import as_corpus
from monitor.reading.reader import READER, read
from monitor.state.facts import ItemFact
from monitor.state.fold import MatterFold

_NEVER = datetime.min.replace(tzinfo=UTC)


def read_lines(lines: Iterable[str], matters: Sequence[Matter]) -> Iterator[dict[str, Any]]:
    """Give a reading for every line, in order; a bad line gives `{"id", "error"}`. Orders are linked as then known."""
    reader = _StreamReader(matters)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            given = parse_line(line, number)
        except InputError as error:
            yield {"id": _id_of(line), "error": str(error)}
            continue
        yield reader.read(number, given)


def _id_of(line: str) -> str | None:
    """The id of a line that could not be used, where it has one."""
    try:
        row = msgspec.json.decode(line)
    except msgspec.DecodeError:
        return None
    found = row.get("id") if isinstance(row, dict) else None
    return found if isinstance(found, str) else None


class _StreamReader:
    def __init__(self, matters: Sequence[Matter]) -> None:
        self._matters = tuple(matters)
        self._folds = {m.id: MatterFold(m) for m in matters}
        self._copies = Copies()

    def read(self, number: int, given: Given) -> dict[str, Any]:
        reading = read(given.content, self._matters)
        if isinstance(given.content, NewsItem):
            syndicated, revises = self._copies.add(given.id, given.content)
            reading = msgspec.structs.replace(reading, syndicated_from=syndicated, revises=revises)
        fact = ItemFact(
            key=key_of("item", "read", given.id),
            item=given.id,
            source="read",
            source_class=_class_of(given),
            first_seq=number,
            seq=number,
            seen_at=said_at(given.content) or _NEVER,
            occasion=Occasion.BACKFILL,
            content=given.content,
            reading=reading,
            read_by=READER,
            aliases=aliases(given.content),
        )
        linked: tuple[str | None, ...] = (None,) * len(reading.effects)
        for concern in reading.concerns:
            if not concern.weak and (fold := self._folds.get(concern.matter)):
                fold.add(fact)
                reading = fold.reading(fact.key) or reading
                linked = fold.effect_orders(fact.key) or linked
                reading = _typed(reading, fold.effect_types(fact.key))
        return as_corpus(given.content, reading, linked, given.id, self._matters)


_NEW = frozenset({Effect.ISSUES, Effect.REQUESTS, Effect.STAYS, Effect.LIFTS_STAY})
_INJUNCTIONS = frozenset({OrderType.PRELIMINARY_INJUNCTION, OrderType.PERMANENT_INJUNCTION})


def _typed(reading: Reading, types: Sequence[OrderType | None]) -> Reading:
    """The reading with the kind of order that the fold found it to be about, where its own words name none.

    "The order of June 3 [71] is amended" says what is amended by number; "the injunction" may be of either kind.
    """
    effects = [
        msgspec.structs.replace(effect, type=types[i]) if i < len(types) and _says_more(effect, types[i]) else effect
        for i, effect in enumerate(reading.effects)
    ]
    return msgspec.structs.replace(reading, effects=tuple(effects))


def _says_more(effect: EffectRead, kind: OrderType | None) -> bool:
    if kind is None or effect.effect in _NEW:
        return False
    return effect.type is OrderType.OTHER or {effect.type, kind} == _INJUNCTIONS


def _class_of(given: Given) -> SourceClass:
    if isinstance(given.content, DocketEntry):
        return SourceClass.DOCKET
    return SourceClass.NEWS if isinstance(given.content, NewsItem) else SourceClass.STATEMENT

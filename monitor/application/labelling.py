"""What people decided about readings, as a labelled corpus: `make reading-report CORPUS=DIR` scores a reader by it.

It exports no name and no reason, and nothing that nobody decided.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from monitor.domain.findings import Reading
from monitor.domain.ids import docket_key
from monitor.domain.items import DocketEntry
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import Verdict
from monitor.errors import ShowcauseError
from monitor.reading.corpus_labels import FILES, labelled
from monitor.state.fold import MatterFold
from projections import facts_rows, items, matters
from projections.item import Item
from projections.store import Views


class ExportReport(msgspec.Struct, frozen=True):
    """How many rows went into each file."""

    folder: str
    rows: dict[str, int]


def export(views: Views, folder: Path) -> ExportReport:
    """Write every decided item as a labelled row, and the matters, into a new or empty folder.

    Raises ShowcauseError for a folder that has something in it or cannot be written.
    """
    known = {ident: found.matter for ident, found in matters.recorded(views).items()}
    folds: dict[str, MatterFold] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    decided = [item for key in items.keys(views) if (item := items.current(views, key)) and item.decision]
    names = Counter(item.item for item in decided)
    for item in decided:
        ident = item.item if names[item.item] == 1 else item.key
        linked = _orders(views, known, folds, item)
        row = labelled(item.content, _settled(item), linked, ident, tuple(known.values()))
        rows.setdefault(FILES[type(item.content)], []).append(row)
    _write(folder, {**rows}, list(known.values()))
    return ExportReport(str(folder), {name: len(found) for name, found in sorted(rows.items())})


def _settled(item: Item) -> Reading:
    """What was decided; a rejection says nothing of what kind of entry it is, so that stays as read."""
    reading = item.in_force or Reading(reader="")
    if item.decision is not None and item.decision.verdict is Verdict.REJECTED and item.reading is not None:
        return msgspec.structs.replace(reading, kind=item.reading.kind)
    return reading


def _orders(views: Views, known: dict[str, Matter], folds: dict[str, MatterFold], item: Item) -> tuple[str | None, ...]:
    """The order that each effect of a docket entry is about, by its public id."""
    content = item.content
    if not isinstance(content, DocketEntry):
        return ()
    docket = docket_key(content.court, content.docket_number)
    ident = next((m.id for m in known.values() if docket in m.docket_keys), None)
    if ident is None:
        return ()
    if ident not in folds:
        folds[ident] = MatterFold(known[ident])
        for fact in facts_rows.of_matter(views.connection, ident):
            folds[ident].add(fact)
    return folds[ident].effect_orders(item.key)


def _write(folder: Path, rows: dict[str, list[dict[str, Any]]], watched: list[Matter]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ShowcauseError(f"{folder}: has something in it, and an export overwrites nothing")
        for name, found in rows.items():
            body = b"".join(msgspec.json.encode(row) + b"\n" for row in found)
            (folder / name).write_bytes(body)
        listed = [{**msgspec.to_builtins(matter), "orders": []} for matter in watched]
        (folder / "matters.json").write_bytes(msgspec.json.format(msgspec.json.encode({"matters": listed})) + b"\n")
    except OSError as error:
        raise ShowcauseError(f"{folder}: the corpus cannot be written: {error.strerror}") from error

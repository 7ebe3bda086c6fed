"""A reading that a person settled, as one labelled row of the corpus format, so that a reader can be scored against it.

Labels say what was decided and nothing of who decided. The mapping of our words is that of `corpus_shape`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.domain.findings import Reading
from monitor.domain.items import Content, DocketEntry, NewsItem, Statement
from monitor.domain.matters import Matter
from monitor.reading.corpus_shape import as_corpus

FILES: dict[type[Content], str] = {
    DocketEntry: "docket.jsonl",
    NewsItem: "news.jsonl",
    Statement: "statements.jsonl",
}
"""The file of the corpus in which items of a class stand."""


def labelled(
    content: Content, reading: Reading, order_ids: Sequence[str | None], ident: str, matters: Sequence[Matter]
) -> dict[str, Any]:
    """One row: the item as it was given, with `labels`. `order_ids` as for `as_corpus`."""
    said = as_corpus(content, reading, order_ids, ident, matters)
    if isinstance(content, DocketEntry):
        return {"id": ident, **_entry(content), "labels": _docket_labels(said, reading)}
    return {"id": ident, **_text(content), "labels": _text_labels(said, reading)}


def _entry(content: DocketEntry) -> dict[str, Any]:
    filed = content.filed_at or content.entered_at
    return {
        "court": content.court,
        "docket_number": content.docket_number,
        "case_name": content.case_name,
        "entry_number": content.entry_number,
        "filed_at": filed.isoformat() if filed else None,
        "text": content.text,
    }


def _text(content: NewsItem | Statement) -> dict[str, Any]:
    return {
        "source": content.outlet,
        "url": content.url,
        "published_at": content.published_at.isoformat(),
        "title": content.title,
        "text": content.text,
    }


def _docket_labels(said: dict[str, Any], reading: Reading) -> dict[str, Any]:
    effects = []
    read = [e for e in reading.effects if e.effect.value != "requests"]
    for shown, effect in zip(said["effects"], read, strict=True):
        row = {name: shown[name] for name in ("effect", "order", "order_type", "mode")}
        if effect.lasts_days is not None:
            row["duration_days"] = effect.lasts_days
        if (ends := effect.lapses_at or effect.lapses_on) is not None:
            row["expires_at"] = ends.isoformat()
        effects.append(row)
    compliance = [
        {"stance": c["stance"], "actor_role": c["actor_role"], "order": None, "action": None}
        for c in said["compliance"]
    ]
    deadlines = [{"what": d["what"], "due_at": d["due_at"]} for d in said["deadlines"]]
    return {
        "kind": said["kind"],
        "order_effect": effects,
        "compliance": compliance or None,
        "deadline": deadlines or None,
    }


def _text_labels(said: dict[str, Any], reading: Reading) -> dict[str, Any]:
    figures = {f["label"]: f["value"] for f in said["figures"]}
    action = {"key": None, "what": reading.action.what, "figures": figures} if reading.action else None
    return {
        "concerns": [{"docket_number": c["docket_number"], "order": None} for c in said["concerns"]],
        "contested": said["disputes_compliance"],
        "positions": [{name: p[name] for name in ("actor", "role", "stance", "quote")} for p in said["positions"]],
        "action": action,
        "syndicated_from": said["syndicated_from"],
        "revises": said["revises"],
    }

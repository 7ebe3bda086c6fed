"""What waits, what a decision changed and what is read otherwise, as text. Quotes are quoted; nothing is concluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import indent
from typing import Any

import msgspec

from monitor.application.reread import Otherwise, RereadReport
from monitor.present.revised import change_line
from monitor.present.words import clip, count, one_line
from monitor.state.change import Change
from projections.questions import Question

_QUOTE = 300


def queue_text(waiting: Sequence[Question], names: Mapping[str, str]) -> str:
    """The queue, a paragraph each; `names` are what orders and actions are called, by id."""
    if not waiting:
        return "Nothing waits for a person."
    blocks = [f"{count(len(waiting), 'question')} for a person"]
    return "\n\n".join([*blocks, *(_question(question, names) for question in waiting)])


def change_text(change: Change) -> str:
    """One change with the order or action it is of."""
    line = change_line(change.kind, change.before, change.after, change.item)
    return f"{one_line(change.action or change.order or change.matter)}: {line}"


def reread_text(report: RereadReport, *, recorded: bool) -> str:
    """What the present reader reads otherwise, and what that changes."""
    same = f"{count(report.items, 'item')} read again; {count(len(report.otherwise), 'item')} read otherwise"
    lines = [f"{same}; {count(report.recorded, 'reading')} recorded" if recorded else same]
    lines += [_otherwise(one) for one in report.otherwise]
    if report.changes:
        lines += ["What would be shown otherwise:", *(f"  {change_text(change)}" for change in report.changes)]
    return "\n".join(lines)


def _question(question: Question, names: Mapping[str, str]) -> str:
    name = one_line(question.item) if question.item else " and ".join(map(one_line, question.alternatives))
    where = f" ({one_line(question.source)})" if question.source else ""
    lines = [f"{name}{where}", f"  {question.kind.replace('_', ' ')}: {one_line(question.why)}"]
    if question.quote:
        lines.append(f"  “{clip(question.quote, _QUOTE)}”")
    if question.item and question.alternatives:
        lines.append("  it may be:")
        lines += [f"    {one_line(ident)}{_called(names.get(ident))}" for ident in question.alternatives]
        lines.append("  what would settle it:")
    return "\n".join([*lines, *(f"    {command}" for command in question.settle)])


def _called(name: str | None) -> str:
    return f", {clip(name, 80)}" if name else ""


def _otherwise(one: Otherwise) -> str:
    stands = f"; it stays as {one.stands} decided" if one.stands else ""
    lines = [f"{one_line(one.item)} ({one_line(one.source)}){stands}"]
    for name in one.after:
        lines += [f"  {name}", *_parts("-", one.before[name], one.after[name])]
        lines += _parts("+", one.after[name], one.before[name])
    return "\n".join(lines)


def _parts(sign: str, mine: Any, theirs: Any) -> list[str]:  # noqa: ANN401 -- JSON
    """The parts of one list that the other does not have; a value that is no list as it is."""
    listed, others = (part if isinstance(part, list) else [part] for part in (mine, theirs))
    shown = (msgspec.json.encode(_bare(part)).decode() for part in listed if part not in others)
    return [indent(clip(text, 1000), f"    {sign} ") for text in shown]


def _bare(part: Any) -> Any:  # noqa: ANN401 -- JSON
    """A finding without what it leaves open."""
    return {k: v for k, v in part.items() if v not in (None, [], "", False)} if isinstance(part, dict) else part

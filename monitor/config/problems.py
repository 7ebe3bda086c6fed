"""What is wrong with a configuration, in words that name the key and the way out. Decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from monitor.config.positions import KeyPath

_BARE = re.compile(r"[A-Za-z0-9_-]+")

_WORDS = {
    "missing": "missing key",
    "string_type": "must be text in quotes",
    "string_unicode": "holds half of a surrogate pair, which is no character",
    "string_too_short": "must not be empty",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
}


class Problem(NamedTuple):
    """One thing that is wrong, at one key."""

    path: KeyPath
    message: str
    unknown_key: bool = False


def dotted(path: KeyPath) -> str:
    """Write a path the way it is read aloud: `source[0].url`; a key that needs quotes gets them."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if _BARE.fullmatch(part) else repr(part))
    return text or "(file)"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give `; did you mean "x"?` for the nearest known word, or nothing when none is near."""
    by_fold = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f'; did you mean "{by_fold[near[0]]}"?' if near else ""


def from_pydantic(model: type[BaseModel], error: ValidationError) -> Iterator[Problem]:
    """Put each of pydantic's errors into words of ours."""
    for detail in error.errors(include_url=False):
        path = tuple(detail["loc"])
        if detail["type"] == "extra_forbidden":
            yield Problem(path, "unknown key" + _suggestion(model, path), unknown_key=True)
        else:
            yield Problem(path, _message(model, path, detail))


def _message(model: type[BaseModel], path: KeyPath, detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "literal_error":
        return f"must be {detail['ctx']['expected']}" + did_you_mean(str(detail["input"]), _quoted(detail))
    if kind == "tuple_type" and isinstance(detail["input"], dict) and len(path) == 1:
        return f"must be a list of tables, each under its own [[{path[0]}]] in double brackets"
    if kind in {"model_type", "model_attributes_type"}:
        return f"must be a table with the keys {', '.join(_keys(_model_at(model, path)))}"
    return _WORDS.get(kind, detail["msg"])


def _quoted(detail: ErrorDetails) -> list[str]:
    return re.findall(r"'([^']*)'", detail["ctx"]["expected"])


def _suggestion(model: type[BaseModel], path: KeyPath) -> str:
    word = str(path[-1])
    known = _keys(_model_at(model, path[:-1]))
    elsewhere = [f"; it is a key of [{name}]" for name in _keys(model) if word in _keys(_model_at(model, (name,)))]
    return did_you_mean(word, known) or "".join(elsewhere[:1]) or f"; known: {', '.join(known)}"


def _keys(model: type[BaseModel] | None) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """Find the model of the table at the path; None where the path leads to no table we know."""
    found: type[BaseModel] | None = model
    for part in path:
        if found is None or isinstance(part, int):
            continue
        fields = {field.alias or name: field for name, field in found.model_fields.items()}
        found = _model_in(fields[part].annotation) if part in fields else None
    return found


def _model_in(annotation: object) -> type[BaseModel] | None:
    for part in (annotation, *get_args(annotation)):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None

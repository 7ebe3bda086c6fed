"""Reads a configuration file and gives it checked, or every problem of it at once. Opens nothing that it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from monitor.config.checks import KindFacts, check_contact, check_matters, check_recordings, check_sender, check_sources
from monitor.config.document import Document, read_document
from monitor.config.model import Config, WatchList
from monitor.config.positions import KeyPath
from monitor.config.problems import Problem, from_pydantic
from monitor.domain.matters import Matter
from monitor.errors import ConfigError

Model = TypeVar("Model", Config, WatchList)


def load(path: Path, kinds: Mapping[str, KindFacts]) -> Config:
    """Read config.toml; `kinds` are the kinds of source there are (`feeds.kinds.KINDS`).

    Raises ConfigError with every problem, each as `FILE:LINE:COL: key.path: message`.
    """
    document = read_document(path)
    folder = path.parent.resolve()
    config, problems = _checked(Config, document.data, {"folder": folder, "kinds": kinds})
    problems += check_sources(document.data, kinds)
    problems += check_recordings(document.data, folder)
    problems += check_contact(document.data)
    problems += check_sender(document.data)
    problems += check_matters(document.data)
    return _or_raise(document, config, problems)


def load_watch(path: Path, warn: Callable[[str], None]) -> tuple[Matter, ...]:
    """Read the `matter` list of a TOML or JSON file (JSON by the name's ending); an unknown key goes to `warn`.

    The other sections of config.toml may stand there too and are passed over. Raises ConfigError with every problem.
    """
    document = read_document(path, is_json=path.suffix.lower() == ".json")
    data = {key: value for key, value in document.data.items() if key == "matter" or key not in Config.model_fields}
    _, problems = _checked(WatchList, data, {})
    unknown = {problem for problem in problems if problem.unknown_key}
    for line in document.lines(unknown) if unknown else ():
        warn(line)
    known = _without(data, {problem.path for problem in unknown})
    watch, problems = _checked(WatchList, known, {})
    return tuple(section.matter() for section in _or_raise(document, watch, [*problems, *check_matters(known)]).matter)


def _checked(model: type[Model], data: dict[str, Any], context: dict[str, Any]) -> tuple[Model | None, list[Problem]]:
    try:
        return model.model_validate(data, context=context), []
    except ValidationError as error:
        return None, list(from_pydantic(model, error))


def _or_raise(document: Document, model: Model | None, problems: list[Problem]) -> Model:
    if model is None or problems:
        raise ConfigError(document.lines(problems))
    return model


def _without(data: Any, unknown: set[KeyPath], at: KeyPath = ()) -> Any:  # noqa: ANN401 -- any parsed value
    if isinstance(data, dict):
        return {k: _without(v, unknown, (*at, k)) for k, v in data.items() if (*at, k) not in unknown}
    if isinstance(data, list):
        return [_without(v, unknown, (*at, i)) for i, v in enumerate(data)]
    return data

"""The configuration that `init` writes: the file beside this one, which is also the project's own config.toml.

Invents no source: where the recordings it points at are not there, their tables are written as comments.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

RECORDINGS = "examples/jgg/polls"
"""Where the starter's recorded polls lie, from the project's folder."""

_TABLE = re.compile(rf'^\[\[source\]\]\n(?:.+\n)*?url = "{RECORDINGS}/.*\n(?:.+\n)*', re.MULTILINE)


def starter_text() -> str:
    """Give the starter as it stands, with paths from the project's folder."""
    return files("monitor.config").joinpath("starter.toml").read_text(encoding="utf-8")


def starter_for(folder: Path, project: Path | None = None) -> str:
    """Give the starter for a config.toml in `folder`; `project` is the folder that holds the recordings.

    An installation without the recordings gets their tables as comments.
    """
    project = project or Path(__file__).resolve().parents[2]
    text = starter_text()
    if not (project / RECORDINGS).is_dir():
        return _TABLE.sub(lambda table: re.sub(r"^", "# ", table[0].rstrip("\n"), flags=re.MULTILINE) + "\n", text)
    if folder.resolve() == project:
        return text
    return text.replace(f'"{RECORDINGS}/', f'"{(project / RECORDINGS).as_posix()}/')

import re
import tomllib
from pathlib import Path

import pytest

from feeds.kinds import KINDS
from monitor.config import load
from monitor.config.model import Config
from monitor.config.starter import RECORDINGS, starter_for, starter_text

PROJECT = Path(__file__).parents[3]


def test_the_projects_configuration_is_the_starter():
    assert (PROJECT / "config.toml").read_text(encoding="utf-8") == starter_text()


def test_the_projects_configuration_runs_as_it_stands():
    config = load(PROJECT / "config.toml", KINDS)
    assert all(source.recorded for source in config.source)
    text = (PROJECT / "config.toml").read_text("utf-8")
    assert all(f"  {kind} " in text for kind in KINDS)  # each is explained
    assert [matter.id for matter in config.matters()] == ["dcd/25-cv-766"]


def test_elsewhere_the_recordings_are_still_found(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(starter_for(tmp_path), encoding="utf-8")
    assert len(load(path, KINDS).source) == len(load(PROJECT / "config.toml", KINDS).source)


def test_without_the_recordings_no_source_is_left_and_nothing_else_is_lost(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(starter_for(tmp_path, project=tmp_path), encoding="utf-8")
    config = load(path, KINDS)
    assert config.source == ()
    assert len(config.matter) == 1
    uncommented = re.sub(
        r"^# (?=\[\[source|(?:id|kind|court|url|every|speaker) = )", "", path.read_text(), flags=re.MULTILINE
    )
    assert uncommented.count(f'\nurl = "{RECORDINGS}/') == starter_text().count(f'\nurl = "{RECORDINGS}/')


@pytest.mark.parametrize("section", list(Config.model_fields))
def test_every_section_and_key_is_in_the_starter(section):
    shown = tomllib.loads(starter_text())[section]
    rows = shown if isinstance(shown, list) else [shown]
    annotation = Config.model_fields[section].annotation
    model = annotation if isinstance(shown, dict) else annotation.__args__[0]
    keys = {field.alias or name for name, field in model.model_fields.items()}
    written = {key for row in rows for key in row}
    assert keys - written <= {
        "record",
        "docket_number",
        "dockets",
        "full_text",
        "authserv",
    }  # explained in the list of a source's keys, where the default is enough
    assert all(f"#   {key} " in starter_text() for key in keys - written)


def test_the_live_sources_shown_are_a_valid_configuration(tmp_path):
    live = starter_text().split("# Live sources")[1].split("# A matter is")[0]
    tables = "\n".join(line.removeprefix("# ") for line in live.splitlines() if re.match(r"# (\[\[|\w+ = )", line))
    path = tmp_path / "config.toml"
    path.write_text('[monitor]\ncontact = "desk@example.org"\n' + tables, encoding="utf-8")
    sources = load(path, KINDS).source
    assert len(sources) == 7
    assert not any(source.recorded for source in sources)

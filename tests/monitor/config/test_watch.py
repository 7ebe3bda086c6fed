import json

import pytest

from monitor.config import load_watch
from monitor.errors import ConfigError

MATTER = {
    "court": "dcd",
    "docket_number": "1:25-cv-00766",
    "caption": "A v. B",
    "judge": None,
    "parties": [{"name": "A", "role": "plaintiff"}],
}


@pytest.fixture
def watch(tmp_path):
    def load(text, name="watch.json"):
        (tmp_path / name).write_text(text if isinstance(text, str) else json.dumps(text, indent=1), encoding="utf-8")
        warnings = []
        matters = load_watch(tmp_path / name, warnings.append)
        return matters, [warning.removeprefix(f"{tmp_path}/") for warning in warnings]

    return load


def test_json_and_toml_give_the_same_matters(watch):
    toml = '[[matter]]\ncourt = "dcd"\ndocket_number = "1:25-cv-00766"\ncaption = "A v. B"\n'
    toml += 'parties = [{ name = "A", role = "plaintiff" }]\n'
    assert watch({"matter": [MATTER]}) == watch(toml, "watch.toml")
    assert watch({"matter": [MATTER]})[0][0].id == "dcd/25-cv-766"


def test_unknown_keys_warn_and_the_rest_is_used(watch):
    party = {**MATTER["parties"][0], "counsel": "x"}
    matters, warnings = watch({"made_by": "x", "matter": [{**MATTER, "orders": [], "parties": [party]}]})
    assert [m.caption for m in matters] == ["A v. B"]
    assert warnings == [
        "watch.json:2:2: made_by: unknown key; known: matter",
        "watch.json:13:6: matter[0].parties[0].counsel: unknown key; known: name, role, aliases",
        (
            "watch.json:16:4: matter[0].orders: unknown key; known: court, docket_number, caption, short_names, judge,"
            " related_dockets, parties, watch_terms, closures"
        ),
    ]


def test_a_whole_configuration_may_be_given(watch):
    text = '[monitor]\nx = 1\n[smtp]\nhost = 3\n[[matter]]\ncourt = "dcd"\ndocket_number = "1"\ncaption = "c"\n'
    matters, warnings = watch(text, "config.toml")
    assert (len(matters), warnings) == (1, [])


def test_problems_are_all_told_with_their_places(watch, tmp_path):
    with pytest.raises(ConfigError) as caught:
        watch({"extra": 1, "matter": [{**MATTER, "caption": 3}, {**MATTER, "docket_number": "25-cv-766"}]})
    assert [line.removeprefix(f"{tmp_path}/watch.json:") for line in caught.value.problems] == [
        "7:4: matter[0].caption: must be text in quotes",
        "18:4: matter[1].docket_number: duplicate matter: dcd/25-cv-766 is already matter[0]",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\n "matter": [}', "2:13: syntax: not JSON: Expecting value"),
        ("[]", '1:1: (file): must be an object with the key "matter"'),
        ("{}", "1:1: matter: missing key"),
        ('{"matter": [{"court": "\\ud800"}]}', "1:14: matter[0].court: holds half of a surrogate pair"),
    ],
)
def test_what_is_no_watch_list(watch, text, expected):
    with pytest.raises(ConfigError) as caught:
        watch(text)
    assert any(f"watch.json:{expected}" in line for line in caught.value.problems)


def test_a_day_of_an_inaccessible_office_in_either_form_and_none_that_there_is_not(watch):
    closure = {"court": "dcd", "on": "2026-01-26", "why": "snow", "source": "https://example.org/notice"}
    toml = '[[matter]]\ncourt = "dcd"\ndocket_number = "1:25-cv-00766"\ncaption = "A v. B"\n'
    toml += 'closures = [{ court = "dcd", on = 2026-01-26, why = "snow", source = "https://example.org/notice" }]\n'
    toml += 'parties = [{ name = "A", role = "plaintiff" }]\n'
    given = watch({"matter": [{**MATTER, "closures": [closure]}]})
    assert given == watch(toml, "watch.toml")
    assert given[0][0].closures[0].on.isoformat() == "2026-01-26"
    with pytest.raises(ConfigError, match="'2026-02-30' is no day"):
        watch({"matter": [{**MATTER, "closures": [{**closure, "on": "2026-02-30"}]}]})

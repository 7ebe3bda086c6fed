"""`opml`: a list becomes tables to look at; only what is right is merged, and nobody is made a speaker by a list."""

import tomllib

import pytest

COURT = "https://ecf.dcd.uscourts.gov/cgi-bin/rss_outside.pl"
LIST = f"""<opml version="2.0" xmlns:s="https://showcause.example/opml"><body>
<outline text='The "EXAMPLE" \\ Wire' xmlUrl="https://wire.example.org/feed"/>
<outline text="Wire" xmlUrl="https://wire.example.org/other"/>
<outline text="Wire" xmlUrl="https://wire.example.org/third"/>
<outline text="D.D.C." xmlUrl="{COURT}"/>
<outline text="An office" xmlUrl="https://office.example.org/f" s:kind="statement-feed" s:speaker="White House" s:every="900s"/>
<outline text="bad" xmlUrl="file:///etc/passwd"/>
</body></opml>"""
CONFIG = '# kept\n[monitor]\ncontact = "desk@example.org"\n[[source]]\nid = "wire"\nkind = "news-feed"\nurl = "https://wire.example.org/other"\n'


@pytest.fixture
def listed(tmp_path):
    (tmp_path / "list.opml").write_text(LIST, encoding="utf-8")
    return "list.opml"


def test_a_list_becomes_tables_and_a_court_is_known_by_its_address(run, listed):
    done = run("opml", "import", listed)
    tables = {t["id"]: t for t in tomllib.loads(done.stdout)["source"]}
    assert list(tables) == ["the-example-wire", "wire", "wire-2", "d-d-c", "an-office"]
    assert tables["d-d-c"] == {"id": "d-d-c", "kind": "pacer-rss", "court": "dcd", "url": COURT}
    assert {t["kind"] for t in tables.values()} == {"news-feed", "pacer-rss"}
    assert "left out: bad: its address is no web address" in done.stderr


def test_a_list_says_who_speaks_only_where_it_is_ours(run, listed):
    assert "White House" not in run("opml", "import", listed).stdout
    tables = tomllib.loads(run("opml", "import", "--own", listed).stdout)["source"]
    assert tables[-1] == {
        "id": "an-office", "kind": "statement-feed", "speaker": "White House", "every": "900s", "url": "https://office.example.org/f",
    }  # fmt: skip


def test_merging_adds_what_is_new_and_keeps_the_rest_to_the_letter(run, listed, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text(CONFIG, encoding="utf-8")
    done = run("opml", "import", "--merge", listed)
    assert (done.exit_code, done.stdout) == (0, "")
    text = config.read_text("utf-8")
    assert text.startswith(CONFIG)
    assert [s["id"] for s in tomllib.loads(text)["source"]] == [
        "wire",
        "the-example-wire",
        "wire-2",
        "d-d-c",
        "an-office",
    ]
    assert run("check").exit_code == 0
    again = run("opml", "import", "--merge", listed)
    assert "nothing to add" in again.stderr
    assert config.read_text("utf-8") == text


def test_what_would_not_be_right_is_not_merged(run, listed, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text(
        '[[matter]]\ncourt = "dcd"\ndocket_number = "1:31-cv-00042"\ncaption = "A v. B"\n', encoding="utf-8"
    )
    before = config.read_bytes()
    done = run("opml", "import", "--merge", listed)
    assert done.exit_code == 1
    assert "left as it was" in done.stderr
    assert "monitor.contact: missing key" in done.stderr
    assert config.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["config.toml", "list.opml"]


def test_a_hostile_list_is_wrong_usage(run, tmp_path):
    (tmp_path / "x.opml").write_text('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', encoding="utf-8")
    done = run("opml", "import", "x.opml")
    assert done.exit_code == 2
    assert "declares an entity" in done.stderr


def test_the_fetched_sources_are_written_and_no_secret_among_them(run, tmp_path):
    secret = '[[source]]\nid = "s"\nkind = "news-feed"\nurl = "https://s.example.org/f?token=abcdef123"\n'
    (tmp_path / "polls").mkdir()
    local = '[[source]]\nid = "l"\nkind = "news-feed"\nurl = "polls"\n'
    (tmp_path / "config.toml").write_text(CONFIG + secret + local, encoding="utf-8")
    done = run("opml", "export")
    assert done.exit_code == 0
    assert "https://wire.example.org/other" in done.stdout
    assert "s.example.org" not in done.stdout + done.stderr
    assert "left out: s: its address seems to hold a secret" in done.stderr
    assert "left out: l is not fetched over HTTP" in done.stderr
    (tmp_path / "out.opml").write_text(done.stdout, encoding="utf-8")
    assert run("opml", "import", "--merge", "out.opml").exit_code == 0

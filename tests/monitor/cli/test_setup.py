from importlib.metadata import version

from monitor.config.starter import starter_text


def test_init_then_check(run, tmp_path):
    made = run("init")
    assert made.exit_code == 0
    assert made.stdout.splitlines() == [
        "wrote config.toml",
        "next: showcause check, then showcause run --once",
    ]
    checked = run("check")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert checked.stdout == "config.toml: no problem; 9 sources, 9 of them recorded; 1 matter\n"
    assert len((tmp_path / "config.toml").read_text()) >= len(starter_text())


def test_init_makes_the_folder_and_says_how_to_go_on(run, tmp_path):
    assert run("init", "a/b").stdout.endswith(
        "next: showcause --config a/b/config.toml check, then showcause --config a/b/config.toml run --once\n"
    )
    assert run("--config", "a/b/config.toml", "check").exit_code == 0


def test_init_leaves_what_is_there(run, tmp_path):
    (tmp_path / "config.toml").write_text("mine")
    result = run("init")
    assert result.exit_code == 1
    assert result.stderr == "showcause: config.toml is there already and was left as it is\n"
    assert (tmp_path / "config.toml").read_text() == "mine"


def test_check_lists_everything_and_exits_2(run, tmp_path):
    (tmp_path / "config.toml").write_text('[smtp]\nprt = 1\n[[source]]\nid = "a"\nkind = "pacer-rs"\nurl = "."\n')
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        'config.toml:2:1: smtp.prt: unknown key; did you mean "port"?',
        "config.toml:5:1: source[0].kind: unknown kind 'pacer-rs' (known: courtlistener-api, courtlistener-feed, courtlistener-webhook, nef-mail, news-feed, pacer-rss, statement-feed);"
        ' did you mean "pacer-rss"?',
    ]


def test_a_missing_configuration_says_how_to_get_one(run):
    result = run("check")
    assert result.exit_code == 2
    assert result.stderr == (
        "config.toml:1:1: (file): cannot be read: No such file or directory; `showcause init` writes one\n"
    )


def test_version(run):
    assert run("version").stdout == f"showcause {version('showcause')}\n"

import errno
import json
import signal
import subprocess
import sys
import time

import click
import pytest
from click.testing import CliRunner

from monitor.cli import setup
from monitor.cli.lazy import Verb
from monitor.cli.main import VERBS, cli
from monitor.errors import ConfigError, InputError, LedgerError, NotFoundError

WATCH = {"matter": [{"court": "dcd", "docket_number": "1:25-cv-00766", "caption": "A v. B"}]}
HEAVY = {"rich", "pydantic", "jinja2", "eventsourcing", "feedparser", "msgspec", "sqlite3", "holidays"}


def test_help_names_every_verb_and_imports_none():
    code = (
        "import sys\nfrom monitor.cli.main import cli\n"
        "try: cli(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.startswith('monitor')), file=sys.stderr)\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for name, verb in VERBS.items():
        assert f"  {name} " in done.stdout
        assert verb.help in done.stdout
    modules, heavy = done.stderr.splitlines()
    assert modules == str(
        ["monitor", "monitor.cli", "monitor.cli.lazy", "monitor.cli.main", "monitor.cli.session", "monitor.errors"]
    )
    assert heavy == "[]"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_can_be_imported_and_explains_itself(run, verb):
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert f"showcause {verb}" in result.stdout


def test_an_unknown_verb_is_refused_with_the_nearest(run):
    result = run("ordrs")
    assert result.exit_code == 2
    assert "No such verb 'ordrs'. Did you mean 'orders'?" in result.stderr
    assert "Did you mean" not in run("qqqq").stderr


@pytest.mark.parametrize("args", [("--no-such-option",), ("check", "--no-such-option"), ("order",)])
def test_wrong_usage_is_exit_2(run, args):
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: showcause" in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ConfigError(["a.toml:1:1: x: bad", "a.toml:2:1: y: bad"]), 2, "a.toml:1:1: x: bad\na.toml:2:1: y: bad\n"),
        (InputError("no such thing"), 2, "showcause: no such thing\n"),
        (NotFoundError("no order 'x'"), 1, "showcause: no order 'x'\n"),
        (LedgerError("disk full"), 1, "showcause: disk full\n"),
        (OSError(errno.EACCES, "Permission denied", "var"), 1, "showcause: [Errno 13] Permission denied: 'var'\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 1, ""),
    ],
)
def test_an_expected_error_is_a_message_and_an_exit_status(run, monkeypatch, error, code, said):
    @click.command()
    def version():
        raise error

    monkeypatch.setattr(setup, "version", version)
    result = run("version")
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", said)


def test_a_bug_keeps_its_traceback(run, monkeypatch):
    @click.command()
    def version():
        raise ZeroDivisionError

    monkeypatch.setattr(setup, "version", version)
    assert isinstance(run("version").exception, ZeroDivisionError)


def test_the_table_of_verbs_names_real_commands():
    with click.Context(cli) as ctx:
        for name, verb in VERBS.items():
            assert isinstance(verb, Verb)
            assert cli.get_command(ctx, name).name == name
        assert cli.get_command(ctx, "nothing") is None
        assert cli.list_commands(ctx)[:2] == ["init", "check"]


def test_the_configuration_comes_from_the_option_then_the_environment_then_here(run, tmp_path):
    (tmp_path / "config.toml").write_text("here = 1\n")
    (tmp_path / "env.toml").write_text("env = 1\n")
    (tmp_path / "option.toml").write_text("option = 1\n")
    assert run("check").stderr.startswith("config.toml:1:1: here:")
    assert run("check", SHOWCAUSE_CONFIG="env.toml").stderr.startswith("env.toml:1:1: env:")
    assert run("--config", "option.toml", "check", SHOWCAUSE_CONFIG="env.toml").stderr.startswith("option.toml:1:1")


def reader(tmp_path, **streams):
    (tmp_path / "watch.json").write_text(json.dumps(WATCH))
    args = [sys.executable, "-m", "monitor.cli", "read", "--watch", str(tmp_path / "watch.json")]
    return subprocess.Popen(args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **streams)


def test_an_interrupt_ends_with_130_and_no_traceback(tmp_path):
    process = reader(tmp_path)
    process.stdin.write(b"no json\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["error"]  # it is reading by now
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, b"interrupted\n")


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path):
    process = reader(tmp_path)
    process.stdin.write(b"no json\n")
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    time.sleep(0)
    process.stdin.write(b"no json\n" * 10)
    process.stdin.close()
    assert process.wait(timeout=60) == 1
    assert process.stderr.read() == b""
    process.stderr.close()


def test_runner_and_group_agree_on_the_programs_name():
    assert "showcause" in CliRunner().invoke(cli, ["--help"], prog_name="showcause").stdout

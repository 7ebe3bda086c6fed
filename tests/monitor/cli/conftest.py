import pytest
from click.testing import CliRunner

from monitor.cli.main import cli


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command line in an empty folder; gives click's result (exit_code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHOWCAUSE_CONFIG", raising=False)

    def invoke(*args, stdin=b"", **env):
        return CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin, env=env, prog_name="showcause")

    return invoke

"""Which way mail goes, and a whole tick to a server that wants TLS and a login. EXAMPLE."""

import json
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult

from monitor.bootstrap import open_app
from monitor.bootstrap_mail import password, transport
from monitor.bootstrap_specs import load_config
from monitor.domain.vocabulary import Occasion
from monitor.errors import ShowcauseError
from notify.digest import Schedule
from notify.outbox import Outbox
from notify.smtp import Smtp
from tests.notify.servers import Scripted, certificate, running, server_side
from tests.projections.given import POOL

SECRET = "hunter2-EXAMPLE"
CONFIG = """
[monitor]
data_dir = "var"

[smtp]
host = "{host}"
port = {port}
security = "starttls"
username = "desk"
from = "showcause <digest@example.org>"

[[matter]]
court = "mnd"
docket_number = "0:26-cv-00101"
caption = "Riverton Residents v. Riverton Water District"
parties = [{{ name = "Riverton Residents", role = "plaintiff" }},
           {{ name = "Riverton Water District", role = "defendant", aliases = ["the District"] }}]
"""


@pytest.fixture
def config(tmp_path):
    def made(host="localhost", port=587):
        (tmp_path / "config.toml").write_text(CONFIG.format(host=host, port=port))
        return load_config(tmp_path / "config.toml")

    return made


def test_without_a_server_mail_goes_to_files(config):
    assert isinstance(transport(config(host=""), None, {}), Outbox)
    assert isinstance(transport(config(), None, {}), Smtp)


def test_a_replay_never_mails_anybody(config):
    assert isinstance(transport(config(), "EXAMPLE", {}), Outbox)


def test_the_password_comes_from_the_environment_or_else_from_a_credential(tmp_path):
    assert password({}) is None
    credentials = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert password(credentials) is None
    (tmp_path / "smtp-password").write_text(f"{SECRET}\n")
    assert password(credentials) == SECRET
    assert password({**credentials, "SHOWCAUSE_SMTP_PASSWORD": "other"}) == "other"
    assert password({**credentials, "SHOWCAUSE_SMTP_PASSWORD": ""}) == SECRET


def test_a_credential_that_cannot_be_read_is_an_error_without_its_words(tmp_path):
    credentials = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    path = tmp_path / "smtp-password"
    path.write_bytes(SECRET.encode() + b"\xff")
    with pytest.raises(ShowcauseError, match="smtp-password: the credential is not UTF-8") as caught:
        password(credentials)
    assert caught.value.__suppress_context__
    path.unlink()
    path.mkdir()
    with pytest.raises(ShowcauseError, match="smtp-password: the credential cannot be read: Is a directory"):
        password(credentials)


@pytest.mark.parametrize("good", [True, False])
def test_a_tick_mails_over_tls_with_a_login(config, tmp_path, monkeypatch, capsys, good):
    cert, key = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    monkeypatch.setenv("SHOWCAUSE_SMTP_PASSWORD", SECRET if good else "wrong-EXAMPLE")
    got = []

    class Keep(Message):
        def handle_message(self, message):
            got.append(message)

    def known(_server, _session, _envelope, _mechanism, data):
        right = (data.login, data.password) == (b"desk", SECRET.encode())
        return AuthResult(success=right, handled=right)

    with running(Scripted()) as port:
        pass
    controller = Controller(
        Keep(),
        hostname="localhost",
        port=port,
        tls_context=server_side(cert, key),
        require_starttls=True,
        authenticator=known,
        auth_required=True,
    )
    controller.start()
    try:
        with open_app(config(port=port), clock=lambda: datetime(2026, 3, 6, tzinfo=UTC)) as app:
            app.people.add("ada@example.net", Schedule.IMMEDIATE, (), datetime(2026, 3, 1, tzinfo=UTC), 0)
            lines = [json.dumps(row) for row in POOL[:3]]
            app.ingest_lines(lines[:2], "given", Occasion.BACKFILL)
            app.ingest_lines(lines[2:], "given", Occasion.LIVE)
            report = app.tick().delivered
    finally:
        controller.stop()
    assert (report.alerts, len(got)) == ((1, 1) if good else (0, 0))
    if not good:
        assert report.stopped.startswith("login refused: 535 5.7.8")
    written = b"".join(f.read_bytes() for f in (tmp_path / "var").rglob("*") if f.is_file())
    for secret in (SECRET, "wrong-EXAMPLE"):
        assert secret not in repr(report)
        assert secret.encode() not in written
    assert capsys.readouterr() == ("", "")

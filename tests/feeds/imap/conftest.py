"""Two mail servers on loopback: one scripted to misbehave, and Dovecot where it is installed. EXAMPLE mails."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import socketserver
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from feeds.fetch.guard import Guard
from feeds.fetch.outcomes import Outcome
from feeds.imap.connection import Dialler, MailLimits
from feeds.imap.looking import Place
from feeds.imap.worker import MailWorker
from tests.feeds.fetch.conftest import NAME, certificate, client_tls, server_tls

__all__ = ["certificate", "client_tls", "server_tls"]

PASSWORD = 'EXAMPLE pass"word\\'
DATE = '"02-Mar-2026 14:26:00 -0600"'
Answer = Callable[["Talk", str, str], bool | None]


class Talk(socketserver.StreamRequestHandler):
    """One conversation: a mailbox of `mails` by UID, with `odd` asked first for another answer to a command."""

    server: Server
    disable_nagle_algorithm = True

    def handle(self) -> None:
        try:
            self.say("* OK EXAMPLE ready")
            while line := self.rfile.readline().decode("latin-1").rstrip("\r\n"):
                self.server.heard.append(line)
                tag, _, command = line.partition(" ")
                if self.server.odd(self, tag, command):
                    continue
                if not self.plain(tag, command):
                    return
        except OSError:
            return

    def plain(self, tag: str, command: str) -> bool:
        verb = command.upper()
        if verb.startswith("CAPABILITY"):
            self.say(f"* CAPABILITY {self.server.capabilities}")
        elif verb.startswith("LOGIN"):
            self.server.logins.append(command)
        elif verb.startswith("EXAMINE"):
            self.examined()
        elif verb.startswith("UID FETCH") and "SIZE" in verb:
            self.listed(verb.split()[2])
        elif verb.startswith("UID FETCH"):
            self.body(int(verb.split()[2]))
        self.say(f"{tag} OK done")
        return not verb.startswith("LOGOUT")

    def examined(self) -> None:
        self.say("* 1 EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.server.validity}]")
        if self.server.uid_next is not None:
            self.say(f"* OK [UIDNEXT {self.server.uid_next or max(self.server.mails, default=0) + 1}]")

    def listed(self, stretch: str) -> None:
        first, _, last = stretch.partition(":")
        newest = max(self.server.mails, default=0)
        until = newest if last == "*" else int(last)
        for number, mail in sorted(self.server.mails.items(), reverse=True):  # no order is promised
            if int(first) <= number <= until or (last == "*" and number == newest):
                size = self.server.sizes.get(number, len(mail))
                self.say(f"* {number} FETCH (UID {number} RFC822.SIZE {size} INTERNALDATE {self.server.date})")

    def body(self, number: int) -> None:
        if (mail := self.server.mails.get(number)) is not None:
            self.wfile.write(b"* 1 FETCH (BODY[] {%d}\r\n%b UID %d)\r\n" % (len(mail), mail, number))

    def say(self, line: str) -> None:
        self.wfile.write(line.encode("latin-1") + b"\r\n")


def never(_talk: Talk, _tag: str, _command: str) -> bool | None:
    return None


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.context = context
        self.mails: dict[int, bytes] = {}
        self.sizes: dict[int, int] = {}
        self.validity = 7
        self.date = DATE
        self.uid_next: int | None = 0
        self.capabilities = "IMAP4rev1"
        self.odd: Answer = never
        self.heard: list[str] = []
        self.logins: list[str] = []

    @property
    def port(self) -> int:
        return self.server_address[1]

    def url(self, scheme: str = "imap", folder: str = "", query: str = "?tls=none") -> str:
        return f"{scheme}://clerk%40example.org@{NAME}:{self.port}/{folder}{query}"

    def get_request(self):
        connection, address = super().get_request()
        if self.context is not None:
            connection = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address


@pytest.fixture
def server() -> Iterator[Callable[..., Server]]:
    with ExitStack() as stack:

        def start(context: ssl.SSLContext | None = None) -> Server:
            made = stack.enter_context(Server(context))
            thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(made.shutdown)
            return made

        yield start


@pytest.fixture
def worker() -> Iterator[Callable[..., MailWorker]]:
    """worker(port, **limits) may go to court.test and 127.0.0.1 at that port."""
    made: list[MailWorker] = []

    def make(port: int, tls: ssl.SSLContext | None = None, password: str | None = PASSWORD, **limits) -> MailWorker:
        dialler = Dialler(
            guard=Guard(allow_hosts=frozenset({f"{NAME}:{port}", f"127.0.0.1:{port}"}), ports=frozenset({143, 993})),
            tls=tls or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            limits=MailLimits(**{"silence_seconds": 5, "deadline_seconds": 20, **limits}),
            resolve=lambda _host, _port: ["127.0.0.1"],
        )
        made.append(MailWorker(dialler, lambda _source: password))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def look(worker) -> Callable[..., Outcome]:
    """look(url, port, place) looks once."""

    def run(url: str, port: int, place: Place = Place(), **differs) -> Outcome:  # noqa: B008 - it is frozen
        return worker(port, **differs).submit("notices", url, place).result(30)

    return run


class Dovecot:
    """Dovecot over one Maildir, with TLS on both ports."""

    def __init__(self, folder: Path, cert: Path, key: Path) -> None:
        self.maildir = folder / "Maildir"
        for name in ("tmp", "new", "cur", ".Court &AMk-t&AOk-/tmp", ".Court &AMk-t&AOk-/new", ".Court &AMk-t&AOk-/cur"):
            (self.maildir / name).mkdir(parents=True)
        self.imap, self.imaps = _free_port(), _free_port()
        (folder / "users").write_text(f"clerk@example.org:{{PLAIN}}{PASSWORD}é:::::\n", encoding="utf-8")
        # root gives the mailbox to nobody: Dovecot logs nobody in as root, and runs none of its services so
        root = os.getuid() == 0
        owner = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
        for path in (self.maildir, *self.maildir.rglob("*")) if root else ():
            os.chown(path, owner.pw_uid, owner.pw_gid)
        internal, login = ("dovecot", "dovenull") if root else (owner.pw_name, owner.pw_name)
        config = folder / "dovecot.conf"
        config.write_text(
            f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
mail_location = maildir:{self.maildir}
first_valid_uid = {owner.pw_uid}
first_valid_gid = {owner.pw_gid}
default_internal_user = {internal}
default_internal_group = {grp.getgrgid(pwd.getpwnam(internal).pw_gid).gr_name}
default_login_user = {login}
ssl = yes
ssl_cert = <{cert}
ssl_key = <{key}
auth_mechanisms = plain login
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.imap}
  }}
  inet_listener imaps {{
    port = {self.imaps}
  }}
}}
service anvil {{
  chroot =
}}
""",
            encoding="utf-8",
        )
        self.log = folder / "dovecot.log"
        self.process = subprocess.Popen(["dovecot", "-F", "-c", str(config)], stderr=subprocess.PIPE)
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.imaps), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        self.process.kill()
        said = self.process.stderr.read().decode() if self.process.stderr else ""
        pytest.skip(f"Dovecot is there and does not start here: {said[-500:]}")

    def deliver(self, name: str, body: bytes, folder: str = "new") -> None:
        written = self.maildir / "tmp" / name
        written.write_bytes(body)
        written.rename(self.maildir / folder / name)

    def files(self) -> list[str]:
        return sorted(p.name for where in ("new", "cur") for p in (self.maildir / where).iterdir())

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        if self.process.stderr:
            self.process.stderr.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def dovecot(certificate: tuple[Path, Path]) -> Iterator[Dovecot]:
    if shutil.which("dovecot") is None:
        pytest.skip("no Dovecot is installed (apt-get install dovecot-imapd)")
    if os.getuid() == 0:
        try:
            pwd.getpwnam("dovenull")
        except KeyError:
            pytest.skip("Dovecot is not set up on this machine")
    with tempfile.TemporaryDirectory(prefix="dovecot") as folder:
        Path(folder).chmod(0o755)  # its services run as users of their own
        made = Dovecot(Path(folder), *certificate)
        yield made
        made.close()

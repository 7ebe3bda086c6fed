"""Scripted servers on loopback, a throwaway certificate, and one call that fetches from them."""

from __future__ import annotations

import asyncio
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feeds.fetch.client import Client, user_agent
from feeds.fetch.guard import Guard
from feeds.fetch.limits import Limits
from feeds.fetch.outcomes import FetchRequest, Outcome

NOW = datetime(2025, 3, 15, 18, 45, tzinfo=UTC)
NAME = "court.test"
Script = Callable[[socket.socket, str, dict[str, str]], None]


class Site:
    """One server: what it was asked, and where it is."""

    def __init__(self, server: socketserver.ThreadingTCPServer, scheme: str) -> None:
        self.port: int = server.server_address[1]
        self.scheme = scheme
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str = "/feed", host: str = NAME, userinfo: str = "") -> str:
        return f"{self.scheme}://{userinfo}{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def answer(
    status: int = 200, body: bytes = b"", headers: Sequence[tuple[str, str]] = (), *, length: int | None = None
) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body) if length is None else length}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


@contextmanager
def running(script: Script, context: ssl.SSLContext | None) -> Iterator[Site]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                head = [self.rfile.readline().decode("latin-1").split(" ")]
                fields = iter(lambda: self.rfile.readline().decode("latin-1").strip(), "")
                sent = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
                if len(head[0]) > 1:
                    site.asked.append((head[0][1], sent))
                    script(self.connection, head[0][1], sent)
            except OSError:
                return  # the client hung up, which is what most of these tests are about

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def get_request(self) -> tuple[Any, Any]:
            connection, address = super().get_request()
            if context is not None:
                connection = context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
            return connection, address

    with Server(("127.0.0.1", 0), Handler) as server:
        site = Site(server, "https" if context else "http")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield site
        server.shutdown()
        thread.join()


@pytest.fixture
def reply() -> Callable[..., bytes]:
    return answer


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Set when the test is over: a server that hangs waits for it."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    """serve(bytes, or a script(connection, path, headers)) starts a server that lives as long as the test."""
    with ExitStack() as stack:

        def start(script: Script | bytes, context: ssl.SSLContext | None = None) -> Site:
            run = (
                (lambda connection, path, headers: connection.sendall(script)) if isinstance(script, bytes) else script
            )
            return stack.enter_context(running(run, context))

        yield start


@pytest.fixture
def quick() -> Limits:
    """Limits of tests: short, but long enough for two busy cores."""
    return Limits(max_bytes=1024 * 1024, deadline_seconds=10, connect_seconds=5, silence_seconds=5, grace_seconds=5)


def local(*sites: Site) -> Guard:
    return Guard(
        allow_hosts=frozenset(f"{host}:{site.port}" for site in sites for host in (NAME, "127.0.0.1", "other.test"))
    )


@pytest.fixture
def guard_of() -> Callable[..., Guard]:
    return local


@pytest.fixture
def to_loopback() -> Callable[[str, int], Any]:
    """A resolver for which every name is 127.0.0.1."""

    async def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    return resolve


@pytest.fixture
def get(quick: Limits, to_loopback: Callable[[str, int], Any]) -> Callable[..., Outcome]:
    """get(url, *sites it may go to, **what differs) fetches once and gives the outcome."""

    def run(url: str, *sites: Site, limits: Limits = quick, **differs: Any) -> Outcome:
        request = FetchRequest(source="dcd-ecf", url=url, **differs.pop("request", {}))
        no_trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # quicker than reading the system's store for each test
        settings = {
            "guard": local(*sites),
            "limits": limits,
            "resolve": to_loopback,
            "ssl_context": no_trust,
            **differs,
        }

        async def once() -> Outcome:
            async with Client(user_agent("0", "desk@example.org"), **settings) as client:
                return await client.fetch(request, NOW)

        return asyncio.run(once())

    return run


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for court.test and its key, good for a day."""
    if shutil.which("openssl") is None:
        pytest.skip("the openssl command makes the certificate, and there is none")
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = (
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN={NAME}"
        f" -addext subjectAltName=DNS:{NAME} -keyout {key} -out {cert}"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    return cert, key


@pytest.fixture
def server_tls(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def client_tls(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certificate[0])

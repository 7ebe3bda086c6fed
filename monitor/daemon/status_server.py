"""`/healthz`, `/healthz/live`, `/healthz/ready` and `/metrics` on loopback, which change nothing; and the door.

A POST goes to `monitor.daemon.door`; the others are for GET and HEAD.
"""

from __future__ import annotations

import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

from monitor.daemon.board import Board, answer
from monitor.daemon.door import Door
from monitor.daemon.metrics import CONTENT_TYPE, metrics
from monitor.errors import ShowcauseError

HOST = "127.0.0.1"


class StatusServer:
    """Serves the board's snapshot from a thread of its own.

    Raises ShowcauseError where the port cannot be had.
    """

    def __init__(self, port: int, board: Board, version: str, door: Door) -> None:
        try:
            self._server = _Server((HOST, port), _Handler)
        except OSError as error:
            raise ShowcauseError(
                f"daemon.health_port: {HOST}:{port} cannot be had: {error.strerror}; name another, or 0 for none"
            ) from error
        self._server.board, self._server.version, self._server.door = board, version, door
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, name="status", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    board: Board
    version: str
    door: Door
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 5.0
    protocol_version = "HTTP/1.1"
    server_version = "showcause"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer a request."""
        found = answer(self.server.board.snapshot, time.monotonic())
        well = {"/healthz": found.live and found.ready, "/healthz/live": found.live, "/healthz/ready": found.ready}
        path = self.path.partition("?")[0]
        if path == "/metrics":
            text = metrics(self.server.board.snapshot, found, self.server.version, self.server.door.counts())
            self._send(HTTPStatus.OK, CONTENT_TYPE, text.encode())
        elif path in well:
            status = HTTPStatus.OK if well[path] else HTTPStatus.SERVICE_UNAVAILABLE
            self._send(status, "application/json", msgspec.json.encode(found) + b"\n")
        else:
            self._send(
                HTTPStatus.NOT_FOUND, "text/plain", b"here are /healthz, /healthz/live, /healthz/ready, /metrics\n"
            )

    def do_POST(self) -> None:
        """Take in what a source tells us."""
        reply = self.server.door.post(self.path, self.headers, self.rfile)
        self.close_connection = True  # what was not read of the body must not be taken for a request
        self._send(reply.status, "text/plain", reply.words.encode() + b"\n")

    do_HEAD = do_GET  # noqa: N815 - http.server's own name

    def _send(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own signature
        """Say nothing: a health check every few seconds is not worth a line."""

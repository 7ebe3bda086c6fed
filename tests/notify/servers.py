"""A mail server on loopback that does what its script says at each step, and keeps what it was told. EXAMPLE."""

from __future__ import annotations

import socketserver
import ssl
import subprocess
import threading
from contextlib import contextmanager, suppress

DROP, SILENT, DRIP = object(), object(), object()
_USUAL = {
    "CONNECT": "220 mail.example ESMTP",
    "EHLO": "250-mail.example\n250-SIZE 1000000\n250 HELP",
    "HELO": "250 mail.example",
    "STARTTLS": "220 go ahead",
    "AUTH": "235 2.7.0 welcome",
    "MAIL": "250 2.1.0 ok",
    "RCPT": "250 2.1.5 ok",
    "DATA": "354 go ahead",
    "BODY": None,
    "DOT": "250 2.0.0 ok: queued as A1B2",
    "RSET": "250 ok",
    "QUIT": "221 bye",
}


class Scripted:
    """`script` maps a verb to an answer, or to a list of answers for its first, second … time; then the usual one.

    An answer is a text, or (seconds, text) to wait first, DROP (close), SILENT (say nothing), DRIP (a byte now and then, for ever) or None (go on).
    """

    def __init__(self, tls=None, wrapped=False, **script):
        self.script = {verb: list(a) if isinstance(a, list) else a for verb, a in script.items()}
        self.tls, self.wrapped = tls, wrapped
        self.heard, self.mails, self.connections = [], [], 0
        self.ended = threading.Event()

    @property
    def stalls(self):
        said = [one for answer in self.script.values() for one in (answer if isinstance(answer, list) else [answer])]
        return SILENT in said or DRIP in said

    def answer(self, verb):
        scripted = self.script.get(verb, _USUAL[verb])
        if isinstance(scripted, list):
            scripted = scripted.pop(0) if scripted else _USUAL[verb]
        return scripted

    def verbs(self):
        return [line.split(" ")[0].split(":")[0].upper() for line in self.heard]

    def serve(self, connection):
        self.connections += 1
        if self.wrapped:
            with self.tls.wrap_socket(connection, server_side=True) as within:
                self.say(within, "CONNECT")
                self.talk(within)
        else:
            self.say(connection, "CONNECT")
            self.talk(connection)

    def talk(self, connection):
        stream = connection.makefile("rb")
        while line := stream.readline():
            text = line.decode().rstrip("\r\n")
            verb = text.split(" ")[0].upper()
            self.heard.append(text)
            said = self.say(connection, verb if verb in _USUAL else "AUTH")
            if verb == "DATA" and said.startswith("354"):
                self.receive(connection, stream)
            if verb == "STARTTLS" and said.startswith("220"):
                with self.tls.wrap_socket(connection, server_side=True) as within:
                    self.talk(within)
                return
            if verb == "QUIT":
                return

    def receive(self, connection, stream):
        self.say(connection, "BODY")
        lines = []
        while (line := stream.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b".") else line)
        if line:
            self.mails.append(b"".join(lines))
            self.say(connection, "DOT")

    def say(self, connection, verb):
        answer = self.answer(verb)
        if answer is DROP:
            raise ConnectionAbortedError
        if answer is SILENT:
            self.ended.wait(10)
            raise ConnectionAbortedError
        if answer is DRIP:
            connection.sendall(b"250")
            while not self.ended.wait(0.02):
                connection.sendall(b"-")
        if isinstance(answer, tuple):
            self.ended.wait(answer[0])
            answer = answer[1]
        if answer is not None:
            connection.sendall(answer.replace("\n", "\r\n").encode() + b"\r\n")
        return answer


@contextmanager
def running(server):
    """Run a scripted server; gives its port."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            with suppress(OSError):  # the client left, or the script says so
                server.serve(self.request)

    class Tcp(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        request_queue_size = 50

    with Tcp(("127.0.0.1", 0), Handler) as tcp:
        thread = threading.Thread(target=tcp.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield tcp.server_address[1]
        finally:
            server.ended.set()
            tcp.shutdown()
            thread.join()


def certificate(folder, name="localhost"):
    """A throwaway certificate of `name`, and its key, made by openssl."""
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"),
            *("-keyout", str(key), "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    return cert, key


def server_side(cert, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context

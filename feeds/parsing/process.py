"""One process that reads bodies, seen from the program: asked, waited for, killed. Judges no answer."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

import msgspec

from feeds.parsing.caps import Caps
from feeds.parsing.wire import ANSWER

_KEPT = ("LD_LIBRARY_PATH", "TZDIR")
_ONE_ARENA = {"MALLOC_ARENA_MAX": "1"}
"""glibc gives each thread memory of its own, which none gives back; what reads here is one thread."""
_BLOCKED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_CHUNK = 1024 * 1024
# As multiprocessing does it: the same modules as here, however this process found them, and no folder it stands in.
_CODE = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from feeds.parsing.child import main; main(sys.argv[2])"
)


class EndedError(Exception):
    """The process ended instead of answering; the text says by what, as far as that is known."""


class ParserProcess:
    """Holds one child process; it takes one question at a time. Every method may block its caller, up to what it says.

    Raises OSError where the machine has no room for another process.
    """

    def __init__(self, caps: Caps) -> None:
        self._caps = caps
        self._channel, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = _start(caps, theirs)
            except BaseException:
                self._channel.close()
                raise
        self._received = bytearray()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def ask(self, pieces: tuple[bytes, bytes]) -> None:
        """Send a question. Raises EndedError; TimeoutError where it is not taken in the time a body has."""
        self._channel.settimeout(self._caps.seconds)
        try:
            for piece in pieces:
                self._channel.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            raise EndedError(self._why_ended()) from None

    def answer(self, seconds: float) -> memoryview | None:
        """The answer, without its length; None where it has not come whole in so many seconds: call again.

        Raises EndedError, also for an answer that is too large.
        """
        ends = time.monotonic() + seconds
        while (whole := self._whole()) is None:
            self._channel.settimeout(max(ends - time.monotonic(), 0.001))
            try:
                chunk = self._channel.recv(_CHUNK)
            except TimeoutError:
                return None
            except OSError:  # reset, or closed under our hands
                chunk = b""
            if not chunk:
                raise EndedError(self._why_ended())
            self._received += chunk
        return whole

    def close(self) -> None:
        """End the process, whatever it does. May be called twice, and from another thread than the one that waits."""
        self._process.kill()
        self._process.wait()
        self._channel.close()

    def kill(self) -> None:
        """End the process and let the thread that waits for it see that it has ended."""
        self._process.kill()

    def _whole(self) -> memoryview | None:
        if len(self._received) < ANSWER.size:
            return None
        (length,) = ANSWER.unpack_from(self._received)
        if length > self._caps.reply_bytes:
            raise EndedError(f"it would make {length} bytes of items, more than {self._caps.reply_bytes}")
        if len(self._received) < ANSWER.size + length:
            return None
        whole, self._received = memoryview(self._received)[ANSWER.size :], bytearray()
        return whole

    def _why_ended(self) -> str:
        self._process.kill()  # it has closed the socket, and so ended or broken
        status = self._process.wait()
        if status == -signal.SIGXCPU:
            return f"reading it takes more than {self._caps.processor_seconds} s of processor time"
        if status < 0:
            return f"reading it ended the parser ({signal.Signals(-status).name})"
        return f"the parser ended by itself (status {status})"


def _start(caps: Caps, theirs: socket.socket) -> subprocess.Popen[bytes]:
    """Start it with signals to end blocked, which it never unblocks, and with none of this process's secrets."""
    path = msgspec.json.encode([os.path.abspath(entry) for entry in sys.path]).decode()  # noqa: PTH100 - "" is here
    command = [sys.executable, "-I", "-X", "utf8", "-c", _CODE, path, msgspec.json.encode(caps).decode()]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | _ONE_ARENA
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _BLOCKED)
    try:
        return subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env=environment, close_fds=True
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

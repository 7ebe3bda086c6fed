"""The process that reads bodies: takes questions on its standard input, a socket, and answers them there, for ever.

It opens nothing a body names, holds no secret, and lets itself be limited before it reads the first. A signal to end is
not heeded here: the program ends it, by closing the socket or by force, so that a stop finds the work under way done.
"""

from __future__ import annotations

import contextlib
import resource
import socket
import sys
import time
from pathlib import Path

import msgspec

from feeds.parsing.apart import read_within
from feeds.parsing.caps import MIB, Caps
from feeds.parsing.results import Result, Unparsed
from feeds.parsing.wire import QUESTION, Answer, answer, read_question

# Elsewhere than on Linux (a developer's machine) address space cannot be limited, nor memory be seen; the rest holds.
_UNKNOWN_HERE: tuple[type[Exception], ...] = () if sys.platform == "linux" else (ValueError, OSError)


def main(caps_json: str) -> None:
    """Answer until the other end of the socket is closed. Raises ValueError or OSError where the caps cannot be set."""
    caps = msgspec.json.decode(caps_json, type=Caps)
    _limit(caps)
    with socket.socket(fileno=0) as channel:
        stream = channel.makefile("rb")
        while len(lengths := stream.read(QUESTION.size)) == QUESTION.size:
            head_length, body_length = QUESTION.unpack(lengths)
            given = _answer(caps, stream.read(head_length), stream.read(body_length))
            try:
                channel.sendall(_encoded(given))
            except (BrokenPipeError, ConnectionResetError):  # the program has ended meanwhile
                return
            if given.last:
                return


def _limit(caps: Caps) -> None:
    with contextlib.suppress(*_UNKNOWN_HERE):
        resource.setrlimit(resource.RLIMIT_AS, (caps.memory_bytes, caps.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):  # should the machine itself run out of memory, this process is the one to go
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(caps: Caps, head: bytes, body: bytes) -> Answer:
    _more_time(caps.processor_seconds)
    try:
        result: Result = read_within(*read_question(head, body), caps)
    except MemoryError:
        reason = f"reading it takes more than {caps.memory_bytes // MIB} MiB of memory"
        return Answer(unparsed=Unparsed(reason=reason), last=True)
    last = _resident() > caps.retire_bytes
    if isinstance(result, Unparsed):
        return Answer(unparsed=result, last=last)
    return Answer(parsed=result, last=last)


def _resident() -> int:
    """Bytes in memory now; getrusage would give the most ever, that of the program before exec(2) included."""
    with contextlib.suppress(*_UNKNOWN_HERE):
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    return 0


def _more_time(seconds: int) -> None:
    """The processor time of this process so far, and so much more; at its end the kernel ends the process."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + seconds, hard))


def _encoded(given: Answer) -> bytes:
    try:
        return answer(given)
    except MemoryError:
        return answer(Answer(unparsed=Unparsed(reason="what was read of it takes too much memory"), last=True))


if __name__ == "__main__":
    main(sys.argv[1])

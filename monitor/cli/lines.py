"""Lines of JSON from a file or stdin, as text. Alters no byte of a good line; a line that is not UTF-8 is marked so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def decoded(lines: Iterable[bytes]) -> Iterator[str]:
    """Decode each line.

    One that is not UTF-8 comes out as a line that no JSON reader takes, saying why: it is then rejected like any other
    bad line, under its own number, and the rest goes on.
    """
    for number, line in enumerate(lines):
        try:
            # an editor's byte order mark at the head of a file is not part of its first line
            yield line.decode("utf-8-sig" if number == 0 else "utf-8")
        except UnicodeDecodeError as error:
            yield f"not UTF-8 at byte {error.start}: {line.decode('utf-8', 'backslashreplace')}"

"""What passes between the program and the process that reads for it: one question, one answer. Trusts neither length.

A question is a head in JSON and the body as it came; an answer is JSON of a known shape, so that a process that has
been taken over can give wrong items, as its source could, and nothing else. JSON and not MessagePack: it keeps the
offset of a time.
"""

from __future__ import annotations

import struct
from collections.abc import Collection

import msgspec

from feeds.model import Parsed, Poll, SourceSpec
from feeds.parsing.results import Result, Unparsed

QUESTION = struct.Struct("!QQ")
ANSWER = struct.Struct("!Q")


class _Head(msgspec.Struct, frozen=True):
    spec: SourceSpec
    poll: Poll
    seen: Collection[str]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One of `parsed` and `unparsed`. `last`: the process ends with it."""

    parsed: Parsed | None = None
    unparsed: Unparsed | None = None
    last: bool = False

    @property
    def result(self) -> Result:
        """What it holds."""
        return self.parsed or self.unparsed or Unparsed(reason="the parser gave no answer")


def question(spec: SourceSpec, poll: Poll, seen: Collection[str]) -> tuple[bytes, bytes]:
    """The question as two pieces of bytes; the body is not copied."""
    head = msgspec.json.encode(_Head(spec, msgspec.structs.replace(poll, body=b""), seen))
    return QUESTION.pack(len(head), len(poll.body)) + head, poll.body


def read_question(head: bytes, body: bytes) -> tuple[SourceSpec, Poll, frozenset[str]]:
    """The question back from its head, without the lengths, and its body."""
    asked = msgspec.json.decode(head, type=_Head)
    return asked.spec, msgspec.structs.replace(asked.poll, body=body), frozenset(asked.seen)


def answer(given: Answer) -> bytes:
    """The answer as bytes, its length first. Raises UnicodeEncodeError for half a surrogate pair in it."""
    encoded = msgspec.json.encode(given)
    return ANSWER.pack(len(encoded)) + encoded


def read_answer(encoded: memoryview) -> Answer:
    """The answer back. Raises msgspec.DecodeError for bytes that are none."""
    return msgspec.json.decode(encoded, type=Answer)

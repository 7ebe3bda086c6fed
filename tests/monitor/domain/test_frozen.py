"""What is stored is frozen: a name, a version or a word once recorded must stay readable for ever."""

import inspect
from enum import StrEnum
from pathlib import Path

from monitor.domain import vocabulary
from monitor.domain.events import Event
from monitor.domain.voices import EVENTS
from monitor.ledger.records import Erased
from monitor.ledger.upcasters import UPCASTERS

HERE = Path(__file__).parent


def frozen(name):
    lines = [line for line in (HERE / name).read_text().splitlines() if line and not line.startswith("#")]
    assert len(lines) == len(set(lines)), f"a line of {name} stands twice"
    return set(lines)


def readable_events():
    present = {f"{kind.name} {kind.version}" for kind in EVENTS}
    return present | {f"{name} {version}" for name, version in UPCASTERS}


def words():
    enums = [
        kind
        for _, kind in inspect.getmembers(vocabulary, inspect.isclass)
        if issubclass(kind, StrEnum) and kind is not StrEnum
    ]
    return {f"{kind.__name__} {word.value}" for kind in enums for word in kind}


def test_no_stored_event_has_become_unreadable():
    assert frozen("frozen_events.txt") - readable_events() == set()


def test_every_event_is_listed():
    assert readable_events() - frozen("frozen_events.txt") == set(), "add the line: from now on it is frozen"


def test_no_stored_word_has_disappeared():
    assert frozen("frozen_words.txt") - words() == set()


def test_every_word_is_listed():
    assert words() - frozen("frozen_words.txt") == set(), "add the line: from now on it is frozen"


def test_every_event_class_is_in_the_vocabulary():
    def leaves(kind):
        below = [leaf for sub in kind.__subclasses__() if sub.__module__.startswith("monitor.") for leaf in leaves(sub)]
        return below or [kind]

    assert set(leaves(Event)) == {*EVENTS, Erased}  # what stands for erased words is never stored


def test_there_is_no_event_for_a_violation():
    for line in frozen("frozen_events.txt"):
        assert not any(word in line for word in ("violat", "breach", "contempt", "noncompl")), line

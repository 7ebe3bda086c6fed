"""Whatever is done to watched records is taken back exactly, to any moment that was not forgotten."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.state.undo import Record, Undo


@dataclass(slots=True, eq=False)
class Leaf(Record):
    name: str
    seen: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Root(Record):
    said: str | None = None
    leaves: list[Leaf] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    by_name: dict[str, list[Leaf]] = field(default_factory=dict)
    pairs: list[tuple[Leaf, list[str]]] = field(default_factory=list)


def plain(value):
    if isinstance(value, Record):
        names = [n for part in type(value).__mro__ for n in getattr(part, "__slots__", ()) if n != "undo"]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return deepcopy(sorted(value)) if isinstance(value, set) else value


def last(root, word):
    return root.leaves[-1] if root.leaves else Leaf(word)


def swap(root, word):
    waiting, root.leaves = root.leaves, []
    root.leaves.extend(reversed(waiting))


CHANGES = (
    lambda root, word: setattr(root, "said", word),
    lambda root, word: root.leaves.append(Leaf(word)),
    lambda root, word: root.leaves.extend([Leaf(word), Leaf(word + word)]),
    lambda root, word: root.leaves.__iadd__([Leaf(word)]),
    lambda root, word: last(root, word).seen.append(word),
    lambda root, word: setattr(last(root, word), "seen", [word]),
    lambda root, word: root.leaves.insert(0, Leaf(word)),
    lambda root, word: root.leaves.__setitem__(slice(1, None), [Leaf(word)]),
    lambda root, word: root.leaves.pop() if root.leaves else None,
    lambda root, word: root.leaves.sort(key=lambda leaf: leaf.name),
    lambda root, word: root.leaves.clear(),
    swap,
    lambda root, word: root.days.add(len(word)),
    lambda root, word: root.days.update({len(word), 9}),
    lambda root, word: root.days.discard(9),
    lambda root, word: root.by_name.setdefault(word, []).append(last(root, word)),
    lambda root, word: root.by_name.__setitem__(word, [Leaf(word)]),
    lambda root, word: root.by_name.pop(word, None),
    lambda root, word: root.by_name.update({word: [Leaf(word)]}),
    lambda root, word: root.pairs.append((last(root, word), [word])),
    lambda root, word: root.pairs[-1][1].append(word) if root.pairs else None,
    lambda root, word: root.pairs[-1][0].seen.append(word) if root.pairs else None,
)
_CHANGES = st.lists(st.tuples(st.sampled_from(CHANGES), st.sampled_from(["a", "bb", "ccc"])), max_size=12)


@settings(deadline=None, max_examples=150)
@given(_CHANGES, _CHANGES, st.data())
def test_every_moment_can_be_come_back_to_and_gone_on_from(before, after, data):
    root, undo = Root(), Undo()
    for change, word in before:
        change(root, word)
    unwatched = plain(root)
    undo.watch(root)
    moments = [(undo.mark(), unwatched)]
    assert plain(root) == unwatched
    for change, word in after:
        change(root, word)
        moments.append((undo.mark(), plain(root)))
    back = data.draw(st.integers(0, len(moments) - 1))
    undo.back_to(moments[back][0])
    assert plain(root) == moments[back][1]
    for change, word in after[back:]:
        change(root, word)
    assert plain(root) == moments[-1][1]
    undo.back_to(0)
    assert plain(root) == unwatched


def test_what_was_forgotten_cannot_be_taken_back_and_the_rest_can():
    root, undo = Root(), Undo()
    undo.watch(root)
    root.said = "a"
    kept = undo.mark()
    root.said = "b"
    undo.forget(kept)
    undo.forget(0)
    undo.back_to(kept)
    assert root.said == "a"
    with pytest.raises(LookupError):
        undo.back_to(kept - 1)


def test_records_that_point_at_each_other_are_watched_once():
    root, undo = Root(), Undo()
    undo.watch(root)
    leaf = Leaf("a")
    root.leaves.append(leaf)
    root.pairs.append((leaf, []))
    assert root.leaves[0] is leaf is root.pairs[0][0]
    assert isinstance(leaf, Leaf)

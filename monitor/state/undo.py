"""Takes back what the last facts did to the fold's memory, so that a late one costs what follows it, not the matter.

The rules of law write to records as if nothing watched. A record is watched from the moment something watched holds
it: its class is then one that notes every change, and its lists, sets and dicts are ones that do. What is not
reached from the memory is never watched, and costs nothing. It knows nothing of orders or courts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter, is_
from typing import Any, ClassVar, Self

_Step = tuple[Any, ...]


class Record:
    """What the fold remembers and changes: a dataclass with slots. It does nothing by itself.

    A field called `shown` holds a view made between facts, and is set to None by whatever changes what it shows. Only
    that is noted: a view made since then of a record that nothing changed is as good for what is come back to.
    """

    __slots__ = ("undo",)
    watched: ClassVar[bool] = False
    undo: Undo


class Undo:
    """The changes to what it watches, newest last.

    A record that something watched has taken in is watched from the next `mark` on: whoever makes it may go on with
    it undisturbed, and taking back what put it there takes it away.
    """

    def __init__(self) -> None:
        self._steps: list[_Step] = []
        self._forgotten = 0
        self._new: list[Record] = []

    def mark(self) -> int:
        """The present moment, to come back to."""
        while self._new:
            self._begin(self._new.pop())
        return self._forgotten + len(self._steps)

    def back_to(self, mark: int) -> None:
        """Take every later change back. Raises LookupError for a moment that was forgotten."""
        if mark < self._forgotten:
            raise LookupError(f"changes up to {self._forgotten} were forgotten; {mark} is before")
        self._new.clear()
        while self._forgotten + len(self._steps) > mark:
            take_back, *arguments = self._steps.pop()
            take_back(*arguments)

    def forget(self, mark: int) -> None:
        """Changes before this moment are never to be taken back."""
        del self._steps[: max(0, mark - self._forgotten)]
        self._forgotten = max(mark, self._forgotten)

    def note(self, *step: Any) -> None:  # noqa: ANN401
        """A change is about to be made that this call (a function, then its arguments) takes back."""
        self._steps.append(step)

    def watch(self, value: Any) -> Any:  # noqa: ANN401
        """The value as something watched is to hold it: a container as a watched copy, a record as it is."""
        way = _way(value.__class__)
        return value if way is None else way(self, value)

    def will_watch(self, record: Record) -> Record:
        """Watch a record from the next mark on."""
        if not record.watched:
            self._new.append(record)
        return record

    def _begin(self, record: Record) -> None:
        if record.watched:
            return
        kind: Any = type(record)
        names, values = _fields(kind)
        record.undo = self
        for name, old in zip(names, values(record), strict=True):
            way = _way(old.__class__)
            if way is not None and (new := way(self, old)) is not old:
                setattr(record, name, new)
        record.__class__ = _watched_class(kind)


class WatchedList(list[Any]):
    """A list that notes every change; what is put in is watched."""

    __slots__ = ("undo",)
    undo: Undo

    def append(self, value: Any) -> None:  # noqa: ANN401
        """Append; cheap to take back."""
        self.undo.note(list.__delitem__, self, slice(len(self), None))
        super().append(self.undo.watch(value))

    def extend(self, values: Iterable[Any]) -> None:
        """Extend; cheap to take back."""
        added = [self.undo.watch(value) for value in values]
        self.undo.note(list.__delitem__, self, slice(len(self), None))
        super().extend(added)

    def __iadd__(self, values: Iterable[Any]) -> Self:  # type: ignore[misc]
        """As `extend`."""
        self.extend(values)
        return self


class WatchedSet(set[Any]):
    """A set that notes every change. Its members are plain values."""

    __slots__ = ("undo",)
    undo: Undo

    def add(self, value: Any) -> None:  # noqa: ANN401
        """Add; cheap to take back."""
        if value not in self:
            self.undo.note(set.discard, self, value)
            super().add(value)


class WatchedDict(dict[Any, Any]):
    """A dict that notes every change; what is put in is watched."""

    __slots__ = ("undo",)
    undo: Undo

    def __setitem__(self, key: Any, value: Any) -> None:  # noqa: ANN401
        if key in self:
            self.undo.note(dict.__setitem__, self, key, self[key])
        else:
            self.undo.note(dict.__delitem__, self, key)
        super().__setitem__(key, self.undo.watch(value))

    def setdefault(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401
        """As of any dict; what it gives is watched."""
        if key not in self:
            self[key] = default
        return self[key]


_OTHERWISE: dict[Any, str] = {
    WatchedList: "__delitem__ __imul__ __setitem__ clear insert pop remove reverse sort",
    WatchedSet: "__iand__ __ior__ __isub__ __ixor__ clear difference_update discard intersection_update pop remove"
    " symmetric_difference_update update",
    WatchedDict: "__delitem__ __ior__ clear pop popitem update",
}
"""Every other way to change a container. They are rare: the whole of it is kept, and looked through afterwards."""


def _noted(kind: Any, name: str) -> Callable[..., object]:  # noqa: ANN401
    change = getattr(kind, name)

    def noted(self: Any, *arguments: Any, **named: Any) -> object:  # noqa: ANN401
        self.undo.note(_restore, kind, self, kind(self))
        result: object = change(self, *arguments, **named)
        if kind is not set:
            for place, value in self.items() if kind is dict else enumerate(self):
                kind.__setitem__(self, place, self.undo.watch(value))
        return result

    return noted


def _restore(kind: Any, container: Any, values: Any) -> None:  # noqa: ANN401
    kind.clear(container)
    (kind.extend if kind is list else kind.update)(container, values)


for _kind, _names in _OTHERWISE.items():
    for _name in _names.split():
        setattr(_kind, _name, _noted(_kind.__base__, _name))


def _set(record: Record, name: str, value: Any) -> None:  # noqa: ANN401
    undo = record.undo
    if name != "shown" or value is None:
        undo.note(object.__setattr__, record, name, getattr(record, name))
        value = undo.watch(value)
    object.__setattr__(record, name, value)


@cache
def _watched_class(kind: Any) -> Any:  # noqa: ANN401
    return type(f"Watched{kind.__name__}", (kind,), {"__slots__": (), "__setattr__": _set, "watched": True})


def _copied_list(undo: Undo, values: list[Any]) -> WatchedList:
    made = WatchedList(map(undo.watch, values)) if values else WatchedList()
    made.undo = undo
    return made


def _copied_set(undo: Undo, values: set[Any]) -> WatchedSet:
    made = WatchedSet(values)
    made.undo = undo
    return made


def _copied_dict(undo: Undo, values: dict[Any, Any]) -> WatchedDict:
    made = WatchedDict((key, undo.watch(value)) for key, value in values.items())
    made.undo = undo
    return made


def _looked_through(undo: Undo, values: tuple[Any, ...]) -> tuple[Any, ...]:
    if not any(map(_way, map(type, values))):
        return values
    parts = tuple(map(undo.watch, values))
    return values if all(map(is_, parts, values)) else parts


_WAYS: dict[Any, Callable[[Undo, Any], Any]] = {
    list: _copied_list,
    set: _copied_set,
    dict: _copied_dict,
    tuple: _looked_through,
}


@cache
def _way(kind: Any) -> Callable[[Undo, Any], Any] | None:  # noqa: ANN401
    """How a value of this type is watched; None where there is nothing to watch in it, as in most."""
    return _WAYS.get(kind) or (Undo.will_watch if issubclass(kind, Record) else None)


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], Callable[[Record], tuple[Any, ...]]]:  # noqa: ANN401
    """The names of a record's fields, and what gives their values together (one field alone would be no tuple)."""
    names = tuple(name for part in kind.__mro__ for name in getattr(part, "__slots__", ()) if name != "undo")
    return names, attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)

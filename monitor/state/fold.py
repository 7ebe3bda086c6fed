"""The fold: the facts of one matter to its state. No clock, no I/O; the same facts in any order give the same state.

Facts are folded in the order of the world, then of the record. One that comes in order is applied in place; for a late
one, or one that replaces what was known of its item, what followed it is taken back and folded again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec

from monitor.domain.courts import COURTS
from monitor.domain.findings import Reading
from monitor.domain.matters import Matter
from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus, LinkKind, OrderType, SourceClass
from monitor.errors import NotFoundError
from monitor.state.actions import place_conduct
from monitor.state.at_world import happened_by
from monitor.state.completed import completed
from monitor.state.dues import answer_deadlines, set_deadlines
from monitor.state.edits import steps_of
from monitor.state.effects import apply_edit, apply_effects
from monitor.state.facts import DeadlineFact, EditFact, Fact, GapFact, ItemFact, LapseFact, LinkFact, Step
from monitor.state.findings import place_findings
from monitor.state.lapses import arrives_at
from monitor.state.lifecycle import STAYED, is_live, status_of
from monitor.state.line import DEPTH, Line
from monitor.state.memory import Memory, memory_of
from monitor.state.names import Names
from monitor.state.records import Handle
from monitor.state.show import covered, show_matter
from monitor.state.silent import is_silent, speaks
from monitor.state.taking_effect import carry_out_mandates
from monitor.state.view import MatterState
from monitor.state.world import FoldKey, concerns, fold_key, seen_of

_FactKey = tuple[str, ...]


class MatterFold:
    """One matter's state as facts come in. Facts may repeat and come in any order; of one item the newest counts.

    `depth` is how many of the last facts a late one may precede without the whole matter being folded again.
    """

    def __init__(self, matter: Matter, depth: int = DEPTH) -> None:
        self._matter, self._depth = matter, depth
        self._facts: dict[_FactKey, Fact] = {}
        self._items: set[str] = set()
        self._waiting: dict[FoldKey, Step] = {}
        self._replaced: list[FoldKey] = []
        self._head = 0
        self._names = Names(matter)
        self._shown: MatterState | None = None
        self._begin()

    def _begin(self) -> None:
        links = [fact for fact in self._facts.values() if isinstance(fact, LinkFact)]
        self._line = Line(memory_of(self._matter, links), self._apply, is_silent, self._depth)
        self._again = False

    def add(self, fact: Fact) -> None:
        """Take a fact in. One already known, or older than what is known of its item, changes nothing."""
        self._head = max(self._head, _newest(fact))
        key = _key_of(fact)
        known = self._facts.get(key)
        if known is not None and not _replaces(fact, known):
            return
        self._facts[key] = fact
        if known is not None and _says_the_same(fact, known):
            return
        if isinstance(fact, LinkFact):
            self._again = True
            return
        if isinstance(fact, ItemFact):
            self._items.add(fact.key)
        if known is not None:
            self._replaced += [place for place in _places(known) if self._waiting.pop(place, None) is None]
        self._waiting |= _places(fact)

    def state(self) -> MatterState:
        """The matter's state with every fact given so far."""
        return covered(self.uncovered())

    def uncovered(self) -> MatterState:
        """The state without coverage in its orders; of an order that nothing changed it has the same view as before."""
        self._shown = show_matter(self._settled(), self._names, self._head, self._items, self._shown)
        return self._shown

    @property
    def facts(self) -> Collection[Fact]:
        """The facts that count, of each item the newest."""
        return self._facts.values()

    def effect_orders(self, item_key: str) -> tuple[str | None, ...]:
        """For each effect in an item's reading the public id of the order it is about; empty for an item not given.

        An effect that issues an order gives that order; a stay, an extension or refused relief the order acted on.
        None where that order was never seen.
        """
        seen = self._settled().seen.get(item_key)
        return tuple(self._names.cluster(o.handles)[0] if o else None for o in seen.targets) if seen else ()

    def reading(self, item_key: str) -> Reading | None:
        """An item's reading with what it does and says by the numbers of others; None for an item not given."""
        seen = self._settled().seen.get(item_key)
        return seen.fact.reading if seen else None

    def effect_types(self, item_key: str) -> tuple[OrderType | None, ...]:
        """For each effect in an item's reading the type of the order it is about; None where that was never seen."""
        seen = self._settled().seen.get(item_key)
        return tuple(o.type if o else None for o in seen.targets) if seen else ()

    def position_actions(self, item_key: str) -> tuple[str | None, ...]:
        """For each position in the reading of an item the public id of its action; None for one that is in none."""
        seen = self._settled().seen.get(item_key)
        return tuple(self._names.cluster(a.handles, "p")[0] if a else None for a in seen.actions) if seen else ()

    def handle(self, public: str) -> tuple[LinkKind, Handle]:
        """What a public id of an order, an action or a position names. Raises NotFoundError for any other text."""
        self._settled()
        ordinal = public.rpartition(".")[2]
        letter = "p" if ordinal.startswith("p") else ""
        found = self._names.handle(public, letter)
        if found is None:
            raise NotFoundError(f"{public!r} is no order, action or position of {self._matter.id}")
        return (LinkKind.ACTIONS if letter else LinkKind.ORDERS), found

    def _settled(self) -> Memory:
        """The memory with what was waiting folded: at its place, or everything anew where that is too far back."""
        new, gone = self._waiting, self._replaced
        self._waiting, self._replaced = {}, []
        if not self._names.add_all(fact for fact in new.values() if isinstance(fact, ItemFact)):
            self._names = Names(self._matter)
            self._names.add_all(fact for fact in self._facts.values() if isinstance(fact, ItemFact))
            self._again = True
        if self._again or not self._line.take(new, gone):
            self._begin()
            known = (fact for fact in self._facts.values() if not isinstance(fact, LinkFact))
            self._line.take({place: step for fact in known for place, step in _places(fact).items()})
        return self._line.memory

    def _apply(self, memory: Memory, world: datetime, fact: Step) -> None:
        if isinstance(fact, ItemFact):
            _apply_item(memory, world, fact)
        elif isinstance(fact, LapseFact):
            _apply_lapse(memory, self._names, fact)
        elif isinstance(fact, GapFact):
            memory.missed(fact)
        elif isinstance(fact, EditFact):
            apply_edit(memory, fact)
        elif isinstance(fact, DeadlineFact):
            _apply_deadline(memory, self._names, fact)


def fold(matter: Matter, facts: Iterable[Fact], *, world_at: datetime | None = None) -> MatterState:
    """Fold facts at once; with `world_at`, only what had happened by then, as the facts given tell it."""
    folded = MatterFold(matter, depth=0)
    for fact in facts:
        happened = fact if world_at is None else happened_by(fact, world_at)
        if happened is not None:
            folded.add(happened)
    return folded.state()


def _places(fact: Fact) -> dict[FoldKey, Step]:
    return {fold_key(step): step for step in steps_of(fact)}


def _says_the_same(fact: Fact, known: Fact) -> bool:
    """Whether a newer version of an item's fact is made again of the same: another copy of its filing came."""
    if not isinstance(fact, ItemFact) or not isinstance(known, ItemFact):
        return False
    return msgspec.structs.replace(known, made=fact.made) == fact


def _newest(fact: Fact) -> int:
    return fact.newest if isinstance(fact, ItemFact) else fact.seq


def _key_of(fact: Fact) -> _FactKey:
    if isinstance(fact, ItemFact):
        return ("item", fact.key)
    if isinstance(fact, LinkFact):
        return ("link", fact.kind, *map(repr, sorted((fact.one, fact.other))))
    if isinstance(fact, GapFact):
        return ("gap", fact.source, fact.at.isoformat())
    if isinstance(fact, LapseFact):
        return ("lapse", fact.order, fact.reading, fact.at.isoformat())
    return ("deadline", fact.deadline, fact.at.isoformat())


def _replaces(fact: Fact, known: Fact) -> bool:
    if isinstance(fact, ItemFact) and isinstance(known, ItemFact):
        return (fact.newest, fact.revision) > (known.newest, known.revision)
    if isinstance(fact, LinkFact):
        return fact.seq > known.seq  # the last decision about a pair counts
    return fact.seq < known.seq  # the clock says a thing once; of two the first counts


def _apply_item(memory: Memory, world: datetime, fact: ItemFact) -> None:
    memory.saw(fact.seen_at)
    if not concerns(memory.matter, fact):
        return  # a better reading or an amended matter says that the item is about another case
    seen = seen_of(fact, memory.matter, world)
    seen.fact = completed(memory, seen)
    memory.remember(seen)
    if fact.source_class is not SourceClass.DOCKET or seen.entry is None:
        place_conduct(memory, seen)  # only a docket makes docket facts, whatever a reading says
        return
    if speaks(fact):
        carry_out_mandates(memory, seen)
        apply_effects(memory, seen)
        place_conduct(memory, seen)
        place_findings(memory, seen)
    answer_deadlines(memory, seen)
    set_deadlines(memory, seen)


def _apply_lapse(memory: Memory, names: Names, fact: LapseFact) -> None:
    order = memory.order(names.handle(fact.order))
    court = COURTS.get(order.court) if order else None
    if order is None or court is None or not is_live(order):
        return  # the order was vacated, dissolved or converted before, or its handle is no longer read
    for lapse in order.lapses:
        if lapse.reading is fact.reading and arrives_at(lapse.on, lapse.at, court) == fact.at:
            lapse.arrived = True
            lapse.while_stayed = status_of(order) in STAYED
            order.touch()


def _apply_deadline(memory: Memory, names: Names, fact: DeadlineFact) -> None:
    deadline = memory.dates.get(names.handle(fact.deadline, "d"))
    if deadline is None or deadline.status is not DeadlineStatus.PENDING or deadline.kind is not DeadlineKind.FILING:
        return
    deadline.status = DeadlineStatus.NO_FILING_OBSERVED
    memory.dates.touch(deadline)

"""What became of each thing a person said of two handles: followed, or why it could not be. It decides nothing anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from monitor.domain.vocabulary import LinkKind, LinkStanding
from monitor.state.facts import LinkFact
from monitor.state.links import Links
from monitor.state.memory import Memory
from monitor.state.names import Names
from monitor.state.records import Handle, OrderRecord
from monitor.state.records_action import ActionRecord
from monitor.state.view import LinkView


def show_links(memory: Memory, names: Names, known: Collection[str]) -> tuple[LinkView, ...]:
    """Every decision about handles of the matter, oldest first; `known` are the keys of the items that were folded."""
    if not memory.order_links.kept and not memory.action_links.kept:
        return ()
    both = ((memory.order_links, ""), (memory.action_links, "p"))
    views = [view for links, letter in both for view in _views(memory, names, known, links, letter)]
    return tuple(sorted(views, key=lambda v: v.seq))


def told(link: LinkView) -> str | None:
    """Why a decision could not be followed, as a line for what is unresolved; None for one that was, or waits."""
    if link.standing in {LinkStanding.FOLLOWED, LinkStanding.WAITING}:
        return None
    return f"{link.one} and {link.other}, {'joined' if link.joined else 'parted'} by {link.by}: {link.why}"


def _views(memory: Memory, names: Names, known: Collection[str], links: Links, letter: str) -> Iterator[LinkView]:
    for fact in links.kept:
        standing, why = _standing(memory, known, fact)
        yield _view(names, fact, letter, standing, why)
    for fact, later in links.overruled:
        verb = "joined" if later.joined else "parted"
        why = f"set aside, because {later.by} later {verb} {later.ids[0]} and {later.ids[1]}"
        yield _view(names, fact, letter, LinkStanding.SET_ASIDE, why)


def _standing(memory: Memory, known: Collection[str], fact: LinkFact) -> tuple[LinkStanding, str]:
    if not {fact.one[0], fact.other[0]} <= set(known):
        return LinkStanding.WAITING, ""
    one, other = _record(memory, fact, fact.one), _record(memory, fact, fact.other)
    gone = [ident for ident, record in zip(fact.ids, (one, other), strict=True) if record is None]
    if gone:
        return LinkStanding.LOST, f"{' and '.join(gone)} is not read any more"
    if fact.joined and one is not other:
        return LinkStanding.LOST, "the two are under different orders"
    return LinkStanding.FOLLOWED, ""


def _record(memory: Memory, fact: LinkFact, handle: Handle) -> OrderRecord | ActionRecord | None:
    return memory.order(handle) if fact.kind is LinkKind.ORDERS else memory.action(handle)


def _view(names: Names, fact: LinkFact, letter: str, standing: LinkStanding, why: str) -> LinkView:
    return LinkView(
        kind=fact.kind,
        joined=fact.joined,
        one=names.known(fact.one, letter) or fact.ids[0],
        other=names.known(fact.other, letter) or fact.ids[1],
        by=fact.by,
        reason=fact.reason,
        decided_at=fact.decided_at,
        standing=standing,
        why=why,
        seq=fact.seq,
    )

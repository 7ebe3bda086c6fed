"""What a text leaves open about which act it means, for a person to settle. It settles nothing."""

from __future__ import annotations

from monitor.domain.vocabulary import DoubtKind
from monitor.state.names import Names
from monitor.state.records import Handle, OrderRecord, Seen
from monitor.state.records_action import ActionRecord, DoubtRecord
from monitor.state.told import Told
from monitor.state.view_action import DoubtQuoteView, DoubtView

_WHICH = "its words do not say which act they are about"


def doubts_of(names: Names, order: OrderRecord) -> tuple[DoubtView, ...]:
    """Everything about an order's actions that a person may settle: as it arose, then what says not which act."""
    return tuple(_shown(names, order, doubt) for doubt in (*order.doubts, *_unsaid(order)))


def _unsaid(order: OrderRecord) -> list[DoubtRecord]:
    """One doubt for what an item says without saying of which act."""
    found: dict[tuple[str, int], DoubtRecord] = {}
    for placing in order.unsaid:
        if placing.others:
            doubt = DoubtRecord(DoubtKind.WHICH, placing.told, placing.action, tuple(placing.others), _WHICH)
            found.setdefault((placing.told.seen.fact.key, id(placing.action)), doubt)
    return list(found.values())


def _shown(names: Names, order: OrderRecord, doubt: DoubtRecord) -> DoubtView:
    seen = doubt.told.seen
    ident = names.public(_handle(doubt), "p")
    quotes = [(_words(doubt.told), seen.fact.item)]
    quotes += [_first_words(action, but=seen) for action in (doubt.action, *doubt.others)]
    return DoubtView(
        id=f"{doubt.kind}:{ident}",
        kind=doubt.kind,
        order=names.cluster(order.handles)[0],
        handle=ident,
        action=names.cluster(doubt.action.handles, "p")[0],
        others=tuple(names.cluster(other.handles, "p")[0] for other in doubt.others),
        item=seen.fact.item,
        reason=doubt.reason,
        quotes=tuple(DoubtQuoteView(text=text, item=item) for text, item in quotes if text),
    )


def _handle(doubt: DoubtRecord) -> Handle:
    """What of the item is in the action: its first position there, else its account, else the action itself."""
    key = doubt.told.seen.fact.key
    own = [handle for handle in doubt.action.handles if handle[0] == key]
    said = [p.handle for p in doubt.told.positions if p.handle in own]
    return next(iter((*said, *own, *doubt.action.handles)))


def _words(told: Told) -> str:
    quotes = told.quotes()
    return quotes[0].text if quotes else ""


def _first_words(action: ActionRecord, but: Seen) -> tuple[str, str]:
    """The first words of an action that are not of the item in doubt, and whose item they are of."""
    told = (
        *((p.read.quote.text, p.seen.fact) for p in action.positions),
        *((m.read.quote.text, m.fact) for m in action.moments),
        *((f.read.quote.text, f.fact) for f in action.figures),
        *((f.read.quote.text, f.seen.fact) for f in action.findings),
    )
    return next(((text, fact.item) for text, fact in told if fact is not but.fact), ("", ""))

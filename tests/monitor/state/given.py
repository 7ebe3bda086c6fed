"""Facts as a lawyer would list them: who entered or said what, when. Texts are ours; every one of them is an EXAMPLE."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from monitor.domain.evidence import Quote
from monitor.domain.findings import (
    ActionRead,
    CalledOff,
    Concern,
    DeadlineRead,
    EffectRead,
    ExtendedBy,
    FigureRead,
    FindingRead,
    MomentRead,
    ObligationRead,
    OrderRef,
    PositionRead,
    Reading,
    Why,
)
from monitor.domain.items import DocketEntry, NewsItem, Statement
from monitor.domain.matters import Matter, Party, RelatedDocket
from monitor.domain.vocabulary import (
    DeadlineKind,
    DocketKind,
    Effect,
    FindingKind,
    Form,
    LapseReading,
    Mode,
    Occasion,
    OrderType,
    Role,
    Side,
    SourceClass,
    Stance,
    Venue,
)
from monitor.state.facts import DeadlineFact, Fact, ItemFact, LapseFact, Withdrawal
from monitor.state.fold import fold
from monitor.state.view import MatterState, OrderView
from monitor.state.view_action import ActionView

EASTERN = ZoneInfo("America/New_York")
WHY = Why(rule="example", score=0.9)
MATTER = Matter(
    court="dcd",
    docket_number="1:25-cv-00001",
    caption="EXAMPLE v. Department of Examples",
    related_dockets=(
        RelatedDocket(court="cadc", docket_number="25-5001"),
        RelatedDocket(court="scotus", docket_number="24A001"),
        RelatedDocket(court="scotus", docket_number="24-101"),
    ),
    parties=(
        Party(name="Department of Examples", role="defendant", aliases=("DOE",)),
        Party(name="Example Bank", role="defendant"),
    ),
)


def at(text: str) -> datetime:
    """`2025-03-15 18:45` at the clock of Washington."""
    return datetime.fromisoformat(text).replace(tzinfo=EASTERN)


def quote(text: str) -> Quote:
    return Quote(text, 0, len(text))


def effect(
    what: Effect, kind: OrderType = OrderType.TRO, mode: Mode = Mode.WRITTEN, said: str = "EXAMPLE effect", **more
) -> EffectRead:
    return EffectRead(effect=what, type=kind, mode=mode, quote=quote(said), why=WHY, **more)


def issues(kind: OrderType = OrderType.TRO, mode: Mode = Mode.WRITTEN, **more) -> EffectRead:
    return effect(Effect.ISSUES, kind, mode, **more)


def re(number: int | None = None, **more) -> OrderRef:
    return OrderRef(entry_number=number, **more)


def dated(text: str, **more) -> OrderRef:
    return OrderRef(dated=date.fromisoformat(text), **more)


def protects(whom: str, effect: int = 0, **more) -> ObligationRead:
    return ObligationRead(
        effect=effect, quote=quote(f"EXAMPLE: shall not harm {whom}"), why=WHY, form=Form.WRITTEN, protects=whom, **more
    )


def clause(para: str | None, words: str, effect: int = 0, **more) -> ObligationRead:
    """A numbered paragraph of an order."""
    return ObligationRead(
        effect=effect, quote=quote(f"EXAMPLE: {words}"), why=WHY, form=Form.WRITTEN, para=para, **more
    )


def says(actor: str, role: Role, stance: Stance, words: str = "", **more) -> PositionRead:
    return PositionRead(
        actor=actor, role=role, stance=stance, quote=quote(words or f"EXAMPLE {actor} {stance}"), why=WHY, **more
    )


def plaintiffs(stance: Stance = Stance.ALLEGES_BREACH, words: str = "", **more) -> PositionRead:
    return says("Plaintiffs", Role.PLAINTIFF, stance, words, **more)


def defendants(stance: Stance = Stance.DENIES_BREACH, words: str = "", **more) -> PositionRead:
    return says("Defendants", Role.DEFENDANT, stance, words, **more)


def official(stance: Stance, words: str = "", **more) -> PositionRead:
    return says("Example Spokesperson", Role.OFFICIAL, stance, words, side=Side.BOUND, venue=Venue.STATEMENT, **more)


def finds(kind: FindingKind, said: str = "EXAMPLE finding", **more) -> FindingRead:
    return FindingRead(kind=kind, by="dcd", about="EXAMPLE conduct", quote=quote(said), why=WHY, **more)


def moment(label: str, since: str | None = None, until: str | None = None, **more) -> MomentRead:
    return MomentRead(
        label=label,
        quote=quote(f"EXAMPLE {label}"),
        since=at(since) if since else None,
        until=at(until) if until else None,
        **more,
    )


def minute(label: str, when: str, **more) -> MomentRead:
    return moment(label, when, when, **more)


def figure(label: str, value: float, said: str = "", **more) -> FigureRead:
    return FigureRead(label=label, value=value, quote=quote(said or f"EXAMPLE {value:g}"), **more)


def due(what: str, when: str, kind: DeadlineKind = DeadlineKind.FILING, **more) -> DeadlineRead:
    return DeadlineRead(kind=kind, what=what, due_at=at(when), quote=quote(f"EXAMPLE {what}"), why=WHY, **more)


class Given:
    """Lists facts one after another; `seq` counts as they are listed, unless the test says otherwise."""

    def __init__(self, matter: Matter = MATTER) -> None:
        self.matter = matter
        self.facts: list[Fact] = []

    def entry(
        self,
        when: str,
        *said: EffectRead | ObligationRead | PositionRead | FindingRead | DeadlineRead,
        number: int | None = None,
        item: str | None = None,
        court: str = "dcd",
        docket: str | None = None,
        kind: DocketKind | None = None,
        acting: str | None = None,
        filed: str | None = None,
        entered: str | None = None,
        seen: str | None = None,
        day_only: bool = False,
        action: ActionRead | None = None,
        seq_no: int | None = None,
        seq: int | None = None,
        text: str = "EXAMPLE entry",
    ) -> str:
        """A docket entry; gives the item's key. `acting` is the higher court whose act the docket shows."""
        docket = docket or {"dcd": "1:25-cv-00001", "cadc": "25-5001", "scotus": "24A001"}[court]
        content = DocketEntry(
            court=court,
            docket_number=docket,
            case_name="EXAMPLE",
            text=text,
            entry_number=number,
            seq_no=seq_no,
            entered_at=at(entered) if entered else None if filed else at(when),
            filed_at=at(filed or when),
            date_only=("entered_at", "filed_at") if day_only else (),
        )
        return self._item(
            content, SourceClass.DOCKET, said, item, seq, at(seen or when), kind=kind, court=acting, action=action
        )

    def news(
        self,
        when: str,
        *said: PositionRead,
        text: str = "",
        item: str | None = None,
        outlet: str = "Example Wire",
        **more,
    ) -> str:
        content = NewsItem(outlet=outlet, title="EXAMPLE", text=text or f"EXAMPLE {when}", published_at=at(when))
        return self._item(content, SourceClass.NEWS, said, item, more.pop("seq", None), at(when), **more)

    def statement(self, when: str, *said: PositionRead, item: str | None = None, **more) -> str:
        content = Statement(outlet="Example Office", title="EXAMPLE", text=f"EXAMPLE {when}", published_at=at(when))
        return self._item(content, SourceClass.STATEMENT, said, item, more.pop("seq", None), at(when), **more)

    def known(self, when: str) -> MatterState:
        """The state as known at that minute: of what had been seen by then."""
        return fold(self.matter, [f for f in self.facts if not isinstance(f, ItemFact) or f.seen_at <= at(when)])

    def lapse(self, order: str, reading: LapseReading, when: str) -> None:
        self.facts.append(LapseFact(seq=len(self.facts) + 1, order=order, reading=reading, at=at(when)))

    def deadline(self, deadline: str, when: str) -> None:
        self.facts.append(DeadlineFact(seq=len(self.facts) + 1, deadline=deadline, at=at(when)))

    def _item(self, content, source_class, said, item, seq, seen_at, *, concerns=None, **reading) -> str:
        seq = seq or len(self.facts) + 1
        name = item or f"item-{seq}"
        self.facts.append(
            ItemFact(
                key=f"item|example|{name}",
                item=name,
                source="example",
                source_class=source_class,
                first_seq=seq,
                seq=seq,
                seen_at=seen_at,
                occasion=Occasion.LIVE,
                content=content,
                reading=_reading(said, concerns or (Concern(matter=self.matter.id, why=WHY),), **reading),
                read_by="example-1",
            )
        )
        return f"item|example|{name}"

    def with_more(self, key: str, **said) -> str:
        """The item's reading says this as well."""
        (at_,) = (n for n, f in enumerate(self.facts) if isinstance(f, ItemFact) and f.key == key)
        fact = self.facts[at_]
        self.facts[at_] = msgspec.structs.replace(fact, reading=msgspec.structs.replace(fact.reading, **said))
        return key

    def gone(self, key: str, since: str, *, source: str = "example", also_from: tuple[str, ...] = ()) -> None:
        """The item is no longer shown by a source."""
        (fact,) = (f for f in self.facts if isinstance(f, ItemFact) and f.key == key)
        left = Withdrawal(source=source, last_shown=at(since) - timedelta(minutes=10), gone_since=at(since))
        number = len(self.facts) + 1
        self.facts.append(msgspec.structs.replace(fact, withdrawn=(left,), also_from=also_from, shown_seq=number))

    @property
    def state(self) -> MatterState:
        return fold(self.matter, self.facts)

    @property
    def orders(self) -> tuple[OrderView, ...]:
        return self.state.orders

    @property
    def order(self) -> OrderView:
        """The only order."""
        (order,) = self.orders
        return order

    @property
    def action(self) -> ActionView:
        """The only action under the only order that has any."""
        (action,) = (a for order in self.orders for a in order.actions)
        return action


def _reading(said, concerns, **more) -> Reading:
    kinds = {
        "effects": EffectRead,
        "obligations": ObligationRead,
        "positions": PositionRead,
        "findings": FindingRead,
        "deadlines": DeadlineRead,
        "called_off": CalledOff,
        "extended_by": ExtendedBy,
    }
    parts = {name: tuple(s for s in said if isinstance(s, kind)) for name, kind in kinds.items()}
    return Reading(reader="example-1", concerns=concerns, **parts, **more)

"""What can be asked of an opened program: orders, actions, coverage, search, replay, sources. It records nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from feeds.memory import Memory
from feeds.model import SourceSpec
from monitor.application.coverage import EVER, Period, covered, matter_coverage, polled_now
from monitor.application.health import SourceHealth, health
from monitor.audit.replay import Replay, replay
from monitor.clock import Clock
from monitor.domain.vocabulary import ActionStatus
from monitor.ledger.store import Ledger
from monitor.state.coverage import Polled
from monitor.state.view import CoverageView, OrderView
from monitor.state.view_action import ActionView
from projections import actions, matters, orders
from projections import as_of as known_then
from projections.runner import Progress, Runner
from projections.search_found import KINDS, Found, search
from projections.store import Views


class Questions:
    """The questions, over stores that somebody else opens and closes. Each brings the views to the record's head."""

    def __init__(
        self,
        stores: tuple[Ledger, Views, Memory],
        specs: tuple[SourceSpec, ...],
        own_hosts: Sequence[str],
        clock: Clock,
    ) -> None:
        """`own_hosts`: servers of the operator's own ("host:port"), to whom no distance is owed."""
        self.ledger, self.views, self.memory = stores
        self.specs, self.own_hosts, self.clock = specs, own_hosts, clock
        self._runner = Runner(self.ledger, self.views)

    def catch_up(self, progress: Progress | None = None) -> int:
        """Bring the views to the head of the record; gives how many events were folded."""
        return self._runner.catch_up(progress=progress)

    def orders(self, as_of: datetime | None = None, world_at: datetime | None = None) -> list[OrderView]:
        """Every order: as known now or at `as_of`, with what had happened by now or by `world_at`."""
        if as_of is not None or world_at is not None:
            return known_then.orders_at(self.views, self._position_at(as_of), world_at)
        self.catch_up()
        return orders.all_orders(self.views)

    def with_coverage(self, found: Iterable[OrderView], as_of: datetime | None = None) -> list[OrderView]:
        """The orders with all that can be said of our looking at their dockets, as known now or at a moment."""
        return covered(self.views, found, self._position_at(as_of), None if as_of else self._polled())

    def order(self, order_id: str, as_of: datetime | None = None, world_at: datetime | None = None) -> OrderView:
        """One order by id or alias: as known now or at `as_of`, with what had happened by now or by `world_at`.

        Raises NotFoundError.
        """
        if as_of is not None or world_at is not None:
            found = known_then.order_at(self.views, self._position_at(as_of), order_id, world_at)
        else:
            self.catch_up()
            found = orders.one_order(self.views, order_id)
        return self.with_coverage([found], as_of)[0]

    def coverage(self, matter: str, period: Period = EVER, as_of: datetime | None = None) -> CoverageView:
        """What can be said of our looking at a matter's dockets in a period, as known now or at a moment.

        `matter` is a docket number in any style. Raises NotFoundError for a matter that was not watched.
        """
        seq = self._position_at(as_of)
        ident = matters.named(self.views, matter)
        return matter_coverage(self.views, ident, seq, period, None if as_of else self._polled())

    def _polled(self) -> dict[str, Polled]:
        return polled_now(self.specs, self.memory, self.clock())

    def search(self, text: str, *, kinds: Collection[str] = (), matter: str | None = None, most: int = 20) -> Found:
        """What has all the words of any text, best first; in all `kinds` where none is named.

        `matter` is a docket number in any style. Raises NotFoundError for one that was never watched.
        """
        self.catch_up()
        ident = matters.named(self.views, matter) if matter is not None else None
        return search(self.views, text, kinds=kinds or KINDS, matter=ident, most=most)

    def replay(
        self, as_of: datetime, until: datetime | None, matter: str | None, progress: Progress | None = None
    ) -> Replay:
        """What was known at a moment, and what changed by a later one, folded anew from the record.

        `matter` is a docket number in any style. Raises NotFoundError for one that was never watched.
        """
        self.catch_up()
        ident = matters.named(self.views, matter) if matter is not None else None
        return replay(self.ledger, self.views, as_of, until, ident, progress)

    def actions(self, *, contested: bool = False, as_of: datetime | None = None) -> list[ActionView]:
        """The actions under orders, or the contested ones, as known now or at a moment."""
        if as_of is not None:
            found = known_then.actions_at(self.views, self._position_at(as_of))
            return [a for a in found if not contested or a.status is ActionStatus.CONTESTED]
        self.catch_up()
        return actions.all_actions(self.views, contested=contested)

    def _position_at(self, moment: datetime | None) -> int:
        """The log position of a moment, or of now, with the views at least as far."""
        seq = self.ledger.head() if moment is None else self.ledger.seq_at(moment)
        self.catch_up()
        return seq

    def sources(self) -> list[SourceHealth]:
        """The health of each source."""
        self.catch_up()
        return health(self.specs, self.memory, self.views, self.clock(), self.own_hosts)

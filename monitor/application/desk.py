"""Where a person works on the record beside the daemon: queue, reviews, joins, rereading. It decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from monitor.application.drafts import Watch
from monitor.application.labelling import ExportReport, export
from monitor.application.linking import Linking
from monitor.application.reread import Progress, Rereading, RereadReport
from monitor.application.review import Reviews, shown
from monitor.domain.courts import court
from monitor.ledger.store import Ledger
from monitor.present.naming import order_names
from projections import items, orders, queue
from projections.questions import Question
from projections.store import Views


class ReviewDesk:
    """The verbs of review over open stores. `catch_up` brings the views to the head of the record."""

    def __init__(
        self,
        ledger: Ledger,
        views: Views,
        watched: Watch,
        catch_up: Callable[[], object],
        clock: Callable[[], datetime],
    ) -> None:
        self._views, self._catch_up = views, catch_up
        self.reviews = Reviews(ledger, views, catch_up, clock)
        self.linking = Linking(ledger, views, catch_up, clock)
        self._rereading = Rereading(ledger, views, watched, catch_up, clock)

    def items(self) -> int:
        """How many items are recorded."""
        return len(items.keys(self._views))

    def queue(self) -> list[Question]:
        """Everything that waits for a person, what was decided and holds no longer first."""
        self._catch_up()
        return queue.questions(self._views)

    def names(self, questions: Sequence[Question]) -> dict[str, str]:
        """What the orders and actions among the alternatives are called, by id."""
        wanted = {ident for question in questions for ident in question.alternatives}
        found: dict[str, str] = {}
        known = orders.all_orders(self._views) if wanted else []
        called = order_names(known, lambda order: court(order.matter.court).zone)
        for order in known:
            found |= dict.fromkeys(wanted & {order.id, *order.aliases}, called[order.id])
            for action in order.actions:
                found |= dict.fromkeys(wanted & {action.id, *action.aliases}, action.what)
        return found

    def queue_rows(self) -> list[dict[str, Any]]:
        """The queue as it is scripted against: each question about an item with the findings to edit and give back."""
        rows = []
        asked = self.queue()
        names = self.names(asked)
        for question in asked:
            item = items.current(self._views, question.key) if question.key else None
            more = shown(item) if item else {"text": None, "findings": None}
            called = {"names": {ident: names[ident] for ident in question.alternatives if ident in names}}
            shape = {**msgspec.to_builtins(question), **called}
            rows.append({**shape, "text": more["text"], "findings": more["findings"]})
        return rows

    def reread(self, *, record: bool, progress: Progress | None = None) -> RereadReport:
        """Read every recorded item again; see `monitor.application.reread`."""
        return self._rereading.run(record=record, progress=progress)

    def export(self, folder: Path) -> ExportReport:
        """Write what was decided as a labelled corpus."""
        self._catch_up()
        return export(self._views, folder)

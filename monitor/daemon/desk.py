"""What runs on the tick's own thread: the open stores, the tick over them, and their change on a reload.

SQLite's connections belong to the thread that opened them, so everything here is called from one.
"""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Callable

from monitor.bootstrap import App, Plan
from monitor.clock import Clock
from monitor.daemon.board import Board, Snapshot
from monitor.daemon.door import SECRET, Door
from monitor.daemon.logs import say
from monitor.daemon.ticker import OF_A_SOURCE, HeldClock, Ticker
from monitor.daemon.troubles import Troubles
from monitor.errors import ConfigError, ShowcauseError


class Desk:
    """The daemon's work, one call after another. `read` gives the configuration as it now stands in its file."""

    def __init__(
        self,
        plan: Plan,
        read: Callable[[], Plan],
        clock: Clock,
        *,
        stopping: Callable[[], bool],
        beat: Callable[[], None],
    ) -> None:
        self._plan, self._read, self._clock = plan, read, clock
        self._stopping, self._beat = stopping, beat
        self._held = HeldClock(clock())
        self._troubles, self._counts, self._ticks = Troubles(), Counter[tuple[str, str]](), 0
        self._ticker: Ticker | None = None
        self.board, self.door = Board(), Door()

    def open(self) -> None:
        """Open the stores and bring the views up to date. Raises ShowcauseError where one cannot be opened."""
        self._ticker = self._over(self._plan.open(self._held))
        app = self._ticker.app
        self._listen(app)
        say(logging.INFO, "ready", sources=len(app.specs), matters=len(app.watched.matters), recorded=app.ledger.head())

    def tick(self) -> None:
        """Tick once, and put on the board how it went."""
        if self._ticker is None or self._stopping():
            return
        began, now = time.monotonic(), self._clock()
        self._ticker.tick(now)
        self._ticks += 1
        app, ended = self._ticker.app, time.monotonic()
        self.board.snapshot = Snapshot(
            ended=ended,
            at=now,
            tick_every=self._plan.tick_seconds,
            tick_seconds=ended - began,
            ticks=self._ticks,
            recorded=app.ledger.head(),
            projected=app.views.position(),
            sources=self._ticker.live.health(),
            troubles=self._troubles.lasting(),
            counts=dict(self._counts),
        )
        self._beat()

    def reload(self) -> None:
        """Take over the configuration as it now stands; one that cannot be used is refused and the old one stays."""
        if self._ticker is None:
            return
        try:
            plan = self._read()
            self._refuse_moves(plan)
            known = {matter.id for matter in self._ticker.app.watched.matters}
            self._held.set(self._clock())
            app = plan.open(self._held, newly={m.id for m in plan.config.matters()} - known)
        except ConfigError as error:
            for problem in error.problems:
                say(logging.ERROR, "configuration refused", problem=problem)
            return
        except (ShowcauseError, OSError) as error:
            say(logging.ERROR, "configuration refused", problem=str(error))
            return
        self._shut()
        self._plan, self._ticker = plan, self._over(app)
        self._listen(app)
        say(logging.INFO, "configuration taken over", sources=len(app.specs), matters=len(app.watched.matters))

    def close(self) -> None:
        """Drop what is under way and close every file."""
        self.door.open(None, None)
        self._shut()
        say(logging.INFO, "stopped", ticks=self._ticks)

    def _over(self, app: App) -> Ticker:
        self._troubles.forget_others(OF_A_SOURCE, {spec.id for spec in app.specs})
        return Ticker(
            app,
            self._held,
            jitter=random.random,
            troubles=self._troubles,
            counts=self._counts,
            stopping=self._stopping,
            beat=self._beat,
        )

    def _listen(self, app: App) -> None:
        """Open the door for the sources that tell us of themselves, if there are any; say why where it stays shut."""
        told = [spec.id for spec in app.specs if spec.pushed]
        secret = app.webhook_secret() if told else None
        if told and not (secret and SECRET.fullmatch(secret) and self._plan.health_port):
            reason = "wants $SHOWCAUSE_WEBHOOK_SECRET of 20 letters and digits or more, and [daemon] health_port"
            say(logging.ERROR, "webhook is shut", sources=told, reason=reason)
            told = []
        receiver = app.receiver(self._clock) if told else None
        try:
            if receiver is not None:
                receiver.begin()
        except (ShowcauseError, OSError) as error:
            say(logging.ERROR, "webhook is shut", sources=told, reason=str(error))
            receiver = None
        self.door.open(receiver, secret)

    def _refuse_moves(self, plan: Plan) -> None:
        fixed = {
            "monitor.data_dir or database.url": plan.folders != self._plan.folders,
            "daemon.health_port": plan.health_port != self._plan.health_port,
            "daemon.tick": plan.tick_seconds != self._plan.tick_seconds,
        }
        if changed := [key for key, differs in fixed.items() if differs]:
            raise ConfigError([f"{key}: changes only with a restart" for key in changed])

    def _shut(self) -> None:
        if self._ticker is not None:
            self._ticker.close()
            self._ticker.app.close()
            self._ticker = None

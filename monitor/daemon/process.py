"""The life of the daemon's process: lock, stores, ticks, signals, end. The work itself is the desk's.

The main thread only waits for signals; the stores are opened, used and closed on one thread of their own, where the
scheduler runs the tick. A stop waits for the tick under way, and not for the network; whatever is cut off then is
repeated at the next start, since the record is written before anything that says so.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC
from importlib.metadata import version

from apscheduler.executors.pool import BasePoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from monitor.bootstrap import Plan
from monitor.clock import system_clock
from monitor.daemon.arena import one_arena
from monitor.daemon.board import in_a_line
from monitor.daemon.desk import Desk
from monitor.daemon.lock import holding
from monitor.daemon.logs import say, set_up
from monitor.daemon.service_manager import ALIVE, READY, STOPPING, ServiceManager, reloading
from monitor.daemon.status_server import StatusServer
from monitor.errors import ConfigError, ShowcauseError

DRAIN_SECONDS = 8.0
"""What a stop waits for a tick; systemd and people expect an end within ten seconds."""
OVERDUE_TICKS = 3
_ENDING = frozenset({signal.SIGTERM, signal.SIGINT})
_HEEDED = _ENDING | {signal.SIGHUP}
_FAILED, _MISCONFIGURED, _INTERRUPTED = 1, 2, 130


class _OneThread(BasePoolExecutor):  # type: ignore[misc]  # APScheduler has no types
    """Runs jobs on a pool that is ours too, so that tick, reload and close never overlap."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        super().__init__(pool)


def serve(read: Callable[[], Plan]) -> int:
    """Run until a signal says to end; gives the exit status: 0 after SIGTERM, 130 after SIGINT.

    2 for a configuration that cannot be used; 1 for a folder that another process keeps, a store that cannot be opened,
    a port that cannot be had, and a mistake of ours. Raises nothing: why it ends is the last it logs. `read` reads the
    configuration.
    """
    set_up(sys.stderr, os.environ)
    one_arena()
    try:
        plan = read()
        with holding(plan.folders), _signals() as heard, closing(ServiceManager(os.environ)) as manager:
            say(logging.INFO, "starting", version=version("showcause"), pid=os.getpid())
            return _Life(plan, read, heard, manager).run()
    except ConfigError as error:
        for problem in error.problems:
            say(logging.ERROR, "configuration refused", problem=problem)
        return _MISCONFIGURED
    except (ShowcauseError, OSError) as error:
        say(logging.ERROR, "cannot run", reason=str(error))
    except Exception as error:  # noqa: BLE001 - its traceback is logged, and systemd starts the process anew
        say(logging.CRITICAL, "cannot run", reason=f"{type(error).__name__}: {error}", exc_info=True)
    return _FAILED


class _Life:
    def __init__(self, plan: Plan, read: Callable[[], Plan], heard: int, manager: ServiceManager) -> None:
        self._heard, self._manager, self._every = heard, manager, plan.tick_seconds
        self._port = plan.health_port
        self._ending: signal.Signals | None = None
        self._reload_asked = False
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tick")
        self._desk = Desk(plan, read, system_clock, stopping=lambda: self._ending is not None, beat=self._beat)
        self._last_tick, self._last_beat, self._summary = time.monotonic(), 0.0, ""
        self._scheduler = BackgroundScheduler(timezone=UTC, executors={"default": _OneThread(self._pool)})
        self._scheduler.start()

    def run(self) -> int:
        server = (
            StatusServer(self._port, self._desk.board, version("showcause"), self._desk.door) if self._port else None
        )
        try:
            self._manager.tell("STATUS=opening the stores and bringing the views up to the record")
            opened = self._pool.submit(self._desk.open)
            self._until(opened)
            if self._ending is None:
                self._serve()
            return self._end()
        finally:
            self._scheduler.shutdown(wait=False)
            if server is not None:
                server.close()

    def _serve(self) -> None:
        trigger = IntervalTrigger(seconds=self._every, timezone=UTC)
        job = self._scheduler.add_job(
            self._tick, trigger, coalesce=True, misfire_grace_time=None, max_instances=1, next_run_time=system_clock()
        )
        self._manager.tell(READY)
        while self._ending is None:
            self._hear(self._every)
            while self._reload_asked and self._ending is None:
                self._reload_asked = False
                self._until(self._pool.submit(self._reload))
            if time.monotonic() - self._last_tick > OVERDUE_TICKS * self._every:
                # the scheduler keeps the machine's time; where that was set back, it would wait for it to catch up
                job.modify(next_run_time=system_clock())
        job.remove()

    def _tick(self) -> None:
        self._last_tick = time.monotonic()
        self._desk.tick()
        self._last_tick = time.monotonic()
        if (summary := in_a_line(self._desk.board.snapshot)) != self._summary:
            self._summary = summary
            self._manager.tell(f"STATUS={summary}")

    def _reload(self) -> None:
        self._manager.tell(reloading())
        self._desk.reload()
        self._manager.tell(READY)

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._last_beat >= 1:  # work goes on many times a second, and one message says as much as ten
            self._last_beat = now
            self._manager.tell(ALIVE)

    def _until(self, work: Future[None]) -> None:
        """Wait for work, or for a signal to end. Raises what the work raised."""
        while not work.done() and self._ending is None:
            self._hear(0.1)
        if work.done():
            work.result()

    def _hear(self, seconds: float) -> None:
        """Wait so long for a signal, and note what it asks for; one that comes while another is seen to counts too."""
        if select.select([self._heard], [], [], seconds)[0]:
            number = signal.Signals(os.read(self._heard, 1)[0])
            if number == signal.SIGHUP:
                self._reload_asked = True
            else:
                self._ending = self._ending or number

    def _end(self) -> int:
        assert self._ending is not None
        self._manager.tell(STOPPING)
        say(logging.INFO, "stopping", signal=self._ending.name)
        status = _INTERRUPTED if self._ending is signal.SIGINT else 0
        try:
            self._pool.submit(self._desk.close).result(DRAIN_SECONDS)
        except TimeoutError:
            say(logging.WARNING, "left in the midst of a tick; what it had not recorded is done at the next start")
            logging.shutdown()
            os._exit(status)  # the thread cannot be ended, and the record stands any end
        return status


@contextmanager
def _signals() -> Iterator[int]:
    """Hear signals as bytes on a file descriptor: a handler could meet any lock that the code it breaks into holds."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    old_fd = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    old = {number: signal.signal(number, lambda *_: None) for number in _HEEDED}
    try:
        yield reader
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(old_fd)
        os.close(reader)
        os.close(writer)

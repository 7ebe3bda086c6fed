"""One round of everything, for a person or for cron: asks every source that may be asked, waits for the answers, tells.

It is the daemon's tick with a wait between its halves. It takes the daemon's lock, so it never runs beside one.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import msgspec

from monitor.application.item_drafts import PollReport
from monitor.bootstrap import Plan, TickReport
from monitor.clock import Clock
from monitor.daemon.lock import holding
from monitor.daemon.logs import silence
from monitor.daemon.ticker import HeldClock, Ticker
from monitor.daemon.troubles import Troubles


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """What one round did. `unchanged` counts sources that answered 304; `waiting` and `problems` are lines to read.

    `failed` are lines about our own stores and mail: then the round did not do all it should.
    """

    polls: list[PollReport]
    unchanged: int
    folded: int
    told: TickReport | None
    waiting: list[str]
    problems: list[str]
    failed: list[str]


def once(plan: Plan, clock: Clock, beat: Callable[[], None]) -> Round:
    """Do one round. `beat` is called as polls come in.

    Raises ShowcauseError where another process keeps the folder, or a store cannot be opened.
    """
    silence()
    held = HeldClock(clock())
    with holding(plan.folders), plan.open(held) as app:
        before = app.views.position()
        ticker = Ticker(app, held, jitter=random.random, troubles=Troubles(), counts=Counter(), beat=beat)
        try:
            waiting = [f"{spec.id}: not asked now: {health.why}, again from {health.next_poll or 'later'}"
                       for spec, health in ticker.live.waiting(held())]  # fmt: skip
            done = ticker.tick(held(), early=True)
            while (busy := ticker.busy()) or ticker.live.more(clock()):
                ticker.wait()
                late = ticker.tick(clock(), ask=not busy)  # again is asked only who has more to give at once
                done.polls += late.polls
                done.unchanged += late.unchanged
                done.told = _sum(done.told, late.told)
        finally:
            ticker.close()
        folded = app.views.position() - before
    lasting = ticker.troubles.lasting()
    ours = {where: t.reason for where, t in lasting.items() if where.startswith(("record", "views"))}
    lines = [f"{p.source}: {p.item}: {p.reason}" for report in done.polls for p in report.problems]
    lines += [t.reason for where, t in lasting.items() if where.startswith(("source", "address", "mail server"))]
    lines += done.told.delivered.problems if done.told else []
    return Round(
        polls=done.polls,
        unchanged=len(done.unchanged),
        folded=folded,
        told=done.told,
        waiting=waiting,
        problems=list(dict.fromkeys(lines)),
        failed=list(ours.values()),
    )


def _sum(first: TickReport | None, second: TickReport | None) -> TickReport | None:
    """What both halves told; None where the second, which sees to all, could not."""
    if first is None or second is None:
        return second
    mails, more = first.delivered, second.delivered
    more.alerts += mails.alerts
    more.dailies += mails.dailies
    more.problems[:0] = mails.problems
    return TickReport(arrived=first.arrived + second.arrived, delivered=more)

"""What `demo` shows at its end: the orders, one order's timeline, the mails and when they went, what to type next."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from monitor.application.item_drafts import PollReport
from monitor.audit.verify import verify
from monitor.bootstrap import App
from monitor.cli.output import console
from monitor.cli.tables import orders_table
from monitor.domain.courts import court
from monitor.present.timeline import timeline_svg
from monitor.present.timeline_text import timeline_text
from monitor.present.times import stamp
from monitor.present.words import count
from monitor.state.view import OrderView


class Demo(NamedTuple):
    """A demo that has run: its program, its folder, what became of the polls, the mails with their times."""

    app: App
    out: Path
    reports: list[PollReport]
    mails: list[tuple[datetime, Path]]
    started: float


def show(demo: Demo) -> None:
    """Write the pictures and pages, and say on the terminal what came of the recordings."""
    page = console()
    orders = demo.app.orders()
    order = max(orders, key=lambda o: (sum(len(a.positions) for a in o.actions), len(o.history)))
    pictures = _write_pages(demo, order)
    _steps(page, demo)
    now = demo.app.clock()
    page.print(f"\nOrders, as known at {stamp(now, demo.app.config.monitor.timezone)}\n", style="bold")
    page.print(orders_table(orders, as_of=now))
    text = timeline_text(order, zone=court(order.matter.court).zone, as_of=now, width=page.width, example=True)
    page.print(text, soft_wrap=True)
    _mails(page, demo)
    _next(page, demo, order, pictures)


def _steps(page: Console, demo: Demo) -> None:
    observed = sum(report.observed for report in demo.reports)
    revised = sum(report.revised for report in demo.reports)
    left = sum(report.unwatched for report in demo.reports)
    sources = len({report.source for report in demo.reports})
    problems = [problem for report in demo.reports for problem in report.problems]
    page.print("EXAMPLE: J.G.G. v. Trump, March and April 2025, from recordings on a simulated clock.", style="bold")
    page.print("Court facts and short quotations are public record; all other wording is ours. Nothing is fetched.\n")
    page.print(f"[1/3] sources   {count(len(demo.reports), 'recorded poll')} of {count(sources, 'source')}")
    page.print(f"[2/3] record    {observed} items observed, {revised} revised, {left} left out: no watched matter")
    for problem in problems:
        page.print(f"      problem   {problem.source}: {problem.item}: {problem.reason}", soft_wrap=True)
    report = verify(demo.app.ledger)
    state = "no problem" if not report.problems else f"{len(report.problems)} PROBLEMS"
    page.print(f"[3/3] audit     {report.entries} entries checked, {state}; root {report.root[:16]}…")


def _write_pages(demo: Demo, order: OrderView) -> Path:
    """The order's picture, and every mail's HTML part as a page beside its .eml."""
    picture = demo.out / "timeline.svg"
    zone = court(order.matter.court).zone
    picture.write_text(timeline_svg(order, zone=zone, as_of=demo.app.clock(), example=True), "utf-8")
    folder = demo.out / "mail"
    folder.mkdir(exist_ok=True)
    for _, path in demo.mails:
        parsed = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = parsed.get_body(("html",))
        if body is not None:
            (folder / f"{path.stem}.html").write_text(body.get_content(), "utf-8")
    return picture


def _mails(page: Console, demo: Demo) -> None:
    zone = demo.app.config.monitor.timezone
    table = Table(title=count(len(demo.mails), "mail"), title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for name in ("written, EDT", "to", "subject", "file"):
        table.add_column(name)
    for at, path in demo.mails:
        parsed = message_from_bytes(path.read_bytes(), policy=policy.default)
        to = str(parsed["To"]).partition("@")[0]
        table.add_row(f"{at.astimezone(zone):%d %b %H:%M}", to, str(parsed["Subject"]), path.stem)
    page.print(table)


def _next(page: Console, demo: Demo, order: OrderView, picture: Path) -> None:
    run = f".venv/bin/showcause --config {demo.out / 'config.toml'}"
    first = order.entered_at or order.pronounced_at
    alerts = [path for _, path in demo.mails if "daily" not in path.stem]
    alert = next((path for path in alerts if "contested" in path.stem), alerts[0] if alerts else None)
    lines = [f"See the picture  {picture}"]
    if alert is not None:
        lines.append(f"Read a mail      {demo.out / 'mail' / alert.stem}.html   (all of them: {demo.out / 'outbox'})")
    lines.append(f"One order        {run} order {order.id}")
    if first is not None:
        then = (first + timedelta(minutes=5)).isoformat()
        lines.append(f"As known then    {run} order {order.id} --as-of {then}")
    lines += [
        f"Every action     {run} actions",
        f"For a script     {run} order {order.id} --json",
        f"Check the record {run} audit verify",
    ]
    seconds = time.perf_counter() - demo.started
    page.print("\n".join(lines), soft_wrap=True)
    page.print(f"\nDone in {seconds:.1f} s. Nothing left this machine. Remove it with: rm -r {demo.out}")

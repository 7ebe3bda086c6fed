"""The bundled example, replayed once on a simulated clock for every test of this folder that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds.recordings import polls
from monitor.application.simulate import SimulatedClock, replay, steps
from monitor.bootstrap import App, open_app
from monitor.bootstrap_specs import load_config, source_specs
from monitor.state.view import OrderView
from monitor.state.view_action import ActionView
from notify.digest import Schedule

EXAMPLE = Path(__file__).parents[2] / "examples" / "jgg"
EDT = ZoneInfo("America/New_York")


class Story:
    """A replayed example: what was known at a time of 2025, and which mails had gone out by then."""

    def __init__(self, app: App, mails: list[tuple[datetime, Path]]) -> None:
        self.app, self.mails = app, mails

    def orders(self, moment: str) -> list[OrderView]:
        return self.app.orders(as_of=at(moment))

    def order(self, moment: str, kind: str, entered: str) -> OrderView:
        found = [o for o in self.orders(moment) if o.type == kind and (o.entered_at or o.pronounced_at) == at(entered)]
        assert len(found) == 1, [(o.id, o.type, o.entered_at) for o in self.orders(moment)]
        return found[0]

    def actions(self, moment: str) -> list[ActionView]:
        return [action for order in self.orders(moment) for action in order.actions]

    def alerts(self, since: str, until: str) -> list[str]:
        return [
            path.stem[5:] for when, path in self.mails if at(since) <= when <= at(until) and "daily" not in path.stem
        ]

    def texts(self) -> list[str]:
        parsed = (message_from_bytes(path.read_bytes(), policy=policy.default) for _, path in self.mails)
        return [str(m.get_body(("plain",)).get_content()) for m in parsed]


def at(moment: str) -> datetime:
    """`03-15 19:25` is that minute of 2025 at the court's clock."""
    return datetime.strptime(f"2025-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=EDT)


@pytest.fixture(scope="session")
def jgg(tmp_path_factory) -> Iterator[Story]:
    out = tmp_path_factory.mktemp("jgg")
    text = (EXAMPLE / "config.toml").read_text("utf-8")
    text = text.replace('data_dir = "../../var/jgg"', 'data_dir = "."')
    text = text.replace('url = "polls/', f'url = "{EXAMPLE.as_posix()}/polls/')
    (out / "config.toml").write_text(text, "utf-8")
    config = load_config(out / "config.toml")
    recorded = [(spec, poll) for spec in source_specs(config) for poll in polls(spec)]
    clock = SimulatedClock(min(poll.polled_at for _, poll in recorded) - timedelta(hours=1))
    with open_app(config, clock=clock, example="EXAMPLE") as app:
        app.people.add("desk@example.org", Schedule.IMMEDIATE, (), clock(), app.ledger.head())
        mails: list[tuple[datetime, Path]] = []

        def tick() -> None:
            mails.extend((clock(), Path(file)) for file in app.tick().delivered.files)

        replay(steps(recorded, config.digest.daily_at, config.monitor.timezone), clock, app.record, tick)
        yield Story(app, mails)

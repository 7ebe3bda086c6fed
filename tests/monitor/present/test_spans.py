"""The spans of a status bar, for orders whose end was taken back or never took hold."""

from datetime import date

import pytest

from monitor.domain.vocabulary import DocketKind, Effect, OrderStatus, OrderType
from monitor.present.spans import spans
from tests.monitor.state.given import EASTERN, Given, at, effect, issues, re

PI = OrderType.PRELIMINARY_INJUNCTION


@pytest.fixture
def injunction():
    given = Given()
    given.entry("2025-03-10 12:00", issues(PI), number=30)
    return given


def drawn(given: Given) -> list[OrderStatus]:
    return [span.status for span in spans(given.orders[0], as_of=at("2026-03-01 12:00"), zone=EASTERN)]


def test_vacated_on_mandate_and_standing_again_once_that_judgment_is_vacated(injunction):
    vacates = effect(Effect.VACATES, PI, refers=(re(type=PI, court="dcd"),))
    injunction.entry("2025-06-10 10:00", vacates, court="cadc", kind=DocketKind.OPINION)
    injunction.entry("2025-08-01 10:00", court="cadc", kind=DocketKind.MANDATE)
    assert drawn(injunction) == [OrderStatus.IN_FORCE, OrderStatus.VACATED]
    gvr = effect(Effect.VACATES, OrderType.OTHER, refers=(re(court="cadc"),))
    injunction.entry("2025-11-10 10:00", gvr, court="scotus", docket="24-101")
    assert drawn(injunction) == [OrderStatus.IN_FORCE, OrderStatus.VACATED, OrderStatus.IN_FORCE]


def test_a_stay_vacated_gives_the_order_back(injunction):
    injunction.entry("2025-04-10 12:00", effect(Effect.STAYS, OrderType.STAY_PENDING_APPEAL), court="cadc")
    injunction.entry("2025-05-10 12:00", effect(Effect.VACATES, OrderType.STAY_PENDING_APPEAL), court="scotus")
    assert drawn(injunction) == [OrderStatus.IN_FORCE, OrderStatus.STAYED, OrderStatus.IN_FORCE]


def test_what_could_not_be_carried_out_is_not_drawn(injunction):
    injunction.entry("2025-04-10 12:00", effect(Effect.DISSOLVES, PI), number=40)
    injunction.entry("2025-04-20 12:00", effect(Effect.CONVERTS, PI, refers=(re(30),)), number=41)
    injunction.entry("2025-04-21 12:00", effect(Effect.EXTENDS, PI, lapses_on=date(2025, 9, 1)), number=42)
    assert drawn(injunction) == [OrderStatus.IN_FORCE, OrderStatus.DISSOLVED]

"""What is due, under every reading. The dates are an EXAMPLE."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.domain.vocabulary import DeadlineKind, DeadlineStatus, LapseReading
from monitor.present.due import other_readings, over_at
from monitor.present.naming import due_state
from monitor.state.view import DeadlineView, DueView

ZONE = ZoneInfo("America/New_York")
SATURDAY = datetime(2025, 3, 15, 23, 59, tzinfo=ZONE)


def reading(which, day, at=None):
    return DueView(reading=which, on=day, at=at, rule="r", if_applies=False)


def deadline(*readings, kind=DeadlineKind.PERFORMANCE, due_at=SATURDAY, date_only=True):
    return DeadlineView(
        id="d", kind=kind, what="EXAMPLE", due_at=due_at, date_only=date_only, status=DeadlineStatus.PENDING,
        set_by="i", met_by=None, readings=readings,
    )  # fmt: skip


FLAT = reading(LapseReading.FLAT, date(2025, 3, 15))
ROLLED = reading(LapseReading.ROLLED, date(2025, 3, 17))


def test_only_readings_that_end_otherwise_are_told():
    assert other_readings(deadline(FLAT, ROLLED), ZONE, SATURDAY) == (
        "Under another reading Mon 17 March, rolled off the weekend. We choose none of them."
    )
    closing = reading(LapseReading.ROLLED_CLOSING, ROLLED.on)
    assert other_readings(deadline(FLAT, ROLLED, closing), ZONE, SATURDAY).count("17 March") == 1
    same = reading(LapseReading.ROLLED, FLAT.on)
    assert other_readings(deadline(FLAT, same), ZONE, SATURDAY) == ""
    assert other_readings(deadline(), ZONE, SATURDAY) == ""


def test_it_has_passed_only_once_its_last_reading_has():
    both = deadline(FLAT, ROLLED)
    sunday = SATURDAY + timedelta(days=1)
    assert over_at(both).date() == date(2025, 3, 17)
    assert due_state(both, sunday) == "pending"
    assert due_state(deadline(FLAT), sunday) == "date passed"
    assert due_state(both, SATURDAY + timedelta(days=3)) == "date passed"


def test_an_hour_is_over_at_that_hour():
    noon = SATURDAY.replace(hour=12, minute=0)
    exact = deadline(reading(LapseReading.FIXED, noon.date(), noon), due_at=noon, date_only=False)
    assert over_at(exact) == noon


def test_the_edge_of_the_calendar_raises_nothing():
    last = datetime(9999, 12, 31, 23, 59, tzinfo=ZONE)
    assert over_at(deadline(reading(LapseReading.FIXED, last.date()), due_at=last)).year == 9999

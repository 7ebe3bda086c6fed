from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.retry import GIVE_UP, given_up, server_wait, wait

START = datetime(2031, 5, 12, 20, tzinfo=UTC)


def test_the_times_between_tries():
    minutes = [wait(tries) / timedelta(minutes=1) for tries in range(1, 8)]
    assert minutes == [5, 15, 60, 240, 480, 480, 480]


def test_a_mail_is_tried_for_nearly_five_days_and_no_longer():
    now, tries = START, 1
    while not given_up(START, tries, now):
        now += wait(tries)
        tries += 1
    assert tries == 19
    assert GIVE_UP - timedelta(hours=8) < now - START <= GIVE_UP


@given(st.integers(1, 10_000))
def test_a_wait_never_shrinks_and_a_server_is_tried_every_hour(tries):
    assert wait(tries) <= wait(tries + 1) <= timedelta(hours=8)
    assert timedelta(minutes=5) <= server_wait(tries) <= timedelta(hours=1)


@pytest.mark.parametrize("tries", [0, -1])
def test_what_was_never_tried_does_not_wait(tries):
    with pytest.raises(ValueError, match="never tried"):
        wait(tries)

from datetime import UTC, datetime, timedelta, timezone

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.cli.lines import decoded
from monitor.cli.options import instant

CONTEXT = click.Context(click.Command("x"))
PARAM = click.Option(["--as-of"])


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-03-20T17:00:00-04:00", datetime(2025, 3, 20, 17, tzinfo=timezone(timedelta(hours=-4)))),
        ("2025-03-20T17:00Z", datetime(2025, 3, 20, 17, tzinfo=UTC)),
        (" 2025-03-20 17:00+00:00 ", datetime(2025, 3, 20, 17, tzinfo=UTC)),
    ],
)
def test_a_time_with_its_offset(text, moment):
    assert instant(CONTEXT, PARAM, text) == moment


@pytest.mark.parametrize("text", ["2025-03-20T17:00:00", "2025-03-20", "20250320T170000"])
def test_a_time_without_offset_is_refused(text):
    with pytest.raises(click.BadParameter, match="has no offset from UTC, and none is guessed: write 2025-03-20T17"):
        instant(CONTEXT, PARAM, text)


@pytest.mark.parametrize("text", ["", "yesterday", "20 March 2025", "2025-13-01T00:00Z", "2025-03-20T17:00+99:00"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(click.BadParameter, match="is no ISO 8601 time"):
        instant(CONTEXT, PARAM, text)


@pytest.mark.parametrize(
    ("verb", "option"), [("orders", "--as-of"), ("order x", "--world-at"), ("timeline x", "--as-of")]
)
def test_the_verbs_refuse_such_times_before_they_open_anything(run, verb, option):
    result = run(*verb.split(), option, "2025-03-20T17:00")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Invalid value for '{option}': '2025-03-20T17:00' has no offset" in result.stderr


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"))))
def test_good_lines_come_out_as_they_are(lines):
    lines = [line.removeprefix("\ufeff") for line in lines]
    assert list(decoded(line.encode() for line in lines)) == lines


def test_a_byte_order_mark_is_not_part_of_the_first_line():
    assert list(decoded([b"\xef\xbb\xbf{}\n", b"\xef\xbb\xbf{}\n"])) == ["{}\n", "\ufeff{}\n"]


@pytest.mark.parametrize("line", [b'{"id": "\xff"}', b'{"id": "\\\xff"}', b"\xff", b'{"id": "\xed\xa0\x80"}'])
def test_a_line_that_is_not_utf8_stays_a_line_and_becomes_no_json(line):
    import msgspec

    one, bad, two = decoded([b"1", line, b"2"])
    assert (one, two) == ("1", "2")
    assert bad.startswith("not UTF-8 at byte ")
    with pytest.raises(msgspec.DecodeError):
        msgspec.json.decode(bad)

"""Polls of one source, one after another: edits are found, and no new filing is ever taken for an edit."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import FeedItem, Parsed
from feeds.revisions import compare, next_window
from feeds.seen import Seen
from monitor.domain.items import NewsItem
from monitor.domain.vocabulary import SourceClass

CONTENT = NewsItem(outlet="EXAMPLE", title="t", text="x", published_at=datetime(2025, 3, 15, tzinfo=UTC))


class Row(msgspec.Struct, frozen=True):
    """An item as a court shows it; `wrapping` is what its bytes hold besides."""

    guid: str
    date: str
    title: str
    body: str
    loose: bool = False
    wrapping: str = ""


def parsed(rows, seen=(), window=True):
    twins: dict[Row, int] = {}
    items = []
    for row in rows:
        n = twins[row] = twins.get(row, -1) + 1
        items.append(
            FeedItem(
                content=CONTENT,
                item=row.guid,
                slice_hash=repr(row),
                ordinal=n,
                raw=b"",
                guid=row.guid,
                date=row.date,
                title=row.title,
                body=row.body,
                loose_guid=row.loose,
            )
        )
    new = tuple(i for i in items if i.identity not in seen)
    return Parsed(
        source="x",
        source_class=SourceClass.DOCKET,
        items=new,
        shown=tuple(i.identity for i in items),
        window=window,
    )


class Watcher:
    """Polls as the daemon does, and keeps what each comparison said."""

    def __init__(self):
        self.window: tuple[Seen, ...] = ()
        self.new, self.revised, self.vanished = [], [], []

    def poll(self, rows):
        current = parsed(rows, {s.identity for s in self.window})
        found = compare(self.window, current)
        self.window = next_window(self.window, current, found, lambda i: f"key:{i.identity}")
        self.new += [i.identity for i in found.new]
        self.revised += [(old, new) for old, new in found.revised]
        self.vanished += list(found.vanished)
        return found


def entry(n, body="Order", **other):
    """A docket entry with its own number, as the districts show it."""
    row = Row(f"case{n % 3}&{n}", f"12:{n:02}", f"99-cv-{n % 3}", body)
    return msgspec.structs.replace(row, **other)


def page(n, body="Order", **other):
    """An entry whose guid is its case's page, as E.D.N.Y. shows it."""
    return msgspec.structs.replace(entry(n, body), guid=f"case{n % 3}", loose=True, **other)


def after(first, second):
    watcher = Watcher()
    watcher.poll(first)
    return watcher, watcher.poll(second)


@pytest.mark.parametrize("make", [entry, page])
@pytest.mark.parametrize(
    "edit",
    [{"body": "Order MODIFIED"}, {"title": "99-cv-0 renamed"}, {"body": "b", "title": "t"}, {"date": "13:59"}],
)
def test_an_edit_amid_the_window_is_a_revision(make, edit):
    rows = [make(n, f"Order {n}") for n in range(9, 0, -1)]
    changed = [*rows[:4], msgspec.structs.replace(rows[4], **edit), *rows[5:]]
    _, found = after(rows, [make(11, "Order 11"), make(10, "Order 10"), *changed])
    assert [(o.body, o.date, i.body, i.date) for o, i in found.revised] == [
        (rows[4].body, rows[4].date, changed[4].body, changed[4].date)
    ]
    assert [i.date for i in found.new] == ["12:11", "12:10"]
    assert found.vanished == ()


def test_the_oldest_and_the_only_item_can_be_revised_too():
    rows = [entry(n) for n in (3, 2, 1)]
    _, found = after(rows, [entry(4), *rows[:2], entry(1, "Order MODIFIED")])
    assert [i.body for _, i in found.revised] == ["Order MODIFIED"]
    _, found = after([entry(1)], [entry(1, "Order MODIFIED")])
    assert len(found.revised) == 1


def test_an_item_that_fell_off_the_old_end_is_neither_gone_nor_edited():
    rows = [page(n, "Order") for n in range(9, 0, -1)]
    _, found = after(rows, [page(12), page(11), page(10), *rows[:6]])
    assert (found.revised, found.vanished) == ((), ())
    assert len(found.new) == 3


def test_an_item_withdrawn_from_amid_the_window_has_vanished():
    rows = [entry(n) for n in range(5, 0, -1)]
    _, found = after(rows, [entry(6), *rows[:2], *rows[3:]])
    assert [s.date for s in found.vanished] == ["12:03"]
    assert found.revised == ()


def test_a_new_order_in_a_case_whose_earlier_one_was_withdrawn_is_new():
    """E.D.N.Y.: same guid, same title, same type of event; only that it stands elsewhere tells them apart."""
    rows = [page(n) for n in range(9, 0, -1)]
    _, found = after(rows, [page(12), *rows[:3], *rows[4:]])
    assert rows[3].guid == page(12).guid
    assert [i.date for i in found.new] == ["12:12"]
    assert [s.date for s in found.vanished] == ["12:06"]


def redated(row):
    return msgspec.structs.replace(row, date="13:59")


def test_the_newest_given_another_time_is_an_edit_though_new_filings_stand_above_it():
    rows = [page(n) for n in range(6, 0, -1)]
    _, found = after(rows, [page(9), redated(rows[0]), *rows[1:]])
    assert [(o.date, i.date) for o, i in found.revised] == [("12:06", "13:59")]
    assert [i.date for i in found.new] == ["12:09"]


def test_the_oldest_given_another_time_is_an_edit_though_others_fell_off_below_it():
    rows = [page(n) for n in range(9, 0, -1)]
    _, found = after(rows, [page(10), *rows[:5], redated(rows[5])])
    assert [(o.date, i.date) for o, i in found.revised] == [("12:04", "13:59")]
    assert [i.date for i in found.new] == ["12:10"]


def test_two_events_of_one_filing_edited_at_once_in_different_fields_are_told_apart():
    rows = [page(9), page(5, "A"), page(5, "B"), page(1)]
    renamed, amended = page(5, "A", title="99-cv-2 renamed"), page(5, "C")
    _, found = after(rows, [rows[0], renamed, amended, rows[3]])
    assert [(o.body, i.body) for o, i in found.revised] == [("A", "A"), ("B", "C")]
    assert found.new == ()


def test_an_edited_twin_does_not_hide_where_another_item_stood():
    """Of twins the last seems gone, so the one that stays seems to have moved over all that stands between them."""
    rows = [page(9), page(7), page(5), page(7), page(1)]
    edited = [rows[0], page(7, "Notice"), redated(rows[2]), *rows[3:]]
    _, found = after(rows, edited)
    assert sorted((o.date, i.date, i.body) for o, i in found.revised) == [
        ("12:05", "13:59", "Order"),
        ("12:07", "12:07", "Notice"),
    ]


def test_events_of_one_filing_are_siblings():
    filing = [entry(5, "Order"), entry(5, "Set Hearings")]
    watcher, found = after([filing[0], entry(4)], [filing[1], filing[0], entry(4)])
    assert (len(found.new), found.revised) == (1, ())
    found = watcher.poll([filing[1], entry(5, "Order MODIFIED"), entry(4)])
    assert [(o.body, i.body) for o, i in found.revised] == [("Order", "Order MODIFIED")]


def test_two_edits_that_could_be_each_others_are_not_guessed_at():
    rows = [entry(9), entry(5, "A"), entry(5, "B"), entry(1)]
    _, found = after(rows, [entry(9), entry(5, "C"), entry(5, "D"), entry(1)])
    assert found.revised == ()
    assert (len(found.new), len(found.vanished)) == (2, 2)


def test_after_a_gap_nothing_is_an_edit():
    """The first event of a filing was the newest; after the gap its sibling is the oldest."""
    before = [entry(5, "Order"), *[entry(n) for n in range(4, 0, -1)]]
    _, found = after(before, [*[entry(n) for n in range(9, 5, -1)], entry(5, "Set Hearings")])
    assert (found.revised, found.vanished) == ((), ())
    assert len(found.new) == 5


def test_a_feed_rewritten_at_one_stroke_is_edits():
    rows = [entry(n) for n in range(6, 0, -1)]
    _, found = after(rows, [entry(7), *[msgspec.structs.replace(r, title=r.title + " ET AL") for r in rows]])
    assert len(found.revised) == 6
    assert [i.date for i in found.new] == ["12:07"]


def test_the_same_items_in_other_wrapping_are_unchanged():
    rows = [entry(3), entry(2), entry(2), entry(1)]
    watcher = Watcher()
    watcher.poll(rows)
    keys = [s.of for s in watcher.window]
    found = watcher.poll([msgspec.structs.replace(r, wrapping="new namespace") for r in rows])
    assert (found.new, found.revised, found.vanished, len(found.unchanged)) == ((), (), (), 4)
    assert [s.of for s in watcher.window] == keys


def test_revisions_are_counted_and_keep_the_first_key():
    watcher = Watcher()
    for body in ("Order", "Order MODIFIED", "Order"):
        watcher.poll([entry(9), entry(5, body), entry(1)])
    seen = watcher.window[1]
    assert seen.revision == 2
    assert seen.of == f"key:{watcher.new[1].removeprefix('key:')}"
    assert len(watcher.new) == 3


def test_mail_shows_no_window():
    first = parsed([entry(1)], window=False)
    window = next_window((), first, compare((), first), lambda i: i.identity)
    found = compare(window, parsed([entry(1, "Other")], window=False))
    assert (len(found.new), found.revised, found.vanished) == (1, (), ())


def filings(make):
    """Filings of one to three events each, newest last; events of one filing share guid and date."""
    return st.lists(
        st.lists(st.sampled_from(["Order", "Notice", "Set Hearings"]), min_size=1, max_size=3), min_size=4, max_size=30
    ).map(lambda found: [[make(n, body) for body in bodies] for n, bodies in enumerate(found)])


def shown(filings, upto, width):
    """The newest `width` filings of the first `upto`, newest first."""
    return [row for filing in reversed(filings[max(0, upto - width) : upto]) for row in filing]


@settings(deadline=None, max_examples=80)
@given(st.data(), st.sampled_from([entry, page]))
def test_sliding_windows_without_edits_give_every_item_once_and_no_revision(data, make):
    found = data.draw(filings(make))
    width = data.draw(st.integers(2, 12))
    watcher, upto = Watcher(), 0
    while upto < len(found):
        upto += data.draw(st.integers(1, width - 1))  # polls overlap by a filing or more
        watcher.poll(shown(found, upto, width))
    rows = parsed([row for filing in found for row in filing]).shown
    assert watcher.revised == []
    assert watcher.vanished == []
    assert sorted(watcher.new) == sorted(rows)


@settings(deadline=None, max_examples=80)
@given(st.data(), st.sampled_from([entry, page]))
def test_edits_in_sliding_windows_are_found_and_nothing_else_is(data, make):
    found = data.draw(filings(make))
    width = data.draw(st.integers(4, 12))
    watcher, upto, edits, count = Watcher(), width, 0, 0
    watcher.poll(shown(found, upto, width))
    while upto < len(found):
        step = data.draw(st.integers(1, width - 3))
        low = max(0, upto + step - width)
        # one event of one filing that both polls show, between others that stay
        target = data.draw(st.integers(low, min(upto, len(found)) - 1))
        if data.draw(st.booleans()) and len(found[target]):
            count += 1
            which = data.draw(st.integers(0, len(found[target]) - 1))
            found[target][which] = msgspec.structs.replace(found[target][which], body=f"Edited {count}")
            edits += 1
        upto += step
        watcher.poll(shown(found, upto, width))
    assert sorted(i.body for _, i in watcher.revised) == sorted(f"Edited {n + 1}" for n in range(edits))
    assert watcher.vanished == []
    assert len(watcher.new) == sum(len(f) for f in found[:upto])

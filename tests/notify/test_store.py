import itertools
import sqlite3
import stat
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import InputError, NotFoundError
from notify.digest import Schedule
from notify.store import PeopleStore, valid_email

NOW = datetime(2031, 5, 12, 20, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "people.db"


@pytest.fixture
def people(path):
    names = (f"reader-{number}" for number in itertools.count(1))
    with PeopleStore(path, lambda: next(names)) as store:
        yield store


def test_a_subscriber_is_known_by_a_pseudonym(people):
    added = people.add("Ada@Example.org", Schedule.IMMEDIATE, ["med/31-cv-417"], NOW, 7)
    assert (added.pseudonym, added.email, added.schedule, added.follows, added.erased) == (
        "reader-1",
        "Ada@Example.org",
        Schedule.IMMEDIATE,
        ("med/31-cv-417",),
        None,
    )
    assert people.subscribers() == [added]
    assert "Ada" not in repr(added.subscription)
    assert (added.created_at, added.subscription.since) == (NOW, 7)


def test_the_same_address_twice_is_one_subscriber_with_the_latest_wishes(people):
    first = people.add("ada@example.org", Schedule.IMMEDIATE, [], NOW, 7)
    again = people.add(" ADA@example.ORG ", Schedule.DAILY, ["mdd/1"], NOW + timedelta(days=1), 8)
    assert again.pseudonym == first.pseudonym
    assert (again.schedule, again.follows, again.created_at, again.since) == (Schedule.DAILY, ("mdd/1",), NOW, 7)
    assert len(people.subscribers()) == 1


def test_what_was_added_is_there_after_opening_again(people, path):
    added = people.add("ada@example.org", Schedule.DAILY, ["x"], NOW, 7)
    people.close()
    with PeopleStore(path, lambda: "unused") as store:
        assert store.subscribers() == [added]


def test_the_file_is_its_owners_alone(people, path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_erased_address_is_in_no_file_of_the_store(people, path):
    for number in range(40):
        people.add(f"reader{number}@zzqqx.example", Schedule.DAILY, [], NOW, 7)
    people.add("erase.me@zzqqx-gone.example", Schedule.DAILY, [], NOW, 7)
    assert b"erase.me@zzqqx-gone" in path.read_bytes()
    people.erase("erase.me@zzqqx-gone.example", NOW)
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"zzqqx-gone" not in left
    assert b"reader7@zzqqx" in left


def test_the_erased_get_no_mail_and_keep_their_pseudonym(people):
    gone = people.add("ada@example.org", Schedule.DAILY, ["m"], NOW, 7)
    people.erase("ADA@example.org", NOW)
    assert people.subscribers() == []
    kept = people.find(gone.pseudonym)
    assert (kept.email, kept.follows, kept.erased) == (None, (), NOW)


def test_erasing_twice_keeps_the_first_time_and_an_unknown_address_is_an_error(people):
    gone = people.add("ada@example.org", Schedule.DAILY, [], NOW, 7)
    people.erase(gone.pseudonym, NOW)
    people.erase(gone.pseudonym, NOW + timedelta(days=1))
    assert people.find(gone.pseudonym).erased == NOW
    with pytest.raises(NotFoundError, match="nobody"):
        people.erase("nobody@example.org", NOW)


def test_who_comes_back_is_somebody_new(people):
    first = people.add("ada@example.org", Schedule.DAILY, [], NOW, 7)
    people.erase("ada@example.org", NOW)
    assert people.add("ada@example.org", Schedule.DAILY, [], NOW, 7).pseudonym != first.pseudonym


def test_erasing_names_the_files_that_hold_the_address(people):
    ada = people.add("ada@example.org", Schedule.DAILY, [], NOW, 7)
    bob = people.add("bob@example.org", Schedule.DAILY, [], NOW, 7)
    for number, who in enumerate((ada, bob, ada)):
        people.outgoing(f"d{number}", who.pseudonym, NOW)
        people.sent(f"d{number}", NOW, f"{number:04}-x.eml")
    people.outgoing("d9", ada.pseudonym, NOW)
    assert people.erase(ada.pseudonym, NOW) == ("0000-x.eml", "0002-x.eml")


def test_a_mail_keeps_its_number_and_is_unsent_until_it_is_sent(people):
    ada = people.add("ada@example.org", Schedule.DAILY, [], NOW, 7).pseudonym
    first, second = people.outgoing("d1", ada, NOW), people.outgoing("d2", ada, NOW)
    assert [first.number, second.number] == [1, 2]
    assert people.outgoing("d1", ada, NOW + timedelta(hours=1)) == first
    people.sent("d1", NOW, "0001-x.eml")
    assert people.outgoing("d2", ada, NOW) == second
    assert people.outgoing("d1", ada, NOW).file == "0001-x.eml"
    assert people.outgoing("d1", ada, NOW).sent_at == NOW
    people.sent("d1", NOW)
    assert people.outgoing("d1", ada, NOW).file == "0001-x.eml"


def test_a_mail_nobody_prepared_cannot_be_sent(people):
    with pytest.raises(NotFoundError, match="d7"):
        people.sent("d7", NOW)


@pytest.mark.parametrize(
    "good", ["a@b.co", "first.last+tag@sub.example.org", "o'neil@example.org", "x@xn--bcher-kva.example"]
)
def test_addresses_that_mail_can_be_sent_to(good):
    assert valid_email(f"  {good}\n") == good


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("", "not of the form"),
        ("ada", "not of the form"),
        ("ada@localhost", "not of the form"),
        ("ada@@example.org", "not of the form"),
        ("ada@example..org", "not of the form"),
        (".ada@example.org", "not of the form"),
        ("ada.@example.org", "not of the form"),
        ("a..b@example.org", "not of the form"),
        ("ada@-example.org", "not of the form"),
        ("ada@example.org\nBcc: eve@example.org", "not of the form"),
        ("Ada <ada@example.org>", "not of the form"),
        ("ada@example.org, eve@example.org", "not of the form"),
        ("ada@bücher.example", "xn--"),
        ("a" * 65 + "@example.org", "too long"),
        ("a@" + "b." * 130 + "org", "too long"),
    ],
)
def test_what_is_no_address_is_refused_with_the_reason(people, bad, reason):
    with pytest.raises(InputError, match=reason):
        people.add(bad, Schedule.DAILY, [], NOW, 7)
    assert people.subscribers() == []


def test_a_suppressed_address_says_since_when_and_why_until_it_is_added_again(people):
    ada = people.add("ada@example.org", Schedule.DAILY, ["x"], NOW, 7)
    people.suppress(ada.pseudonym, "550 5.1.1 no such user", NOW + timedelta(days=1))
    people.suppress(ada.pseudonym, "550 again", NOW + timedelta(days=2))
    (kept,) = people.subscribers()
    assert (kept.suppressed, kept.refusal) == (NOW + timedelta(days=1), "550 5.1.1 no such user")
    again = people.add("ADA@example.org", Schedule.IMMEDIATE, [], NOW + timedelta(days=9), 9)
    assert (again.pseudonym, again.suppressed, again.refusal) == (ada.pseudonym, None, None)
    assert (again.created_at, again.since) == (NOW + timedelta(days=9), 9)


def test_erasing_forgets_what_servers_said_too(people, path):
    ada = people.add("ada@example.org", Schedule.DAILY, [], NOW, 7)
    people.outgoing("d1", ada.pseudonym, NOW)
    people.answered("d1", "451 4.2.0 zzqqx-later")
    people.suppress(ada.pseudonym, "550 zzqqx-refused", NOW)
    assert path.read_bytes().count(b"zzqqx") == 2
    people.erase(ada.pseudonym, NOW)
    assert b"zzqqx" not in path.read_bytes()


def test_a_begun_attempt_is_known_after_opening_again(people, path):
    ada = people.add("ada@example.org", Schedule.DAILY, [], NOW, 7)
    assert people.outgoing("d1", ada.pseudonym, NOW).begun == 0
    people.begin("d1", 2)
    people.close()
    with PeopleStore(path, lambda: "unused") as store:
        assert store.outgoing("d1", ada.pseudonym, NOW).begun == 2


def test_a_store_of_an_earlier_version_gets_what_it_lacks(people, path):
    ada = people.add("ada@example.org", Schedule.DAILY, [], NOW, 7)
    people.outgoing("d1", ada.pseudonym, NOW)
    for table, column in (("subscribers", "suppressed"), ("subscribers", "refusal"), ("outbox", "begun")):
        people._db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    people.close()
    with PeopleStore(path, lambda: "unused") as store:
        assert store.subscribers() == [ada]
        store.begin("d1", 1)
        assert store.outgoing("d1", ada.pseudonym, NOW).begun == 1


def test_one_has_the_turn_to_send_and_another_may_have_it_after(people, path):
    with PeopleStore(path, lambda: "unused") as other:
        with people.turn() as first, other.turn() as second:
            assert (first, second) == (True, False)
        with other.turn() as second:
            assert second


def test_what_is_noted_together_is_there_together_or_not_at_all(people):
    ada = people.add("ada@example.org", Schedule.DAILY, [], NOW, 7).pseudonym
    with people.one_write():
        people.outgoing("d1", ada, NOW)
        people.begin("d1", 1)
    assert people.outgoing("d1", ada, NOW).begun == 1

    def half_done():
        with people.one_write():
            people.begin("d1", 2)
            people.add("nobody", Schedule.DAILY, [], NOW, 7)

    with pytest.raises(InputError):
        half_done()
    assert people.outgoing("d1", ada, NOW).begun == 1


def test_a_store_from_before_positions_were_kept_places_its_subscribers_once(path, people):
    ada = people.add("ada@example.org", Schedule.DAILY, [], NOW, 7)
    people.close()
    with sqlite3.connect(path) as old:
        old.execute("ALTER TABLE subscribers DROP COLUMN since")
    old.close()
    with PeopleStore(path, lambda: "unused") as store:
        assert store.find("ada@example.org").since is None
        assert store.find("ada@example.org").subscription.since > 10**12  # until it is placed, nothing is told
        asked = []
        store.place(lambda at: asked.append(at) or 4)
        store.place(lambda at: asked.append(at) or 5)
        assert (asked, store.find("ada@example.org").since) == ([ada.created_at], 4)


def test_the_mark_of_the_store_changes_with_it_and_only_then(path, people):
    marks = [people.version(), people.version()]
    assert len(set(marks)) == 1
    ada = people.add("ada@example.org", Schedule.DAILY, [], NOW, 7)
    marks.append(people.version())
    with PeopleStore(path, lambda: "unused") as other:
        other.suppress(ada.pseudonym, "EXAMPLE", NOW)
    marks.append(people.version())
    people.subscribers()
    assert people.version() == marks[-1]
    assert len(set(marks)) == 3

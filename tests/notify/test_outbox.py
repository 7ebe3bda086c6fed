from email.message import EmailMessage

import pytest

from notify import outbox


def message(body):
    made = EmailMessage()
    made["Subject"] = "x"
    made.set_content(body)
    return made


def test_a_mail_is_a_file_named_after_its_number_and_what_it_is(tmp_path):
    path = outbox.write(tmp_path / "outbox", 1, "Newly contested", message("one"))
    assert path == tmp_path / "outbox" / "0001-newly-contested.eml"
    assert b"one" in path.read_bytes()


def test_a_repeat_overwrites_and_never_doubles(tmp_path):
    for body in ("one", "two"):
        outbox.write(tmp_path, 7, "Finding", message(body))
    assert [file.name for file in tmp_path.iterdir()] == ["0007-finding.eml"]
    assert b"two" in (tmp_path / "0007-finding.eml").read_bytes()


def test_a_mail_that_could_not_be_written_whole_leaves_the_old_one(tmp_path):
    path = outbox.write(tmp_path, 7, "Finding", message("one"))
    broken = message("two")
    broken.as_bytes = lambda: (_ for _ in ()).throw(OSError("disk full"))
    with pytest.raises(OSError, match="disk full"):
        outbox.write(tmp_path, 7, "Finding", broken)
    assert b"one" in path.read_bytes()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "0003-etc-passwd.eml"),
        ("水道局", "0003-mail.eml"),
        ("", "0003-mail.eml"),
        ("A" * 99, "0003-" + "a" * 40 + ".eml"),
        ("x\x00y/z", "0003-x-y-z.eml"),
    ],
)
def test_no_title_leads_out_of_the_folder(title, name):
    assert outbox.file_name(3, title) == name


def test_removing_takes_the_named_mails_and_counts_them(tmp_path):
    path = outbox.write(tmp_path, 1, "x", message("one"))
    kept = outbox.write(tmp_path, 2, "x", message("two"))
    assert outbox.remove(tmp_path, [path.name, "0009-x.eml"]) == 1
    assert list(tmp_path.iterdir()) == [kept]


def test_removing_refuses_a_path(tmp_path):
    with pytest.raises(ValueError, match="not a file's name"):
        outbox.remove(tmp_path, ["../people.db"])

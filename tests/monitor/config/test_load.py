from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from monitor.bootstrap_specs import source_specs
from monitor.config import load
from monitor.domain.matters import Matter, Party, RelatedDocket
from monitor.errors import ConfigError


class Kind(NamedTuple):
    needs_court: bool = False
    needs_speaker: bool = False
    needs_docket: bool = False
    needs_dockets: bool = False
    schemes: tuple[str, ...] = ("https", "http")
    address_of: Callable[[str], str | None] = lambda _: None


KINDS = {
    "pacer-rss": Kind(needs_court=True, address_of={"dcd": "https://ecf.dcd.uscourts.gov", "NYED": "https://x"}.get),
    "nef-mail": Kind(needs_court=True, schemes=("imaps", "imap")),
    "docket-list": Kind(needs_court=True, needs_docket=True),
    "docket-hook": Kind(needs_dockets=True, schemes=("webhook",)),
    "news-feed": Kind(),
    "statement-feed": Kind(needs_speaker=True),
}
SOURCE = '[[source]]\nid = "a"\nkind = "news-feed"\nurl = "."\n'
CONTACT = '[monitor]\ncontact = "desk@example.org"\n'
MATTER = '[[matter]]\ncourt = "dcd"\ndocket_number = "1:25-cv-00766"\ncaption = "A v. B"\n'


@pytest.fixture
def config(tmp_path):
    """Write a config.toml and load it."""

    def write(text, **kinds):
        (tmp_path / "config.toml").write_text(text, encoding="utf-8")
        return load(tmp_path / "config.toml", kinds or KINDS)

    return write


@pytest.fixture
def problems(config, tmp_path):
    """The problems of a config.toml, without the folder before each."""

    def found(text):
        with pytest.raises(ConfigError) as caught:
            config(text)
        return [line.removeprefix(f"{tmp_path}/config.toml:") for line in caught.value.problems]

    return found


def test_a_court_alone_names_its_public_feed(config, tmp_path):
    c = config('[monitor]\ncontact = "x"\n[[source]]\nid = "a"\nkind = "pacer-rss"\ncourt = "NYED"\n')
    assert (c.source[0].url, c.source[0].recorded) == (None, False)
    assert source_specs(c)[0].url == "https://ecf.nyed.uscourts.gov/cgi-bin/readyDockets.pl"


def test_a_court_alone_needs_a_contact_for_it_is_fetched(problems):
    found = problems('[[source]]\nid = "a"\nkind = "pacer-rss"\ncourt = "dcd"\n')
    assert len(found) == 1
    assert "monitor.contact: missing key" in found[0]


def test_an_empty_file_has_every_default_and_its_folders_beside_it(config, tmp_path):
    c = config("")
    assert c.monitor.data_dir == c.database_dir == tmp_path / "var"
    assert (c.monitor.base_url, c.monitor.timezone) == ("http://localhost:8000", ZoneInfo("America/New_York"))
    assert (c.source, c.matters(), c.fetch.allow_hosts) == ((), (), ())
    assert c.digest.daily_at == time(7)
    assert (c.smtp.host, c.smtp.port, c.smtp.security, c.smtp.username) == ("", 587, "starttls", "")


def test_every_key_is_read(config, tmp_path):
    (tmp_path / "polls").mkdir()
    c = config(
        """
        [monitor]
        data_dir = "state"
        base_url = "https://watch.example.org/"
        contact = "desk@example.org"
        timezone = "America/Chicago"
        [database]
        url = "sqlite:///db"
        [[source]]
        id = "dcd-ecf"
        kind = "pacer-rss"
        court = "DCD"
        url = "polls"
        every = "1h"
        record = "all"
        [[source]]
        id = "wh"
        kind = "statement-feed"
        speaker = "White House"
        url = "https://example.org/feed"
        [smtp]
        host = "mail.example.org"
        port = 465
        security = "tls"
        username = "u"
        from = "Desk <desk@example.org>"
        [fetch]
        allow_hosts = ["10.0.0.1:8080", "[::1]:80"]
        proxy = "http://desk@proxy.example.org:3128"
        [digest]
        daily_at = "18:05"
        """
    )
    assert (c.monitor.data_dir, c.database_dir) == (tmp_path / "state", tmp_path / "db")
    assert (c.monitor.base_url, c.monitor.contact) == ("https://watch.example.org", "desk@example.org")
    assert c.monitor.timezone.key == "America/Chicago"
    one, two = c.source
    assert (one.id, one.kind, one.court, one.every_seconds, one.record) == ("dcd-ecf", "pacer-rss", "dcd", 3600, "all")
    assert (one.url, one.recorded) == (str(tmp_path / "polls"), True)
    assert (two.speaker, two.url, two.recorded) == ("White House", "https://example.org/feed", False)
    assert (two.every_seconds, two.record) == (600, "watched")
    assert c.smtp.model_dump() == {
        "host": "mail.example.org",
        "port": 465,
        "security": "tls",
        "username": "u",
        "sender": "Desk <desk@example.org>",
    }
    assert c.fetch.allow_hosts == ("10.0.0.1:8080", "[::1]:80")
    assert c.fetch.proxy == "http://desk@proxy.example.org:3128"
    assert c.digest.daily_at == time(18, 5)


def test_a_matter_becomes_the_domains_matter(config):
    c = config(
        MATTER
        + """
        short_names = ["the case"]
        judge = "J. Doe"
        related_dockets = [{ court = "cadc", docket_number = "25-5067" }]
        parties = [{ name = "A", role = "plaintiff", aliases = ["AA"] }, { name = "B", role = "third_party" }]
        watch_terms = ["flights"]
        """
    )
    assert c.matters() == (
        Matter(
            court="dcd",
            docket_number="1:25-cv-00766",
            caption="A v. B",
            short_names=("the case",),
            judge="J. Doe",
            related_dockets=(RelatedDocket(court="cadc", docket_number="25-5067"),),
            parties=(Party(name="A", role="plaintiff", aliases=("AA",)), Party(name="B", role="third_party")),
            watch_terms=("flights",),
        ),
    )


def test_the_configuration_cannot_be_changed_once_read(config):
    with pytest.raises(ValidationError, match="frozen"):
        config("").monitor.contact = "other"


def test_an_absolute_database_needs_a_fourth_slash(config, tmp_path):
    assert config(f'[database]\nurl = "sqlite:///{tmp_path}/db"').database_dir == tmp_path / "db"


def test_all_problems_at_once_in_the_files_order(problems):
    found = problems(
        '[smtp]\nport = "587"\n[[source]]\nid = "a"\nkind = "news-feed"\nurl = "."\n'
        '[[source]]\nid = "a"\nkind = "pacer-rs"\nurl = "https://example.org"\n[fetch]\nallow_host = []\n'
    )
    assert found == [
        "1:1: monitor.contact: missing key: source[1] is fetched over the network, and its keeper must be able to reach you",
        "2:1: smtp.port: must be a whole number",
        "8:1: source[1].id: duplicate id 'a', as in source[0]",
        (
            "9:1: source[1].kind: unknown kind 'pacer-rs' (known: docket-hook, docket-list, nef-mail, news-feed, pacer-rss,"
            " statement-feed);"
            ' did you mean "pacer-rss"?'
        ),
        '12:1: fetch.allow_host: unknown key; did you mean "allow_hosts"?',
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[smpt]\n", '1:1: smpt: unknown key; did you mean "smtp"?'),
        ('timezone = "UTC"\n', "1:1: timezone: unknown key; it is a key of [monitor]"),
        ("[digest]\nq = 1\n", "2:1: digest.q: unknown key; known: daily_at"),
        ("[smtp]\n'odd key' = 1\n", "2:1: smtp.'odd key': unknown key; known: host, port, security, username, from"),
        ("source = 1\n", "1:1: source: must be a list"),
        (
            '[source]\nid = "a"\n',
            "1:1: source: must be a list of tables, each under its own [[source]] in double brackets",
        ),
        ("smtp = 1\n", "1:1: smtp: must be a table with the keys host, port, security, username, from"),
        ("[monitor]\ndata_dir = 3\n", "2:1: monitor.data_dir: must be text in quotes"),
        ('[monitor]\ndata_dir = " "\n', "2:1: monitor.data_dir: must not be empty"),
        ('[monitor]\nbase_url = "x"\n', "2:1: monitor.base_url: must begin with http:// or https://"),
        ('[monitor]\ncontact = "a\\nb"\n', "2:1: monitor.contact: must be one line without control characters"),
        (
            '[monitor]\ntimezone = "America/NewYork"\n',
            (
                "2:1: monitor.timezone: 'America/NewYork' is no time zone: write its name as in \"America/New_York\";"
                ' did you mean "America/New_York"?'
            ),
        ),
        ("[smtp]\nport = 0\n", "2:1: smtp.port: Input should be greater than or equal to 1"),
        ("[smtp]\nport = true\n", "2:1: smtp.port: must be a whole number"),
        (
            '[smtp]\nsecurity = "tsl"\n',
            "2:1: smtp.security: must be 'starttls', 'tls' or 'none'; did you mean \"tls\"?",
        ),
        (
            '[smtp]\nfrom = "me"\n',
            "2:1: smtp.from: 'me' is no sender: write an address, such as \"showcause <digest@example.org>\"",
        ),
        (
            "[smtp]\nfrom = 'a@localhost'\n",
            "2:1: smtp.from: 'a@localhost' is no sender: write an address, such as \"showcause <digest@example.org>\"",
        ),
        (
            '[smtp]\nhost = "mail.example.org"\n',
            "1:1: smtp.from: missing key: mail that is really sent needs an address of yours",
        ),
        ("[smtp]\nfrom = 'a@b.org'\nhost = 1\n", "3:1: smtp.host: must be text in quotes"),
        (
            '[smtp]\nfrom = "a@b.org"\npassword = "x"\n',
            "3:1: smtp.password: unknown key; known: host, port, security, username, from",
        ),
        (
            '[fetch]\nallow_hosts = ["a:80", "b"]\n',
            '2:24: fetch.allow_hosts[1]: \'b\' must be a host and a port, such as "192.168.1.20:8080" or "[::1]:8080"',
        ),
        (
            '[fetch]\nallow_hosts = ["b:65536"]\n',
            '2:16: fetch.allow_hosts[0]: \'b:65536\' must be a host and a port, such as "192.168.1.20:8080" or "[::1]:8080"',
        ),
        *(
            (
                f'[fetch]\nproxy = "{url}"\n',
                '2:1: fetch.proxy: must be an address with a port, such as "http://proxy.example.org:3128" or'
                ' "http://user@proxy:3128"; a password never stands here',
            )
            for url in ("proxy:3128", "https://p:1", "http://p", "http://u:secret@p:3128", "http://p:0", "http://p:1/x")
        ),
        (
            '[digest]\ndaily_at = "24:00"\n',
            "2:1: digest.daily_at: '24:00' is no time of day: write hours and minutes, such as \"07:00\"",
        ),
        (
            '[database]\nurl = "postgresql://x"\n',
            '2:1: database.url: this release keeps its record in SQLite: write "sqlite:///FOLDER"',
        ),
        (
            '[database]\nurl = "sqlite:///"\n',
            '2:1: database.url: names no folder: write "sqlite:///FOLDER" (a fourth slash begins an absolute path)',
        ),
        (SOURCE + "evry = 1", '5:1: source[0].evry: unknown key; did you mean "every"?'),
        (SOURCE + "every = 10", "5:1: source[0].every: must be text in quotes"),
        (
            SOURCE.replace('"a"', '"a b"'),
            (
                "2:1: source[0].id: must be up to 64 letters, digits, dots, hyphens or"
                " underscores, beginning with a letter or digit"
            ),
        ),
        (SOURCE.replace('url = "."\n', ""), "1:1: source[0].url: missing key"),
        (
            '[monitor]\ncontact = "x"\n[[source]]\nid = "a"\nkind = "pacer-rss"\ncourt = "ca9"\n',
            (
                "3:1: source[0].url: missing key: no address of a pacer-rss source of ca9 is known"
                " (see `showcause courts ca9`)"
            ),
        ),
        (
            '[monitor]\ncontact = "x"\n[[source]]\nid = "a"\nkind = "nef-mail"\ncourt = "dcd"\n',
            (
                "3:1: source[0].url: missing key: no address of a nef-mail source of dcd is known"
                " (see `showcause courts dcd`)"
            ),
        ),
        (
            SOURCE.replace('"."', '"ftp://x"'),
            (
                "4:1: source[0].url: must begin with https://, http://, imaps://, imap://, webhook://, or be a folder or file here"
            ),
        ),
        (SOURCE + 'court = "dcd"', "5:1: source[0].court: a news-feed source has no court"),
        (SOURCE + 'speaker = "x"', "5:1: source[0].speaker: a news-feed source has no speaker"),
        (
            SOURCE.replace("news-feed", "pacer-rss"),
            (
                "1:1: source[0]: a pacer-rss source needs the key 'court': say which"
                " court's docket it is, since a feed may not"
            ),
        ),
        (
            SOURCE.replace("news-feed", "statement-feed"),
            (
                "1:1: source[0]: a statement-feed source needs the key 'speaker':"
                " say whose statements these are, since that never comes from what the source sends"
            ),
        ),
        (MATTER.replace('"1:25-cv-00766"', '" "'), "3:1: matter[0].docket_number: must not be empty"),
        (MATTER.replace('caption = "A v. B"', ""), "1:1: matter[0].caption: missing key"),
        (
            MATTER.replace("dcd", "D. D. C."),
            (
                "2:1: matter[0].court: unknown court 'D. D. C.' (ids are CourtListener's,"
                ' such as dcd, ca4, scotus); did you mean "dcd"?'
            ),
        ),
        (
            MATTER.replace("dcd", "ca44"),
            (
                "2:1: matter[0].court: unknown court 'ca44' (ids are CourtListener's,"
                ' such as dcd, ca4, scotus); did you mean "ca4"?'
            ),
        ),
        (
            MATTER + 'parties = [{ name = "x", role = "plaintif" }]',
            (
                "5:26: matter[0].parties[0].role: must be 'plaintiff',"
                " 'defendant' or 'third_party'; did you mean \"plaintiff\"?"
            ),
        ),
        (
            MATTER + MATTER.replace("1:25-cv-00766", "25-cv-766-JEB"),
            "7:1: matter[1].docket_number: duplicate matter: dcd/25-cv-766 is already matter[0]",
        ),
        (
            SOURCE.replace("news-feed", "nef-mail").replace('"."', '"."\ncourt = "dcd"\nspeaker = "x"'),
            "6:1: source[0].speaker: a nef-mail source has no speaker",
        ),
        (
            SOURCE.replace("news-feed", "nef-mail").replace('"."', '"webhook://"\ncourt = "dcd"') + CONTACT,
            "4:1: source[0].url: a nef-mail source is at imaps:// or imap://, or in a folder here",
        ),
        (
            SOURCE.replace("news-feed", "docket-list").replace('"."', '"https://x.test/?docket=x"\ncourt = "dcd"')
            + 'docket_number = "26-cv-1"\n'
            + CONTACT,
            "4:1: source[0].url: names no docket: it must have ?docket= and CourtListener's number",
        ),
        (SOURCE + 'authserv = "mx"\n', "5:1: source[0].authserv: a news-feed source is no mail"),
        (
            SOURCE.replace("news-feed", "docket-hook"),
            "1:1: source[0]: a docket-hook source needs the key 'dockets': say which dockets CourtListener's numbers"
            " stand for, since its entries do not",
        ),
        (
            MATTER + 'related_dockets = [{ court = "dcd", docket_number = "25-cv-766" }]',
            "5:37: matter[0].related_dockets[0].docket_number: dcd/25-cv-766 is the matter's own docket",
        ),
    ],
)
def test_one_problem(problems, text, expected):
    assert problems(text) == [expected]


@pytest.mark.parametrize("order", [1, -1])
def test_a_matters_docket_may_not_be_a_related_docket_of_another_whichever_comes_first(problems, order):
    other = (
        '[[matter]]\ncourt = "dcd"\ndocket_number = "25-cv-1"\ncaption = "C v. D"\n'
        'related_dockets = [{ court = "cadc", docket_number = "1" }, { court = "dcd", docket_number = "1:25-cv-766" }]\n'
    )
    line, owner = (9, 0) if order == 1 else (5, 1)
    assert problems("".join([MATTER, other][::order])) == [
        (
            f"{line}:78: matter[{1 - owner}].related_dockets[1].docket_number: dcd/25-cv-766 is matter[{owner}] itself:"
            " a docket belongs to one matter; remove one of the two"
        )
    ]


def test_two_matters_may_share_a_related_docket(config):
    related = 'related_dockets = [{ court = "cadc", docket_number = "25-5067" }]\n'
    assert len(config(MATTER + related + MATTER.replace("766", "767") + related).matters()) == 2


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("10m", 600), ("1h", 3600), ("2d", 172800), (" 5m ", 300)])
def test_durations(config, text, seconds):
    assert config(SOURCE + f'every = "{text}"').source[0].every_seconds == seconds


@pytest.mark.parametrize("text", ["10", "10 m", "1.5h", "-1m", "0m", "1w", "m", "1h30m", "9999999s", "\u0661m"])
def test_what_is_no_duration(problems, text):
    (line,) = problems(SOURCE + f'every = "{text}"')
    assert line.startswith(f"5:1: source[0].every: {text!r} is no duration")


@pytest.mark.parametrize("zone", ["../etc/passwd", "America", "/etc/localtime", "Mars/Base", "\\u0000"])
def test_what_is_no_zone(problems, zone):
    (line,) = problems(f'[monitor]\ntimezone = "{zone}"')
    assert line.startswith("2:1: monitor.timezone: ")
    assert "is no time zone" in line


def test_recorded_polls_have_to_be_there(problems, tmp_path):
    assert problems(SOURCE.replace('"."', '"polls/a"')) == [
        f"4:1: source[0].url: no such file or folder: {tmp_path}/polls/a"
    ]


def test_a_live_source_needs_a_contact_and_a_recorded_one_does_not(config, problems):
    live = SOURCE.replace('"."', '"https://example.org/feed"')
    assert problems(live)[0].startswith("1:1: monitor.contact: missing key")
    assert not config('[monitor]\ncontact = "desk@example.org"\n' + live).source[0].recorded
    assert config(SOURCE).source[0].recorded


def test_an_unknown_kind_is_told_against_the_kinds_given(config):
    with pytest.raises(ConfigError, match=r"known: other-kind"):
        config(SOURCE, **{"other-kind": Kind()})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"[smtp\n", "1:6: syntax: not TOML: Expected ']' at the end of a table declaration"),
        (b"a = 1\nb = \n", "2:5: syntax: not TOML: Invalid value"),
        (b"a = '''\nb", "2:2: syntax: not TOML: Expected \"'''\" (at the end of the file)"),
        (b"a = 1\na = 2\n", "2:6: syntax: not TOML: Cannot overwrite a value"),
        (b'a = 1\r\nb = "\xff"', "2:6: (file): not UTF-8: byte 0xff"),
        (b"a = " + b"[" * 5000, "1:1: syntax: nested too deeply"),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(tmp_path, body, expected):
    path = tmp_path / "config.toml"
    path.write_bytes(body)
    with pytest.raises(ConfigError) as caught:
        load(path, KINDS)
    (line,) = caught.value.problems
    # a newer tomllib says more of the same fault
    assert line.startswith(f"{path}:{expected.split(': ')[0]}: ")
    assert expected.split(": ")[1] in line


def test_a_missing_file_is_told_under_the_name_it_was_given():
    with pytest.raises(ConfigError) as caught:
        load(Path("no/config.toml"), KINDS)
    assert caught.value.problems == ["no/config.toml:1:1: (file): cannot be read: No such file or directory"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbf[smtp]\r\nhost = """a"""\r\nportt = 1\r\n')
    with pytest.raises(ConfigError, match=r'config\.toml:3:1: smtp\.portt: unknown key; did you mean "port"\?'):
        load(path, KINDS)

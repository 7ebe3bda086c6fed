import re
from datetime import timedelta
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from monitor.domain.vocabulary import ActionStatus, Effect, Role, Side, Speech, Stance, Standing, Venue
from monitor.present.digest import MAX_HTML, DigestContent, Story, render_digest
from monitor.present.sides import called
from monitor.present.spans import spans
from monitor.present.standing import timing_table
from monitor.present.stories import Told
from monitor.present.tags import TAGS
from monitor.state.change import ChangeKind

LOADED = re.compile(
    r"violat|defi(?:es|ed)|\bclaim|insist|slam|guilty|refus|ignor|silent|confidence|probabilit|struck|missed",
    re.IGNORECASE,
)

# a whole order is much to draw and more to shrink: a failing one is shown as it was found
BIG = {
    "deadline": None,
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


class Reader(HTMLParser):
    """What a person sees of a mail: its words, with images off and the style block gone."""

    def __init__(self, html):
        super().__init__()
        self.words, self.links, self.open, self.skipping = [], [], [], 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a":
            self.links.append(attributes["href"])
        if tag not in {"meta", "br", "img"}:
            self.open.append(tag)
        if tag in {"style", "title"} or "display:none" in attributes.get("style", ""):
            self.skipping = self.skipping or len(self.open)

    def handle_endtag(self, tag):
        assert self.open[-1] == tag, f"</{tag}> closes {self.open[-1]}"
        if len(self.open) == self.skipping:
            self.skipping = 0
        self.open.pop()

    def handle_data(self, data):
        if not self.skipping:
            self.words.append(data)

    @property
    def text(self):
        return flat(" ".join(self.words))


def flat(text):
    """Without white space: wrapping and tags may add or take it, words may not change."""
    return "".join(text.replace("\ufffd", "").split())


def told(kind="contested", **more):
    return Told(key=f"k|{kind}", kind=ChangeKind(kind), **more)


def alert(order, zone, as_of, **more):
    stories = (
        (Story(order=order, action=order.actions[0].id, changes=(told(),)),)
        if order.actions
        else (Story(order=order, changes=(told(),)),)
    )
    fields = {
        "daily": False,
        "stories": stories,
        "zone": zone,
        "as_of": as_of,
        "seq": 4212,
        "why": "You get this because you follow it.",
        **more,
    }
    return DigestContent(**fields)


def strings(value):
    """Every string that a page holds, but for names of colours, links and marks that only HTML shows."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in {"role", "mark", "url", "id", "status", "preheader", "own"}:
                yield from strings(getattr(value, name))


def test_an_alert_has_its_news_first_and_both_halves_in_one_sentence(order, zone, as_of):
    mail = render_digest(alert(order, zone, as_of))
    head = "Judge Okafor orders an explanation; the defendants deny a breach"
    assert " ".join(mail.text.split()).startswith(f"NEWLY CONTESTED 12 May 2031, 16:22 EDT {head}")
    assert f">{head}</h1>" in mail.html
    assert re.search(
        r"display:none[^>]*>Newly contested: Judge Okafor orders an explanation; the defendants", mail.html
    )


def test_an_action_is_called_by_the_name_the_state_gave_it(order, zone, as_of):
    mail = render_digest(alert(order, zone, as_of))
    assert called(order.actions[0]) in " ".join(mail.text.split())
    assert called(order.actions[0]) in mail.html


def test_a_denial_and_an_excuse_in_one_quotation_are_shown_once(order, zone, as_of):
    denial = order.actions[0].positions[3]
    excuse = msgspec.structs.replace(denial, stance=Stance.OUTSIDE_SCOPE)
    text = " ".join(render_digest(alert(only(order, denial, excuse), zone, as_of)).text.split())
    assert "The defendants deny a breach; say it is outside the order" in text
    assert text.count("No tap was closed") == 1


def test_the_subject_is_the_orders_and_never_the_news(order, found, zone, as_of):
    subjects = {
        render_digest(alert(o, zone, as_of + timedelta(days=d))).subject for o in (order, found) for d in (0, 9)
    }
    assert subjects == {"Millpond Tenants v. Tolland Water Company, D. Me.: temporary restraining order of 6 May 2031"}


def test_text_and_html_say_the_same(order, found, zone, as_of, monkeypatch):
    pages = []
    from monitor.present import digest

    real = digest._render
    monkeypatch.setattr(
        digest, "_render", lambda template, page, *, daily: pages.append(page) or real(template, page, daily=daily)
    )
    daily = {"daily": True, "followed": 41, "since": as_of - timedelta(days=3)}
    several = (
        Story(order=found, action=found.actions[0].id, changes=(told("finding"),)),
        Story(order=found, changes=(told("order_issued"),)),
    )
    for content in (
        alert(order, zone, as_of, base_url="https://x.example"),
        alert(found, zone, as_of, **daily),
        alert(order, zone, as_of, stories=several, **daily),
    ):
        mail = render_digest(content)
        html, text = Reader(mail.html).text.lower(), flat(mail.text).lower()
        missing = [
            s
            for s in strings(pages[-1])
            if flat(s).lower() not in html or flat(re.sub(r"^The table.*", "", s)).lower() not in text
        ]
        cells = {
            flat(c).lower()
            for story in pages[-1].stories
            if story.timing
            for row in story.timing.rows
            for c in (row.head, *row.cells)
        }
        columns = {flat(c).lower() for story in pages[-1].stories if story.timing for c in story.timing.columns}
        assert [s for s in missing if flat(s).lower() not in cells | columns] == []
        assert all(cell in html for cell in cells | columns)


def test_every_line_of_ours_is_at_most_72_columns(order, found, zone, as_of):
    for content in (
        alert(order, zone, as_of, base_url="https://x.example/" + "a" * 80),
        alert(found, zone, as_of, daily=True),
    ):
        wide = [line for line in render_digest(content).text.splitlines() if len(line) > 72 and "://" not in line]
        assert wide == []


def test_no_verb_of_ours_is_loaded_whatever_is_said(order, zone, as_of):
    action = order.actions[0]
    said = tuple(
        msgspec.structs.replace(
            action.positions[0], stance=stance, quote=f"quoted {stance.value}", speech=speech, venue=venue
        )
        for stance in Stance
        for speech, venue in ((Speech.DIRECT, Venue.FILING), (Speech.REPORTED, Venue.PRESS))
    )
    for status in ActionStatus:
        for position in said:
            one = msgspec.structs.replace(action, status=status, positions=(position,))
            mail = render_digest(alert(msgspec.structs.replace(order, actions=(one,)), zone, as_of))
            ours = mail.text.replace(position.quote, "")
            assert LOADED.findall(ours) == []
            assert LOADED.findall(Reader(mail.html).text.replace(flat(position.quote), "")) == []


def test_a_courts_own_word_stands_in_quotation_marks_with_what_became_of_it(found, zone, as_of):
    mail = render_digest(alert(found, zone, as_of))
    assert "violated paragraph 2" in mail.text
    assert LOADED.findall(mail.text.replace(found.findings[0].quote, "")) == []
    assert "non-compliance, not contempt" in mail.text
    assert "It stands." in mail.text
    reversed_ = msgspec.structs.replace(found.findings[0], standing=Standing.REVERSED)
    action = msgspec.structs.replace(found.actions[0], findings=(reversed_,))
    assert "Reversed." in render_digest(alert(msgspec.structs.replace(found, actions=(action,)), zone, as_of)).text


def test_a_paraphrase_never_wears_quotation_marks(order, zone, as_of):
    mail = render_digest(alert(order, zone, as_of))
    paraphrase = "the company followed the order to the letter, its spokeswoman said"
    for text in (" ".join(mail.text.split()), mail.html):
        assert paraphrase in text
        assert f"“{paraphrase}" not in text
    assert "Reported by Tolland Courier; not their words." in " ".join(mail.text.split())


def test_quotations_are_verbatim_and_escaped(order, zone, as_of):
    mail = render_digest(alert(order, zone, as_of))
    assert "“Tolland closed the valves of 43 homes &lt;on the very day&gt; it was told not to”" in mail.html
    assert "“Tolland closed the valves of 43 homes <on the very day> it was told not to”" in " ".join(mail.text.split())
    assert '"before anybody at Tolland" heard of the ruling & carried' in " ".join(mail.text.split())
    assert "<on the" not in mail.html


def only(order, *positions):
    action = msgspec.structs.replace(order.actions[0], positions=positions)
    return msgspec.structs.replace(order, actions=(action,))


def test_a_missing_side_is_said_in_words_on_either_side(order, zone, as_of):
    left, right = order.actions[0].positions[0], order.actions[0].positions[3]
    for kept, words, half in (
        (left, "No answer seen.", "; no answer seen"),
        (right, "No question or allegation seen.", "No question or allegation seen; "),
    ):
        mail = render_digest(alert(only(order, kept), zone, as_of))
        assert words in mail.text
        assert words in Reader(mail.html).text or flat(words) in Reader(mail.html).text
        assert half in " ".join(mail.text.split())
        assert re.search(rf"display:none[^>]*>[^<]*{half.strip('; ')}", mail.html)


def test_both_sides_have_one_width_and_one_type(order, zone, as_of):
    html = render_digest(alert(order, zone, as_of)).html
    left, right = re.findall(r'<td class="col(?: below)?" width="264" valign="top" style="([^"]*)"', html)
    assert left == right
    styles = [
        set(re.findall(r'style="(margin:0 0 4px;font-family[^"]*)"', part)) for part in html.split("Answered</h2>")
    ]
    assert styles[1] == styles[0]


def test_an_older_answer_is_not_passed_off_as_one_to_the_newest_question(order, zone, as_of):
    assert "No answer seen yet to what the court asked on 12 May" in " ".join(
        render_digest(alert(order, zone, as_of)).text.split()
    )
    late = msgspec.structs.replace(order.actions[0].positions[3], said_at=as_of)
    answered = only(order, *order.actions[0].positions, late)
    assert "No answer seen yet" not in render_digest(alert(answered, zone, as_of)).text


def test_the_press_is_no_side(order, zone, as_of):
    press = msgspec.structs.replace(
        order.actions[0].positions[0], role=Role.PRESS, side=Side.OTHER, actor="Tolland Courier"
    )
    mail = render_digest(alert(only(order, press), zone, as_of))
    assert "No question or allegation seen; no answer seen" in " ".join(mail.text.split())
    assert "ALSO SAID" in mail.text


def test_time_left_is_counted_from_the_moment_of_the_mail(order, zone, as_of):
    texts = [" ".join(render_digest(alert(order, zone, as_of + timedelta(days=d))).text.split()) for d in (0, 7)]
    assert "counted flat: 8 days left, Tue 20 May, 17:25." in texts[0]
    assert "rolled off the weekend: 14 days left, Mon 26 May." in texts[0]
    assert "counted flat: 25 h 3 min left, Tue 20 May, 17:25." in texts[1]
    assert "We choose none of them." in texts[0]


def test_every_moment_stands_against_every_reading(order, zone, as_of):
    text = render_digest(alert(order, zone, as_of)).text
    table = text.split("EACH READING")[1].split("FIGURES")[0]
    rows = [
        line.split() for line in table.splitlines() if "←" in line or "→" in line or "↔" in line or "unknown" in line
    ]
    assert [" ".join(row[-4:]) for row in rows[:2]] == ["← before ← before", "→ after ← before"]
    assert sum(row.count("unknown") for row in rows) == 4
    assert "Pronounced, about" in table
    assert "Entered, 17:25" in table


def test_figures_disagree_only_with_the_same_label_and_population(order, zone, as_of):
    text = " ".join(render_digest(alert(order, zone, as_of)).text.split())
    assert "“43 homes” (plaintiffs); “29 connections” (Tolland Water Company)." in text
    assert "Not compared: “three crews”" in text
    agreed = msgspec.structs.replace(order.actions[0], figures_conflict=False)
    assert (
        "disagree"
        not in render_digest(alert(msgspec.structs.replace(order, actions=(agreed,)), zone, as_of)).text.lower()
    )


def test_a_daily_mail_shows_the_figures_only_where_their_disagreement_is_the_news(order, zone, as_of):
    def daily(kind):
        story = Story(order=order, action=order.actions[0].id, changes=(Told(key="k", kind=kind),))
        content = msgspec.structs.replace(alert(order, zone, as_of), daily=True, stories=(story,))
        return " ".join(render_digest(content).text.split())

    assert "“43 homes” (plaintiffs); “29 connections” (Tolland Water Company)." in daily(ChangeKind.FIGURE_CONFLICT)
    assert "43 homes" not in daily(ChangeKind.ANSWERED)


def test_what_we_did_not_see_is_said_carefully(order, zone, as_of):
    text = " ".join(render_digest(alert(order, zone, as_of)).text.split())
    assert "due Thu 8 May. We saw no filing; a sealed or late-entered one would not show." in text
    assert "med-ecf, 7 May 22:10 to 8 May 06:30. Two polls did not overlap; entries may be missing." in text


def test_a_mail_holds_no_address_and_links_only_to_the_web(order, zone, as_of):
    nasty = msgspec.structs.replace(order.actions[0].positions[0], url="javascript:alert(1)")
    for base in (None, "https://x.example"):
        mail = render_digest(alert(only(order, nasty), zone, as_of, base_url=base))
        links = Reader(mail.html).links
        assert "mailto:" not in mail.html + mail.text
        assert "@" not in mail.text
        assert "javascript" not in mail.html + mail.text
        assert links == (["https://x.example/orders/med/31-cv-417/s12.1"] * 2 if base else [])


def test_a_mail_works_without_its_style_block_and_without_pictures(order, zone, as_of):
    html = render_digest(alert(order, zone, as_of)).html
    bare = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert "<img" not in html
    assert "data:" not in html
    assert all("color:" in style for style in re.findall(r'class="[^"]*\bink\b[^"]*" style="([^"]*)"', bare))


def test_tables_of_data_keep_their_scopes_and_layout_ones_have_none(order, zone, as_of):
    html = render_digest(alert(order, zone, as_of)).html
    for table in re.findall(r"<table(.*?)>(.*?)</table>", html, flags=re.DOTALL):
        if "scope=" in table[1].split("<table")[0]:
            assert 'role="presentation"' not in table[0]
        else:
            assert 'role="presentation"' in table[0] or "aria-hidden" in table[0] or "scope=" in table[1]


def test_a_digest_names_an_order_once_and_counts_what_did_not_change(order, found, zone, as_of):
    stories = (
        Story(order=order, action=order.actions[1].id, changes=(told("asked"),)),
        Story(order=order, action=order.actions[0].id, changes=(told("contested"),)),
    )
    mail = render_digest(
        alert(order, zone, as_of, daily=True, stories=stories, followed=41, since=as_of - timedelta(days=3))
    )
    assert mail.subject == "Your orders, 12 May 2031: 1 newly contested, 1 asked"
    assert "Since Fri 9 May, 16:22 EDT: 1 newly contested, 1 asked. 1 order below; 40 did not change." in " ".join(
        mail.text.split()
    )
    assert mail.text.count("D. Me. 2:31-cv-00417") == 1
    assert mail.text.index("1  NEWLY CONTESTED") < mail.text.index("\nASKED")
    assert mail.text.count("\nNEXT") == 1


def test_a_new_reading_is_told_as_one_and_never_as_news(order, zone, as_of):
    revised = (Story(order=order, action=order.actions[0].id, changes=(told("contested", revised=True),)),)
    mail = render_digest(alert(order, zone, as_of, daily=True, stories=revised))
    assert "1 reading revised" in mail.subject
    assert "READING REVISED" in mail.text


def test_a_turn_of_an_order_says_what_it_was_and_what_it_is(order, zone, as_of):
    stories = (Story(order=order, changes=(told("status_changed", before="stayed", after="in_force"),)),)
    text = " ".join(render_digest(alert(order, zone, as_of, stories=stories)).text.split())
    assert (
        "Temporary restraining order of 6 May 2031 is in force; it was stayed; 2 actions under it: 1 contested, 1 questioned"
        in text
    )


def test_a_new_order_comes_with_its_terms(order, zone, as_of):
    stories = (Story(order=order, changes=(told("order_issued"),)),)
    text = " ".join(render_digest(alert(order, zone, as_of, stories=stories)).text.split())
    assert "The order, written, paragraph 2 “Defendant is ENJOINED from closing" in text


def test_an_example_says_so_first(order, zone, as_of):
    mail = render_digest(alert(order, zone, as_of, example="EXAMPLE, not a live alert."))
    assert mail.text.startswith("EXAMPLE, not a live alert.\n")
    assert "EXAMPLE, not a live alert." in mail.html


def test_the_footer_names_the_log_position_and_the_way_back_to_it(order, zone, as_of):
    text = " ".join(render_digest(alert(order, zone, as_of)).text.split())
    assert (
        "Rests on log position 4,212. What was known then: showcause order med/31-cv-417/s12.1 --as-of 2031-05-12T16:22:00-04:00"
        in text
    )
    assert "You get this because you follow it." in text


def test_the_same_content_renders_the_same(order, zone, as_of):
    assert render_digest(alert(order, zone, as_of)) == render_digest(alert(order, zone, as_of))


def test_a_long_mail_is_shortened_and_says_so(crowded, zone, as_of):
    long = tuple(
        msgspec.structs.replace(p, quote=f"{p.quote} {n}" + " so it went on" * 400)
        for n in range(6)
        for p in crowded.actions[0].positions
    )
    actions = tuple(msgspec.structs.replace(a, positions=long) for a in crowded.actions)
    crowded = msgspec.structs.replace(crowded, actions=actions)
    stories = tuple(Story(order=crowded, action=a.id, changes=(told(),)) for a in actions)
    for content in (alert(crowded, zone, as_of), alert(crowded, zone, as_of, daily=True, stories=stories)):
        mail = render_digest(content)
        assert len(mail.html.encode()) <= MAX_HTML
        assert "more in the record" in mail.text
        assert "[…]" in mail.text


@pytest.mark.parametrize("number", [0, 2])
def test_an_alert_is_one_story(order, zone, as_of, number):
    story = Story(order=order, changes=(told(),))
    with pytest.raises(ValueError, match=f"{number} stories"):
        render_digest(alert(order, zone, as_of, stories=(story,) * number))


def test_an_unknown_action_is_an_error_that_names_it(order, zone, as_of):
    with pytest.raises(ValueError, match="has no action nowhere"):
        render_digest(alert(order, zone, as_of, stories=(Story(order=order, action="nowhere", changes=(told(),)),)))


def test_a_story_tells_something(order, zone, as_of):
    with pytest.raises(ValueError, match="no change"):
        render_digest(alert(order, zone, as_of, stories=(Story(order=order, changes=()),)))


def test_every_kind_of_change_has_its_tag_and_its_rank():
    assert set(TAGS) == set(ChangeKind)
    assert len({tag.rank for tag in TAGS.values()}) == len(TAGS)


def test_a_finding_told_at_the_order_stands_beside_both_sides(found, zone, as_of):
    change = told("finding", item=found.findings[0].item)
    mail = render_digest(alert(found, zone, as_of, stories=(Story(order=found, changes=(change,)),)))
    text = " ".join(mail.text.split())
    assert "D. Me. finds non-compliance, not contempt; the defendants deny a breach" in text
    assert "ALLEGED OR ASKED" in text


@settings(max_examples=25, **BIG)
@given(data=st.data())
def test_any_order_gives_a_sound_mail_with_every_quotation_it_shows(any_order, zone, as_of, data):
    order = data.draw(any_order)
    daily = data.draw(st.booleans())
    mail = render_digest(
        alert(order, zone, as_of, daily=daily, base_url=data.draw(st.none() | st.just("https://x.example")))
    )
    seen, text = Reader(mail.html), flat(mail.text)
    assert seen.open == []
    assert len(mail.html.encode()) <= MAX_HTML
    assert "\n" not in mail.subject
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", mail.text + mail.html + mail.subject)
    if order.actions and not daily:
        for position in order.actions[0].positions:
            quote = flat(
                re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029]", " ", position.quote)
            )
            assert quote in seen.text
            assert quote in text


def test_accounts_that_agree_share_a_row_and_a_day_alone_gives_way_to_an_hour(order, zone, as_of):
    action = order.actions[0]
    first = action.moments[0]
    again = msgspec.structs.replace(first, item="courier-2", source="The Courier")
    day_alone = msgspec.structs.replace(
        first, item="courier-3", since=first.since.replace(hour=0), until=first.since.replace(hour=23, minute=59)
    )
    moments = (*action.moments, again, day_alone)
    several = msgspec.structs.replace(action, moments=moments)
    table = timing_table(order, several, zone=zone, show=99)
    assert len(table.rows) == len(action.moments)
    assert table.rows[0].head.endswith("(2 sources)")
    assert table.more == "1 account without an hour: in the record."


def test_what_was_done_to_a_finding_leaves_the_status_of_the_order_alone(found, zone, as_of):
    finding = found.findings[0]
    later = msgspec.structs.replace(
        found.history[-1], effect=Effect.STAYS, acts_on=finding.id, effective_at=as_of - timedelta(hours=1)
    )
    before = spans(found, as_of=as_of, zone=zone)
    assert spans(msgspec.structs.replace(found, history=(*found.history, later)), as_of=as_of, zone=zone) == before

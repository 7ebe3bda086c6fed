"""Which watched matter a text is about; and what only looks like it."""

from datetime import UTC, datetime

import msgspec
import pytest

from monitor.domain.items import NewsItem, Statement
from monitor.domain.matters import Matter, Party
from monitor.reading.reader import read


def strong(reading):
    return [(c.matter, c.why.rule) for c in reading.concerns if not c.weak]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The order in No. 3:24-cv-00311 was entered late.", "match.docket_number"),
        ("The order in case 24-cv-311 was entered late.", "match.docket_number"),
        ("The appeal, No. 24-2210, was argued.", "match.docket_number"),
        ("In Marlow Parents' League v. Marlow School Board a judge ruled.", "match.caption"),
        ("In Marlow Parents’ League v Marlow School Board a judge ruled.", "match.caption"),
        ("A ruling came in the Marlow closures case on Friday.", "match.short_name"),
        ("Judge Imogen Tallis ruled against the School Board on school closures.", "match.judge_and_parties"),
    ],
)
def test_a_text_that_concerns_the_matter(news, text, rule):
    assert strong(news(text, title="Court news")) == [("ord/24-cv-311", rule)]


@pytest.mark.parametrize(
    "text",
    [
        "The School Board met on Tuesday and voted on bus routes.",
        "Judge Imogen Tallis was honored at a dinner.",
        "Judge Carl Example ruled against the School Board of another town in a dispute about fences.",
        "The Example Utility was held in contempt.",
        "Judge Carl Example issued an injunction on school closures against the School Board and Superintendent Brandt.",
        "The case is No. 3:24-cv-00312.",
        "",
    ],
)
def test_a_text_that_does_not(news, text):
    assert strong(news(text, title="News")) == []


def test_a_look_alike_caption_is_weak_and_takes_no_position(news):
    reading = news("In League v. Board the court was told that the board violated the injunction.", title="News")
    assert [c.weak for c in reading.concerns] in ([True], [])
    assert reading.positions == ()


def test_a_look_alike_letter_is_not_the_same_caption(news):
    cyrillic = "Mаrlow Parents' League v. Mаrlow School Board"
    assert strong(news(f"In {cyrillic} something happened.", title="News")) == []


def test_a_partys_own_statement_about_its_order_concerns_it(statement):
    assert strong(statement("We disagree with the injunction on school closures and will appeal."))


def test_a_partys_own_statement_about_something_else_does_not(statement):
    assert strong(statement("Lunch menus for May are out.", title="Menus")) == []


def test_two_matters_may_be_concerned_and_the_surer_comes_first(matter):
    other = Matter(
        court="ord",
        docket_number="3:24-cv-00500",
        caption="Alder v. Marlow Water Utility",
        parties=(Party(name="Marlow Water Utility", role="defendant"),),
    )
    item = NewsItem(
        outlet="x",
        title="Two rulings",
        text="No. 3:24-cv-00500 and the Marlow closures case.",
        published_at=datetime(2024, 3, 1, tzinfo=UTC),
    )
    assert [c.matter for c in read(item, [matter, other]).concerns] == ["ord/24-cv-500", "ord/24-cv-311"]


@pytest.mark.parametrize(
    "text",
    [
        "An appeals court left in place the orders of Judge Imogen Tallis about the Eastside Elementary Annex.",
        "Judge Imogen Tallis found probable cause of contempt by the board over the closures of March 3.",
    ],
)
def test_the_judge_and_a_distinctive_term_or_compliance_in_its_subject_are_enough(text):
    assert strong(_told_of(text)) == [("ord/24-cv-311", "match.judge_and_parties")]


@pytest.mark.parametrize(
    "text",
    [
        "Judge Imogen Tallis found probable cause of contempt by a trucking company over the spills of March 3.",
        "Judge Imogen Tallis found the board in contempt in Alder v. Board, over closures of roads.",
        "Judge Imogen Tallis spoke of closures of roads and the board's plans in court.",
        "Judge Carl Example found the board in contempt over the closures of March 3.",
    ],
)
def test_another_case_of_the_same_judge_is_not_this_one(text):
    assert strong(_told_of(text)) == []


def _told_of(text):
    from datetime import UTC, datetime

    from monitor.domain.items import NewsItem
    from monitor.reading.reader import read
    from tests.monitor.reading.conftest import SCHOOL

    matter = msgspec.structs.replace(SCHOOL, watch_terms=("school closures", "Eastside Elementary Annex"))
    return read(NewsItem(outlet="x", title="News", text=text, published_at=datetime(2024, 3, 9, tzinfo=UTC)), [matter])


JAIL = Matter(
    court="gand",
    docket_number="1:13-cv-00900",
    caption="Example v. Alder County",
    judge="Petra Stone",
    parties=(
        Party(name="Alder County", role="defendant", aliases=("the county",)),
        Party(name="Rufus Example", role="defendant", aliases=("the sheriff", "Sheriff Example")),
    ),
    watch_terms=("jail", "consent decree", "staffing"),
)
OTHER_JAIL = msgspec.structs.replace(
    JAIL,
    docket_number="1:13-cv-00901",
    caption="Sample v. Birch County",
    judge="Carl Sample",
    parties=(
        Party(name="Birch County", role="defendant", aliases=("the county",)),
        Party(name="Otto Sample", role="defendant", aliases=("the sheriff",)),
    ),
)


def test_what_every_jail_is_called_is_no_evidence_beside_a_name_of_its_own(both):
    text = "A federal judge found that Alder County broke the consent decree on jail staffing, the sheriff said."
    assert both(NewsItem, text) == ["gand/13-cv-900"]


def test_with_common_words_alone_both_may_be_meant(both):
    text = "A federal judge found that the county broke the consent decree on jail staffing, the sheriff said."
    assert both(NewsItem, text) == ["gand/13-cv-900", "gand/13-cv-901"]


@pytest.mark.parametrize("text", ["Judge Stone should be reversed on that order.", "Sheriff Example defies the order."])
def test_a_strangers_statement_about_the_order_is_told_by_one_own_name(both, text):
    assert both(Statement, text) == ["gand/13-cv-900"]


@pytest.mark.parametrize(
    "text",
    [
        "Sheriff Example opens the parade.",
        "The sheriff defies the order.",
        "Alder County and Birch County defy the order.",
        "Stone by stone, this order must go.",
    ],
)
def test_a_strangers_statement_concerns_none(both, text):
    assert both(Statement, text) == []


@pytest.fixture
def both():
    def concerned(kind, text):
        at = datetime(2024, 3, 1, tzinfo=UTC)
        item = kind(outlet="Example Ledger", title="Note", text=text, published_at=at)
        return sorted(c.matter for c in read(item, [JAIL, OTHER_JAIL]).concerns if not c.weak)

    return concerned

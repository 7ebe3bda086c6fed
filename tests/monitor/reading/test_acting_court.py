"""Which court acted, where a docket shows another court's act. All an EXAMPLE."""

import pytest

from monitor.domain.courts import COURTS, court_of_appeals
from monitor.reading.acting_court import acting_court
from monitor.reading.docket_parts import take_apart


@pytest.mark.parametrize(
    ("text", "docket", "court"),
    [
        ("ORDER of USCA as to 17 Notice of Appeal. The motion for a stay is DENIED.", "mnd", "ca8"),
        ("MANDATE of USCA as to 816 Notice of Appeal. Judgment AFFIRMED.", "dcd", "cadc"),
        ("USCA JUDGMENT as to 40 Notice of Appeal filed by Example Board.", "cand", "ca9"),
        ("ORDER of the United States Court of Appeals for the Federal Circuit as to 9.", "txed", "cafc"),
        ("SUPREME COURT ORDER, No. 26A100. PER CURIAM opinion: the application is GRANTED.", "mnd", "scotus"),
        ("Certified copy of ORDER of the Supreme Court of the United States.", "mnd", "scotus"),
        ("ORDER granting 7 Motion in light of the opinion of the Supreme Court of the United States.", "mnd", None),
        ("NOTICE of Appeal to USCA by Example Board.", "mnd", None),
        ("ORDER of USCA as to 17 Notice of Appeal.", "ca8", None),
        ("ORDER of USCA as to 17 Notice of Appeal.", "a-court-not-in-the-table", None),
    ],
)
def test_the_head_says_whose_act_it_is(text, docket, court):
    assert acting_court(take_apart(text), docket) == court


def test_every_district_and_bankruptcy_court_is_under_one_court_of_appeals():
    below = [c.id for c in COURTS.values() if c.level in {"district", "bankruptcy"}]
    assert {court_of_appeals(c) for c in below} == {f"ca{n}" for n in range(1, 12)} | {"cadc"}
    assert court_of_appeals("scotus") is None

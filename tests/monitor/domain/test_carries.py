"""The declarations are those of real feeds: S.D.N.Y., W.D. W. Va., the circuits, E.D.N.Y."""

import pytest

from monitor.domain.carries import shows_filings


@pytest.mark.parametrize(
    "declared",
    [
        None,
        "Docket entries of type: all",
        "Docket entries of type: adr,answer,appeal,motion,notice,order,respm,trial",
        "EXAMPLE feed",
    ],
)
def test_a_filing_may_show(declared):
    assert shows_filings(declared)


@pytest.mark.parametrize(
    "declared",
    [
        "Docket entries of type: opinions",
        "Docket entries of type: orders, opinions",
        "Docket entries of type: orders,opinions,judgments",
        "Public Complaints, Orders and Judgments in the last 24 Hours",
    ],
)
def test_no_filing_can_show(declared):
    assert not shows_filings(declared)

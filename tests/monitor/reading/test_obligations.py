"""Who is bound, whom it protects and what it excludes, in the operative words of an order (EXAMPLE)."""

import pytest


@pytest.mark.parametrize(
    ("words", "protects"),
    [
        (
            "Defendants shall not remove any of the five named Plaintiffs from the State.",
            "any of the five named Plaintiffs",
        ),
        ("The board is ENJOINED from transferring members of such class without notice.", "members of such class"),
        ("Defendants must restore payments to the Plaintiff States.", "the Plaintiff States"),
        ("Defendants may not deport the petitioner pending further order.", "the petitioner"),
        ("Defendants shall give class members ten days' notice.", "class members"),
        ("Defendants shall reinstate the grants as to plaintiffs.", "plaintiffs"),
        ("Members of the provisional class shall not be removed.", "Members of the provisional class"),
        ("Defendants shall notify class members' counsel.", None),
        ("Defendants must confer with the named plaintiffs and restore the grants.", None),
        ("Defendants shall restore the grants.", None),
    ],
)
def test_those_protected_are_named_behind_the_command(docket, words, protects):
    (obligation,) = docket(f"TEMPORARY RESTRAINING ORDER. {words} Signed by Judge Example on 3/15/2024.").obligations
    assert obligation.protects == protects

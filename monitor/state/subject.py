"""What a text says was done and to what, as bare stems, to see whether two texts speak of one thing. It names nothing.

Words of the law, of the parties and of breach are in every such text and say nothing of the act.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{2,}")
_STEM = 5
"""So much of a word stays the same in "removal", "removed" and "removing"."""
_COMMON = re.findall(
    r"\w+",
    """
    order court judge injunction injunctive temporary restraining preliminary permanent decree ruling motion notice
    response reply brief declaration declarant declares status report filing filed files docket hearing opinion
    memorandum plaintiff defendant petitioner respondent government administration official agency party counsel
    attorney lawyer state states stated says said say tells told writes wrote asks asked asking allege alleges alleged
    contend contends deny denies denied argue argues claim claims reports reported seek seeks move moves emergency
    relief enforce enforcement compel contempt sanctions cause show showing why whether
    violate violates violated violation breach breached comply complied complies complying compliance noncompliance
    disobey defied defy defies defiance failed failure fails failing refuse refused ignore ignored flout flouted
    continue continues continued obey obeyed terms requirement required
    the and that this these those they them their its his her with without from into upon under over before after
    about against between during since until while where when which who whom whose what have has had having not nor
    are was were been being will would shall should could can may might must did does done any all some such other
    another also than then there here for but because per now new still only even more most yet again same each
    every both either neither our your you she him one two three four five six seven eight nine ten
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday day week month year
    """,
)
_DULL = frozenset(word[:_STEM] for word in _COMMON)


def subject(text: str) -> frozenset[str]:
    """The stems of the words that can name an act or what it was done to."""
    stems = {word[:_STEM] for word in map(str.lower, _WORD.findall(text))}
    return frozenset(stem.rstrip("'’-") for stem in stems - _DULL)

"""An invented record of any size, the same every time: many small cases, few large ones, and what dockets are like.

Each text below is read once by the real reader; an item is its two events with its own numbers and days put in. Half
the entries are routine. Of the items 3% come late (behind one to twenty earlier ones of their case; one in fifty behind
all of them), 2% are revised, 4% are first shown as a stub. Everything said in it is EXAMPLE.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import msgspec

from monitor.application.drafts import Seen, first_drafts, revised_drafts, watch
from monitor.domain.events import CoverageGapObserved, Event, MatterWatched
from monitor.domain.ids import short_hash
from monitor.domain.items import Content, DocketEntry, NewsItem, Statement, aliases
from monitor.domain.matters import Matter, Party
from monitor.domain.vocabulary import Occasion
from monitor.domain.voices import EVENTS
from monitor.ledger.store import Draft, open_ledger
from projections.item import content_hash

START = datetime(2025, 1, 6, 15, tzinfo=UTC)
SPAN = timedelta(days=600)
PER_MATTER = 250
"""Events for each matter, on average."""
LARGEST = 5000
"""Items of the largest matter."""
LATE, REVISED, STUB = 0.03, 0.02, 0.04
WITNESS_ITEMS = 120
"""Items of the case that is the same in a record of any size."""
BEHIND = (1, 1, 1, 1, 2, 2, 3, 5, 8, 20)
COURTS = ("mnd", "dcd", "cacd", "ilnd", "txsd", "mad", "wawd", "nysd", "mdd", "njd")

# what stands for an item's own numbers and days, as long as what takes its place, so that spans stay exact
ORDER, MOTION, OWN, SERIAL, ITEM = "9901", "9902", "9903", "99999", "90000000"
DAY, DUE = datetime(2026, 12, 28, 18, 34, tzinfo=UTC), datetime(2026, 12, 29, tzinfo=UTC)
_TOKENS = {
    ORDER: "order",
    MOTION: "motion",
    OWN: "own",
    ITEM: "item",
    f"{DAY:%m/%d/%Y}": "day_written",
    f"{DUE:%m/%d/%Y}": "due_written",
    f"{DUE:%Y-%m-%d}": "due",
    "2026-12-30": "day_after_due",
    "2026-12-28T18:34:00Z": "said",
    f"{DAY:%Y-%m-%d}": "day",
    "2026-12-28T18:59:00Z": "polled",
    f"mnd/26-cv-{SERIAL}": "matter",
    f"0:26-cv-{SERIAL}": "docket",
    '"mnd"': "court",
}
_SPLIT = re.compile("|".join(map(re.escape, sorted(_TOKENS, key=len, reverse=True))))

_BY = "by Riverton Residents. (Attachments: # 1 Memorandum, # 2 Proposed Order)(Example, Attorney) (EXAMPLE)"
DOCKET = {  # text: weight; the names in capitals say what the entry is for the entries after it
    f"NOTICE of Appearance by Attorney Example on behalf of Riverton Residents {_BY}": 14,
    f"MOTION for Leave to Appear Pro Hac Vice, filing fee $ 100, receipt number AEXDC-0000000, {_BY}": 8,
    "MINUTE ORDER granting Motion for Leave to Appear Pro Hac Vice. Counsel should register for e-filing. (EXAMPLE)": 8,
    f"CERTIFICATE OF SERVICE re {MOTION} Motion {_BY}": 7,
    "TRANSCRIPT OF PROCEEDINGS before Judge Ada Example held on an earlier day. Page Numbers: 1-61. Court Reporter:"
    " Example Reporter. For the first 90 days after this filing date, the transcript may be viewed at the courthouse"
    " at a public terminal or purchased from the court reporter. (EXAMPLE)": 4,
    f"MOTION for Extension of Time to File Response/Reply as to {MOTION} Motion {_BY}": 6,
    f"MINUTE ORDER granting an extension of time: the response to {MOTION} Motion is due by {DUE:%m/%d/%Y}. Signed by"
    f" Judge Ada Example on {DAY:%m/%d/%Y}. (EXAMPLE)": 6,
    f"Set/Reset Deadlines: Status Report due by {DUE:%m/%d/%Y}. (EXAMPLE)": 4,
    "STATUS REPORT by Riverton Water District. (Attachments: # 1 Declaration)(Example, Attorney) (EXAMPLE)": 6,
    f"DECLARATION of Example Declarant re {MOTION} Motion {_BY}": 6,
    f"MEMORANDUM in Opposition to re {MOTION} Motion filed by Riverton Water District. (EXAMPLE)": 6,
    f"REPLY to opposition to motion re {MOTION} Motion filed {_BY}": 5,
    "Minute Entry for proceedings held before Judge Ada Example: Status Conference held. (EXAMPLE)": 5,
    "MOTION for Temporary Restraining Order by Riverton Residents. (EXAMPLE)": 1,
    "TEMPORARY RESTRAINING ORDER. Defendant is enjoined from shutting off water to any dwelling for 14 days. Signed by"
    f" Judge Ada Example on {DAY:%m/%d/%Y}. (EXAMPLE)": 1,
    f"ORDER extending {ORDER} Temporary Restraining Order through {DUE:%m/%d/%Y}. Signed by Judge Ada Example on"
    f" {DAY:%m/%d/%Y}. (EXAMPLE)": 1,
    "PRELIMINARY INJUNCTION. Defendant is enjoined from shutting off water to any dwelling pending further order."
    " (EXAMPLE)": 1,
    f"MOTION to Enforce {ORDER} Temporary Restraining Order by Riverton Residents. Defendant has failed to comply with"
    " the Order: twelve dwellings were shut off. (EXAMPLE)": 2,
    f"RESPONSE in Opposition to {MOTION} MOTION to Enforce filed by Riverton Water District. Defendant has complied"
    " with the Order; the twelve dwellings are outside its scope. (EXAMPLE)": 2,
    f"ORDER TO SHOW CAUSE why Defendant should not be held in contempt of {ORDER} Order. Response due by"
    f" {DUE:%m/%d/%Y}. (EXAMPLE)": 1,
    f"ORDER denying {MOTION} Motion to Enforce. (EXAMPLE)": 1,
    f"ORDER granting {MOTION} Motion to Enforce. The Court finds that Defendant has not complied with {ORDER} Order."
    " (EXAMPLE)": 1,
    f"ORDER vacating {ORDER} Temporary Restraining Order. (EXAMPLE)": 1,
}
ORDERS, MOTIONS = ("TEMPORARY", "PRELIMINARY"), ("MOTION",)
NEWS = {
    "District denies breach of order on water (EXAMPLE)\nLawyers for the plaintiffs told the court on Tuesday that the"
    " Riverton Water District violated the temporary restraining order in Riverton Residents v. Riverton Water District"
    " by shutting off twelve dwellings. The Riverton Water District said that it had complied with the order.": 3,
    "Hearing on water shutoffs in Riverton (EXAMPLE)\nA federal judge heard arguments in the case of Riverton Residents"
    " v. Riverton Water District. The judge did not rule from the bench. Lawyers for both sides declined to comment as"
    " they left the courthouse, where about forty residents had gathered. The district serves 9,000 homes.": 5,
}
STATEMENTS = {
    "Statement on the litigation (EXAMPLE)\nThe Riverton Water District is in full compliance with the court's order"
    " and will continue to comply with it while it appeals.": 2,
}

MATTER = Matter(
    court="mnd",
    docket_number=f"0:26-cv-{SERIAL}",
    caption="Riverton Residents v. Riverton Water District",
    judge="Ada Example",
    parties=(
        Party(name="Riverton Residents", role="plaintiff"),
        Party(name="Riverton Water District", role="defendant", aliases=("the District",)),
    ),
    watch_terms=("shutoffs",),
)
_DECODERS = {kind.name: msgspec.json.Decoder(kind) for kind in EVENTS}


class Form:
    """An event with holes for an item's own numbers and days."""

    def __init__(self, draft: Draft) -> None:
        self._decode = _DECODERS[draft.event.name].decode
        text = msgspec.json.encode(draft.event).decode()
        self._parts = [_TOKENS.get(part, part) for part in re.split(f"({_SPLIT.pattern})", text)]
        self._holes = [place for place, part in enumerate(re.split(f"({_SPLIT.pattern})", text)) if part in _TOKENS]

    def fill(self, own: dict[str, str]) -> Event:
        parts = self._parts.copy()
        for place in self._holes:
            parts[place] = own[parts[place]]
        return self._decode("".join(parts))


class Template:
    """A text, read: the events of an item that has it, of its stub, and of its later revision."""

    def __init__(self, content: Content) -> None:
        watched = watch((MATTER,))
        seen = Seen(
            source="given", item=ITEM, identity=ITEM, occasion=Occasion.BACKFILL, polled_at=DAY.replace(minute=59)
        )
        first = first_drafts(seen, content, watched)
        edited = msgspec.structs.replace(content, text=f"{content.text} (corrected)")
        later = revised_drafts(first[0].event.key, 1, seen, edited, content_hash(edited), watched)
        self.first, self.later = [Form(draft) for draft in first], [Form(draft) for draft in later]
        self.stub: list[Form] = []
        if isinstance(content, DocketEntry):
            short = msgspec.structs.replace(content, text=" ".join(content.text.split()[:3]), stub=True)
            feed = msgspec.structs.replace(seen, source="ecf")
            self.stub = [Form(draft) for draft in first_drafts(feed, short, watched)]
            self.word = content.text.split()[0].rstrip(".")


def _entry(text: str) -> DocketEntry:
    docket = f"0:26-cv-{SERIAL}"
    return DocketEntry(
        court="mnd", docket_number=docket, case_name="EXAMPLE", text=text, entry_number=int(OWN), entered_at=DAY
    )


def _templates() -> tuple[list[Template], list[int]]:
    found = [(_entry(text), weight) for text, weight in DOCKET.items()]
    for kind, texts, outlet in ((NewsItem, NEWS, "Example Ledger"), (Statement, STATEMENTS, "Riverton Water District")):
        for text, weight in texts.items():
            title, _, body = text.partition("\n")
            found.append((kind(outlet=outlet, title=title, text=body, published_at=DAY), weight))
    return [Template(content) for content, _ in found], [weight for _, weight in found]


class Case:
    """One matter as its record goes on."""

    def __init__(self, number: int) -> None:
        court, serial = COURTS[number % len(COURTS)], 10000 + number
        self.matter = msgspec.structs.replace(MATTER, court=court, docket_number=f"0:26-cv-{serial}")
        self.own = {"matter": self.matter.id, "docket": self.matter.docket_number, "court": f'"{court}"'}
        self.times: list[datetime] = []
        self.order = self.motion = self.number = 1000

    def next(self, template: Template, rng: random.Random, now: datetime, item: int) -> list[list[Event]]:
        """The items that follow: the stub where there is one, the item, its revision where there is one."""
        said = now
        if self.times and rng.random() < LATE:
            behind = rng.choice(BEHIND) if rng.random() < 0.98 else len(self.times)
            said = self.times[-min(behind, len(self.times))] - timedelta(minutes=1)
        self.times.append(said)
        self.number += 1
        self.own |= {
            "own": str(self.number),
            "order": str(self.order),
            "motion": str(self.motion),
            "item": f"{item:08d}",
            "said": f"{said:%Y-%m-%dT%H:%M:00Z}",
            "polled": f"{now:%Y-%m-%dT%H:%M:00Z}",
            "day": f"{said:%Y-%m-%d}",
            "day_written": f"{said:%m/%d/%Y}",
            "due": f"{said + timedelta(days=14):%Y-%m-%d}",
            "due_written": f"{said + timedelta(days=14):%m/%d/%Y}",
            "day_after_due": f"{said + timedelta(days=15):%Y-%m-%d}",
        }
        forms = [template.first]
        if template.stub:
            forms = [template.stub, template.first] if rng.random() < STUB else forms
            self.order = self.number if template.word in ORDERS else self.order
            self.motion = self.number if template.word in MOTIONS else self.motion
        if rng.random() < REVISED:
            forms.append(template.later)
        return [[form.fill(self.own) for form in pair] for pair in forms]


def witness() -> Case:
    """The case that is the same in a record of any size."""
    return Case(80_000)


def sizes(items: int, matters: int) -> list[int]:
    """How many items each matter has: the k-th largest in proportion to k**-0.53, none over `LARGEST`."""
    shares = [k**-0.53 for k in range(1, matters + 1)]
    return [min(LARGEST, max(1, round(items * share / sum(shares)))) for share in shares]


def drafts(events: int, seed: int = 4) -> Iterator[list[Draft]]:
    """Drafts of about so many events, those of one item together, with one case that is the same in any record."""
    rng, own = random.Random(seed), random.Random(seed)
    templates, weights = _templates()
    cases = [Case(number) for number in range(max(1, events // PER_MATTER))]
    for case in (*cases, witness()):
        yield [Draft(MatterWatched(matter=case.matter, content_hash=short_hash(case.matter.id)))]
    given = 1 / (2 * (1 + REVISED + STUB * 0.9))
    turns = [
        (case, rng) for case, n in zip(cases, sizes(int(events * given), len(cases)), strict=True) for _ in range(n)
    ]
    rng.shuffle(turns)
    same, step = witness(), max(1, len(turns) // WITNESS_ITEMS)
    for item, (case, dice) in enumerate(turns):
        now = START + SPAN * (item / len(turns))
        if item % step == 0 and len(same.times) < WITNESS_ITEMS:
            day = START + SPAN * (len(same.times) / WITNESS_ITEMS)
            yield from _items(same, own.choices(templates, weights)[0], own, day, 10_000_000 + len(same.times))
        yield from _items(case, dice.choices(templates, weights)[0], dice, now, item)
        if item % 10_000 == 9_999:
            court = COURTS[item // 10_000 % len(COURTS)]
            since = now - timedelta(hours=3)
            yield [Draft(CoverageGapObserved(source=f"{court}-ecf", court=court, since=since, until=now, shown=20))]


def _items(case: Case, template: Template, rng: random.Random, now: datetime, item: int) -> Iterator[list[Draft]]:
    for pair in case.next(template, rng, now, item):
        yield [_draft(event) for event in pair]


def _draft(event: Event) -> Draft:
    content = getattr(event, "content", None)
    return Draft(event, cause=getattr(event, "of", None), aliases=aliases(content) if content else ())


def one_case(items: int, seed: int = 4) -> Iterator[list[Draft]]:
    """Drafts of one large case."""
    rng, case, (templates, weights) = random.Random(seed), Case(0), _templates()
    yield [Draft(MatterWatched(matter=case.matter, content_hash=short_hash(case.matter.id)))]
    for item in range(items):
        yield from _items(case, rng.choices(templates, weights)[0], rng, START + SPAN * (item / items), item)


def appended(runs: int) -> Iterator[tuple[str, list[Draft]]]:
    """Items that come after those of the one case: in order, a day and a half late, a hundred days (about 870 facts),
    and from before all the others.
    """
    case, (templates, weights), rng = Case(0), _templates(), random.Random(1)
    case.order = case.motion = 1100
    late = {
        "append": timedelta(0),
        "late": timedelta(hours=36),
        "late by 100 days": timedelta(days=100),
        "late by all": SPAN + timedelta(days=2),
    }
    for number, (what, behind) in enumerate(late.items()):
        for run in range(runs):
            case.number, case.times = 8000 + number * runs + run, []
            template = rng.choices(templates, weights)[0]
            said = START + SPAN - behind + timedelta(minutes=run)
            pair = case.next(template, rng, said, 20_000_000 + case.number)[0]
            yield what, [_draft(event) for event in pair]


def write(path: Path, made: Iterator[list[Draft]]) -> None:
    """Append a record to a new ledger."""
    listed = (draft for pair in made for draft in pair)
    with open_ledger(path) as ledger:
        while batch := list(islice(listed, 1000)):
            ledger.append(batch, START + SPAN)

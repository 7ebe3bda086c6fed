"""`showcause ingest` killed at any moment and started again: every line once, the record sound, the views as rebuilt."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter

from monitor.audit.verify import verify
from monitor.domain.events import DocketEntryObserved, ItemRead
from monitor.ledger.store import open_ledger
from projections.runner import Runner, open_views, rebuild
from tests.projections.given import table_rows

LINES = 600
CONFIG = """
[monitor]
data_dir = "var"
[[matter]]
court = "mnd"
docket_number = "0:26-cv-00101"
caption = "Riverton Residents v. Riverton Water District"
"""


def line(n: int) -> str:
    return json.dumps(
        {
            "id": f"entry-{n}",
            "type": "docket_entry",
            "court": "mnd",
            "docket_number": "0:26-cv-00101",
            "case_name": "EXAMPLE",
            "entry_number": n,
            "filed_at": f"2026-03-{1 + n % 28:02}T10:00:00-06:00",
            "text": f"ORDER granting {n} Motion for Temporary Restraining Order for 14 days. (EXAMPLE)"
            if n % 50 == 0
            else f"NOTICE of Appearance {n}. (EXAMPLE)",
        }
    )


def test_every_line_is_there_once_however_often_it_was_killed(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "items.jsonl").write_text("".join(f"{line(n)}\n" for n in range(1, LINES + 1)), "utf-8")
    command = [sys.executable, "-m", "monitor.cli", "--config", str(tmp_path / "config.toml")]
    command += ["ingest", str(tmp_path / "items.jsonl"), "--json"]
    chance = random.Random(7)
    for _ in range(4):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.5, 1.6))
            process.send_signal(signal.SIGKILL)
    counts = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert counts["observed"] + counts["unchanged"] == LINES
    assert (counts["revised"], counts["rejected"]) == (0, 0)
    with open_ledger(tmp_path / "var" / "ledger.db") as ledger, open_views(tmp_path / "var" / "views.db") as views:
        observed = Counter(e.event.item for e in ledger.entries() if isinstance(e.event, DocketEntryObserved))
        read = Counter(e.event.of for e in ledger.entries() if isinstance(e.event, ItemRead))
        assert observed == {f"entry-{n}": 1 for n in range(1, LINES + 1)}
        assert set(read.values()) == {1}
        assert len(read) == LINES
        assert verify(ledger).problems == []
        Runner(ledger, views).catch_up()
        rows = table_rows(views.connection)
        assert rows["orders"]
        rebuild(ledger, views)
        assert table_rows(views.connection) == rows

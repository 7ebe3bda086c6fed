from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.projections.given import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    made = Record(tmp_path)
    yield made
    made.close()

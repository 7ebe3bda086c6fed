"""The pace of one configured source. Knows its kind, which feeds.pace does not; asks nobody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from feeds.kinds import source_class
from feeds.measure import Measured
from feeds.model import SourceSpec
from feeds.pace import Pace, pace
from monitor.domain.vocabulary import SourceClass


def pace_of(spec: SourceSpec, measured: Measured, now: datetime, own: Collection[str] = ()) -> Pace:
    """How long a source waits after a good poll; `own` are servers of the operator's ("host:port").

    A mailbox is the operator's, on whatever server.
    """
    return pace(
        timedelta(seconds=max(spec.every_seconds, 1)),
        measured,
        now,
        court=source_class(spec.kind) is SourceClass.DOCKET,
        own=spec.is_mailbox or _is_own(spec.url, own),
    )


def _is_own(url: str, own: Collection[str]) -> bool:
    if not own:
        return False
    from feeds.fetch.addresses import origin_of  # it brings the HTTP library, which a list of sources does not need

    return origin_of(url) in own

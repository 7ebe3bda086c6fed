"""The snapshot in Prometheus' text format (version 0.0.4). Shows no address, no subscriber and no words of a source."""

from __future__ import annotations

import resource
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias

from monitor.daemon.board import Answer, Snapshot

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
NONE: Mapping[tuple[str, str], int] = MappingProxyType({})
_Samples: TypeAlias = Iterable[tuple[dict[str, str], float]]


def metrics(
    snapshot: Snapshot | None, answer: Answer, version: str, deliveries: Mapping[tuple[str, str], int] = NONE
) -> str:
    """Write what is known; before the first tick that is little. `deliveries` are the door's counts."""
    families = [*_process(answer, version), *_delivered(deliveries), *(_ticked(snapshot) if snapshot else ())]
    return "".join(_family(*family) for family in families)


def _process(answer: Answer, version: str) -> Iterator[tuple[str, str, str, _Samples]]:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    yield "showcause_build_info", "gauge", "The version that runs.", [({"version": version}, 1)]
    yield "showcause_live", "gauge", "1 while ticks go on.", [({}, answer.live)]
    yield "showcause_ready", "gauge", "1 while the record is written and the views are up to it.", [({}, answer.ready)]
    yield "process_cpu_seconds_total", "counter", "CPU time used.", [({}, usage.ru_utime + usage.ru_stime)]
    yield "showcause_peak_memory_bytes", "gauge", "Largest resident set so far.", [({}, usage.ru_maxrss * 1024)]


def _delivered(counts: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, str, str, _Samples]]:
    yield (
        "showcause_webhook_deliveries_total",
        "counter",
        "Deliveries since the start, by their answer: recorded, known, kept, noted, or an HTTP status.",
        _counted(counts, "deliveries", "answer"),
    )
    yield (
        "showcause_webhook_items_total",
        "counter",
        "Items recorded of deliveries since the start.",
        _counted(counts, "items", "kind"),
    )


def _ticked(now: Snapshot) -> Iterator[tuple[str, str, str, _Samples]]:
    yield "showcause_ticks_total", "counter", "Ticks since the start.", [({}, now.ticks)]
    yield "showcause_tick_seconds", "gauge", "How long the last tick took.", [({}, now.tick_seconds)]
    yield "showcause_last_tick_timestamp_seconds", "gauge", "When the last tick began.", [({}, now.at.timestamp())]
    yield "showcause_recorded_events", "gauge", "Number of the last event of the record.", [({}, now.recorded)]
    yield "showcause_projected_events", "gauge", "Number of the last event in the views.", [({}, now.projected)]
    yield (
        "showcause_polls_total",
        "counter",
        "Fetches since the start, by what came.",
        _counted(now.counts, "polls", "result"),
    )
    yield "showcause_items_total", "counter", "Items recorded since the start.", _counted(now.counts, "items", "kind")
    yield (
        "showcause_mails_total",
        "counter",
        "Mails tried since the start, by what came of them.",
        _counted(now.counts, "mails", "kind"),
    )
    yield "showcause_troubles", "gauge", "Lasting troubles, each logged once.", [({}, len(now.troubles))]
    sources = sorted(now.sources.items())
    failures = [({"source": ident}, health.failures) for ident, health in sources]
    yield "showcause_source_failures", "gauge", "Failed polls in a row.", failures
    yield (
        "showcause_source_last_good_poll_timestamp_seconds",
        "gauge",
        "When a source last answered well; absent before it did.",
        _times((ident, health.last_good) for ident, health in sources),
    )
    yield (
        "showcause_source_next_poll_timestamp_seconds",
        "gauge",
        "When a source is next asked.",
        _times((ident, health.next_poll) for ident, health in sources),
    )


def _counted(counts: Mapping[tuple[str, str], int], family: str, label: str) -> _Samples:
    return [({label: name}, number) for (of, name), number in sorted(counts.items()) if of == family]


def _times(moments: Iterable[tuple[str, datetime | None]]) -> _Samples:
    return [({"source": ident}, at.timestamp()) for ident, at in moments if at is not None]


def _family(name: str, kind: str, text: str, samples: _Samples) -> str:
    lines = [f"{name}{_labels(labels)} {float(value)!r}\n" for labels, value in samples]
    return f"# HELP {name} {text}\n# TYPE {name} {kind}\n{''.join(lines)}"


def _labels(labels: dict[str, str]) -> str:
    """Labels as the format wants them; our ids hold no character that would need escaping, and it is done anyway."""
    escaped = (
        f'{name}="{value.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"'
        for name, value in labels.items()
    )
    return f"{{{','.join(escaped)}}}" if labels else ""

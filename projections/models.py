"""The read models, one list: which tables they keep, in which version. Adding one is a file and a line here."""

from __future__ import annotations

from projections import actions, changes, coverage, digests, due, facts_rows, items, matters, orders, queue, search
from projections.batch import Model

MODELS: tuple[Model, ...] = (
    items,
    matters,
    facts_rows,
    orders,
    actions,
    changes,
    digests,
    due,
    coverage,
    queue,
    search,
)
"""In the order in which they are written: a model may read the rows of those before it."""
TABLES = tuple(statement for model in MODELS for statement in model.TABLES)
SHAPE = " ".join(f"{model.NAME}.{model.VERSION}" for model in MODELS)
"""Names the models and their versions; a views database of another shape is built anew."""

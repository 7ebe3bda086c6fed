"""The read models, one list: which tables they keep, in which version. Adding one is a file and a line here."""

from __future__ import annotations

from projections import actions, changes, coverage, digests, due, facts_rows, items, matters, orders

MODELS = (items, matters, facts_rows, orders, actions, changes, digests, due, coverage)
TABLES = tuple(statement for model in MODELS for statement in model.TABLES)
SHAPE = " ".join(f"{model.NAME}.{model.VERSION}" for model in MODELS)
"""Names the models and their versions; a views database of another shape is emptied and built anew."""

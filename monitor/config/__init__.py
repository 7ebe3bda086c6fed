"""Configuration: `load` gives config.toml checked, `load_watch` a list of matters. Neither opens what it names."""

from __future__ import annotations

from monitor.config.loading import load, load_watch
from monitor.config.model import Config

__all__ = ["Config", "load", "load_watch"]

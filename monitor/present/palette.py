"""The colours of every picture, page and mail, light and dark. No colour carries a meaning alone; none is red or green.

Contrast against paper and panel is held by tests/monitor/present/test_palette.py (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

LIGHT = {
    "paper": "#ffffff",
    "panel": "#f3f4f6",
    "ink": "#16191d",
    "muted": "#4d5560",
    "prot": "#8a4a00",
    "bound": "#00586b",
    "find": "#6d2077",
    "link": "#0b4f8a",
    "act": "#7d8794",
    "hair": "#c3c8d0",
    "band": "#f1f2f4",
    "sel": "#dfe2e7",
}
DARK = {
    "paper": "#14171b",
    "panel": "#1f242a",
    "ink": "#eceef1",
    "muted": "#b3bbc6",
    "prot": "#efbd74",
    "bound": "#7fcbdb",
    "find": "#dcaae6",
    "link": "#9ecbff",
    "act": "#66717e",
    "hair": "#4a535e",
    "band": "#1b2025",
    "sel": "#2d343c",
}

"""A watched matter: what the configuration says to look for. It names no order; the reader finds those itself."""

from __future__ import annotations

from datetime import date

import msgspec

from monitor.domain.ids import docket_key, normal_docket


class RelatedDocket(msgspec.Struct, frozen=True, kw_only=True):
    """Another docket of the same matter (an appeal, a member case)."""

    court: str
    docket_number: str


class Party(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A party; `role` is plaintiff, defendant or third_party (as in the caption of the main docket)."""

    name: str
    role: str
    aliases: tuple[str, ...] = ()


class Closure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day on which somebody wrote down that a clerk's office was inaccessible, and where that stands."""

    court: str
    on: date
    why: str
    source: str


class Matter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One litigation across its dockets, as configured. `id` is the key of its main docket (`dcd/25-cv-766`)."""

    court: str
    docket_number: str
    caption: str
    short_names: tuple[str, ...] = ()
    judge: str | None = None
    related_dockets: tuple[RelatedDocket, ...] = ()
    parties: tuple[Party, ...] = ()
    watch_terms: tuple[str, ...] = ()
    closures: tuple[Closure, ...] = ()

    @property
    def id(self) -> str:
        """The matter's id: the key of its main docket."""
        return docket_key(self.court, self.docket_number)

    @property
    def docket_keys(self) -> tuple[str, ...]:
        """The keys of all its dockets, the main one first."""
        related = (docket_key(d.court, d.docket_number) for d in self.related_dockets)
        return (self.id, *related)

    def goes_by(self, text: str) -> bool:
        """Whether a text names one of its dockets, as anybody may write it: with the court before a slash, or alone."""
        court, _, number = text.strip().rpartition("/")
        wanted = normal_docket(number)
        keys = (key.partition("/") for key in self.docket_keys)
        return any(docket == wanted and (not court or of == court.lower()) for of, _, docket in keys)

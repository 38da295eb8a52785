"""Holds what comes back by year and chemistry, and packs quoted for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.outlook.coming import chemistries_of, coming_back
from recyc_cli.analysis.outlook.packs import packs_of
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.outlook.packs import Packs

BAD = "E189"


class Foreseen:
    """What comes back, and what packs are worth.

    Attributes:
        series, life: what it rests on, as the presets have it, and their names.
        batches: batteries that come back.
        packs: what a tonne of each chemistry is worth.
    """

    def __init__(
        self, names: tuple[str, str], tables: tuple[Mapping[str, Any], Mapping[str, Any]], span: tuple[int, int],
        shares: Mapping[str, float], quoted: tuple[Sequence[str], Mapping[str, Any]],
    ) -> None:  # fmt: skip
        (self.series_name, self.life_name), (self.series, self.life), self.shares = names, tables, shares
        self.first, self.last = span
        routes, keywords = quoted
        self.batches = coming_back(self.series, self.life, *span)
        if not self.batches:
            raise RecycError(
                BAD, f"the series {self.series_name} has nothing to come back then", "--from", "--from 2030"
            )
        self.routes = list(routes)
        self.energies: dict[tuple[int, str], dict[str, float]] = {}
        """Year and chemistry -> group -> energy [GWh]."""
        for batch in self.batches:
            for name, gwh in chemistries_of(self.series, batch, shares).items():
                groups = self.energies.setdefault((batch.year, name), {})
                groups[batch.group] = groups.get(batch.group, 0.0) + gwh
        self.library = open_library(keywords.get("preset_dirs", ()))
        chemistries = sorted({name for _, name in self.energies})
        self.packs: dict[str, Packs] = {
            name: packs_of(name, self.routes, keywords, self.library) for name in chemistries
        }

"""Holds what comes back by year and chemistry, and packs quoted for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.outlook.coming import chemistries_of, coming_back
from recyc_cli.analysis.outlook.packs import packs_of
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError
from recyc_cli.scenario.varied_number import conversion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.outlook.coming import Batch
    from recyc_cli.analysis.outlook.packs import Packs

BAD = "E189"


class Foreseen:
    """What comes back, and what packs are worth.

    Attributes:
        series, life: what it rests on, as the presets have it, and their names.
        batches: batteries that come back.
        packs: what a tonne of each chemistry is worth at the first deck.
        decks: the same at each, where there are several.
    """

    def __init__(
        self, names: tuple[str, str], tables: tuple[Mapping[str, Any], Mapping[str, Any]], span: tuple[int, int],
        shares: Mapping[str, float], quoted: tuple[Sequence[str], Sequence[str | None], Mapping[str, Any]],
    ) -> None:  # fmt: skip
        (self.series_name, self.life_name), (self.series, self.life), self.shares = names, tables, shares
        self.first, self.last = span
        routes, decks, keywords = quoted
        self.batches, reused = coming_back(self.series, self.life, *span)
        if not self.batches:
            raise RecycError(
                BAD, f"the series {self.series_name} has nothing to come back then", "--from", "--from 2030"
            )
        self.routes = list(routes)
        self.energies = self._by_chemistry(self.batches)
        """Year and chemistry -> group -> energy [GWh]."""
        self.reused = {key: sum(groups.values()) for key, groups in self._by_chemistry(reused).items()}
        """Year and chemistry -> energy that goes to stationary storage [GWh]."""
        self.library = open_library(keywords.get("preset_dirs", ()))
        chemistries = sorted({name for _, name in (*self.energies, *self.reused)})
        self.decks: list[dict[str, Packs]] = [
            {name: packs_of(name, self.routes, {**keywords, "prices": deck}, self.library) for name in chemistries}
            for deck in decks
        ]
        self.packs = self.decks[0]

    @property
    def dollar(self) -> float:
        """What a dollar is in the currency of the quotes, by the first deck's rates."""
        quote = next(iter(self.packs.values())).quote
        rates = quote.resolved.documents["prices"].tree.get("fx", {})
        return conversion("USD/yr", f"{quote.request.currency}/yr", rates, "what a study finds it worth", "--currency")

    def _by_chemistry(self, batches: Sequence[Batch]) -> dict[tuple[int, str], dict[str, float]]:
        """Return the energy of batches by year and chemistry, and in it by group [GWh]."""
        found: dict[tuple[int, str], dict[str, float]] = {}
        for batch in batches:
            for name, gwh in chemistries_of(self.series, batch, self.shares).items():
                groups = found.setdefault((batch.year, name), {})
                groups[batch.group] = groups.get(batch.group, 0.0) + gwh
        return found

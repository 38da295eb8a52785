"""Quotes the working years of a plant, each at its load, prices and contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.money.lifetime.plant_year import part_load, plant_year
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.money.lifetime.plant_year import PlantYear
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.result import Result
    from recyc_cli.model.records.scenario import Scenario

    Key = tuple[str | None, bool, Number]


class WorkingYears:
    """The working years of a plant: how much each works, at which deck, and whether the contract still runs."""

    def __init__(self, keywords: Mapping[str, Any], library: Library, keys: Sequence[Key]) -> None:
        self.keywords, self.library, self.keys = keywords, library, keys

    def of(self, **changed: Any) -> tuple[list[PlantYear], Number]:  # noqa: ANN401 - keywords of a quote
        """Return the years and the fixed capital [money] with some keywords changed, to many values at once if need be.

        Years that are alike are quoted once. The capital is that of the first year's prices, as full as a year gets.
        """
        found: dict[Key, PlantYear] = {}
        fixed: Number = 0.0
        for key in dict.fromkeys(self.keys):
            scenario, result = self._year(key, changed)
            found[key] = plant_year(scenario, result)
            if key[0] == self.keys[0][0]:
                fixed = add_up(account.capital.fixed_capital for account in result.accounts)
        return [found[key] for key in self.keys], fixed

    def _year(self, key: Key, changed: Mapping[str, object]) -> tuple[Scenario, Result]:
        """Return a working year's scenario and result."""
        scenario = resolve(Request(**self.request(key, changed)), library=self.library).scenario
        return scenario, evaluate(scenario)

    def request(self, key: Key, changed: Mapping[str, object]) -> dict[str, Any]:
        """Return the keywords of a working year."""
        deck, contracted, load = key
        said = {**self.keywords, **changed, "prices": deck, "load": load}
        return said if contracted else {**said, "contract": None}


def keys_of(decks: Sequence[str | None], shares: Sequence[Number], load: Number, term: float | None) -> list[Key]:
    """Return what tells the working years apart: deck (the last one stays), contract, load.

    >>> keys_of(["2023", "2024"], [0.5, 1.0, 1.0], 0.9, 1.0)
    [('2023', True, 0.45), ('2024', False, 0.9), ('2024', False, 0.9)]
    """
    return [
        (decks[min(at, len(decks) - 1)], term is None or at < term, part_load(load, share))
        for at, share in enumerate(shares)
    ]

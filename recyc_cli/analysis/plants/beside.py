"""Sets what plants are publicly said to cost beside ours, each at its own form and size."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.analysis.quote import quote
from recyc_cli.catalog.vocabulary import PRICES
from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.money.equipment import at_prices_of
from recyc_cli.model.money.plant_account import capital_of_stages, running_cost_of_stages
from recyc_cli.model.numbers.arithmetic import plain, share_of
from recyc_cli.scenario.fill_in import defaults
from recyc_cli.scenario.keywords import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.shapes.plants import PlantRow

METHOD = str(ROWS["method"].default)
TABLES = ("investment", "costs")
"""Where a plant's public costs stand: one a quote of it takes, and those for comparison alone."""
YEAR = 4
"""Digits of a year."""
MILLION = 1e6


class Word(NamedTuple):
    """One public word on what a plant costs."""

    plant: Document
    path: str
    cost: Tree
    stages: tuple[str, ...]
    year: str


def words(library: Library) -> Iterator[Word]:
    """Yield every public word on what a plant costs that says in which form its feed comes."""
    for plant in library.sound("plants"):
        for table in TABLES:
            for name, cost in plant.tree.get(table, {}).items():
                if cost.get("form"):
                    path = f"{table}.{name}"
                    date = plant.records[f"{path}.fixed_capital"].date or ""
                    yield Word(plant, path, cost, tuple(cost.get("covers", (name,))), date[:YEAR])


def beside_ours(word: Word, library: Library, preset_dirs: Sequence[str] = ()) -> PlantRow:
    """Return a public cost and the model's own, in the money of the deck of that year.

    Args:
        word: what is publicly said.
        library: where decks and the usual chemistry are looked up.
        preset_dirs: folders of the user's presets.
    """
    answer = _quoted(word, library, preset_dirs)
    cost = word.cost
    public, ours = _capital(word, answer)
    said, running = _running(word, answer)
    return {
        "plant": word.plant.name,
        "word": word.path,
        "stands": cost.get("stands", ""),
        "year": word.year,
        "stages": " ".join(word.stages),
        "chemistry": str(answer.request.chemistry),
        "form": cost["form"],
        "route": answer.resolved.names["route"],
        "region": word.plant.tree["region"],
        "throughput_t_per_year": cost["capacity"],
        "estimate_class": cost.get("estimate_class"),
        "capital_musd": public,
        "our_capital_musd": ours,
        "capital_over_ours": plain(share_of(public, ours)),
        "operating_usd_per_t": said,
        "our_operating_usd_per_t": running,
        "operating_over_ours": None if said is None or running is None else plain(share_of(said, running)),
        "held": "yes" if cost.get("held") else "no",
        "why": cost.get("why") or None,
    }


def _quoted(word: Word, library: Library, preset_dirs: Sequence[str]) -> Quote:
    """Quote what the word speaks of: its form, size and region, at the deck of its year."""
    tree, cost = word.plant.tree, word.cost
    return quote(
        chemistry=cost.get("chemistry") or defaults(METHOD, library)["chemistries"][0],
        form=cost["form"],
        route=cost.get("route") or tree["routes"][0],
        region=tree["region"],
        throughput_t_per_year=cost["capacity"],
        method=METHOD,
        prices=deck_of(word.year, library),
        preset_dirs=tuple(preset_dirs),
    )


def _capital(word: Word, answer: Quote) -> tuple[float, float]:
    """Return fixed capital as said and as ours, both in the money of the deck [million USD]."""
    scenario, cost = answer.resolved.scenario, word.cost
    index = scenario.market.cepci
    public = plain(at_prices_of(cost["fixed_capital"], index, cost.get("cepci", index), scenario.method))
    return public / MILLION, plain(capital_of_stages(answer.result.accounts, word.stages)) / MILLION


def _running(word: Word, answer: Quote) -> tuple[float | None, float | None]:
    """Return the running cost as said and as ours [USD/t]; of neither where nothing is said."""
    spent = word.cost.get("operating_cost")
    if spent is None:
        return None, None
    return spent * TONNE, plain(running_cost_of_stages(answer.result.lines, word.stages))


def deck_of(year: str, library: Library) -> str:
    """Return the deck of a year, or the nearest: a name of four digits is the average of that year."""
    years = [name for name in library.names(PRICES) if len(name) == YEAR and name.isdecimal()]
    return min(years, key=lambda name: (abs(int(name) - int(year)), name))


def plants_beside(library: Library, preset_dirs: Sequence[str] = ()) -> list[PlantRow]:
    """Return a row for every public word on what a plant costs, in the order of the plants' names."""
    return [beside_ours(word, library, preset_dirs) for word in words(library)]

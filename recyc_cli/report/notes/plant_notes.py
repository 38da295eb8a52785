"""Notes which figures are a real plant's own, and whether it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.document import owner_of
from recyc_cli.catalog.documents.set_tables import numbers_set
from recyc_cli.catalog.vocabulary import USUAL, several
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.notes.telling import note
from recyc_cli.scenario.fill_in import plant_works_route

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.notes.telling import Remark

FATES = ".fates."
SHOWN = 8
"""Figures spelled out."""
RUNS = "operating"
OLD = 3
"""Years that the last word on a plant may lie before the prices."""


def inherited(quote: Answer) -> Iterator[Remark]:
    """Yield of a plant its figures in this quote; its route and its feed, where they are others."""
    resolved = quote.resolved
    plant, route = resolved.documents["plant"], resolved.names["route"]
    if not plant_works_route(plant.tree, route):
        yield note("plant-route", plant=plant.name, routes=" and ".join(plant.tree["routes"]), route=route)
    takes = plant.tree.get("form") or quote.request.form
    if takes != quote.request.form and "form" not in quote.request.given and quote.request.mix is None:
        yield note("plant-feed", plant=plant.name, takes=takes, forms=several(quote.request.form), implied=route)
    yield from _state(quote, plant)
    own = _figures(quote)
    shown = ", ".join(own[:SHOWN]) + (f" and {len(own) - SHOWN} more" if len(own) > SHOWN else "")
    yield note(
        "plant-inherited",
        plant=plant.name,
        status=plant.tree["status"],
        figures=shown or "none",
        count=len(own),
        route=route,
        profile=None if quote.request.profile == USUAL else quote.request.profile,
    )


def _state(quote: Answer, plant: Document) -> Iterator[Remark]:
    """Yield that a plant does not run, or that nobody has told for years whether it does."""
    status, told = plant.tree["status"], plant.tree.get("history", {})
    date = max(told, default=_dated(plant))
    word = told[date]["word"] if told else None
    if status != RUNS:
        yield note("plant-stands", plant=plant.name, status=status, date=date, word=word)
        return
    year = str(quote.resolved.documents["prices"].tree.get("year", ""))[:4]
    if year.isdigit() and date[:4].isdigit() and int(year) - int(date[:4]) > OLD:
        yield note("plant-state-old", plant=plant.name, status=status, date=date, years=int(year) - int(date[:4]))


def _dated(plant: Document) -> str:
    """Return the newest date of a plant's figures, where its state has none of its own."""
    return max((record.date for record in plant.records.values() if record.date), default="an unknown time")


def _figures(quote: Answer) -> list[str]:
    """Name the figures of the plant that act on a quote."""
    resolved, scenario = quote.resolved, quote.resolved.scenario
    plant = resolved.documents["plant"]
    own = "throughput" in plant.tree and plant_works_route(plant.tree, resolved.names["route"])
    figures = ["throughput"] if own and "throughput_t_per_year" not in quote.request.given else []
    figures += ["load"] if plain(quote.resolved.scenario.load) < 1.0 and "load" not in quote.request.given else []
    figures += [f"investment of {item.stage}" for item in scenario.plants if item.investment is not None]
    paths = [path for path in numbers_set(plant, resolved.documents) if _acts(path, resolved.documents)]
    recovered = dict.fromkeys(path.rpartition(".")[2].replace("_", " ") for path in paths if FATES in path)
    figures += [f"recovery of {_listed([*recovered])}"] if recovered else []
    return figures + [path for path in paths if FATES not in path]


def _acts(path: str, documents: Mapping[str, Document]) -> bool:
    """Tell whether a number that a plant sets lies in a preset in force."""
    prefix, rest = owner_of(documents, path)
    return bool(prefix) and rest in documents[prefix].records


def _listed(words: list[str]) -> str:
    """Join words as one says them.

    >>> _listed(["nickel", "cobalt", "manganese"]), _listed(["nickel"])
    ('nickel, cobalt and manganese', 'nickel')
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))

"""A quote or a comparison as a workbook whose figures are formulas over one sheet of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.tracing import values
from recyc_cli.model.traced import Leaf, Traced, nodes
from recyc_cli.render.page import clean
from recyc_cli.render.words import subject
from recyc_cli.render.xlsx.account import account_sheet
from recyc_cli.render.xlsx.book import Sheet, written
from recyc_cli.render.xlsx.sheets import Inputs, Steps, figures_sheet, ledger_sheet, owners, sources_sheet
from recyc_cli.render.xlsx.side import comparison_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recyc_cli.analysis.tracing import TracedQuote

LONGEST = 31
"""Letters of a sheet's name, at the most."""
_UNFIT = str.maketrans(dict.fromkeys("[]:*?/\\'"))


def quote_workbook(traced: TracedQuote, bibliography: Iterable[Mapping[str, str]]) -> bytes:
    """Return one quote as a workbook: Quote, Ledger, Inputs, Calculation, Figures, Sources.

    Args:
        traced: the quote; every number of its report has a cell on the sheet Figures.
        bibliography: entries of the sources it rests on.
    """
    words = values(traced.report)
    sheets = [account_sheet("Quote", traced.report, words), ledger_sheet("Ledger", traced.report)]
    title = f"{subject(words['scenario'])}, {words['scenario']['route']} route"
    return _book(title, [traced], [("", sheets)], [figures_sheet("Figures", traced.report)], bibliography)


def comparison_workbook(
    quotes: Sequence[TracedQuote], best: Mapping[str, Any], bibliography: Iterable[Mapping[str, str]]
) -> bytes:
    """Return quotes side by side: Comparison, an account and a ledger of each, Inputs, Calculation, Sources.

    An input that several quotes share stands once: whoever changes it changes all of them.
    """
    reports = [(traced.report, values(traced.report)) for traced in quotes]
    names = _names(words["scenario"] for _, words in reports)
    own = [
        (name, [account_sheet(name, report, words), ledger_sheet(_shortened(name, " ledger"), report)])
        for name, (report, words) in zip(names, reports, strict=True)
    ]
    front = comparison_sheet("Comparison", list(zip(names, reports, strict=True)), best)
    return _book("Side by side", quotes, [("", [front]), *own], [], bibliography)


def _book(
    title: str,
    quotes: Sequence[TracedQuote],
    parts: Sequence[tuple[str, list[Sheet]]],
    more: list[Sheet],
    bibliography: Iterable[Mapping[str, str]],
) -> bytes:
    """Put the sheets together; each number that needs a cell of its own gets one on the sheet of its kind."""
    inputs, steps = Inputs(), Steps()
    users = [name for name, _ in parts if name] or [""]
    owner: dict[int, tuple[str, str]] = {}
    for traced, user in zip(quotes, users, strict=True):
        found = owners(nodes(traced.nodes), traced.name_of)
        owner |= {index: (name, user) for index, name in found.items()}

    def spill(node: Traced) -> str:
        name, user = owner.get(node.index, ("", ""))
        return inputs.cell(node, user) if isinstance(node, Leaf) else steps.cell(node, name, user)

    front = [sheet for _, sheets in parts for sheet in sheets]
    behind = [inputs.sheet, steps.sheet, *more, sources_sheet(bibliography)]
    return written([*front, *behind], title, spill, lambda: inputs.finish(len(users)))


def _names(scenarios: Iterable[Mapping[str, Any]]) -> list[str]:
    """Name a sheet for each quote, no two alike."""
    names: list[str] = []
    for scenario in scenarios:
        what = scenario["chemistry"] or "mix"
        where = scenario["plant"] or ""
        name = _shortened(" ".join(filter(None, (what, scenario["route"], where))))
        names.append(name if name not in names else _shortened(name, f" {len(names) + 1}"))
    return names


def _shortened(name: str, ending: str = "") -> str:
    """Return a name that a sheet may have.

    >>> _shortened("nmc622 hydro-to-cathode li-cycle-hub", " ledger")
    'nmc622 hydro-to-cathode  ledger'
    """
    plain = clean(name).translate(_UNFIT)
    return (plain[: LONGEST - len(ending)] + ending).strip() or "quote"

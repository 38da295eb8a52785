"""Mass is neither made nor lost, under `recyc`, whatever is fed to whichever route."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import examples
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import drawing

from recyc_cli import quote

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Result

CLOSES = 1e-9
"""What may be missing, as a share of what goes in. Element by element: as a share of that element."""
ROUNDING = 1e-9
"""What rounding may take below zero [kg/t]."""


def check_balance(result: Result) -> None:
    balances = {"all mass": result.balance, **result.elements}
    for name, balance in balances.items():
        assert abs(balance.closure) <= CLOSES * balance.entering, f"{name}: {balance.closure} of {balance.entering} kg"


@examples(17, 183, drawing.scenarios(methods=("recyc",)))
def test_mass_closes_in_total_and_by_element(keywords: dict[str, Any]) -> None:
    _, result = drawing.ran(keywords)
    check_balance(result)


@st.composite
def assays(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, float]]:
    """Draw a feed with a composition of its own: any shares, some of them zero."""
    feed = draw(drawing.feeds(mixed=False))
    feed["disassemble"] = "none"
    table = "cell" if feed["form"] == "scrap-cell" else feed["form"]
    prefix = f"chemistries.{feed['chemistry']}"
    keywords = draw(drawing.places(("recyc",))) | feed
    resolved, _ = drawing.ran(keywords)
    names = list(resolved.documents[prefix].tree[table])
    counts = draw(st.lists(st.integers(0, 100), min_size=len(names), max_size=len(names)).filter(any))
    return keywords, {f"{prefix}.{table}.{name}": n / sum(counts) for name, n in zip(names, counts, strict=True)}


@examples(8, 72, assays())
def test_mass_closes_for_any_assay(drawn: tuple[dict[str, Any], dict[str, float]]) -> None:
    keywords, composition = drawn
    _, result = drawing.ran(keywords, composition)
    assert result.balance.entering >= 1000.0 * (1.0 - CLOSES)
    check_balance(result)


@examples(8, 72, drawing.scenarios(methods=("recyc",)))
def test_no_stream_is_negative(keywords: dict[str, Any]) -> None:
    _, result = drawing.ran(keywords)
    for sold in result.sold:
        assert sold.mass >= -ROUNDING, sold.product
    for stage, waste, mass in result.wastes:
        assert mass >= -ROUNDING, f"{stage} {waste}"
    for account in result.accounts:
        assert all(mass >= 0.0 for mass in account.flows.reagents.values())
        assert account.flows.gas >= -ROUNDING


@examples(8, 72, drawing.scenarios(methods=("recyc",)))
def test_nothing_is_recovered_twice(keywords: dict[str, Any]) -> None:
    """Over all stages, a product takes at most what the delivered feed holds of what it is named after."""
    _, result = drawing.ran(keywords)
    taken: dict[str, float] = {}
    for sold in result.sold:
        if sold.recovery is not None:
            taken[sold.product] = taken.get(sold.product, 0.0) + sold.recovery
    for product, share in taken.items():
        assert share <= 1.0 + CLOSES, product


@pytest.mark.parametrize("chemistry", drawing.CHEMISTRIES)
def test_an_opened_pack_holds_what_the_pack_held(chemistry: str) -> None:
    """Disassembly moves metal, it does not change how much of it was delivered."""
    closed, modules, cells = (
        drawing.ran({"chemistry": chemistry, "route": "hydro", "disassemble": level})[1] for level in drawing.LEVELS
    )
    for opened in (modules, cells):
        assert opened.contained_value == pytest.approx(closed.contained_value, rel=1e-12)
        check_balance(opened)
    in_cells = {name: balance.entering for name, balance in cells.elements.items()}
    whole = {name: balance.entering for name, balance in closed.elements.items()}
    assert in_cells == pytest.approx(whole, rel=CLOSES)


ABSENT = ("pack.cathode", "cathode.co", "cathode.li", "pack.copper", "pack.aluminum", "pack.graphite", "pack.lipf6")


@pytest.mark.parametrize("path", ABSENT)
@pytest.mark.parametrize("route", drawing.ROUTES)
def test_a_feed_may_lack_anything(route: str, path: str) -> None:
    """What is not there is not recovered: its share is open, its mass nothing."""
    sets = [f"chemistries.nmc622.{path}=0"]
    form, _, component = path.partition(".")
    if form == "pack":  # steel in its place, so that a pack stays a whole one
        pack = drawing.ran({"chemistry": "nmc622", "route": route})[0].documents["chemistries.nmc622"].tree[form]
        sets.append(f"chemistries.nmc622.pack.steel={pack['steel'] + pack[component]!r}")
    report = quote(chemistry="nmc622", route=route, overrides=sets).to_dict()
    balance = report["mass_balance"]
    assert abs(balance["closure_kg"]) <= CLOSES * balance["in_kg"]
    assert all(product["recovery"] is not None for product in report["products"] if product["kg_per_t"] > 0.0)

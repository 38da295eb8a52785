"""What holds for the eight holds for every other chemistry and route: mass closes, arrays work."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from few import few

sys.path.insert(0, str(Path(__file__).parent))
import drawing

from recyc_cli import quote
from recyc_cli.errors import RecycError, RecycErrors

CLOSES = 1e-9
"""What may be missing, as a share of what goes in; as in test_mass."""
LENGTH = 50
EXACT = 1e-12
NEW = {
    "nmc955": ("pyro", "hydro", "direct", "hydro-to-cathode", "shred", "reuse"),
    "lmfp": ("pyro", "hydro", "direct", "shred"),
    "lmo-nmc": ("pyro", "hydro", "direct", "shred", "reuse"),
    "nfpp": ("shred",),
    "nfm": ("pyro", "hydro", "shred"),
    "lead-acid": ("secondary-smelter",),
}
PAIRS = [(name, route) for name, routes in NEW.items() for route in routes]


@pytest.mark.parametrize("form", drawing.FORMS)
@pytest.mark.parametrize(("chemistry", "route"), PAIRS)
def test_mass_closes_in_total_and_by_element(chemistry: str, route: str, form: str) -> None:
    try:
        _, result = drawing.ran({"chemistry": chemistry, "route": route, "form": form})
    except (RecycError, RecycErrors) as refused:
        codes = {error.code for error in refused.errors}
        assert codes <= {"E128", "E129", "E141"}, "this form is not for this route or chemistry"
        assert form != "pack"
        return
    for name, balance in {"all mass": result.balance, **result.elements}.items():
        assert abs(balance.closure) <= CLOSES * balance.entering, name
    for sold in result.sold:
        assert sold.mass >= 0.0, sold.product
        assert sold.recovery is None or sold.recovery <= 1.0 + CLOSES, sold.product
    assert all(mass >= -CLOSES for _, _, mass in result.wastes)


@pytest.mark.parametrize("level", ["module", "cell"])
@pytest.mark.parametrize(
    ("chemistry", "route"), [(name, routes[0]) for name, routes in NEW.items() if name != "lead-acid"]
)
def test_a_pack_is_its_cells_and_its_parts(chemistry: str, route: str, level: str) -> None:
    """Digits are kept: a pack rounded apart from its cells would open the balance where it is taken to pieces."""
    _, result = drawing.ran({"chemistry": chemistry, "route": route, "disassemble": level})
    for name, balance in {"all mass": result.balance, **result.elements}.items():
        assert abs(balance.closure) <= CLOSES * result.balance.entering, name


def test_the_elements_of_a_lead_battery_are_followed() -> None:
    _, result = drawing.ran({"chemistry": "lead-acid", "route": "secondary-smelter"})
    assert list(result.elements) == ["pb", "s", "sn", "sb"]
    assert result.elements["pb"].products == pytest.approx(0.985 * result.elements["pb"].entering, abs=3.0)


@pytest.mark.parametrize(("chemistry", "other"), [("nfm", "lfp"), ("nmc955", "lmfp"), ("lmo-nmc", "nmc622")])
@pytest.mark.parametrize("route", ["hydro", "pyro"])
def test_mixes_with_the_old_ones_close(chemistry: str, other: str, route: str) -> None:
    _, result = drawing.ran({"mix": {chemistry: 0.4, other: 0.6}, "route": route})
    for name, balance in {"all mass": result.balance, **result.elements}.items():
        assert abs(balance.closure) <= CLOSES * balance.entering, name


@pytest.mark.parametrize(("chemistry", "route"), few([pair for pair in PAIRS if pair[1] != "reuse"], 3))
def test_arrays_give_what_floats_give(chemistry: str, route: str) -> None:
    dice = np.random.default_rng(7)
    path = f"chemistries.{chemistry}.pack"
    resolved, _ = drawing.ran({"chemistry": chemistry, "route": route})
    shares = resolved.documents[f"chemistries.{chemistry}"].tree["pack"]
    drawn: dict[str, Any] = {name: share * dice.uniform(0.5, 1.5, LENGTH) for name, share in shares.items()}
    whole = sum(drawn.values())
    columns = {f"{path}.{name}": row / whole for name, row in drawn.items()}
    columns["prices.metals.lead"] = dice.uniform(1.5, 3.0, LENGTH)
    columns["region.wage"] = dice.uniform(2.0, 50.0, LENGTH)
    _, together = drawing.ran({"chemistry": chemistry, "route": route}, columns)
    for index in range(0, LENGTH, 10):
        row = {name: float(column[index]) for name, column in columns.items()}
        _, alone = drawing.ran({"chemistry": chemistry, "route": route}, row)
        for name in ("value", "cost", "contained_value"):
            ours = float(np.broadcast_to(np.asarray(getattr(together, name), dtype=float), (LENGTH,))[index])
            assert ours == pytest.approx(getattr(alone, name), rel=EXACT, abs=EXACT), name


def test_more_lead_recovered_is_worth_more() -> None:
    def margin(share: float) -> float:
        path = "stages.secondary-smelter.fates.lead.lead"
        _, result = drawing.ran({"chemistry": "lead-acid", "route": "secondary-smelter"}, {path: share})
        return float(result.margin)

    assert margin(0.99) > margin(0.95) > margin(0.90)


def test_a_plant_whose_wastes_no_workbook_tells_is_refused_where_they_are_not_fates() -> None:
    with pytest.raises(RecycError, match="says nothing of the wastes of secondary-smelter") as refused:
        quote(chemistry="lead-acid", corrections=("fates=off",))
    assert refused.value.code == "E127"

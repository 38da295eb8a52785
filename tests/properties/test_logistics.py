"""The way to the plant: farther never costs less."""

from __future__ import annotations

import sys
from itertools import pairwise, product
from pathlib import Path

import pytest
from few import few

from recyc_cli import quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.model.records.ledger import COST, total

sys.path.insert(0, str(Path(__file__).parent))
import drawing

MILE = 1.609344
DISTANCES = [1.0, 40.0, 100.0 * MILE - 0.1, 100.0 * MILE, 100.0 * MILE + 0.1, 300.0, 800.0, 1609.344, 4000.0]
"""On both sides of the 100 miles at which the reference changes trucks [km]."""
REGIONS = tuple(open_library().names("regions"))
FORMS = ("pack", "module", "cell", "scrap-cell", "scrap-electrode", "black-mass")
LEGS = {"pack": ("collection", "to_plant"), "scrap-cell": ("from_manufacturer",), "black-mass": ("to_recovery",)}
WAYS = [(form, leg) for form, legs in LEGS.items() for leg in legs]


def collection(**case: object) -> float:
    """Return what the stage of collection costs [USD/t delivered]."""
    _, result = drawing.ran({"chemistry": "nmc622", "route": "hydro", **case}, money=True)
    return total(result.lines, COST, "collection")


@pytest.mark.parametrize(("region", "form"), few(product(REGIONS, FORMS), 11))
def test_a_plant_farther_off_never_costs_less(region: str, form: str) -> None:
    costs = [collection(region=region, form=form, distance_km=km) for km in DISTANCES]
    assert all(near < far for near, far in pairwise(costs))


@pytest.mark.parametrize(("region", "way"), few(product(REGIONS, WAYS), 9))
def test_no_leg_costs_less_for_being_longer(region: str, way: tuple[str, str]) -> None:
    form, leg = way
    path = f"stages.collection.legs.{leg}.distance"
    costs = [collection(region=region, form=form, overrides=[f"{path}={km}km"]) for km in DISTANCES]
    assert all(near < far for near, far in pairwise(costs))


def test_the_reference_changes_trucks_and_costs_less_beyond() -> None:
    near, far = (
        collection(method="everbatt-2023", overrides=[f"stages.collection.legs.collection.distance={miles}mile"])
        for miles in (100, 101)
    )
    assert far < near


@pytest.mark.parametrize(("heavy", "cheaper"), [(20, "heavy"), (5, "medium")])
def test_the_truck_is_the_one_that_costs_less(heavy: float, cheaper: str) -> None:
    """A heavy truck that goes half empty loses to the medium one, at any distance."""
    sets = [f"stages.collection.payload.heavy={heavy}short_ton"]
    haul = quote(chemistry="nmc622", route="hydro", overrides=sets).result.hauls[1]
    tonnes, rates = {"heavy": heavy, "medium": 8.0}, {"heavy": 1.834, "medium": 2.084}
    paid = 500.0 * rates[cheaper] / tonnes[cheaper] * 1100.0 / 907.18474
    assert haul.freight == pytest.approx(paid, rel=1e-9)

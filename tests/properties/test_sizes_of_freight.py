"""Freight by hand: small numbers in, every rate, factor and multiple seen in its size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from few import few, slowly

from recyc_cli import quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.model.flows.impacts import ROWS
from recyc_cli.model.money.freight import care, haul, in_region, mass_carried, transport
from recyc_cli.model.records.feed import Stream
from recyc_cli.model.records.scenario import Factors, Freight, Leg, Method

MILE, TON = 1.609344, 907.18474
REGIONS = tuple(open_library().names("regions"))
MODES = ("truck", "rail", "ship", "barge")
ON = {"net": 0.0, "gross": 0.0, "flat": 0.0}


def leg(**changes: Any) -> Leg:
    """A leg of 100 km of sound packs in class 9, whose boxes are charged on what is carried."""
    whole = {"id": "one", "title": "one way", "forms": ("pack",), "carries": "delivered", "seat": "shredder",
        "hazardous": True, "packed_by": "", "mode": "truck", "distance": 100.0, "care": 1.0,
        "packaging_on": {**ON, "net": 1.0}}  # fmt: skip
    return Leg(**{**whole, **changes})


def road(*legs: Leg, **changes: Any) -> Freight:
    """Rates: in the heavy truck 2 plain and 3 in class 9 for 10 t, in the medium one 1 and 1.2 for 2 t."""
    whole = {"legs": legs, "truck": "by-distance", "heavy_above": 150.0, "gross_weight": 1.25, "short_ton": 0.5,
        "payload": {"heavy": 10.0, "medium": 2.0},
        "rate": {"heavy": {"plain": 2.0, "hazardous": 3.0}, "medium": {"plain": 1.0, "hazardous": 1.2}},
        "modes": {"rail": 0.01, "ship": 0.002, "barge": 0.004},
        "packaging": {"plain": 0.25, "hazardous": 0.75}, "shipped": {}}  # fmt: skip
    return Freight(**{**whole, **changes})


FACTORS = Factors(
    fuels={"diesel": (10.0,) * len(ROWS), "residual_oil": (20.0,) * len(ROWS)},
    combustion={name: (0.0,) * len(ROWS) for name in ("truck_heavy", "truck_medium", "rail", "ship", "barge")},
    truck_energy={"heavy": 4.0, "medium": 2.0},
    mode_energy={"rail": 0.5, "ship": 0.25, "barge": 0.125},
    characterization={"carbon_voc": 0.85, "carbon_co": 0.4286, "carbon_co2": 0.2727, "ch4": 29.8, "n2o": 273.0},
)
METHOD = Method(rounding={"mmbtu_out": 1.0})
PACKS = Stream(form="pack", plant_form="module", delivered={"cathode": 300.0, "steel": 100.0},
    components={"cathode": 300.0})  # fmt: skip
SCRAP = Stream(form="scrap-cell", plant_form="scrap-cell", delivered={"cathode": 50.0}, components={"cathode": 50.0})


def driven(own: Leg, way: Freight | None = None) -> tuple[float, float, float]:
    """Freight, packaging and the first row of burdens of 800 kg, of which 600 are packed."""
    told = haul(own, 800.0, 600.0, way or road(), FACTORS, METHOD)
    assert told.gross == 1000.0, "800 kg in boxes of a quarter"
    assert (told.leg, told.seat) == ("one", "shredder")
    return told.freight, told.packaging, told.impacts[0]


@pytest.mark.parametrize(
    ("changes", "freight", "boxes", "energy"),
    [
        # by road: distance / payload x 0.5 x 1000 kg x rate; of energy 11 MJ for each burned, 4 or 2 of them a km
        ({"distance": 100.0}, 100.0 / 2.0 * 500.0 * 1.2, 450.0, 100.0 / 2.0 * 500.0 * 2.0 * 11.0),
        ({"distance": 150.0}, 150.0 / 2.0 * 500.0 * 1.2, 450.0, 150.0 / 2.0 * 500.0 * 2.0 * 11.0),
        ({"distance": 200.0}, 200.0 / 10.0 * 500.0 * 3.0, 450.0, 200.0 / 10.0 * 500.0 * 4.0 * 11.0),
        ({"distance": 100.0, "hazardous": False}, 100.0 / 2.0 * 500.0 * 1.0, 150.0, 100.0 / 2.0 * 500.0 * 2.0 * 11.0),
        ({"distance": 200.0, "hazardous": False}, 20.0 * 500.0 * 2.0, 150.0, 20.0 * 500.0 * 4.0 * 11.0),
        # else: distance x 0.5 x 1000 kg x rate x what class 9 adds to the heavy truck, 3 / 2
        ({"mode": "rail"}, 100.0 * 500.0 * 0.01 * 1.5, 450.0, 50_000.0 * 0.5 * 11.0),
        ({"mode": "ship"}, 100.0 * 500.0 * 0.002 * 1.5, 450.0, 50_000.0 * 0.25 * 21.0),
        ({"mode": "barge"}, 100.0 * 500.0 * 0.004 * 1.5, 450.0, 50_000.0 * 0.125 * 11.0),
        ({"mode": "rail", "hazardous": False}, 100.0 * 500.0 * 0.01, 150.0, 50_000.0 * 0.5 * 11.0),
    ],
)
@pytest.mark.parametrize("multiple", [1.0, 1.6])
def test_a_leg_by_hand(changes: dict[str, Any], freight: float, boxes: float, energy: float, multiple: float) -> None:
    """What damaged batteries take multiplies freight and boxes, by every mode, and burns no more fuel."""
    told = driven(leg(**changes, care=multiple))
    assert told == pytest.approx((freight * multiple, boxes * multiple, energy), rel=1e-12)


@pytest.mark.parametrize("mode", MODES)
def test_burdens_may_be_left_out_and_cost_stays(mode: str) -> None:
    with_them = haul(leg(mode=mode), 800.0, 600.0, road(), FACTORS, METHOD)
    without = haul(leg(mode=mode), 800.0, 600.0, road(), FACTORS, METHOD, burdens=False)
    assert (without.freight, without.packaging) == (with_them.freight, with_them.packaging)
    assert without.impacts == [0.0] * len(ROWS) != with_them.impacts


@pytest.mark.parametrize(
    ("heavy", "hazardous", "freight"),
    [
        ({"plain": 2.0, "hazardous": 3.0}, True, 50.0 * 3.0 * 100.0),  # 0.3 a t against 0.6
        ({"plain": 2.0, "hazardous": 7.0}, True, 250.0 * 1.2 * 100.0),  # 0.7 against 0.6: the medium one goes
        ({"plain": 2.0, "hazardous": 7.0}, False, 50.0 * 2.0 * 100.0),  # what class 9 costs is nothing to sound cargo
        ({"plain": 6.0, "hazardous": 3.0}, False, 250.0 * 1.0 * 100.0),
    ],
)
@pytest.mark.parametrize("distance", [100.0, 1000.0])
def test_the_cheaper_truck_goes_at_any_distance(
    heavy: dict[str, float], hazardous: Any, freight: float, distance: float
) -> None:
    way = road(truck="cheaper", rate={"heavy": heavy, "medium": {"plain": 1.0, "hazardous": 1.2}})
    told = haul(leg(hazardous=hazardous, distance=distance), 800.0, 0.0, way, FACTORS, METHOD)
    assert told.freight == pytest.approx(freight * distance / 100.0, rel=1e-12)


def test_of_two_that_cost_the_same_the_heavy_truck_goes() -> None:
    rate = {"heavy": {"plain": 6.0, "hazardous": 6.0}, "medium": {"plain": 1.2, "hazardous": 1.2}}
    told = haul(leg(), 800.0, 0.0, road(truck="cheaper", rate=rate), FACTORS, METHOD)
    assert told.impacts[0] == pytest.approx(100.0 / 10.0 * 500.0 * 4.0 * 11.0)


@pytest.mark.parametrize(
    ("stream", "changes", "mass"),
    [
        (PACKS, {}, 400.0),
        (PACKS, {"carries": "plant-feed", "forms": ("module",)}, 300.0),
        (PACKS, {"carries": "plant-feed"}, 0.0),  # it enters the plant as modules
        (PACKS, {"forms": ("module",)}, 0.0),  # it is delivered as packs
        (PACKS, {"carries": "products", "forms": ("pack", "module")}, 0.0),
        (SCRAP, {"forms": ("pack", "scrap-cell")}, 50.0),
    ],
)
def test_a_leg_carries_its_forms(stream: Stream, changes: dict[str, Any], mass: float) -> None:
    assert mass_carried(leg(**changes), stream) == mass


def test_what_came_in_boxes_needs_none_on_the_next_leg() -> None:
    """Packs in the boxes of the first leg, opened at its end; scrap joins them and is packed there."""
    first = leg(distance=200.0)
    then = leg(id="two", title="another way", carries="plant-feed", forms=("module", "scrap-cell"), packed_by="one",
        mode="rail", packaging_on={"net": 1.0, "gross": 2.0, "flat": 3.0}, seat="refiner")  # fmt: skip
    last = leg(id="three", title="the last way", carries="products", forms=(), hazardous=False)
    never = leg(id="four", carries="cathode", forms=("pack",))
    unserved = leg(id="five", forms=("cell",))
    way = road(first, then, last, never, unserved)
    hauls, lines, impacts = transport((PACKS, SCRAP), {"feed": 10.0, "products": 80.0}, way, FACTORS, METHOD)
    assert [each.leg for each in hauls] == ["one", "two", "three"]
    assert [each.gross for each in hauls] == [500.0, 437.5, 100.0]
    freight = [200.0 / 10.0 * 250.0 * 3.0, 100.0 * 218.75 * 0.01 * 1.5, 100.0 / 2.0 * 50.0 * 1.0]
    boxes = [400.0 * 0.75, (50.0 + 2.0 * 62.5 + 3.0 * 10.0) * 0.75, 80.0 * 0.25]
    assert [each.freight for each in hauls] == pytest.approx(freight)
    assert [each.packaging for each in hauls] == pytest.approx(boxes)
    told = [(line.group, line.item, line.amount, line.quantity, line.seat) for line in lines]
    ways = zip(("one way", "another way", "the last way"), ("shredder", "refiner", "shredder"), hauls, strict=True)
    assert told == [
        row
        for title, seat, each in ways
        for row in (
            ("other_variable", f"freight: {title}", each.freight, each.gross, seat),
            ("materials", f"packaging: {title}", each.packaging, None, seat),
        )
    ]
    assert {(line.kind, line.stage) for line in lines} == {("cost", "collection")}
    burned = (20.0 * 250.0 * 4.0, 21_875.0 * 0.5, 50.0 * 50.0 * 2.0)
    assert impacts[0] == pytest.approx(sum(burned) * 11.0)


def test_a_form_is_met_as_it_comes_or_as_it_enters() -> None:
    """A leg that carries what is delivered serves packs by that name; one of plant feed, modules."""
    for own, mass in ((leg(), 500.0), (leg(carries="plant-feed", forms=("module",)), 375.0)):
        (told,), _, _ = transport((PACKS, SCRAP), {"feed": 0.0}, road(own), FACTORS, METHOD)
        assert told.gross == mass
    hauls, _, _ = transport((SCRAP,), {"feed": 0.0}, road(leg()), FACTORS, METHOD)
    assert hauls == [], "nothing comes as packs"


def test_multiples_are_multiples() -> None:
    assert care(0.0, 4.5) == 1.0
    assert care(1.0, 4.5) == 4.5
    assert care(0.2, 4.5) == pytest.approx(1.7, rel=1e-12)
    assert in_region({"rail": 0.5, "ship": 4.0}, 1.5) == {"rail": 0.75, "ship": 6.0}


def legs_of(**case: Any) -> dict[str, dict[str, float]]:
    """Freight and packaging of each leg of a quote [USD/t delivered]."""
    hauls = quote(**{"chemistry": "nmc622", "route": "hydro", **case}).result.hauls
    return {each.leg: {"freight": each.freight, "packaging": each.packaging} for each in hauls}


CLASS_9 = ("collection", "to_plant", "from_manufacturer")
"""Legs of batteries: the others carry powder and salts, which are not damaged."""


@pytest.mark.parametrize("form", ["pack", "scrap-cell", "black-mass"])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("damaged", [0.3, slowly(1.0)])
def test_damaged_batteries_cost_their_multiple(mode: str, form: str, damaged: float) -> None:
    """4.5 times sound ones, as `stages.collection.damaged.multiple` assumes, and 6 where its high end is set."""
    case = {"mode": mode, "form": form}
    sound = legs_of(**case)
    assert len(sound) > 1
    for sets, multiple in ((), 4.5), (("stages.collection.damaged.multiple=6",), 6.0):
        for name, costs in legs_of(**case, damaged=damaged, overrides=sets).items():
            share = damaged if name in CLASS_9 else 0.0
            for kind, amount in costs.items():
                expected = sound[name][kind] * ((1.0 - share) + share * multiple)
                assert amount == pytest.approx(expected, rel=1e-12), (name, kind)


@pytest.mark.parametrize("region", few(REGIONS, 3))
def test_a_regions_multiples_are_of_each_rate(region: str) -> None:
    """By road, rail and water, and of the boxes of class 9 alone; powder goes in drums that cost what they do."""
    told = quote(chemistry="nmc622", route="hydro", region=region).resolved
    there = told.documents["region"].tree
    for mode in ("truck", "rail", "ship"):
        sets = ("region.freight=1", "region.packaging=1")
        as_in_us, own = legs_of(region=region, mode=mode, overrides=sets), legs_of(region=region, mode=mode)
        for name, costs in own.items():
            boxes = there["packaging"] if name in CLASS_9 else 1.0
            assert costs["freight"] == pytest.approx(as_in_us[name]["freight"] * there["freight"], rel=1e-12)
            assert costs["packaging"] == pytest.approx(as_in_us[name]["packaging"] * boxes, rel=1e-12)


def test_the_published_rates_by_hand() -> None:
    """ATRI 2022: 1.74 USD a mile and 1.834 in class 9, on 20 short tons; BTS 2020: 0.044 by rail, 0.0294 by water."""
    tonne = 1100.0 / TON  # 1,000 kg of packs in a tenth of boxes [short ton]
    for mode, rate in (("rail", 0.044), ("ship", 0.0294), ("barge", 0.0294)):
        paid = legs_of(mode=mode)["to_plant"]["freight"]
        assert paid == pytest.approx(500.0 * tonne * rate * 1.834 / 1.74, rel=1e-9)
    assert legs_of()["to_plant"]["freight"] == pytest.approx(500.0 / 20.0 * tonne * 1.834, rel=1e-9)
    assert legs_of(distance_km=80.0)["to_plant"]["freight"] == pytest.approx(80.0 / MILE / 20 * tonne * 1.834, rel=1e-9)


def test_a_distance_and_a_mode_are_of_the_way_to_the_plant_alone() -> None:
    before = legs_of()
    after = legs_of(distance_km=1000.0 * MILE)
    assert after["to_plant"]["freight"] == pytest.approx(2.0 * before["to_plant"]["freight"])
    assert {name for name in before if after[name] != before[name]} == {"to_plant"}
    by_rail = legs_of(mode="rail")
    assert {name for name in before if by_rail[name] != before[name]} == {"to_plant"}
    powder, moved = legs_of(form="black-mass"), legs_of(form="black-mass", distance_km=500.0 * MILE)
    assert moved["to_recovery"]["freight"] == pytest.approx(0.5 * powder["to_recovery"]["freight"])
    assert {name for name in powder if moved[name] != powder[name]} == {"to_recovery"}


@pytest.mark.parametrize("truck", ["by-distance", "cheaper"])
def test_many_legs_at_once_are_single_legs(truck: str) -> None:
    """On either side of where the truck changes: of a distance, or of what the heavy one takes."""
    numbers = ([100.0, 150.0, 200.0], [10.0, 1.0, 10.0])
    each = [
        driven(leg(distance=km), road(truck=truck, payload={"heavy": t, "medium": 2.0}))
        for km, t in zip(*numbers, strict=True)
    ]
    km, payload = (np.array(several) for several in numbers)
    assert len({freight for freight, _, _ in each}) > 1
    way = road(truck=truck, payload={"heavy": payload, "medium": 2.0})
    told = haul(leg(distance=km), 800.0, 600.0, way, FACTORS, METHOD)
    assert told.freight == pytest.approx([freight for freight, _, _ in each], rel=1e-12)
    assert told.impacts[0] == pytest.approx([energy for _, _, energy in each], rel=1e-12)

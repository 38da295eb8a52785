"""Energy, water and emissions: all burdens on the feed, no credit for products."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.flows import Flows
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.model.records.scenario import Factors, Method

ENERGY_ROWS = ("total_energy", "fossil_fuels", "coal", "natural_gas", "petroleum")
EMISSIONS = ("voc", "co", "nox", "pm10", "pm2_5", "sox", "bc", "oc", "ch4", "n2o", "co2")
ROWS = (*ENERGY_ROWS, "water", *EMISSIONS, "co2_with_voc_co", "ghg")
WATER = len(ENERGY_ROWS)
FIRST = WATER + 1
LAST = FIRST + len(EMISSIONS)
VOC, CO, CH4, N2O, CO2 = (FIRST + EMISSIONS.index(name) for name in ("voc", "co", "ch4", "n2o", "co2"))
NAMES = (
    *(f"{row}_mj" for row in ENERGY_ROWS),
    "water_l",
    *(f"{row}_g" for row in EMISSIONS),
    "co2_with_voc_co_g",
    "ghg_kg",
)
"""The rows as reported; GHG in kg, the other emissions in g."""

Rows: TypeAlias = "list[Number]"
"""One number per row of `ROWS`: MJ, L, g."""
GRAMS = 1000.0
"""[g/kg]"""


def zero() -> Rows:
    """Return a row set of zeros."""
    return [0.0] * len(ROWS)


def plus(a: Rows, b: Rows) -> Rows:
    """Add two row sets."""
    return [x + y for x, y in zip(a, b, strict=True)]


def sum_of_rows(several: Iterable[Rows]) -> Rows:
    """Add any number of row sets.

    >>> sum_of_rows([[1.0] * len(ROWS), [2.0] * len(ROWS)])[WATER], sum_of_rows([]) == zero()
    (3.0, True)
    """
    rows = zero()
    for own in several:
        rows = plus(rows, own)
    return rows


def scaled(a: Rows, factor: Number) -> Rows:
    """Multiply a row set by a number."""
    return [x * factor for x in a]


def characterize(rows: Rows, factors: Factors) -> None:
    """Fill in the two sums of a row set in place: CO2 with what VOC and CO oxidize to, and GHG.

    CO2* = CO2 + (0.85 VOC + 0.4286 CO) / 0.2727 ; GHG = CO2* + 29.8 CH4 + 273 N2O [g]

    Args:
        rows: emissions [g], changed in place.
        factors: carbon shares of VOC, CO and CO2 [kg/kg], warming potentials [kg CO2/kg].

    Source: GREET 2022 (AR6 GWP100), EverBatt 2023 `GREET IO!B114:B120`.
    """
    weight = factors.characterization
    oxidized = (rows[VOC] * weight["carbon_voc"] + rows[CO] * weight["carbon_co"]) / weight["carbon_co2"]
    rows[LAST] = rows[CO2] + oxidized
    rows[LAST + 1] = rows[LAST] + rows[CH4] * weight["ch4"] + rows[N2O] * weight["n2o"]


def materials(masses: Mapping[str, Number], factors: Factors, method: Method) -> Rows:
    """Burden of reagents: mass times factor, row by row [MJ, L, g per the masses' basis].

    Args:
        masses: material -> mass [kg]; one without factors weighs nothing.
        factors: burdens of a kilogram.
        method: the workbook's roundings.

    Source: GREET 2022, EverBatt 2023 sheet `GREET IO`.
    """
    short, out = method.rounding["short_ton"], method.rounding["mmbtu_out"]
    result = zero()
    for name, mass in masses.items():
        if name in factors.materials:
            effective = mass * short
            result = [x + f * effective for x, f in zip(result, factors.materials[name], strict=True)]
    return [x * out if i < WATER else x for i, x in enumerate(result)]


def combustion(
    energy: Mapping[str, Number],
    direct: Mapping[str, Mapping[str, Number]],
    water: Mapping[str, Number],
    grid_emissions: Number,
    factors: Factors,
    method: Method,
) -> Rows:
    """Burden of diesel, natural gas and electricity, without the two sums of `characterize` [MJ, L, g].

    Args:
        energy: diesel, natural_gas, electricity [MJ].
        direct: fuel -> energy row -> whether the fuel's own energy counts there.
        water: direct factors [L/MJ] and scales of the water row.
        grid_emissions: 0 where the workbook forgets the grid's emissions, else 1.
        factors: upstream, combustion and grid factors.
        method: the workbook's roundings.
    """
    scale, out = method.rounding["mmbtu_in"], method.rounding["mmbtu_out"]
    d, g, e = (energy[name] * scale for name in ("diesel", "natural_gas", "electricity"))
    diesel, gas, grid = factors.fuels["diesel"], factors.fuels["natural_gas"], factors.grid
    loader, boiler = factors.combustion["wheel_loader"], factors.combustion["boiler"]
    result = zero()
    for i, row in enumerate(ENERGY_ROWS):
        own = d * (diesel[i] + direct["diesel"].get(row, 0.0)) + g * (gas[i] + direct["natural_gas"].get(row, 0.0))
        result[i] = (own + e * grid[i]) * out
    gas_water = gas[WATER] * water.get("natural_gas_scale", 1.0) + water.get("natural_gas_direct", 0.0)
    result[WATER] = (
        d * (diesel[WATER] + water.get("diesel_direct", 0.0))
        + g * gas_water
        + e * grid[WATER] * water.get("grid_scale", 1.0)
    )
    counted = e * grid_emissions
    for i in range(FIRST, LAST):
        burned = d * (diesel[i] + loader[i - FIRST]) + g * (gas[i] + boiler[i - FIRST])
        result[i] = burned + counted * grid[i]
    return result


def of_plant(plant: Plant, flows: Flows, grid_emissions: Number, factors: Factors, method: Method) -> Rows:
    """All burdens of a plant's flows [MJ, L, g per t delivered].

    Source: EverBatt 2023, sheets `Preproc. Par.` and `CM Rec Par.`, impact blocks.
    """
    rows = combustion(flows.energy, plant.direct_energy, plant.water_factors, grid_emissions, factors, method)
    rows[WATER] = rows[WATER] + flows.water
    rows[CO2] = rows[CO2] + flows.co2 * GRAMS
    characterize(rows, factors)
    return plus(materials(flows.reagents, factors, method), rows)


def of_vehicle(vehicle: str, fuel: str, energy: Number, factors: Factors, method: Method) -> Rows:
    """Burden of the fuel a vehicle burns, loaded trips only [MJ, L, g].

    Args:
        vehicle: truck_heavy, truck_medium, rail, ship or barge.
        fuel: what it burns.
        energy: fuel burned [MJ].
        factors: upstream of the fuel, combustion of the vehicle.
        method: the workbook's roundings.
    """
    out = method.rounding["mmbtu_out"]
    upstream, tail = factors.fuels[fuel], factors.combustion[vehicle]
    own = {"total_energy": 1.0, "fossil_fuels": 1.0, "petroleum": 1.0}
    rows = zero()
    for i, row in enumerate(ENERGY_ROWS):
        rows[i] = energy * (upstream[i] + own.get(row, 0.0)) * out
    rows[WATER] = energy * upstream[WATER]
    for i in range(FIRST, LAST):
        rows[i] = energy * (upstream[i] + tail[i - FIRST])
    characterize(rows, factors)
    return rows

"""Computes energy, water and emissions: all burdens on the feed, no credit for products."""

from __future__ import annotations

from recyc_cli.typed import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Flows
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
    """Return a row set of zeros [MJ, L, g].

    >>> len(zero()), sum(zero())
    (19, 0.0)
    """
    return [0.0] * len(ROWS)


def plus(a: Rows, b: Rows) -> Rows:
    """Sum of two row sets = a + b, row by row [MJ, L, g].

    >>> plus([1.0, 2.0], [0.5, 0.5])
    [1.5, 2.5]
    """
    return [x + y for x, y in zip(a, b, strict=True)]


def sum_of_rows(several: Iterable[Rows]) -> Rows:
    """Sum of any number of row sets = a + b + ..., row by row [MJ, L, g].

    >>> sum_of_rows([[1.0] * len(ROWS), [2.0] * len(ROWS)])[WATER], sum_of_rows([]) == zero()
    (3.0, True)
    """
    rows = zero()
    for own in several:
        rows = plus(rows, own)
    return rows


def scaled(a: Rows, factor: Number) -> Rows:
    """Multiple of a row set = a x factor, row by row [MJ, L, g].

    >>> scaled([1.0, 2.0], 0.5)
    [0.5, 1.0]
    """
    return [x * factor for x in a]


def characterize(rows: Rows, factors: Factors) -> None:
    """Fill in the two sums of a row set in place: CO2 with what VOC and CO oxidize to, and GHG.

    CO2* = CO2 + (0.85 VOC + 0.4286 CO) / 0.2727 ; GHG = CO2* + 29.8 CH4 + 273 N2O [g]

    Args:
        rows: emissions [g], changed in place.
        factors: carbon shares of VOC, CO and CO2 [kg/kg], warming potentials [kg CO2/kg].

    Source: greet-2022, warming potentials of AR6 over 100 years; everbatt-2023, sheet `GREET IO` rows 114 to 120.

    >>> from recyc_cli.model.records.scenario import Factors
    >>> weight = {"carbon_voc": 0.85, "carbon_co": 0.4286, "carbon_co2": 0.2727, "ch4": 29.8, "n2o": 273.0}
    >>> rows = zero()
    >>> rows[CO2], rows[CH4] = 100.0, 2.0
    >>> characterize(rows, Factors(characterization=weight))
    >>> rows[LAST:]
    [100.0, 159.6]
    """
    weight = factors.characterization
    oxidized = (rows[VOC] * weight["carbon_voc"] + rows[CO] * weight["carbon_co"]) / weight["carbon_co2"]
    rows[LAST] = rows[CO2] + oxidized
    rows[LAST + 1] = rows[LAST] + rows[CH4] * weight["ch4"] + rows[N2O] * weight["n2o"]


def materials(masses: Mapping[str, Number], factors: Factors, method: Method) -> Rows:
    """Burden of reagents = sum of mass x factor, row by row [MJ, L, g per the masses' basis].

    Args:
        masses: material -> mass [kg]; one without factors weighs nothing.
        factors: burdens of a kilogram.
        method: the workbook's roundings.

    Source: greet-2022; everbatt-2023, sheet `GREET IO`.

    >>> from recyc_cli.model.records.scenario import Factors, Method
    >>> lime = Factors(materials={"lime": (5.0,) * len(ROWS)})
    >>> materials({"lime": 2.0, "water": 9.0}, lime, Method(rounding={"short_ton": 1.0, "mmbtu_out": 1.0}))[0]
    10.0
    """
    short, out = method.rounding["short_ton"], method.rounding["mmbtu_out"]
    result = zero()
    for name, mass in masses.items():
        if name in factors.materials:
            effective = mass * short
            result = [x + f * effective for x, f in zip(result, factors.materials[name], strict=True)]
    return [x * out if i < WATER else x for i, x in enumerate(result)]


def combustion(
    energy: Mapping[str, Number], direct: Mapping[str, Mapping[str, Number]], water: Mapping[str, Number],
    grid_emissions: Number, factors: Factors, method: Method,
) -> Rows:  # fmt: skip
    """Burden of diesel, natural gas and electricity, without the two sums of `characterize` [MJ, L, g].

    row = diesel (upstream + burned) + gas (upstream + burned) + electricity x grid

    Args:
        energy: diesel, natural_gas, electricity [MJ].
        direct: fuel -> energy row -> whether the fuel's own energy counts there.
        water: direct factors [L/MJ] and scales of the water row.
        grid_emissions: 0 where the workbook forgets the grid's emissions, else 1.
        factors: upstream, combustion and grid factors.
        method: the workbook's roundings.

    Source: everbatt-2023, sheets `Preproc. Par.` and `CM Rec Par.`, impact blocks; greet-2022.

    >>> from recyc_cli import quote
    >>> s = quote(chemistry="lfp", method="everbatt-2023").resolved.scenario
    >>> energy, direct = {"diesel": 0.0, "natural_gas": 0.0, "electricity": 1.0}, {"diesel": {}, "natural_gas": {}}
    >>> round(combustion(energy, direct, {}, 1.0, s.factors, s.method)[0], 4)
    2.0725
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
    diesel_water = diesel[WATER] + water.get("diesel_direct", 0.0)
    result[WATER] = d * diesel_water + g * gas_water + e * grid[WATER] * water.get("grid_scale", 1.0)
    counted = e * grid_emissions
    for i in range(FIRST, LAST):
        burned = d * (diesel[i] + loader[i - FIRST]) + g * (gas[i] + boiler[i - FIRST])
        result[i] = burned + counted * grid[i]
    return result


def of_plant(plant: Plant, flows: Flows, grid_emissions: Number, factors: Factors, method: Method) -> Rows:
    """All burdens of a plant's flows [MJ, L, g per t delivered].

    materials + energy + process water and carbon dioxide

    Args:
        plant: which row a fuel's own energy counts in, and its water.
        flows: reagents, energy, water and carbon dioxide of the process [per t delivered].
        grid_emissions: as for `combustion`.
        factors: burdens of materials, fuels and power.
        method: the workbook's roundings.

    Source: everbatt-2023, sheets `Preproc. Par.` and `CM Rec Par.`, impact blocks.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023")
    >>> scenario, account = q.resolved.scenario, q.result.accounts[1]
    >>> round(of_plant(account.plant, account.flows, 1.0, scenario.factors, scenario.method)[LAST + 1])
    1983733
    """
    rows = combustion(flows.energy, plant.direct_energy, plant.water_factors, grid_emissions, factors, method)
    rows[WATER] = rows[WATER] + flows.water
    rows[CO2] = rows[CO2] + flows.co2 * GRAMS
    characterize(rows, factors)
    return plus(materials(flows.reagents, factors, method), rows)


def direct_carbon(flows: Flows, factors: Factors, method: Method) -> Number:
    """Carbon dioxide that leaves a plant's own stacks [t CO2/t delivered].

    process + diesel and gas burned on the site, without what power, fuels and reagents took to make

    Args:
        flows: energy and carbon dioxide of the process [per t delivered].
        factors: what a loader and a boiler emit.
        method: the workbook's roundings.

    Source: greet-2022; everbatt-2023, sheets `Preproc. Par.` and `CM Rec Par.`, impact blocks.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", form="cell", route="pyro", method="everbatt-2023")
    >>> scenario, account = q.resolved.scenario, q.result.accounts[0]
    >>> round(direct_carbon(account.flows, scenario.factors, scenario.method), 4)
    1.4217
    """
    scale, row = method.rounding["mmbtu_in"], CO2 - FIRST
    diesel = flows.energy.get("diesel", 0.0) * scale * factors.combustion["wheel_loader"][row]
    gas = flows.energy.get("natural_gas", 0.0) * scale * factors.combustion["boiler"][row]
    return (flows.co2 + (diesel + gas) / GRAMS) / GRAMS


def of_vehicle(vehicle: str, fuel: str, energy: Number, factors: Factors, method: Method) -> Rows:
    """Burden of the fuel a vehicle burns, loaded trips only [MJ, L, g].

    row = energy (upstream + burned)

    Args:
        vehicle: truck_heavy, truck_medium, rail, ship or barge.
        fuel: what it burns.
        energy: fuel burned [MJ].
        factors: upstream of the fuel, combustion of the vehicle.
        method: the workbook's roundings.

    Source: everbatt-2023, sheet `Col&Trans Par.`; greet-2022.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="lfp", route="hydro", method="everbatt-2023").resolved.scenario
    >>> round(of_vehicle("truck_heavy", "diesel", 1.0, scenario.factors, scenario.method)[0], 4)
    1.1861
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

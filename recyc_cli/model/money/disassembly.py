"""Computes what opening packs by hand costs, and the parts it frees."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import TONNE, dot
from recyc_cli.model.numbers.arithmetic import ceil
from recyc_cli.model.records.ledger import COST, Line
from recyc_cli.model.records.struct import Struct
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.model.records.scenario import Disassembly
    from recyc_cli.model.records.struct import Form

STAGE = "disassembly"
LEVELS = {"none": (), "module": ("module",), "cell": ("module", "cell")}
"""Levels a pack is opened by, in order."""


class Opened(Struct):
    """What opening a pack costs and frees, per kilogram of pack."""

    costs: dict[str, Number]
    """labor, depreciation, variable_overhead, general, r_and_d [money/kg pack]."""
    recovered: dict[str, Number]
    """product -> [kg/kg pack]"""
    wasted: dict[str, Number]
    """Parts that are neither sold nor sent on, by what they are made of [kg/kg pack]."""


def left_mass(packs: Number, chemistry: Chemistry, level: str) -> Number:
    """Mass that packs leave = their mass x mass of modules or cells / mass of the pack [kg/kg delivered].

    Args:
        packs: [kg/kg delivered].
        chemistry: pack design.
        level: `module` or `cell`.

    Source: everbatt-2023, sheet `Disassembly`.

    >>> from recyc_cli.model.records.feed import Chemistry
    >>> left_mass(0.5, Chemistry(design={"pack_mass": 500.0, "cell_mass": 340.0}), "cell")
    0.34
    """
    design = chemistry.design
    return packs * (design[f"{level}_mass"] / design["pack_mass"])


def open_packs(chemistry: Chemistry, level: str, packs: Number, rule: Disassembly,
               wage: Number, building: Number) -> Opened:  # fmt: skip
    """Open packs to modules or cells.

    labour = hours x wage / pack mass ; floor = area (rate / base rate)^exponent ; the rest are shares of labour and
    of the building's depreciation (BatPaC).

    Args:
        chemistry: pack design and parts.
        level: `module` or `cell`; cells are reached through modules.
        packs: packs opened a year [1/yr].
        rule: hours, floor, cost shares, what becomes of the parts.
        wage: [money/h].
        building: [money/m2].

    Returns:
        Costs, recovered parts and waste per kilogram of pack.

    Source: everbatt-2023, sheet `Disassembly`; batpac-5.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", disassemble="cell", method="everbatt-2023").resolved.scenario
    >>> opened = open_packs(scenario.streams[0].chemistry, "cell", 20_000.0, scenario.disassembly, 50.0, 3000.0)
    >>> round(opened.costs["labor"], 4)
    0.4371
    """
    costs: dict[str, Number] = {}
    recovered: dict[str, Number] = {}
    wasted: dict[str, Number] = {}
    for step in LEVELS[level]:
        for name, amount in _step_costs(chemistry, step, packs, rule, wage, building).items():
            costs[name] = costs.get(name, 0.0) + amount
        kind = str(rule.levels[step]["parts"])
        _free(chemistry, kind, rule.recovered.get(kind, {}), recovered)
        _free(chemistry, kind, rule.wasted.get(kind, {}), wasted)
    return Opened(costs=costs, recovered=recovered, wasted=wasted)


def _step_costs(chemistry: Chemistry, step: str, packs: Number, rule: Disassembly,
                wage: Number, building: Number) -> dict[str, Number]:  # fmt: skip
    """Cost of opening packs by one more level [money/kg pack]."""
    mass, share, data = chemistry.design["pack_mass"], rule.cost, rule.levels[step]
    labor = data["hours"] * wage / mass
    floor = rule.floor["area"] * _rate_ratio(chemistry, str(data["rate"]), packs, rule) ** rule.floor["exponent"]
    depreciation = floor * building / (packs * mass) * share["depreciation"]
    overhead = labor * share["variable_overhead_labor"] + depreciation * share["variable_overhead_depreciation"]
    return {
        "labor": labor,
        "depreciation": depreciation,
        "variable_overhead": overhead,
        "general": (labor + overhead) * share["general_labor"] + depreciation * share["general_depreciation"],
        "r_and_d": depreciation * share["r_and_d_depreciation"],
    }


def _rate_ratio(chemistry: Chemistry, unit: str, packs: Number, rule: Disassembly) -> Number:
    floor = rule.floor
    if unit == "packs":
        return packs / floor["packs"]
    modules = ceil(packs * chemistry.design["cells_per_pack"]) / floor["cells_per_module"]
    return modules / (floor["packs"] * floor["modules_per_pack"])


def _free(chemistry: Chemistry, kind: str, forms: Mapping[str, Form], into: dict[str, Number]) -> None:
    """Add what forms of one kind of parts come to [kg/kg pack]."""
    per_pack = chemistry.design["modules_per_pack"] if kind == "module" else 1.0
    scale = per_pack / chemistry.design["pack_mass"]
    for name, form in forms.items():
        into[name] = into.get(name, 0.0) + dot(form, chemistry.parts[kind]) * scale


def cost_lines(opened: Opened, pack_mass: Number, load: Number) -> list[Line]:
    """Cost lines of a stream's disassembly [money/t delivered].

    amount = cost per kilogram of pack x packs opened / load: hall and crew stand for all the packs they could open

    Args:
        opened: costs per kilogram of pack.
        pack_mass: packs opened [kg/t delivered].
        load: share of its packs that it opens [1].

    Source: `disassembly.open_packs`.

    >>> cost_lines(Opened(costs={"labor": 0.5}, recovered={}, wasted={}), 1000.0, 0.5)[0].amount
    1000.0
    """
    groups = {
        "labor": ("labor", "operators"),
        "depreciation": ("annualized_capital", "building depreciation"),
        "variable_overhead": ("plant_overhead", "variable overhead"),
        "general": ("plant_overhead", "general, sales and administration"),
        "r_and_d": ("plant_overhead", "R&D"),
    }
    return [
        Line(COST, STAGE, group, item, opened.costs[name] * pack_mass / load)
        for name, (group, item) in groups.items()
        if name in opened.costs
    ]


def packs_per_year(plant_feed_rate: Number, chemistry: Chemistry, level: str) -> Number:
    """Packs that yield a plant's feed of modules or cells [1/yr].

    packs = feed / mass of a pack's modules or cells

    Args:
        plant_feed_rate: modules or cells [t/yr].
        chemistry: pack design.
        level: `module` or `cell`.

    Source: everbatt-2023, sheet `Disassembly`.

    >>> from recyc_cli.model.records.feed import Chemistry
    >>> packs_per_year(3400.0, Chemistry(design={"cell_mass": 340.0}), "cell")
    10000.0
    """
    return plant_feed_rate * TONNE / chemistry.design[f"{level}_mass"]

"""Computes the cost of the facility that tests and repurposes used packs.

After NREL's second-use facility (Neubauer et al. 2012, 2015): technicians handle modules, channels test them, the
rest scales with the energy received. Masses, energy and money are per tonne delivered, the plant's own per year.
"""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import MJ_PER_KWH, TONNE
from recyc_cli.model.money.plant_account import addon_lines, fixed_lines
from recyc_cli.model.money.production_cost import capital, production
from recyc_cli.model.numbers.arithmetic import add_up, ceil
from recyc_cli.model.records.feed import Flows
from recyc_cli.model.records.ledger import COST, Account, Line
from recyc_cli.model.records.result import Load
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.model.records.ledger import Capital, Production
    from recyc_cli.model.records.result import Grade
    from recyc_cli.model.records.scenario import Method, Rule

STAGE = "reuse"


def load_of_delivery(chemistry: Chemistry, form: str, mass: Number, grade: Grade) -> Load:
    """Count packs, modules and energy in a delivery [1/t, MJ/t delivered].

    packs = mass / mass of a pack ; energy sold = nameplate x share that passes x its health

    Args:
        chemistry: pack design.
        form: `pack` or `module`.
        mass: delivered [kg/t].
        grade: share that passes and its health.

    Source: nrel-b2u-2015, structure of the facility.

    >>> from recyc_cli.model.records.feed import Chemistry
    >>> from recyc_cli.model.records.result import Grade
    >>> packs = Chemistry(design={"pack_mass": 500.0, "modules_per_pack": 20.0, "pack_energy": 360.0})
    >>> load_of_delivery(packs, "pack", 1000.0, Grade(share=0.5, soh=0.8)).sold
    288.0
    """
    design = chemistry.design
    packs = mass / design[f"{form}_mass"]
    return Load(
        packs=packs,
        modules=packs * design["modules_per_pack"],
        opened=packs if form == "pack" else 0.0,
        energy=packs * design["pack_energy"],
        sold=packs * design["pack_energy"] * grade.share * grade.soh,
    )


def hours(held: Load, share: Number, rule: Mapping[str, Number]) -> Number:
    """Technicians' hours per tonne delivered.

    hours = packs x receive + opened x open + modules x handle + (modules x assemble + packs x finish) x share [h/t]

    Args:
        held: packs and modules [1/t].
        share: of the modules that pass [1].
        rule: `receive`, `open`, `finish` [h/pack], `handle`, `assemble` [h/module].

    Source: nrel-b2u-2015, structure of the facility.

    >>> rule = {"receive": 0.5, "open": 2.0, "handle": 0.1, "assemble": 0.15, "finish": 2.0}
    >>> hours(Load(packs=2.0, opened=2.0, modules=40.0), 0.5, rule)
    14.0
    """
    arriving = held.packs * rule["receive"] + held.opened * rule["open"] + held.modules * rule["handle"]
    return arriving + (held.modules * rule["assemble"] + held.packs * rule["finish"]) * share


def channels(modules: Number, rule: Mapping[str, Number], method: Method) -> Number:
    """Test channels a facility needs, whole ones.

    modules a year x hours each / (hours of work a year x share of them in use)

    Args:
        modules: [1/yr].
        rule: `hours` [h/module], `use` [1].
        method: days and hours of work.

    Source: nrel-b2u-2015, structure of the facility.

    >>> from recyc_cli.model.records.scenario import Method
    >>> method = Method(plant={"days_per_year": 320.0, "hours_per_day": 20.0})
    >>> channels(100_000.0, {"hours": 8.0, "use": 0.85}, method)
    148.0
    """
    at_work = method.plant["days_per_year"] * method.plant["hours_per_day"] * rule["use"]
    return ceil(modules * rule["hours"] / at_work)


def test_power(held: Load, soh: Number, rule: Mapping[str, Number]) -> Number:
    """Electricity that testing burns: energy x health x cycles x share not fed back [MJ/t].

    Args:
        held: with its nameplate energy [MJ/t].
        soh: mean health of all modules [1].
        rule: `cycles`, `loss` [1].

    Source: nrel-b2u-2015, structure of the facility.

    >>> test_power(Load(energy=720.0), 0.8, {"cycles": 1.5, "loss": 0.25})
    216.0
    """
    return held.energy * soh * rule["cycles"] * rule["loss"]


def account(rule: Rule, held: Load, grade: Grade, soh: Number, region: Mapping[str, Number],
            rates: tuple[Number, Number]) -> Account:  # fmt: skip
    """Cost the facility, sized and staffed to be full; of its flows the power for tests alone counts [MJ/t].

    power, parts, sales = amount per tonne x what is delivered; labour = hours x wage of what it takes when full

    Args:
        rule: its numbers.
        held: what arrives and leaves, per tonne.
        grade: what passes.
        soh: mean health of all modules [1].
        region: wage, power, equipment factor.
        rates: what is delivered, and what would be if the facility were full [t/yr].

    Source: nrel-b2u-2015, structure of the facility; `production_cost.production`.

    >>> from recyc_cli import quote
    >>> round(quote(chemistry="lfp", route="reuse", throughput_t_per_year=5000).result.accounts[0].rate)
    5000
    """
    method, power = rule.method, test_power(held, soh, rule.test)
    rate, full = rates
    bench = channels(held.modules * full, rule.test, method)
    invested = _invested(rule, held, bench, full, region)
    sales = held.sold * grade.price
    parts = _parts(rule, held, grade)
    yearly = {
        "raw": add_up(line.amount for line in parts) * rate,
        "feed": 0.0,
        "utilities": power * region["electricity"] * rate,
        "effluent": 0.0,
    }
    operators = hours(held, grade.share, rule.labor) * region["wage"] * full
    made = production(yearly, operators, invested, sales * rate, sales * rate, method)
    flows = Flows(
        feed=TONNE, amount={"mass": TONNE}, reagents={}, energy={"electricity": power}, water=0.0, water_mass=0.0,
        co2=0.0, products={}, wastes={}, gas=0.0, elements={}, black_mass=[],
    )  # fmt: skip
    lines = [*parts, *_running(rule, held, grade, power, region), *_fixed(rule, made, rate, bench, full)]
    return Account(plant=rule.plant, flows=flows, rate=full, capital=invested, production=made, loads=[], lines=lines)


def _invested(rule: Rule, held: Load, bench: Number, rate: Number, region: Mapping[str, Number]) -> Capital:
    """Capital of a facility of so many test channels and tonnes a year [money]."""
    facility = rule.facility
    kit = facility["kit"] * (held.energy * rate / facility["size"]) ** facility["exponent"]
    return capital((bench * rule.test["channel"] + kit) * region["equipment_factor"], rule.method)


def _parts(rule: Rule, held: Load, grade: Grade) -> list[Line]:
    """Lines of the parts that go into what is sold [money/t]."""
    price, packs = rule.parts, held.packs * grade.share
    lines = [
        Line(COST, STAGE, "materials", name, held.packs * grade.share * price[name], packs, "pack/t", price[name],
             "USD/pack")
        for name in ("bms", "certification")
    ]  # fmt: skip
    kwh, kwh_price = held.sold / MJ_PER_KWH, price["housing"] * MJ_PER_KWH
    housing = Line(COST, STAGE, "materials", "housing", held.sold * price["housing"], kwh, "kWh/t", kwh_price,
                   "USD/kWh")  # fmt: skip
    return [*lines, housing]


def _running(rule: Rule, held: Load, grade: Grade, power: Number, region: Mapping[str, Number]) -> list[Line]:
    """Lines of the power for tests and of what is put aside for the warranty [money/t]."""
    kwh, price = power / MJ_PER_KWH, region["electricity"] * MJ_PER_KWH
    bill, reserve = power * region["electricity"], held.sold * grade.price * rule.sale["warranty"]
    return [
        Line(COST, STAGE, "utilities", "electricity", bill, kwh, "kWh/t", price, "USD/kWh"),
        Line(COST, STAGE, "other_variable", "warranty reserve", reserve),
    ]


def _fixed(rule: Rule, made: Production, rate: Number, bench: Number, full: Number) -> list[Line]:
    """Lines of overheads, capital and the hall [money/t]."""
    facility = rule.facility
    stock = full * facility["stock_days"] / rule.method.plant["days_per_year"]
    hall = (bench * facility["channel_area"] + stock * facility["stock_area"] * TONNE) * facility["rent"]
    rent = Line(COST, STAGE, "other_fixed", "rent of the hall", hall / rate)
    return [*addon_lines(STAGE, made, rate), rent, *fixed_lines(STAGE, made, rate)]


def cost(lines: Iterable[Line]) -> Number:
    """Cost of the facility = sum of its lines but for what the holder is paid [money/t delivered].

    Args:
        lines: the ledger.

    Source: `facility.account`.

    >>> cost([Line(COST, STAGE, "labor", "crew", 200.0), Line(COST, STAGE, "feedstock", "feed price", 900.0)])
    200.0
    """
    return add_up(
        line.amount for line in lines if line.kind == COST and line.stage == STAGE and line.group != "feedstock"
    )


def lump_line(rule: Rule, sold: Number, rate: Number) -> Line:
    """Repurposing as a lump sum: energy sold x price x (kWh sold a year)^exponent [money/t].

    Args:
        rule: `price` [money/MJ] and `exponent` [1] of its lump.
        sold: energy sold [MJ/t delivered].
        rate: [t delivered/yr].

    Source: ma-2024, scale exponent 0.95 on the total.

    >>> from recyc_cli.model.records.plant import Plant
    >>> from recyc_cli.model.records.scenario import Rule
    >>> lump_line(Rule(plant=Plant(id="reuse"), lump={"price": 2.0, "exponent": -0.5}), 360.0, 100.0).amount
    7.2
    """
    yearly = sold * rate / MJ_PER_KWH
    amount = sold * rule.lump["price"] * yearly ** rule.lump["exponent"]
    return Line(COST, STAGE, "other_variable", "repurposing, lump sum", amount, sold / MJ_PER_KWH, "kWh/t")

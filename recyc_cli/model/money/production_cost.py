"""Computes what a plant costs to build and to run."""

from __future__ import annotations

from recyc_cli.model.numbers.arithmetic import NO_RESULT, add_up, guarded, maximum
from recyc_cli.model.numbers.interest import annuity
from recyc_cli.model.records.ledger import Capital, Production
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.plant import Investment, Plant
    from recyc_cli.model.records.scenario import Method


def capital(purchased: Number, method: Method) -> Capital:
    """Fixed capital from purchased equipment [money].

    ISBL = equipment (1 + installation factors); OSBL, design and contingency are shares of it.

    Args:
        purchased: equipment, the region's factor included [money].
        method: installation factors, OSBL, design and contingency [1].

    Source: towler-sinnott-2021; everbatt-2023, sheet `CM Rec Par.` rows 457 and below.

    >>> from recyc_cli import quote
    >>> method = quote(chemistry="nmc622", method="everbatt-2023").resolved.scenario.method
    >>> round(capital(1.0, method).isbl, 6), round(capital(1.0, method).fixed_capital, 6)
    (3.2, 6.032)
    """
    factor = method.capital
    installation = (
        1.0 + factor["erection"] + factor["piping"] + factor["instrumentation"] + factor["electrical"]
        + factor["civil"] + factor["structures"] + factor["lagging"]
    )  # fmt: skip
    isbl = purchased * installation
    osbl = isbl * factor["osbl"]
    design = (isbl + osbl) * factor["design"]
    base = isbl + osbl * factor["contingency_on_osbl"] + design * factor["contingency_on_design"]
    contingency = base * factor["contingency"]
    return Capital(
        purchased_equipment=purchased,
        isbl=isbl,
        osbl=osbl,
        design_engineering=design,
        contingency=contingency,
        fixed_capital=isbl + osbl + design + contingency,
    )


def capital_as_built(modelled: Capital, known: Investment, feed_rate: Number, level: Number, method: Method) -> Capital:
    """Capital of a plant whose fixed capital is known [money]: at another feed it grows with a power of it.

    fixed capital = known x level (feed / capacity)^exponent; its parts keep the proportions of a modelled one.

    Args:
        modelled: the capital of any equipment, for its proportions [money].
        known: fixed capital [money] and the feed at which it holds [t/yr].
        feed_rate: feed of the plant [t/yr].
        level: how much dearer plants have become since (`equipment.price_level`) [1].
        method: the exponent.

    Source: peters-timmerhaus, six-tenths rule.

    >>> from recyc_cli.model.records.plant import Investment
    >>> from recyc_cli.model.records.scenario import Method
    >>> modelled, known = Capital(isbl=60.0, fixed_capital=100.0), Investment(fixed_capital=50.0, capacity=1000.0)
    >>> round(capital_as_built(modelled, known, 2000.0, 1.0, Method(capital={"investment_exponent": 0.6})).isbl, 3)
    45.471
    """
    growth = (feed_rate / known.capacity) ** method.capital["investment_exponent"]
    fixed: Number = known.fixed_capital * level * growth
    parts = {part: amount * (fixed / modelled.fixed_capital) for part, amount in vars(modelled).items()}
    return Capital(**parts | {"fixed_capital": fixed})


def labor_hours(plant: Plant, feed_rate: Number, method: Method) -> Number:
    """Operator hours a plant needs [h/d]: its crew, or the method's, scaled with the feed, at least the minimum.

    max(crew (feed / reference feed)^exponent, minimum, sum of the stations)

    Args:
        plant: its crew [h/d] and stations.
        feed_rate: feed of the plant [t/yr].
        method: crew, minimum [h/d], exponent, and whether stations count.

    Source: everbatt-2023, sheet `CM Rec Par.`; peters-timmerhaus, power 0.25; method recyc, correction labor-scale.

    >>> from recyc_cli.model.records.plant import Plant
    >>> from recyc_cli.model.records.scenario import Method
    >>> rule = {"crew": 192.0, "minimum": 76.8, "scale_exponent": 0.25, "station_hours": 0.0}
    >>> labor_hours(Plant(equipment=(), crew=None, reference_feed=10_000.0), 160_000.0, Method(labor=rule))
    384.0
    """
    rule = method.labor
    stations = add_up(item.station_hours for item in plant.equipment) * rule["station_hours"]
    own = rule["crew"] if plant.crew is None else plant.crew
    crew = own * (feed_rate / plant.reference_feed) ** rule["scale_exponent"]
    return maximum(maximum(crew, rule["minimum"]), stations)


def share_left_of_cost(method: Method) -> Number:
    """Share of a plant's cost of production that selling, royalty and interest on working capital leave [1].

    1 - k - j cash, with k the share of selling and royalty, j the interest. There is a cost only where it is above 0:
    below, each of the three asks for more of the others than there is. In an array it is NaN there.

    Args:
        method: selling, royalty, working capital and its interest.

    Source: `production_cost.production`.

    >>> from recyc_cli import quote
    >>> round(share_left_of_cost(quote(chemistry="nmc622", method="everbatt-2023").resolved.scenario.method), 6)
    0.971923
    """
    k, j = _on_total(method), method.operating["working_capital_interest"]
    left: Number = 1.0 - k - method.working_capital["cash_cost"] * j
    return guarded(left, left > 0.0, NO_RESULT)


def _on_total(method: Method) -> Number:
    """Share of the total cost of production that goes to selling and royalty [1]."""
    return _selling_share(method) + method.operating["royalty"]


def _selling_share(method: Method) -> Number:
    """Share of the total cost of production that goes to selling, where that is no share of sales [1]."""
    return method.operating["selling"] * (1.0 - method.feed["selling_on_sales"])


def production(costs: Mapping[str, Number], operators: Number, invested: Capital, revenue: Number, sales: Number,
               method: Method) -> Production:  # fmt: skip
    """Cost of production of a plant, its loop solved in closed form [money/yr].

    With k the share of the total that is selling and royalty, j the interest on what is tied up, B all else fixed:
    F = (B + k (V + ACC) + j (cash V - raw_weeks raw + fixed (ISBL + OSBL))) / (1 - k - j cash)

    Args:
        costs: `raw`, `feed`, `utilities`, `effluent` [money/yr].
        operators: wages of the operators [money/yr].
        invested: the plant's capital.
        revenue: what R&D is a share of [money/yr].
        sales: what selling may be a share of [money/yr].
        method: factors.

    Source: everbatt-2023, sheet `CM Rec Par.` rows 430 to 510; towler-sinnott-2021.

    >>> from recyc_cli import quote
    >>> round(quote(chemistry="nmc622", route="pyro", method="everbatt-2023").result.accounts[0].production.total)
    45768317
    """
    rule, stock = method.operating, method.working_capital
    varied = _variable_costs(costs, method)
    labor = operators * (1.0 + rule["supervision"]) * (1.0 + rule["salary_overhead"])
    site = invested.isbl + invested.osbl
    annual = invested.fixed_capital * annuity(method.capital["interest"], method.plant["life"])
    research, selling_sales = revenue * rule["r_and_d"], sales * rule["selling"] * method.feed["selling_on_sales"]
    maintenance, general = invested.isbl * rule["maintenance"], labor * rule["general"]
    shares = site * (rule["tax_insurance"] + rule["rent"] + rule["environmental"])
    own = labor + maintenance + shares + research + general + selling_sales
    k, j = _on_total(method), rule["working_capital_interest"]
    tied = _tied_up(varied["variable"], varied["raw"] + varied["feed"], method) + site * stock["fixed"]
    fixed = (own + (varied["variable"] + annual) * k + tied * j) / share_left_of_cost(method)
    total = varied["variable"] + fixed + annual
    working = tied + fixed * stock["cash_cost"]
    return Production(
        **varied, labor=labor, maintenance=maintenance, tax_insurance=site * rule["tax_insurance"], total=total,
        rent=site * rule["rent"], environmental=site * rule["environmental"], r_and_d=research, general=general,
        selling=total * _selling_share(method) + selling_sales, royalty=total * rule["royalty"], fixed=fixed,
        capital_charges=working * j, annualized_capital=annual, working_capital=working)  # fmt: skip


def _variable_costs(costs: Mapping[str, Number], method: Method) -> dict[str, Number]:
    """Variable costs and their sum, by their name in `Production` [money/yr]."""
    feed = costs["feed"] * method.feed["in_plant"]
    base = costs["raw"] + costs["feed"] * method.feed["addons"]
    consumables, packaging = base * method.operating["consumables"], base * method.operating["packaging"]
    variable = costs["raw"] + feed + costs["utilities"] + consumables + costs["effluent"] + packaging
    return {**costs, "feed": feed, "consumables": consumables, "packaging": packaging, "variable": variable}


def _tied_up(variable: Number, bought: Number, method: Method) -> Number:
    """Working capital that variable costs tie up, less what is owed for materials and feed [money]."""
    stock = method.working_capital
    return variable * stock["cash_cost"] - bought * stock["raw_materials"]


def feed_knock_on(method: Method) -> Number:
    """Cost of a plant per unit of feed price booked inside it: d(total)/d(feed) of `production` [money/money].

    Equals 1 plus consumables, packaging, working capital, selling and royalty on it.

    Args:
        method: how the feed sits in the account, and the shares on it.

    Source: `production_cost.production`.

    >>> from recyc_cli import quote
    >>> round(feed_knock_on(quote(chemistry="nmc622", method="everbatt-2023").resolved.scenario.method), 6)
    1.077958
    """
    variable, _, fixed = _of_feed_inside(method)
    return variable + fixed


def _of_feed_inside(method: Method) -> tuple[Number, Number, Number]:
    """Variable cost, capital tied up and cost on the total, each per unit of feed price booked inside a plant."""
    rule, feed = method.operating, method.feed
    variable = feed["in_plant"] + (rule["consumables"] + rule["packaging"]) * feed["addons"]
    tied = _tied_up(variable, feed["in_plant"], method)
    on_total = variable * _on_total(method) + tied * rule["working_capital_interest"]
    return variable, tied, on_total / share_left_of_cost(method)


def toll_knock_on(method: Method) -> Number:
    """Cost of a plant per unit of a toll that it is paid: d(total)/d(sales) of `production` [money/money].

    (R&D + selling on sales) / (1 - k - j cash)

    Args:
        method: the shares of sales, and those on the total.

    Source: `production_cost.production`.

    >>> from recyc_cli import quote
    >>> round(toll_knock_on(quote(chemistry="nmc622", method="everbatt-2023").resolved.scenario.method), 6)
    0.010289
    """
    rule = method.operating
    on_sales = rule["r_and_d"] + rule["selling"] * method.feed["selling_on_sales"]
    return on_sales / share_left_of_cost(method)


def toll_interest(method: Method) -> Number:
    """Interest on working capital per unit of a toll that a plant is paid [money/money].

    interest = `toll_knock_on` x cash share x rate, what of it lenders of the working capital are owed

    Args:
        method: the shares of sales, and those on the total.

    Source: `production_cost.production`.

    >>> from recyc_cli import quote
    >>> round(toll_interest(quote(chemistry="nmc622", method="everbatt-2023").resolved.scenario.method), 7)
    8.31e-05
    """
    owed = method.working_capital["cash_cost"] * method.operating["working_capital_interest"]
    return toll_knock_on(method) * owed


def feed_interest(method: Method) -> Number:
    """Interest on working capital per unit of feed price booked inside a plant [money/money].

    interest = (tied up + cost on the total x cash share) x rate, the share of `feed_knock_on` that lenders are owed

    Args:
        method: how the feed sits in the account, and the shares on it.

    Source: `production_cost.production`.

    >>> from recyc_cli import quote
    >>> round(feed_interest(quote(chemistry="nmc622", method="everbatt-2023").resolved.scenario.method), 6)
    0.006399
    """
    _, tied, fixed = _of_feed_inside(method)
    return (tied + fixed * method.working_capital["cash_cost"]) * method.operating["working_capital_interest"]


def gate_carry(method: Method) -> Number:
    """Interest on the working capital that a feed paid at the gate ties up, per unit of its price [money/money].

    (cash - raw_weeks) j

    Args:
        method: working capital and its interest.

    Source: `production_cost.production`; method recyc, correction feed-at-gate.

    >>> from recyc_cli import quote
    >>> round(gate_carry(quote(chemistry="nmc622", method="everbatt-2023").resolved.scenario.method) * 52 / 0.06, 6)
    5.0
    """
    stock = method.working_capital
    return (stock["cash_cost"] - stock["raw_materials"]) * method.operating["working_capital_interest"]

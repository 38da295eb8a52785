"""Computes whose metal a product holds, its burden, and what a premium must be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.cathode.cathode import burden_of_chemicals
from recyc_cli.model.numbers.arithmetic import add_up, maximum, ratio, share_of
from recyc_cli.model.records.masses import HANDED_ON, PRODUCT, Fraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.masses import Masses
    from recyc_cli.model.records.scenario import Scenario


def attributed(whole: Masses, lot: Fraction) -> list[Fraction]:
    """Products put down to one of several lots that were worked together: by what each brought of an element.

    m(p, e, lot) = m(p, e) x m_in(lot, e) / m_in(e); what a product holds beside elements by the lots' masses

    Args:
        whole: of all lots together [kg].
        lot: what it brought [kg].

    Source: eu-2025-606, mass balance.

    >>> from recyc_cli.model.records.masses import Fraction, Masses
    >>> lots = [Fraction(name="", mass=m, derived=m, elements={"ni": n}) for m, n in ((600.0, 9.0), (400.0, 1.0))]
    >>> fed = Fraction(name="", mass=1000.0, derived=1000.0, elements={"ni": 10.0})
    >>> salt = Fraction(name="salt", mass=20.0, derived=8.0, elements={"ni": 8.0})
    >>> [attributed(Masses(fed=fed, outputs=[salt]), lot)[0].elements["ni"] for lot in lots]
    [7.2, 0.8]
    """
    by_mass = ratio(lot.derived, whole.fed.derived, 0.0)
    return [_part(each, lot, whole.fed, by_mass) for each in whole.outputs if each.use in (PRODUCT, HANDED_ON)]


def _part(each: Fraction, lot: Fraction, fed: Fraction, by_mass: Number) -> Fraction:
    shares = {name: ratio(lot.elements.get(name, 0.0), fed.elements.get(name, 0.0), by_mass) for name in each.elements}
    elements = {name: mass * shares[name] for name, mass in each.elements.items()}
    held, mine = add_up(each.elements.values()), add_up(elements.values())
    rest = (each.derived - held) * by_mass
    share = ratio(mine, held, by_mass)
    return Fraction(
        name=each.name,
        stage=each.stage,
        use=each.use,
        mass=each.mass * share,
        derived=mine + rest,
        elements=elements,
        parts={name: mass * share for name, mass in each.parts.items()},
        reagents={name: mass * share for name, mass in each.reagents.items()},
    )


def elsewhere(fed: Number, products: Iterable[Number]) -> Number:
    """What of an element is in no product = fed - sum over products [kg].

    Args:
        fed: of it in the batteries [kg].
        products: of it in each product [kg].

    Source: `mass_balance.by_element`.

    >>> elsewhere(10.0, [6.0, 3.0])
    1.0
    """
    rest = fed
    for mass in products:
        rest = rest - mass
    return rest


def content_of(one: Fraction, element: str) -> Number:
    """Recycled content of a product = what of an element was in the batteries / all of it in the product [1].

    Args:
        one: the product [kg].
        element: its symbol.

    Source: eu-2023-1542, Article 8.

    >>> content_of(Fraction(name="", mass=9.0, derived=9.0, elements={"li": 3.0}, reagents={"li": 1.0}), "li")
    0.75
    """
    mine = one.elements.get(element, 0.0)
    return share_of(mine, mine + one.reagents.get(element, 0.0))


def burden_of_lot(burden: Number, mass: Number) -> Number:
    """Burden of what was weighed = burden per tonne x its mass [kg, MJ or L].

    Args:
        burden: of all plants, per tonne delivered [kg/t, MJ/t or L/t].
        mass: of what went in [t].

    Source: greet-2022, burdens of the chain.

    >>> burden_of_lot(1500.0, 40.0)
    60000.0
    """
    return burden * mass


def burden_per_kg(burden: Number, part: Number, whole: Number, mass: Number) -> Number:
    """Burden of a kilogram of product = burden of the plants x its part of what they make / its mass.

    Args:
        burden: of all plants [kg, MJ or L].
        part: of what burdens are shared by: battery-derived mass, or value.
        whole: of the same, of all products.
        mass: of the product [kg].

    Source: greet-2022, burdens of the chain.

    >>> burden_per_kg(1000.0, 20.0, 100.0, 50.0)
    4.0
    """
    return ratio(burden * ratio(part, whole, 0.0), mass, 0.0)


def virgin_burden(scenario: Scenario, product: str) -> list[Number] | None:
    """Burden of a kilogram of the same from virgin material [MJ, L, g]; None where nobody states it.

    burden = factors of the chemical x its mass in a kilogram

    Args:
        scenario: its environmental factors, and which chemical each product can become.
        product: its name.

    Source: greet-2022.

    >>> from recyc_cli import quote
    >>> rows = virgin_burden(quote(chemistry="nmc622", route="hydro").resolved.scenario, "lithium_carbonate")
    >>> rows is not None and round(rows[-1] / 1000, 1)
    12.4
    """
    known, rule = scenario.factors.materials, scenario.cathode
    as_chemical = {precursor.product: (name, precursor.mass) for name, precursor in rule.precursors.items()}
    name, mass = (product, 1.0) if product in known else as_chemical.get(product, ("", 0.0))
    return burden_of_chemicals({name: mass}, rule, scenario.factors, scenario.method) if name in known else None


def premium_due(gap: Number, value: Number) -> Number:
    """Premium on products that makes up for what a way earns less = gap / value of the products, 0 at least [1].

    Args:
        gap: by which the way earns less [money/t delivered].
        value: of its certified products [money/t delivered].

    Source: recyc-estimate.

    >>> premium_due(50.0, 1000.0), premium_due(-50.0, 1000.0)
    (0.05, 0.0)
    """
    return maximum(share_of(gap, value), 0.0)


def premium_paid(premium: Number, value: Number) -> Number:
    """What a premium brings = premium x value of the products [money/t delivered].

    Args:
        premium: on their price [1].
        value: of the certified products [money/t delivered].

    Source: recyc-estimate.

    >>> premium_paid(0.05, 1000.0)
    50.0
    """
    return premium * value


def carbon_worth(ours: Number, virgin: Number, price: Number) -> Number:
    """What a buyer saves on carbon by a kilogram of product = (virgin - ours) x price [money/kg].

    Args:
        ours: greenhouse gases of it [kg/kg].
        virgin: of virgin material [kg/kg].
        price: of carbon dioxide [money/kg].

    Source: greet-2022.

    >>> carbon_worth(2.0, 6.0, 0.07)
    0.28
    """
    return (virgin - ours) * price


def certified_value(values: Mapping[tuple[str, str], Number], names: Iterable[tuple[str, str]]) -> Number:
    """Value of the products that a certificate covers = sum of their values [money/t delivered].

    Args:
        values: by stage and product [money/t delivered].
        names: stages and products that are covered.

    Source: `sales.sell`.

    >>> certified_value({("leach", "salt"): 5.0, ("shred", "scrap"): 1.0}, [("leach", "salt")])
    5.0
    """
    whole: Number = 0.0
    for name in names:
        whole = whole + values.get(name, 0.0)
    return whole


def certified_worth(mass: Number, worth: Number) -> Number:
    """What a product is worth to a buyer beside its price = mass x worth [money/t delivered].

    Args:
        mass: of the product [kg/t delivered].
        worth: of a kilogram of it [money/kg].

    Source: `certified.carbon_worth`.

    >>> certified_worth(70.0, 0.5)
    35.0
    """
    return mass * worth

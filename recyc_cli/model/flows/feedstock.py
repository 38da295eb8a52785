"""Computes what a feed holds: masses of components and elements, packs, energy."""

from __future__ import annotations

from functools import cache

from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry, Stream
    from recyc_cli.model.records.struct import Form

TONNE = 1000.0
"""[kg/t]"""
MJ_PER_KWH = 3.6
BATTERY_FORMS = ("pack", "module", "cell")
"""Forms with a nameplate energy."""


def as_weighed(mass: Number, stream: Stream) -> Number:
    """Mass of a stream with the water that it holds = dry mass / (1 - moisture) [unit of the mass].

    Args:
        mass: dry.
        stream: that it is of.

    Source: fastmarkets-black-mass-spec-2024-04, assays of black mass are of its dry mass.

    >>> from recyc_cli.model.records.feed import Stream
    >>> as_weighed(800.0, Stream(moisture=0.2)), as_weighed(800.0, Stream())
    (1000.0, 800.0)
    """
    return mass if stream.moisture is None else mass / (1.0 - stream.moisture)


def mass_fractions(moles: Mapping[str, Number], atomic_mass: Mapping[str, Number]) -> dict[str, Number]:
    """Mass fraction of each element in a compound.

    w(e) = n(e) M(e) / sum over elements of n M

    Args:
        moles: atoms per formula unit [mol/mol].
        atomic_mass: atomic masses [g/mol].

    Returns:
        Element -> mass fraction [kg/kg].

    Raises:
        KeyError: an element without atomic mass.

    Source: everbatt-2023, sheet `CM Rec Par.` rows 59 to 71.

    >>> round(mass_fractions({"li": 2, "c": 1, "o": 3}, {"li": 6.94, "c": 12.011, "o": 15.999})["li"], 5)
    0.18785
    """
    masses = {element: count * atomic_mass[element] for element, count in moles.items()}
    whole: Number = add_up(masses.values())
    return {element: mass / whole for element, mass in masses.items()}


@cache
def parse_formula(formula: str) -> Mapping[str, float]:
    """Read a chemical formula without brackets; subscripts may be fractional.

    Args:
        formula: for example `Li2CO3`.

    Returns:
        Element symbol in lower case -> atoms [mol/mol].

    >>> parse_formula("Li2CO3")
    {'li': 2.0, 'c': 1.0, 'o': 3.0}
    """
    moles: dict[str, float] = {}
    position = 0
    while position < len(formula):
        end = position + 1
        while end < len(formula) and formula[end].islower():
            end += 1
        symbol = formula[position:end].lower()
        position = end
        while end < len(formula) and (formula[end].isdigit() or formula[end] == "."):
            end += 1
        moles[symbol] = moles.get(symbol, 0.0) + float(formula[position:end] or 1)
        position = end
    return moles


def amounts(components: Mapping[str, Number], chemistry: Chemistry) -> dict[str, Number]:
    """Everything a linear form may refer to, for one stream [kg/t delivered].

    `mass` is the total; a component goes by its name (`graphite`), an element by its symbol (`ni`: summed over all
    components), an element inside one component by both (`cathode.fe`). Copper and aluminium metal are components.

    m(e) = sum over components of m(k) w(k, e)

    Args:
        components: component masses [kg/t delivered].
        chemistry: says what the components are made of.

    Returns:
        Name -> mass [kg/t delivered].

    Source: everbatt-2023, sheet `CM Rec Par.` rows 59 to 71.

    >>> from recyc_cli.model.records.feed import Chemistry
    >>> lfp = Chemistry(inside={"cathode": (("fe", "cathode.fe", 0.25),)})
    >>> amounts({"cathode": 300.0, "graphite": 200.0}, lfp)
    {'cathode': 300.0, 'graphite': 200.0, 'cathode.fe': 75.0, 'fe': 75.0, 'mass': 500.0}
    """
    result: dict[str, Number] = dict(components)
    whole: Number = 0.0
    for component, mass in components.items():
        whole = whole + mass
        for element, name, fraction in chemistry.inside.get(component, ()):
            inside = mass * fraction
            result[name] = inside
            result[element] = result[element] + inside if element in result else inside
    result["mass"] = whole
    return result


def dot(form: Form, amount: Mapping[str, Number]) -> Number:
    """Linear form = sum of coefficient x amount, absent amounts being zero [unit of the form].

    >>> dot({"ni": 2.0, "co": 1.0}, {"ni": 3.0})
    6.0
    """
    result: Number = 0.0
    for name, coefficient in form.items():
        if name in amount:
            result = result + coefficient * amount[name]
    return result


def energy_of(streams: Sequence[Stream]) -> Number | None:
    """Nameplate energy of a feed [MJ/t delivered]; None where a part of it has none (scrap, black mass).

    energy = sum over streams of packs x energy of a pack

    Source: `feedstock.packs_of`.

    >>> from recyc_cli.model.records.feed import Chemistry, Stream
    >>> packs = Chemistry(design={"pack_mass": 500.0, "pack_energy": 360.0})
    >>> energy_of([Stream(chemistry=packs, form="pack", share=1.0)])
    720.0
    """
    return _of_packs(streams, lambda stream, packs: packs * stream.chemistry.design["pack_energy"])


def energy_density(energy: Number, mass: Number) -> Number:
    """Energy of a battery by its mass = energy / 3.6 / mass x 1000 [kWh/t].

    Args:
        energy: [MJ].
        mass: [kg].

    Source: `feedstock.packs_of`.

    >>> energy_density(180.0, 250.0)
    200.0
    """
    return energy / MJ_PER_KWH / mass * TONNE


def masses(fractions: Mapping[str, Number], share: Number) -> dict[str, Number]:
    """Masses of components = their fractions x share of a tonne [kg/t delivered].

    Args:
        fractions: of a form of feed [kg/kg].
        share: of the delivered mass [1].

    Source: `feedstock.amounts`.

    >>> masses({"cathode": 0.25, "steel": 0.75}, 0.5)
    {'cathode': 125.0, 'steel': 375.0}
    """
    mass = TONNE * share
    return {component: fraction * mass for component, fraction in fractions.items()}


def packs_of(streams: Sequence[Stream]) -> Number | None:
    """Packs a feed comes from [1/t delivered]; None where a part of it comes from none.

    packs = sum over streams of mass / mass of a pack, or of its modules or cells

    Source: everbatt-2023, sheet `Disassembly`.

    >>> from recyc_cli.model.records.feed import Chemistry, Stream
    >>> packs = Chemistry(design={"pack_mass": 500.0, "pack_energy": 360.0})
    >>> packs_of([Stream(chemistry=packs, form="pack", share=0.5)])
    1.0
    """
    return _of_packs(streams, lambda _, packs: packs)


def _of_packs(streams: Sequence[Stream], amount: Callable[[Stream, Number], Number]) -> Number | None:
    """Sum over the streams of an amount of the packs each comes from [1/t delivered].

    None where one comes from none, or its chemistry describes none.
    """
    whole: Number = 0.0
    for stream in streams:
        design = stream.chemistry.design
        mass = design.get(f"{stream.form}_mass") if stream.form in BATTERY_FORMS else None
        if mass is None or "pack_energy" not in design:
            return None
        whole = whole + amount(stream, stream.share * TONNE / mass)
    return whole

"""Mass balance of a chain: in, products, wastes, emissions; in total and element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.feedstock import ELEMENTS
from recyc_cli.model.inputs import Struct
from recyc_cli.model.process import GAS, WASTES, add

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.inputs import Scenario
    from recyc_cli.model.number import Number
    from recyc_cli.model.process import Flows


class Balance(Struct):
    """Masses per tonne delivered [kg]; closure = in - products - wastes - emissions."""

    entering: Number
    products: Number
    wastes: Number
    emissions: Number

    @property
    def closure(self) -> Number:
        """What is missing (positive) or counted twice (negative) [kg/t delivered]."""
        return self.entering - self.products - self.wastes - self.emissions


def total(delivered: Number, flows: Iterable[Flows], parts_sold: Number, parts_wasted: Number) -> Balance:
    """Balance of all mass.

    in = delivered feed + reagents + process water; fuel, combustion air and packaging stand outside.

    Args:
        delivered: the feed [kg].
        flows: of every plant.
        parts_sold: parts sold by disassembly [kg].
        parts_wasted: parts thrown away by disassembly [kg].
    """
    result = Balance(entering=delivered, products=parts_sold, wastes=parts_wasted, emissions=0.0)
    for flow in flows:
        result.entering = result.entering + sum(flow.reagents.values()) + flow.water_mass
        result.products = result.products + sum(flow.products.values())
        result.wastes = result.wastes + sum(flow.wastes.values())
        result.emissions = result.emissions + flow.gas
    return result


def by_element(
    scenario: Scenario,
    delivered: Mapping[str, Number],
    flows: Iterable[Flows],
    parts_sold: Mapping[str, Number],
    parts_wasted: Mapping[str, Number],
) -> dict[str, Balance]:
    """Balance of each tracked element.

    Args:
        scenario: what reagents and parts are made of.
        delivered: amounts of the delivered feed [kg].
        flows: of every plant.
        parts_sold: product -> parts sold by disassembly [kg].
        parts_wasted: component -> parts thrown away [kg].
    """
    entering = {element: delivered[element] for element in ELEMENTS if element in delivered}
    out: dict[str, dict[str, Number]] = {"products": {}, "wastes": {}, "emissions": {}}
    for kind, parts in (("products", parts_sold), ("wastes", parts_wasted)):
        for name, mass in parts.items():
            for element, fraction in scenario.substances.get(name, {}).items():
                add(out[kind], element, mass * fraction)
    for flow in flows:
        for reagent, mass in flow.reagents.items():
            for element, fraction in scenario.substances.get(f"reagent.{reagent}", {}).items():
                inside = mass * fraction
                add(entering, element, inside)
                add(out["wastes"], element, inside)
        for destination, held in flow.elements.items():
            kind = "emissions" if destination == GAS else "wastes" if destination in WASTES else "products"
            for element, mass in held.items():
                add(out[kind], element, mass)
    return {
        element: Balance(entering=entering[element], **{kind: out[kind].get(element, 0.0) for kind in out})
        for element in ELEMENTS
        if element in entering
    }

"""Traces where the mass of a tonne goes: components, stages, products, wastes, gas.

A node is `KIND` or `KIND:NAME` (`component:cathode`, `feed`, `reagents:recovery`, `stage:recovery`,
`product:recovery:nickel`, `waste:recovery:solid_waste`, `gas:recovery`). Process water that leaves as waste water runs
through a stage without a part in it: it stands in `water_kg`, not in the links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.second_life.facility import STAGE as REUSE
from recyc_cli.model.second_life.recycling_after import RECYCLING, REJECTED, RETURNED
from recyc_cli.model.second_life.reuse import SOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.model.records.ledger import Account
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.products import MassFlows

Link = tuple[str, str, float]
FEED, DISASSEMBLY, WATER, OTHER = "feed", "disassembly", "waste_water", "other"
NAMED = 0.04
"""Share of the feed from which a component is named by itself."""
NOTHING = 1e-6
"""[kg/t] below which there is nothing to draw."""


def mass_flows(quote: Answer) -> MassFlows:
    """Return the mass flows of a quote [kg/t delivered].

    Returns:
        `links` (`from`, `to`, `kg_per_t`), `water_kg` that only runs through, and `other`: the components that are
        too small to be named by themselves.
    """
    named, others = _components(quote)
    links = [(f"component:{name}", FEED, mass) for name, mass in named.items()]
    if quote.result.second is not None:
        links += _second_life(quote)
    elif quote.result.accounts:
        links += [*_disassembly(quote), *_plants(quote)]
    else:
        links += [(FEED, f"product:holder:{item.product}", item.mass) for item in quote.result.sold]
    return {
        "links": [{"from": start, "to": end, "kg_per_t": mass} for start, end, mass in links if mass > NOTHING],
        "water_kg": add_up(_through(account) for account in quote.result.accounts),
        "other": others,
    }


def _components(quote: Answer) -> tuple[dict[str, float], list[str]]:
    """Return the components of the feed, small ones together, and the names of those."""
    delivered: Any = quote.result.delivered
    names = dict.fromkeys(name for stream in quote.resolved.scenario.streams for name in stream.delivered)
    masses = {name: delivered[name] for name in names if name in delivered}
    if not masses:  # a refiner buys what the shredder made of them
        return {BLACK_MASS: delivered["mass"]}, []
    named = {name: mass for name, mass in masses.items() if mass >= NAMED * delivered["mass"]}
    others = [name for name in masses if name not in named]
    rest = add_up(masses[name] for name in others)
    return (named | {OTHER: rest} if others else named), others


def _disassembly(quote: Answer) -> Iterator[Link]:
    """Yield what disassembly takes and gives; nothing where packs go in whole."""
    parts: Any = quote.result.parts
    taken = add_up([*parts.sold.values(), *parts.wasted.values()])
    if not parts.sold and not parts.wasted:
        return
    kept = quote.result.accounts[0]
    yield FEED, f"stage:{DISASSEMBLY}", taken + kept.flows.feed
    yield from ((f"stage:{DISASSEMBLY}", f"product:{DISASSEMBLY}:{name}", mass) for name, mass in parts.sold.items())
    yield from ((f"stage:{DISASSEMBLY}", f"waste:{DISASSEMBLY}:{name}", mass) for name, mass in parts.wasted.items())


def _plants(quote: Answer) -> Iterator[Link]:
    """Yield what each plant takes and gives; black mass goes on to the next one, or is sold by the last."""
    accounts: Any = quote.result.accounts
    parts = quote.result.parts
    start = f"stage:{DISASSEMBLY}" if parts.sold or parts.wasted else FEED
    handed: Any = 0.0
    for index, account in enumerate(accounts):
        stage, flows = account.plant.stage, account.flows
        through = _through(account)
        fresh = add_up([*flows.reagents.values(), flows.water_mass]) - through
        yield start, f"stage:{stage}", flows.feed - handed
        yield f"reagents:{stage}", f"stage:{stage}", fresh
        for name, mass in flows.products.items():
            yield f"stage:{stage}", f"product:{stage}:{name}", mass
        handed = add_up(add_up(part.components.values()) for part in flows.black_mass)
        last = index == len(accounts) - 1
        if last:
            yield f"stage:{stage}", f"product:{stage}:{BLACK_MASS}", handed
            sold = add_up(item.mass for item in quote.result.sold if item.product == BLACK_MASS)
            yield FEED, f"product:{stage}:{BLACK_MASS}", sold - handed
        for name, mass in flows.wastes.items():
            yield f"stage:{stage}", f"waste:{stage}:{name}", mass - (through if name == WATER else 0.0)
        yield f"stage:{stage}", f"gas:{stage}", flows.gas
        if not last:
            yield f"stage:{stage}", f"stage:{accounts[index + 1].plant.stage}", handed


def _through(account: Account) -> Any:  # noqa: ANN401 - a number of the model
    """Return the process water that leaves a stage as waste water [kg/t]."""
    out: Any = account.flows.wastes.get(WATER, 0.0)
    return min(out, account.flows.water_mass)


def _second_life(quote: Answer) -> Iterator[Link]:
    """Yield what is sold again, what fails, and what comes back to be recycled."""
    masses: Any = {item.product: item.mass for item in quote.result.sold}
    sold, recycling = f"stage:{SOLD}", f"product:{REUSE}:{RECYCLING}"
    yield FEED, f"stage:{REUSE}", quote.result.delivered["mass"]
    yield f"stage:{REUSE}", sold, masses.get(SOLD, 0.0)
    yield f"stage:{REUSE}", recycling, masses.get(REJECTED, 0.0)
    yield sold, recycling, masses.get(RETURNED, 0.0)
    yield sold, f"product:{REUSE}:not_returned", masses.get(SOLD, 0.0) - masses.get(RETURNED, 0.0)

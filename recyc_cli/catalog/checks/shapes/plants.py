"""Defines the shapes of real plants: their public figures."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from recyc_cli.catalog.checks.quantities import In
from recyc_cli.catalog.checks.shapes.common import Rate, Shape, Titled
from recyc_cli.catalog.vocabulary import Form, Profile

Stage = Literal["preprocessing", "recovery"]


class Investment(Shape):
    """What a stage of a plant is known to have cost, and the feed of that stage at which it did.

    `cepci` is the plant cost index of the year of that money; one that states none is in the money of the deck's year.
    The index is of the U.S.: state a cost in USD, at the exchange rate of its time. The rest says what kind of word it
    is: `stands` for a plant that was studied, announced, being built or built, in which `form` its feed comes, the
    class of the estimate after AACE, and whether it is `held` against the model's own cost, or `why` not.
    """

    fixed_capital: Annotated[float, In("USD", low=0.0)]
    capacity: Rate
    cepci: Annotated[float, In("1", low=1e-9)] | None = None
    stands: Literal["study", "announced", "estimate", "built", ""] = ""
    form: Literal[Form, ""] = ""
    chemistry: str = ""
    route: str = ""
    held: bool = False
    why: str = ""
    estimate_class: Annotated[float, In("1", low=1.0, high=5.0)] | None = None
    operating_cost: Annotated[float, In("USD/kg", low=0.0)] | None = None


class Cost(Investment):
    """A public word on what a plant costs, for comparison alone: the stages that it `covers` at that feed."""

    covers: Annotated[list[Stage], Field(min_length=1)]


def _of_first(leaf: object) -> object:
    """Read a throughput that names no stage as that of the first plant."""
    return leaf if isinstance(leaf, dict) else {"value": leaf}


class Plant(Titled):
    """presets/plants: a real plant, its public figures; `set` is laid over the presets in force.

    `throughput` is its feed when it is full, `load` the share of it that it works.
    """

    company: str
    status: Literal["operating", "building", "planned", "paused", "closed"]
    routes: Annotated[list[str], Field(min_length=1)]
    region: str = ""
    form: Literal[Form, ""] = ""
    profile: Literal[Profile, ""] = ""
    throughput: Annotated[dict[Literal["value", "preprocessing", "recovery"], Rate], BeforeValidator(_of_first)] = {}
    load: Annotated[float, In("1", low=1e-3, high=1.0)] | None = None
    investment: dict[Stage, Investment] = {}
    costs: dict[str, Cost] = {}
    set: dict[str, Any] = {}
    facts: dict[str, Any] = {}

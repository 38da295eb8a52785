"""Defines a request with all that it resolves to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.numbers.traced import Leaf, Traced
    from recyc_cli.model.records.scenario import Scenario
    from recyc_cli.scenario.request import Request


class Resolved:
    """A scenario and where it comes from."""

    __slots__ = (
        "borrowed", "corrections", "documents", "fits", "fx", "inputs", "leaves", "library", "names", "numbers",
        "request", "scenario",
    )  # fmt: skip

    request: Request
    """What is asked for, filled in by vehicle and plant."""
    library: Library
    documents: dict[str, Document]
    """Presets in force, corrected and overridden, by the prefix of their numbers' paths."""
    names: dict[str, str]
    """Proper names: route, region, prices, method, plant, application, and each chemistry by what it was called."""
    corrections: list[str]
    borrowed: tuple[str, str]
    """Payables: the region's key and the key of the table used."""
    fits: dict[str, tuple[Fit, Collection[str]]]
    """How each chemistry's pack was scaled to the vehicle's, and the forms whose composition was given."""
    fx: Number
    """Units of the request's currency per USD."""
    inputs: dict[str, list[str]]
    """Where numbers remember their inputs (`model/numbers/sourced.py`): paths in the order of the bits, by preset."""
    leaves: dict[str, Leaf]
    """Where numbers are traced: each number of the presets in force and of the request, as written, by its path."""
    numbers: dict[str, Traced]
    """The same, as the model takes them: in canonical units and the request's currency."""
    scenario: Scenario

    @property
    def chemistries(self) -> list[str]:
        """Proper names of the chemistries, in the order of the feed."""
        return [name for role, name in self.names.items() if role.startswith("chemistry ")]


class Fit(NamedTuple):
    """How a chemistry's own pack was scaled to a vehicle's."""

    energy: Number
    """Energy of the vehicle's pack over that of the chemistry's [1]."""
    active: Number
    """Mass of what stores the energy, over that of the chemistry's pack [1]; `energy`, where the pack has the room."""
    rest: Number
    """Mass of everything else, over that of the chemistry's pack [1]."""
    density: Number
    """Energy of the vehicle's pack by its mass, over that of the chemistry's [1]."""
    before: Number
    """Share of what stores the energy in the chemistry's own pack [kg/kg]."""
    after: Number
    """Share of what stores the energy in the vehicle's pack [kg/kg]."""

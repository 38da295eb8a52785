"""Lists the titles, columns and rows that pages and sheets both show."""

from __future__ import annotations

from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.report.shapes.asked import Basis

CONTAINED, SOLD, COSTS, LEFT = "What is in the tonne", "What is sold", "What each stage costs", "What is left"
CAPITAL = "Capital of the plants"
OFFER, FED, BECOMES = "What is offered", "What is in the feed", "What becomes of it"
TREATMENT = "Footprint of transport and treatment"
SIDE = "Side by side"
STATED = ("ghg_kg", "total_energy_mj", "water_l")
"""Burdens that always stand in an account."""


def of_elements(money: str) -> tuple[str, ...]:
    """Return the columns of what a feed holds."""
    return ("element", "kg/t", f"{money}/kg", f"{money}/t")


def of_products(money: str) -> tuple[str, ...]:
    """Return the columns of what is sold."""
    return ("product", "kg/t", "recovered", f"{money}/kg", "paid", f"{money}/t")


OF_RECOVERED = ("product", "kg/t", "recovered")
"""The columns of what a customer is told of the products."""


def contained_value_words(basis: Basis) -> str:
    """Return the words of the contained value: which elements it counts.

    >>> contained_value_words({"contained_value": "Li, Ni"})
    'contained value (Li, Ni)'
    """
    return f"contained value ({basis['contained_value']})"


LIKELY = {"p10": "  in one of ten cases below", "p90": "  in one of ten cases above"}
"""Ends of the likely range of a margin, told below it."""

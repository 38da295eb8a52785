"""What written forms of a report show beside what the JSON holds."""

from __future__ import annotations

from typing import NotRequired, TypedDict

WRITTEN = "in written forms alone"
"""Marks fields of a report that its JSON has not."""


class Step(TypedDict):
    """A step from contained value to margin."""

    step: str
    amount: float
    """Signed [money/t]."""
    level: bool
    """Whether it is a subtotal."""


Link = TypedDict("Link", {"from": str, "to": str, "kg_per_t": float})
"""Mass that goes from one node to another [kg/t]."""


class MassFlows(TypedDict):
    """The mass flows of a quote."""

    links: list[Link]
    water_kg: float
    """Process water that only runs through [kg/t]."""
    other: list[str]
    """Components that are too small to be named by themselves."""


class Source(TypedDict):
    """Where numbers come from."""

    title: str
    publisher: NotRequired[str]
    year: NotRequired[str]
    url: NotRequired[str]
    license: NotRequired[str]
    note: NotRequired[str]


class Reference(Source):
    """A source in full."""

    id: str

"""Defines what shapes share: bounded measures, keys of every preset, products."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict

from recyc_cli.catalog.checks.quantities import In

Share = Annotated[float, In("1", low=0.0, high=1.0)]
Ratio = Annotated[float, In("1", low=0.0)]
Plain = Annotated[float, In("1")]
Mass = Annotated[float, In("kg", "kg/pack", low=0.0)]
Energy = Annotated[float, In("MJ", "MJ/pack", "MJ/cell", low=0.0)]
Price = Annotated[float, In("USD/kg")]
Rate = Annotated[float, In("t/yr", low=1.0)]


class Shape(BaseModel):
    """A group whose keys are all known."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Titled(Shape):
    """What every preset may say about itself."""

    title: str
    description: str = ""
    aliases: list[str] = []
    extends: str = ""


class Substance(Shape):
    """A component, reagent or product."""

    label: str
    formula: str = ""
    traded: str = ""


class Product(Shape):
    """A product with a price of its own or `of` another, and the share of it that is paid."""

    price: Price | Literal["follows"] | None = None
    of: str = ""
    payable: Ratio | None = None

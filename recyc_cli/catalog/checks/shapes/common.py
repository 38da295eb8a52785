"""Defines what shapes share: bounded measures, keys of every preset, products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError, core_schema

from recyc_cli.units import in_dollars

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


class Quantity(NamedTuple):
    """A number of the tree together with its canonical unit and the one it was written in."""

    value: float
    unit: str
    written: str


class In:
    """A number in one of these canonical units (amounts of money in any currency), within bounds."""

    def __init__(self, *units: str, low: float | None = None, high: float | None = None) -> None:
        self.units, self.low, self.high = units, low, high

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self._check)

    def _check(self, leaf: object) -> float:
        units = " or ".join(self.units)
        if not isinstance(leaf, Quantity):
            raise PydanticCustomError("number", "a number in {units} is due", {"units": units})
        if in_dollars(leaf.unit) not in self.units:
            raise PydanticCustomError(
                "unit", "{unit} does not convert to {units}", {"unit": leaf.written, "units": units}
            )
        if self.low is not None and leaf.value < self.low:
            raise PydanticCustomError("bound", "must not lie below {bound}", {"bound": f"{self.low:g}"})
        if self.high is not None and leaf.value > self.high:
            raise PydanticCustomError("bound", "must not lie above {bound}", {"bound": f"{self.high:g}"})
        return leaf.value


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

    price: Price | None = None
    of: str = ""
    payable: Ratio | None = None

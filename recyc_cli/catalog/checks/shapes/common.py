"""Defines what shapes share: bounded measures, keys of every preset, products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError, core_schema

from recyc_cli.catalog.vocabulary import FORMS, PROFILES, TERMS
from recyc_cli.errors import did_you_mean
from recyc_cli.model.flows.feedstock import parse_formula
from recyc_cli.units import in_dollars

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pydantic import GetCoreSchemaHandler

UNKNOWN = "unknown_name"
"""Type of a fault whose context holds a hint."""
EnergyRow = Literal["total_energy", "fossil_fuels", "coal", "natural_gas", "petroleum"]
EmissionRow = Literal[
    "voc", "co", "nox", "pm10", "pm2_5", "sox", "bc", "oc", "ch4", "n2o", "co2", "co2_with_voc_co", "ghg"
]
# The words stand in the vocabulary, which every quote reads, and `typing` none.
Form: TypeAlias = Literal[FORMS]  # type: ignore[valid-type]
Profile: TypeAlias = Literal[PROFILES]  # type: ignore[valid-type]
Incoterm: TypeAlias = Literal[TERMS]  # type: ignore[valid-type]


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
            said = {"unit": leaf.written, "units": units}
            raise PydanticCustomError("unit", "{unit} does not convert to {units}", said)
        if self.low is not None and leaf.value < self.low:
            raise PydanticCustomError("bound", "must not lie below {bound}", {"bound": f"{self.low:g}"})
        if self.high is not None and leaf.value > self.high:
            raise PydanticCustomError("bound", "must not lie above {bound}", {"bound": f"{self.high:g}"})
        return leaf.value


class Named:
    """A name that other presets give: which ones there are, the context of a check says under `known`."""

    def __init__(self, what: str, listed: str, known: str = "") -> None:
        self.what, self.listed, self.known = what, listed, known or listed

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def _check(self, name: str, info: core_schema.ValidationInfo) -> str:
        self._find((name,), info)
        return name

    def _find(self, names: Iterable[str], info: core_schema.ValidationInfo) -> None:
        """Refuse names that are not known; where none are, any will do."""
        known: Collection[str] = (info.context or {}).get(self.known, ())
        strange = [name for name in names if known and name not in known]
        if strange:
            hint = did_you_mean(strange[0], known) or f"{self.listed}: {' '.join(known)}"
            said = {"what": self.what, "names": " and ".join(map(repr, strange)), "hint": hint}
            raise PydanticCustomError(UNKNOWN, "unknown {what} {names}", said)


class Formula(Named):
    """A formula of elements that other presets know."""

    def _check(self, name: str, info: core_schema.ValidationInfo) -> str:
        try:
            moles = parse_formula(name)
        except ValueError:
            said = {"formula": repr(name), "hint": "such as Li2CO3, without brackets"}
            raise PydanticCustomError(UNKNOWN, "{formula} is no formula", said) from None
        self._find(moles, info)
        return name


Atom = Annotated[str, Named("element", "elements", "atoms")]


Priced = Annotated[str, Named("element", "elements", "priced")]


Graded = Annotated[str, Named("substance", "substances", "graded")]


Family = Annotated[str, Named("family", "families")]


Part = Annotated[str, Named("component", "components")]


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
    formula: Annotated[str, Formula("element", "elements", "atoms")] = ""
    traded: str = ""


class Product(Shape):
    """A product with a price of its own or `of` another, and the share of it that is paid."""

    price: Price | Literal["follows"] | None = None
    of: str = ""
    payable: Ratio | None = None


Grams = dict[EmissionRow, Annotated[float, In("g/MJ")]]


class Grid(Shape):
    """What a megajoule of the region's electricity takes and emits."""

    energy: dict[EnergyRow, Ratio]
    water: Annotated[float, In("L/MJ", low=0.0)]
    emissions: Grams


class Burden(Shape):
    """What a kilogram of a material takes and emits."""

    water: Annotated[float, In("L/kg")] | None = None
    energy: dict[EnergyRow, Annotated[float, In("MJ/kg")]]
    emissions: dict[EmissionRow, Annotated[float, In("g/kg")]]


class Fuel(Shape):
    """What a megajoule of fuel takes and emits before it is burned."""

    water: Annotated[float, In("L/MJ")] | None = None
    energy: dict[EnergyRow, Plain]
    emissions: Grams


class Avoided(Shape):
    """What a product replaces: `share` of the burden `of` a material."""

    of: str
    share: Share


class Impacts(Titled):
    """presets/impacts: life-cycle factors."""

    materials: dict[str, Burden] = {}
    avoided: dict[str, Avoided] = {}
    fuels: dict[str, Fuel] = {}
    combustion: dict[str, Grams] = {}
    truck_energy: dict[Literal["heavy", "medium"], Annotated[float, In("MJ/km", low=0.0)]] = {}
    mode_energy: dict[Literal["rail", "ship", "barge"], Annotated[float, In("MJ/kg/km", low=0.0)]] = {}
    characterization: dict[str, Ratio] = {}

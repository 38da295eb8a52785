"""Defines the two shapes of all records: named fields, and a linear form.

Every mass is kg, every energy MJ, every volume L, money is in one currency; rates are per year.
A `Form` holds coefficients on the amounts of a stream (`flows.feedstock.amounts`).
"""

from __future__ import annotations

from recyc_cli.typed import TYPE_CHECKING, Any, TypeAlias, dataclass_transform

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number

Form: TypeAlias = "dict[str, Number]"


@dataclass_transform(kw_only_default=True)
class Struct:
    """A record of named fields; light to define, which keeps a quote's start short."""

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - typed field by field through dataclass_transform
        self.__dict__ = fields

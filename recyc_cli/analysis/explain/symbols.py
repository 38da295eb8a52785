"""Defines a formula and its parts: named numbers and constants of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.model.numbers.traced import Argument, Traced

    Factor = tuple[str, Argument]


class Part(NamedTuple):
    """What a formula is made of: a number under its name, or in brackets an expression that has none."""

    name: str
    node: Traced


class Constant(NamedTuple):
    """A constant of the model; where it is the only one of a product, its other factors and what they come to."""

    value: float
    op: str = "*"
    whole: Traced | None = None
    factors: tuple[Factor, ...] = ()

    @property
    def name(self) -> str:
        """The constant as it is written in the model.

        >>> Constant(1000.0).name, Constant(3.6).name, Constant(-0.5).name
        ('1000', '3.6', '(-0.5)')
        """
        short = f"{self.value:.12g}"
        text = short if float(short) == self.value else repr(self.value)
        return f"({text})" if text.startswith("-") else text


class Formula(NamedTuple):
    """A formula: a template, and the parts and constants that stand in it."""

    template: str
    symbols: tuple[Part | Constant, ...] = ()
    is_sum: bool = False
    """Whether the value is the sum of the parts."""

    @property
    def parts(self) -> list[Part]:
        """The numbers that the formula names."""
        return [symbol for symbol in self.symbols if isinstance(symbol, Part)]

    @property
    def text(self) -> str:
        """The formula in names."""
        return self.reads(lambda symbol: symbol.name)

    def reads(self, words: Callable[[Part | Constant], str]) -> str:
        """Return the formula in other words for its parts and constants."""
        parts = [words(symbol) if f"{{{at}}}" in self.template else "" for at, symbol in enumerate(self.symbols)]
        return self.template.format(*parts)

"""Writes the numbers and formulas of one explanation in words."""

from __future__ import annotations

from re import sub
from typing import TYPE_CHECKING

from recyc_cli.analysis.explain.symbols import Constant

if TYPE_CHECKING:
    from recyc_cli.analysis.explain.symbols import Formula, Part
    from recyc_cli.analysis.explain.units import Measures
    from recyc_cli.analysis.labels import Labels


class Wording:
    """The words of one explanation: an expression without a name has the same number wherever it stands in it."""

    def __init__(self, labels: Labels, measures: Measures) -> None:
        self.labels = labels
        self._measures = measures
        self._numbers: dict[int, str] = {}

    def label(self, part: Part) -> str:
        """Return what a number is and where it stands; an expression by its number and what its parts share."""
        if not part.name.startswith("["):
            return self.labels.of(part.name).text
        shared = sub(r"^\d+$| \d+$", "", part.name.strip("[]"))
        return f"{self._number(part)} {self.labels.group(shared)}" if shared else self._number(part)

    def formula(self, formula: Formula) -> str:
        """Return a formula in words; where a number stands is said of one that is alone or shares its words."""
        called = [self.labels.of(part.name).what for part in formula.parts]

        def words(symbol: Part | Constant) -> str:
            if isinstance(symbol, Constant):
                unit = self._measures.of_constant(symbol)
                return f"{_rounded(symbol.value)} {unit}".rstrip()
            if symbol.name.startswith("["):
                return self._number(symbol)
            label = self.labels.of(symbol.name)
            return label.what if called.count(label.what) == 1 < len(formula.symbols) else label.text

        return formula.reads(words)

    def _number(self, part: Part) -> str:
        return self._numbers.setdefault(part.node.index, f"[{len(self._numbers) + 1}]")


def _rounded(value: float) -> str:
    """Return a constant to four digits, thousands apart.

    >>> _rounded(1000.0), _rounded(2.718281828), _rounded(-0.5)
    ('1,000', '2.718', '(-0.5)')
    """
    text = f"{float(f'{value:.4g}'):,.12g}"
    return f"({text})" if value < 0.0 else text

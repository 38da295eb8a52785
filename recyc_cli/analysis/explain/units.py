"""Works out the unit of a traced number from its path or from its parts.

A unit that cannot be told for certain is left out: the model's constants have units of their own (1000 kg a tonne), a
share of capital is one a year, a pack's mass is stated in kg. So products are told only where they are plain: a
quantity times its price, or a number times a share.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from recyc_cli.model.numbers.traced import COMPARISONS, Leaf, Traced
from recyc_cli.report.figures import FIGURES
from recyc_cli.units import CURRENCIES, currency, parse

if TYPE_CHECKING:
    from recyc_cli.analysis.explain.symbols import Constant
    from recyc_cli.analysis.traced_quote import TracedQuote
    from recyc_cli.model.numbers.traced import Argument
    from recyc_cli.report.shapes.quote import Line

    Powers = dict[str, int]

MONEY = "USD"
CAPITAL = [[code] for code in CURRENCIES]
ENDINGS = {
    "_per_kwh": "USD/kWh", "_per_pack": "USD/pack", "_per_kg": "USD/kg", "kg_per_t": "kg/t",
    "kwh_per_t": "kWh/t", "packs_per_t": "pack/t", "t_per_t": "t/t", "_t_per_year": "t/yr",
}  # fmt: skip
"""What the last word of a name of the report says."""
DESIGN = "design"
"""Of a chemistry's numbers, which no report names."""
ROWS = {"_mj": "MJ", "_l": "L", "_g": "g", "_kg": "kg"}
"""What the last word of an impact says."""
PLACES: tuple[tuple[str, str], ...] = (
    *((f"totals.{figure.id}", figure.unit_in("USD")) for figure in FIGURES),
    ("totals.cost_groups.", "USD/t"),
    ("lot.totals.", "USD"),
    ("stages.*.capital.", "USD"),
    ("stages.*.cost_groups.", "USD/t"),
    ("stages.*.cost", "USD/t"),
    ("stages.*.value", "USD/t"),
    ("contained.*.value", "USD/t"),
    ("products.*.value", "USD/t"),
    ("products.*.recovery", "1"),
    ("products.*.payable", "1"),
    ("black_mass.assay.", "1"),
    ("mass_balance.", "kg/t"),
    ("*.capital.", "USD"),
    ("*.production.", "USD/yr"),
    ("*.rate", "t/yr"),
    ("*.flows.energy.", "MJ/t"),
    ("*.flows.water", "L/t"),
    ("*.flows.black_mass.*.components.", "kg/t"),
    ("*.flows.black_mass.", ""),
    ("*.flows.", "kg/t"),
    ("result.delivered_rate", "t/yr"),
    ("result.delivered.", "kg/t"),
    ("result.plant_feed", "kg/t"),
    ("result.freight_products.", "kg/t"),
    ("result.parts.sold.", "kg/t"),
    ("result.parts.wasted.", "kg/t"),
    ("scenario.streams.*.delivered.", "kg/t"),
    ("scenario.streams.*.components.", "kg/t"),
    ("chemistry.*.inside.", "1"),
)
"""Names and units: `*` is any one word; a name that ends in a point stands for all beneath it."""


class Measures:
    """Units of the numbers of one traced quote."""

    def __init__(self, traced: TracedQuote) -> None:
        self._traced = traced
        self._money = traced.quote.request.currency
        self._inputs = {node.index: path for path, node in traced.numbers.items()}
        self._lines = {f"lines.{_path_of_line(line)}": line for line in traced.report["lines"]}
        self._known: dict[int, Powers | None] = {}

    def unit(self, node: Traced) -> str:
        """Return the unit of a number, `1` for a plain share or count, nothing where it cannot be told."""
        powers = self.powers(node)
        return "" if powers is None else spelled(powers)

    def of_constant(self, constant: Constant) -> str:
        """Return the unit of a constant of the model: what its product is in, over that of the other factors."""
        powers = None if constant.whole is None else self.powers(constant.whole)
        for op, factor in constant.factors:
            of_factor = self.powers(factor) if isinstance(factor, Traced) else {}
            powers = None if powers is None or of_factor is None else _times(powers, of_factor, -1 if op == "*" else 1)
        if not powers or not constant.value or not _is_plain(powers):
            return ""
        return spelled(powers if constant.op == "*" else _times({}, powers, -1))

    def powers(self, node: Traced) -> Powers | None:
        """Return the unit of a number as powers of symbols; None where it cannot be told."""
        waiting = [node]
        while waiting:
            at = waiting[-1]
            missing = [arg for arg in at.args if isinstance(arg, Traced) and arg.index not in self._known]
            if at.index not in self._known and not self._stated(at) and missing:
                waiting += missing
                continue
            if at.index not in self._known:
                self._known[at.index] = self._worked_out(at)
            waiting.pop()
        return self._known[node.index]

    def _stated(self, node: Traced) -> bool:
        """Take the unit that an input or a place has; tell whether it has one."""
        path = self._inputs.get(node.index)
        stated = self._canonical(path) if path else self.of_place(self._traced.name_of(node))
        if stated:
            self._known[node.index] = symbols(stated)
        return bool(stated)

    def _canonical(self, path: str) -> str:
        """Return the unit that the model takes an input in."""
        leaf = self._traced.leaves[path]
        if leaf.record is None:
            return leaf.unit
        canonical = parse(leaf.unit)[1]
        return canonical.replace(currency(canonical) or MONEY, self._money, 1) if _is_money(canonical) else canonical

    def of_place(self, name: str) -> str:
        """Return the unit that a name stands for, nothing where it is not known."""
        if name.startswith("lines."):
            of, _, figure = name.rpartition(".")
            line = self._lines.get(of)
            units = {"quantity": line["unit"], "price": line["price_unit"]} if line else {}
            return (f"{self._money}/t" if figure == "amount" else units.get(figure)) or ""
        return _unit_of_place(name).replace(MONEY, self._money)

    def _worked_out(self, node: Traced) -> Powers | None:
        """Combine the units of the parts."""
        if node.op in COMPARISONS or isinstance(node, Leaf):
            return None
        parts = [self._of(argument) for argument in node.args]
        if node.op == "**":
            base, exponent = parts
            return {} if base == {} and exponent == {} else None
        if node.op in ("*", "/", "ratio"):
            return _product(node.op, *parts[:2]) if not _scales(node.args[:2]) else None
        several = parts[1:] if node.op == "where" else parts
        zero = [not isinstance(arg, Traced) and arg == 0.0 for arg in node.args[-len(several) :]]
        terms = [part for part, nothing in zip(several, zero, strict=True) if not nothing]
        return terms[0] if terms and terms[0] is not None and all(part == terms[0] for part in terms) else None

    def _of(self, argument: Argument) -> Powers | None:
        return self._known[argument.index] if isinstance(argument, Traced) else {}


def symbols(unit: str) -> Powers:
    """Return a unit as powers of its symbols.

    >>> symbols("USD/t"), symbols("1"), symbols("kg/kg")
    ({'USD': 1, 't': -1}, {}, {})
    """
    powers: Powers = {}
    for index, piece in enumerate(unit.split("/")):
        for place, symbol in enumerate(piece.split("*")):
            if symbol != "1":
                powers = _times(powers, {symbol: 1}, -1 if index and not place else 1)
    return powers


def spelled(powers: Powers) -> str:
    """Return powers of symbols as a unit.

    >>> spelled({"USD": 1, "t": -1}), spelled({}), spelled({"yr": -1})
    ('USD/t', '1', '1/yr')
    """
    over = [symbol for symbol, power in powers.items() for _ in range(power)]
    under = [symbol for symbol, power in powers.items() for _ in range(-power)]
    return "/".join(["*".join(over) or "1", *under])


def _times(left: Powers, right: Powers, sign: int) -> Powers:
    powers = dict(left)
    for symbol, power in right.items():
        powers[symbol] = powers.get(symbol, 0) + sign * power
    return {symbol: power for symbol, power in powers.items() if power}


def _scales(arguments: tuple[Argument, ...]) -> bool:
    """Whether one of the factors is a constant, whose own unit nobody knows; 1 has none."""
    return any(not isinstance(argument, Traced) and argument != 1.0 for argument in arguments)


def _product(op: str, left: Powers | None, right: Powers | None) -> Powers | None:
    """Multiply or divide two units where the result is a plain one: at most something per something."""
    if left is None or right is None:
        return None
    capital = {} in (left, right) and any(list(side) in CAPITAL for side in (left, right))
    powers = _times(left, right, 1 if op == "*" else -1)
    return powers if _is_plain(powers) and not capital and not {"pack", "module"} & set(powers) else None


def _is_plain(powers: Powers) -> bool:
    """Whether a unit is at most something per something."""
    over, under = (sum(sign * power > 0 for power in powers.values()) for sign in (1, -1))
    return over <= 1 and under <= 1 and all(abs(power) == 1 for power in powers.values())


def _is_money(canonical: str) -> bool:
    return canonical.startswith(MONEY) or bool(currency(canonical))


def _path_of_line(line: Line) -> str:
    return ".".join(filter(None, (line["stage"], line["group"], line["item"])))


@lru_cache(16_384)
def _unit_of_place(name: str) -> str:
    """Return the unit that a name stands for in any quote, nothing where it is not known."""
    words = name.split(".")
    if "impacts" in words[:3] and words[0] != "scenario":
        return next((f"{unit}/t" for ending, unit in ROWS.items() if words[-1].endswith(ending)), "")
    ending_unit = next((unit for ending, unit in ENDINGS.items() if name.endswith(ending) and DESIGN not in words), "")
    return ending_unit or next((unit for place, unit in PLACES if _matches(words, place)), "")


def _matches(words: list[str], place: str) -> bool:
    pattern = place.removesuffix(".").split(".")
    fits = len(words) > len(pattern) if place.endswith(".") else len(words) == len(pattern)
    return fits and all(want in ("*", word) for want, word in zip(pattern, words, strict=False))

"""Writes traced numbers as spreadsheet formulas: which cell holds which number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.model.numbers.traced import COMPARISONS, Leaf, Traced, plain
from recyc_cli.render.xlsx.rows import NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.render.xlsx.behind import Behind

LONGEST, DEEPEST = 240, 12
"""A formula that is longer, or more deeply nested, gets cells of its own for its parts; Excel takes 8,192 and 64."""
CONDITION, SUM, TERM, POWER, ATOM = range(5)
"""How tightly an expression holds together: a looser one is put into brackets within a tighter one."""
_CHAINS = {"+": SUM, "-": SUM, "*": TERM, "/": TERM}
_SIGNS = {"==": "=", "!=": "<>"}
_FUNCTIONS = {
    "max": "MAX({0},{1})",
    "min": "MIN({0},{1})",
    "ceil": "-INT(-{0})",
    "where": "IF({0},{1},{2})",
    "ratio": "IF({1}=0,{2},{0}/{1})",
}


class Text(NamedTuple):
    """An expression: its text without the equals sign, how it binds, and how deeply it is nested."""

    text: str
    binding: int
    depth: int = 0

    @property
    def short(self) -> bool:
        """Whether it may stand within another one."""
        return len(self.text) <= LONGEST and self.depth < DEEPEST

    def within(self, binding: int) -> str:
        """Return the text, in brackets where it binds less tightly than what is around it."""
        return self.text if self.binding >= binding else f"({self.text})"


def formulas(
    placed: Iterable[tuple[Traced, str]], behind: Behind, spill: Callable[[Traced], str]
) -> tuple[dict[int, str], dict[int, str]]:
    """Give every number a home and a formula.

    Args:
        placed: numbers that stand in a cell, with the cell's address; the first cell of a number is its home.
        behind: all numbers behind them.
        spill: makes a cell for a number that needs one: every input, and each part that is used twice or makes its
            formula too long. Returns its address.

    Returns:
        By the number's index: the address of its home, and the formula that stands there (none for an input).
    """
    homes: dict[int, str] = {}
    for node, address in placed:
        if not isinstance(node, Leaf):
            homes.setdefault(node.index, address)
    missing, written, texts = Missing(), dict[int, str](), dict[int, Text]()
    for node in behind.order:
        index = node.index
        if isinstance(node, Leaf):
            homes[index] = spill(node)
            texts[index] = Text(homes[index], ATOM)
            continue
        text = expression(node, [texts[a.index] if isinstance(a, Traced) else constant(a) for a in node.args])
        may_miss, needs = missing.of(node) if missing.near(node) else NEVER
        inline = behind.uses.get(index) == 1 and text.short and not may_miss
        if index not in homes and not (inline or node.op in COMPARISONS):
            homes[index] = spill(node)
        if index in homes:
            if may_miss:
                missing.at(node, homes[index])
            written[index] = guarded(text.text, needs)
            text = Text(homes[index], ATOM)
        texts[index] = text
    return homes, written


NEVER: tuple[bool, list[str]] = (False, [])


class Missing:
    """Which numbers may not exist, and the cells that say so.

    A share of nothing has no value: its cell says `n/a`. So does what is made of it, unless a choice leaves it aside.
    Every number that may be missing has a cell of its own, for others to ask.
    """

    def __init__(self) -> None:
        self._cells: dict[int, list[str]] = {}
        """By the number's index: the cells that are text where it does not exist; none yet while it has no cell."""

    def near(self, node: Traced) -> bool:
        """Tell whether something that a number is made of may not exist."""
        known = self._cells
        for argument in node.args:
            if argument.index in known if isinstance(argument, Traced) else argument != argument:  # noqa: PLR0124 - NaN
                return True
        return False

    def of(self, node: Traced) -> tuple[bool, list[str]]:
        """Tell whether a number near one that may not exist may not either; return the cells that it needs as numbers.

        A condition is no number: it hands on the cells that it needs.
        """
        known = self._cells
        asked = {"where": node.args[:1], "ratio": node.args[:2]}.get(node.op, node.args)
        cells = [cell for arg in asked if isinstance(arg, Traced) for cell in known.get(arg.index, ())]
        if node.op in COMPARISONS and cells:
            known[node.index] = cells
        return node.op not in COMPARISONS, list(dict.fromkeys(cells))

    def at(self, node: Traced, cell: str) -> None:
        """Note the cell of a number that may not exist."""
        self._cells[node.index] = [cell]


def guarded(text: str, needs: list[str]) -> str:
    """Return a formula that says `n/a` where one of the cells it needs does.

    >>> guarded("1-B2", ["B2"]), guarded("B2/B3", ["B2", "B3"]), guarded("1-B4", [])
    ('IF(ISTEXT(B2),"n/a",1-B2)', 'IF(OR(ISTEXT(B2),ISTEXT(B3)),"n/a",B2/B3)', '1-B4')
    """
    if not needs:
        return text
    asked = ",".join(f"ISTEXT({cell})" for cell in needs)
    return f'IF({asked if len(needs) == 1 else f"OR({asked})"},"{NONE}",{text})'


def expression(node: Traced, args: list[Text]) -> Text:
    """Write a number as an expression of its arguments.

    In a spreadsheet the sign binds more tightly than the power (`-2^2` is 4) and `0^0` is an error, where the model
    has -4 and 1. `INT` rounds down, so `-INT(-a)` rounds up, below zero too.

    >>> x = Leaf("x", 3.0, "1")
    >>> expression(-(x ** 2.0), [Text("A1^2", POWER)]).text
    '-(A1^2)'
    """
    op = node.op
    if op in _CHAINS:
        (left, left_binds, left_depth), (right, right_binds, right_depth) = args
        binding = _CHAINS[op]
        left = left if left_binds >= binding else f"({left})"
        right = right if right_binds > binding else f"({right})"
        return Text(f"{left}{op}{right}", binding, left_depth or right_depth + 1)
    depth = max([each.depth for each in args]) + 1
    if op == "**":
        base, exponent = node.args
        return _power(args, base, exponent, depth)
    if op == "neg":
        return Text(f"-{args[0].within(ATOM)}", SUM, depth)
    if op in COMPARISONS:
        return Text(f"{args[0].within(SUM)}{_SIGNS.get(op, op)}{args[1].within(SUM)}", CONDITION, depth)
    tight = {"ceil": (ATOM,), "ratio": (TERM, POWER, CONDITION)}.get(op, (CONDITION,) * len(args))
    texts = [each.within(binding) for each, binding in zip(args, tight, strict=True)]
    return Text(_FUNCTIONS[op].format(*texts), SUM if op == "ceil" else ATOM, depth)


def _power(args: list[Text], base: Traced | float, exponent: Traced | float, depth: int) -> Text:
    """Write a power; where both base and exponent may become 0, the exponent is asked first."""
    power = args[1]
    raised = f"{args[0].within(ATOM)}^{power.within(ATOM)}"
    if not isinstance(exponent, Traced):
        return Text(raised, POWER, depth) if exponent else constant(1.0)
    if not isinstance(base, Traced) and base:
        return Text(raised, POWER, depth)
    return Text(f"IF({power.text}=0,1,{raised})", ATOM, depth)


def constant(value: float) -> Text:
    """Write a constant of the model.

    >>> constant(0.001).text, constant(-1.5).text, constant(1e-09).text, constant(8760.0).text
    ('0.001', '(-1.5)', '1E-09', '8760')
    """
    value = plain(value)
    if value != value:  # noqa: PLR0124 - NaN, which stands where there is no number
        return Text(f'"{NONE}"', ATOM)
    if isinstance(value, bool):
        return Text(str(value).upper(), ATOM)
    text = repr(value).upper().removesuffix(".0")
    return Text(f"({text})" if value < 0.0 else text, ATOM)

"""Writes traced numbers as spreadsheet formulas: which cell holds which number."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from recyc_cli.model.numbers.traced import COMPARISONS, Leaf, Traced
from recyc_cli.render.xlsx.rows import NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


Expression: TypeAlias = tuple[str, int, int]
"""A text without the equals sign, how it binds, and how deeply it is nested."""


def formulas(
    placed: Sequence[tuple[Traced, str]], behind: Behind, spill: Callable[[Traced], str]
) -> tuple[dict[int, str], dict[int, str]]:
    """Give every number a home and a formula.

    Args:
        placed: numbers that stand in a cell, with the cell's address; the first cell of a number is its home.
        behind: all numbers behind them.
        spill: makes a cell for an input, and for a part that is used twice or is too long; returns its address.

    Returns:
        By the number's index: the address of its home, and the formula that stands there (none for an input).
    """
    homes = {node.index: address for node, address in reversed(placed) if not isinstance(node, Leaf)}
    missing, written, texts, uses = Missing(), dict[int, str](), dict[int, Expression](), behind.uses
    for index, node in behind.order.items():
        if isinstance(node, Leaf):
            homes[index] = spill(node)
            texts[index] = homes[index], ATOM, 0
            continue
        args, near = [], False
        for each in node.args:
            if isinstance(each, Traced):
                args.append(texts[each.index])
                near = near or each.index in missing.cells
            else:
                args.append(constant(each))
                near = near or each != each  # noqa: PLR0124 - NaN is what differs from itself
        text, binding, depth = expression(node, args)
        may_miss, needs = missing.of(node) if near else NEVER
        inline = uses.get(index) == 1 and len(text) <= LONGEST and depth < DEEPEST and not may_miss
        if index not in homes and not (inline or node.op in COMPARISONS):
            homes[index] = spill(node)
        if index in homes:
            if may_miss:
                missing.cells[index] = [homes[index]]
            written[index] = guarded(text, needs) if needs else text
            text, binding, depth = homes[index], ATOM, 0
        texts[index] = text, binding, depth
    return homes, written


NEVER: tuple[bool, list[str]] = (False, [])


class Missing:
    """Which numbers may not exist, and the cells that say so.

    A share of nothing has no value: its cell says `n/a`. So does what is made of it, unless a choice leaves it aside.
    Every number that may be missing has a cell of its own, for others to ask.
    """

    def __init__(self) -> None:
        self.cells: dict[int, list[str]] = {}
        """By the number's index: the cells that are text where it does not exist; none yet while it has no cell."""

    def of(self, node: Traced) -> tuple[bool, list[str]]:
        """Tell whether a number near one that may not exist may not either; return the cells that it needs as numbers.

        A condition is no number: it hands on the cells that it needs.
        """
        known = self.cells
        asked = {"where": node.args[:1], "ratio": node.args[:2]}.get(node.op, node.args)
        cells = [cell for arg in asked if isinstance(arg, Traced) for cell in known.get(arg.index, ())]
        if node.op in COMPARISONS and cells:
            known[node.index] = cells
        return node.op not in COMPARISONS, list(dict.fromkeys(cells))


def guarded(text: str, needs: list[str]) -> str:
    """Return a formula that says `n/a` where one of the cells it needs does.

    >>> guarded("1-B2", ["B2"]), guarded("B2/B3", ["B2", "B3"]), guarded("1-B4", [])
    ('IF(ISTEXT(B2),"n/a",1-B2)', 'IF(OR(ISTEXT(B2),ISTEXT(B3)),"n/a",B2/B3)', '1-B4')
    """
    if not needs:
        return text
    asked = ",".join(f"ISTEXT({cell})" for cell in needs)
    return f'IF({asked if len(needs) == 1 else f"OR({asked})"},"{NONE}",{text})'


def expression(node: Traced, args: Sequence[Expression]) -> Expression:
    """Write a number as an expression of its arguments.

    In a spreadsheet the sign binds more tightly than the power (`-2^2` is 4) and `0^0` is an error, where the model
    has -4 and 1. `INT` rounds down, so `-INT(-a)` rounds up, below zero too.

    >>> x = Leaf("x", 3.0, "1")
    >>> expression(-(x ** 2.0), [("A1^2", POWER, 1)])
    ('-(A1^2)', 1, 2)
    """
    op = node.op
    if op in _CHAINS:
        (left, left_binds, left_depth), (right, right_binds, right_depth) = args
        binding = _CHAINS[op]
        left = left if left_binds >= binding else f"({left})"
        right = right if right_binds > binding else f"({right})"
        return f"{left}{op}{right}", binding, left_depth or right_depth + 1
    depth = max([each[2] for each in args]) + 1
    if op == "**":
        base, exponent = node.args
        return _power(args, base, exponent, depth)
    if op == "neg":
        return f"-{_within(args[0], ATOM)}", SUM, depth
    if op in COMPARISONS:
        return f"{_within(args[0], SUM)}{_SIGNS.get(op, op)}{_within(args[1], SUM)}", CONDITION, depth
    tight = {"ceil": (ATOM,), "ratio": (TERM, POWER, CONDITION)}.get(op, (CONDITION,) * len(args))
    texts = [_within(each, binding) for each, binding in zip(args, tight, strict=True)]
    return _FUNCTIONS[op].format(*texts), SUM if op == "ceil" else ATOM, depth


def _within(expression: Expression, binding: int) -> str:
    """Return a text, in brackets where it binds less tightly than what is around it."""
    text, own, _ = expression
    return text if own >= binding else f"({text})"


def _power(args: Sequence[Expression], base: Traced | float, exponent: Traced | float, depth: int) -> Expression:
    """Write a power; where both base and exponent may become 0, the exponent is asked first."""
    raised = f"{_within(args[0], ATOM)}^{_within(args[1], ATOM)}"
    if not isinstance(exponent, Traced):
        return (raised, POWER, depth) if exponent else constant(1.0)
    if not isinstance(base, Traced) and base:
        return raised, POWER, depth
    return f"IF({args[1][0]}=0,1,{raised})", ATOM, depth


def constant(value: float) -> Expression:
    """Write a constant of the model.

    >>> constant(0.001)[0], constant(-1.5)[0], constant(1e-09)[0], constant(8760.0)[0]
    ('0.001', '(-1.5)', '1E-09', '8760')
    """
    if value != value:  # noqa: PLR0124 - NaN, which stands where there is no number
        return f'"{NONE}"', ATOM, 0
    if isinstance(value, bool):
        return str(value).upper(), ATOM, 0
    text = repr(value).upper().removesuffix(".0")
    return f"({text})" if value < 0.0 else text, ATOM, 0

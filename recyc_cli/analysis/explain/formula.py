"""Writes how a traced number came about as a formula over named numbers."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING

from recyc_cli.analysis.explain.symbols import Constant, Formula, Part
from recyc_cli.model.numbers.traced import COMPARISONS, Leaf, Traced, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from recyc_cli.analysis.explain.symbols import Factor
    from recyc_cli.model.numbers.traced import Argument

LONG, NAMED = 6, 3
"""A sum of more terms, or of more that all have names, is not written out; its terms are the parts."""
WIDE = 5
"""An expression within an expression that has more parts becomes a part of its own."""
SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4
SLACK = 1e-9
"""What `number.ceil` takes off before it rounds up."""


def formula(node: Traced, name_of: Callable[[Traced], str], kept: Collection[int] = ()) -> Formula:
    """Write the formula of a number in the names of the nearest numbers that have one.

    Terms of a sum that are 0, factors that are 1 and constants not chosen are left out, and the slack of whole numbers.

    Args:
        node: the number.
        name_of: names it knows; nothing for others.
        kept: indices of numbers that are told even where they are 0.

    >>> wage, hours = Leaf("region.wage", 20.0, "USD/h"), Leaf("plant.hours", 8.0, "h/d")
    >>> formula(wage * (hours + 2.0), lambda node: getattr(node, "path", "")).text
    'region.wage * (plant.hours + 2)'
    """
    return _Writer(name_of, kept).write(node)


class _Writer:
    """Writes one formula and gathers what stands in it."""

    def __init__(self, name_of: Callable[[Traced], str], kept: Collection[int]) -> None:
        self.name_of = name_of
        self.kept = kept
        self.symbols: list[Part | Constant] = []
        self.placed: dict[int, int] = {}
        self.held: dict[int, frozenset[int]] = {}

    def write(self, root: Traced) -> Formula:
        if isinstance(root, Leaf):
            return Formula("")
        template, _ = self.expression(root)
        terms = self.terms(root)
        own = [term.index for sign, term in terms if sign > 0 and isinstance(term, Traced)]
        is_sum = 1 < len(terms) == len(own) and sorted(own) == sorted(self.placed)
        return Formula(template, tuple(self.symbols), is_sum)

    def symbol(self, argument: Argument, constant: Constant | None = None) -> tuple[str, int]:
        """Return what stands for an argument, or its expression."""
        argument = self.settled(argument)
        if not isinstance(argument, Traced):
            return self.put(constant or Constant(argument)), ATOM
        name = self.name_of(argument)
        if name:
            return self.part(argument, name), ATOM
        if len(self.beneath(argument)) > WIDE or (argument.op in ("+", "-") and self.is_long(self.terms(argument))):
            return self.part(argument, _label(_named(argument, self.name_of))), ATOM
        return self.expression(argument)

    def settled(self, argument: Argument) -> Argument:
        """Return the only term of a sum in the place of the sum: 0 + x is x."""
        while isinstance(argument, Traced) and argument.op in ("+", "-") and not self.name_of(argument):
            terms = self.terms(argument)
            if len(terms) > 1 or terms[0][0] < 0:
                break
            argument = terms[0][1]
        return argument

    def put(self, symbol: Part | Constant) -> str:
        """Note a part or a constant; return what stands for it in the template."""
        self.symbols.append(symbol)
        return f"{{{len(self.symbols) - 1}}}"

    def beneath(self, node: Traced) -> frozenset[int]:
        """Return the parts that an expression would have if it were written out."""
        if node.index not in self.held:
            inner: Sequence[Argument] = node.args
            if node.op in ("+", "-"):
                inner = [term for _, term in self.terms(node)]
            indices: set[int] = set()
            for each in inner:
                if isinstance(each, Traced) and each is not node:
                    inside = frozenset() if self.name_of(each) else self.beneath(each)
                    indices |= inside if 0 < len(inside) <= WIDE else {each.index}
            self.held[node.index] = frozenset(indices)
        return self.held[node.index]

    def part(self, node: Traced, name: str) -> str:
        """Note a part under its name, which no other part has; what has none is numbered."""
        if node.index not in self.placed:
            taken = {symbol.name for symbol in self.symbols if isinstance(symbol, Part)}
            numbered = (f"{name.rstrip(']')} {i}]" if name else f"[{i}]" for i in count(1 + bool(name)))
            names = chain([name] if name else [], numbered)
            self.put(Part(next(each for each in names if each not in taken), node))
            self.placed[node.index] = len(self.symbols) - 1
        return f"{{{self.placed[node.index]}}}"

    def terms(self, root: Traced) -> list[tuple[int, Argument]]:
        """Return the terms of a sum with their signs, those that are 0 left out; what has a name is one term."""
        terms: list[tuple[int, Argument]] = []
        waiting: list[tuple[int, Argument]] = [(1, root)]
        while waiting:
            sign, at = waiting.pop()
            opens = isinstance(at, Traced) and at.op in ("+", "-") and (at is root or not self.name_of(at))
            if opens and isinstance(at, Traced):
                second = sign if at.op == "+" else -sign
                waiting += [(second, at.args[1]), (sign, at.args[0])]
            else:
                terms.append((sign, at))
        acting = [term for term in terms if plain(term[1]) != 0.0 or getattr(term[1], "index", None) in self.kept]
        return acting or [term for term in terms if isinstance(term[1], Traced)] or terms

    def expression(self, node: Traced) -> tuple[str, int]:
        """Return the text of an expression and how tightly it binds."""
        if node.op in ("+", "-"):
            return self.sum(node)
        if _is_product(node):
            return self.product(node)
        if node.op == "**":
            (base, a), (exponent, b) = self.symbol(node.args[0]), self.symbol(node.args[1])
            return f"{_in(base, a, ATOM)}^{_in(exponent, b, ATOM)}", POWER
        if node.op == "neg":
            text, rank = self.symbol(node.args[0])
            return f"-{_in(text, rank, POWER)}", PRODUCT
        return self.function(node)

    def function(self, node: Traced) -> tuple[str, int]:
        """Write what is no arithmetic."""
        if node.op == "ratio":  # of nothing
            return self.symbol(node.args[2])
        if node.op == "where":
            if not isinstance(_other(node), Traced):
                return self.symbol(_taken(node))
            condition, yes, no = (self.symbol(argument)[0] for argument in node.args)
            return f"({yes} if {condition}, else {no})", ATOM
        if node.op in COMPARISONS:
            left, right = (self.symbol(argument)[0] for argument in node.args)
            return f"{left} {node.op} {right}", SUM
        arguments = [_without_slack(node.args[0])] if node.op == "ceil" else node.args
        inside = ", ".join(self.symbol(argument)[0] for argument in arguments)
        return f"{node.op}({inside})", ATOM

    def product(self, node: Traced) -> tuple[str, int]:
        """Write a product factor by factor."""
        factors = self.factors(node)
        if len(factors) == 1:
            return self.symbol(factors[0][1])
        constants = [at for at, (_, factor) in enumerate(factors) if not isinstance(factor, Traced)]
        text = ""
        for at, (op, factor) in enumerate(factors):
            rest = (*factors[:at], *factors[at + 1 :])
            lone = Constant(plain(factor), op, node, rest) if constants == [at] else None
            symbol = _in(*self.symbol(factor, lone), POWER if op == "/" else PRODUCT)
            text += f" {op} {symbol}" if text else symbol
        return text, PRODUCT

    def factors(self, node: Traced) -> tuple[Factor, ...]:
        """Return the factors of a product, those that are 1 left out; what has a name is one factor."""
        factors: list[Factor] = []
        at: Argument = node
        while isinstance(at, Traced) and _is_product(at) and (at is node or not self.name_of(at)):
            factors.append(("*" if at.op == "*" else "/", self.settled(at.args[1])))
            at = self.settled(at.args[0])
        acting = tuple(each for each in reversed(factors) if not _is_one(each[1]))
        return acting if _is_one(at) and acting and acting[0][0] == "*" else (("*", at), *acting)

    def sum(self, node: Traced) -> tuple[str, int]:
        """Write a sum out, or a long one as such, its terms being the parts."""
        terms = self.terms(node)
        if self.is_long(terms):
            return self.long(terms)
        text = ""
        for sign, term in terms:
            symbol, rank = self.symbol(term)
            symbol = _in(symbol, rank, SUM if sign > 0 else PRODUCT)
            joint = (" + " if sign > 0 else " - ") if text else ("" if sign > 0 else "-")
            text += joint + symbol
        return text, SUM if len(terms) > 1 else PRODUCT

    def is_long(self, terms: list[tuple[int, Argument]]) -> bool:
        """Whether a sum is too long to be written out."""
        named = all(isinstance(term, Traced) and self.name_of(term) and sign > 0 for sign, term in terms)
        return len(terms) > (NAMED if named else LONG)

    def long(self, terms: list[tuple[int, Argument]]) -> tuple[str, int]:
        """Make each term of a long sum a part, named after what the fewest of the others hold."""
        nodes = [term for _, term in terms if isinstance(term, Traced)]
        inside = [_named(node, self.name_of) for node in nodes]
        uses: dict[str, int] = {}
        for names in inside:
            for name in names:
                uses[name] = uses.get(name, 0) + 1
        for node, names in zip(nodes, inside, strict=True):
            rarest = min((uses[name] for name in names), default=0)
            self.part(node, self.name_of(node) or _label([name for name in names if uses[name] == rarest]))
        text = [self.put(Constant(term)) for _, term in terms if not isinstance(term, Traced)]
        minus = sum(sign < 0 and isinstance(term, Traced) for sign, term in terms)
        text += [f"sum of {len(nodes) - minus}"] if len(nodes) > minus else []
        less = f" - {minus} others" if minus else ""
        return " + ".join(text) + less, SUM


def _is_product(node: Traced) -> bool:
    """Whether factors and divisors make a number; a share of nothing is what stands for it."""
    return node.op in ("*", "/") or (node.op == "ratio" and plain(node.args[1]) != 0.0)


def _taken(choice: Traced) -> Argument:
    return choice.args[1] if plain(choice.args[0]) else choice.args[2]


def _other(choice: Traced) -> Argument:
    return choice.args[2] if plain(choice.args[0]) else choice.args[1]


def _named(root: Traced, name_of: Callable[[Traced], str]) -> list[str]:
    """Return the names of the nearest numbers beneath one that have any."""
    names: dict[str, None] = {}
    waiting, seen = [root], {root.index}
    while waiting:
        node = waiting.pop()
        name = name_of(node) if node is not root else ""
        if name:
            names[name] = None
            continue
        for argument in node.args:
            if isinstance(argument, Traced) and argument.index not in seen:
                seen.add(argument.index)
                waiting.append(argument)
    return list(names)


def _label(names: list[str]) -> str:
    """Name an expression after what its parts have in common, in brackets; nothing where that is nothing."""
    shared = []
    for words in zip(*(name.split(".") for name in names), strict=False):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return f"[{'.'.join(shared)}]" if shared else ""


def _is_one(argument: Argument) -> bool:
    return not isinstance(argument, Traced) and argument == 1.0


def _in(text: str, rank: int, least: int) -> str:
    return text if rank >= least else f"({text})"


def _without_slack(argument: Argument) -> Argument:
    idle = isinstance(argument, Traced) and argument.op == "-" and plain(argument.args[1]) == SLACK
    return argument.args[0] if idle and isinstance(argument, Traced) else argument

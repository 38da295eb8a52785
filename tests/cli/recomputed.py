"""Recomputes a workbook as a spreadsheet would, with some of its inputs changed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import openpyxl

ADDRESS = re.compile(r"(?:('[^']+'|[A-Za-z]+)!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?(?![\w(])")
FUNCTIONS = {
    "IF_": lambda test, yes, no: yes() if test() else no(),
    "MIN": min,
    "MAX": max,
    "INT": lambda number: number // 1,
    "ISTEXT": lambda value: isinstance(value, str),
}


@lru_cache(maxsize=1)
def book_of(path: str) -> openpyxl.Workbook:
    """Read a workbook once for several changes of its inputs."""
    return openpyxl.load_workbook(path)


class Recomputed:
    """The cells of a workbook by their addresses, formulas computed anew."""

    def __init__(self, path: str, **changed: float) -> None:
        """Change inputs, by their names on the sheet Inputs."""
        self.book = book_of(path)
        self.known: dict[tuple[str, str], Any] = {}
        left = dict(changed)
        for name, cell in self.book["Inputs"].iter_rows(min_col=1, max_col=2):
            if name.value in left:
                self.known["Inputs", cell.coordinate] = left.pop(name.value)
        assert not left, f"no inputs {left}"

    def __call__(self, sheet: str, address: str) -> Any:
        """Return what a cell comes to."""
        if (sheet, address) not in self.known:
            value = self.book[sheet][address].value
            formula = isinstance(value, str) and value.startswith("=")
            self.known[sheet, address] = self._compute(value[1:], sheet) if formula else value
        return self.known[sheet, address]

    def beside(self, sheet: str, words: str, column: int = 2) -> Any:
        """Return what stands in a column of the row that begins with some words."""
        for row in self.book[sheet].iter_rows():
            if str(row[0].value or "").startswith(words):
                return self(sheet, row[column - 1].coordinate)
        raise KeyError(words)

    def _compute(self, text: str, sheet: str) -> Any:
        parts = re.split(r'("[^"]*")', text)
        code = "".join(each if each.startswith('"') else self._code(each, sheet) for each in parts)
        return eval(_lazy(code), {**FUNCTIONS, "cell": self})  # noqa: S307 - our own workbook's

    def _code(self, text: str, sheet: str) -> str:
        text = re.sub(r"(?<![<>=])=", "==", text).replace("^", "**").replace("<>", "!=")
        return ADDRESS.sub(lambda m: f"cell({(m[1] or sheet).strip(chr(39))!r}, {m[2] + m[3]!r})", text)


def _lazy(code: str) -> str:
    """Return a formula whose IF computes what it needs alone."""
    while (start := code.find("IF(")) >= 0:
        depth, place, parts, last = 0, start + 2, [], start + 3
        for at in range(place, len(code)):
            depth += {"(": 1, ")": -1}.get(code[at], 0)
            if (depth == 1 and code[at] == ",") or depth == 0:
                parts.append(code[last:at])
                last = at + 1
            if depth == 0:
                break
        code = code[:start] + "IF_(" + ", ".join(f"lambda: {part}" for part in parts) + ")" + code[last:]
    return code

"""Reads the table of a page in Python: a second reading of what the script reads, with nothing of the model in it."""

from __future__ import annotations

import json
import math
import operator as o
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
PAIRS = [o.add, o.sub, o.mul, o.truediv, o.pow, o.lt, o.le, o.gt, o.ge, o.eq, o.ne]
OTHERS: list[Any] = [
    lambda a: -a, lambda a: float(math.ceil(a)), max, min, lambda told, yes, no: yes if told else no,
    lambda part, whole, nothing: part / whole if whole else nothing,
]  # fmt: skip
OPS = [(2, pair) for pair in PAIRS] + list(zip([1, 1, 2, 2, 3, 3], OTHERS, strict=True))


@lru_cache(64)
def numbers(text: str) -> list[int]:
    found, value, bits = [], 0, 0
    for digit in map(DIGITS.index, text):
        value, bits = value | (digit & 31) << bits, bits + 5
        if digit < 32:
            found.append(value)
            value, bits = 0, 0
    return found


def run(program: dict[str, Any], inputs: list[float]) -> list[Any]:
    """Return the registers, NaN where an operation has no result."""
    constants = [math.nan if each is None else each for each in program["constants"]]
    return _run(program["code"], tuple(constants), tuple(inputs))


@lru_cache(4)  # a setting is asked for its answer and for each kind of condition
def _run(code: str, constants: tuple[float, ...], inputs: tuple[float, ...]) -> list[Any]:
    registers: list[Any] = [*constants, *inputs]
    for function, places in steps(code, len(registers)):
        try:
            value = function(*[registers[place] for place in places])
            registers.append(math.nan if isinstance(value, complex) else value)
        except (ArithmeticError, ValueError):
            registers.append(math.nan)
    return registers


@lru_cache(16)
def steps(code: str, first: int) -> list[tuple[Any, list[int]]]:
    """Return the operations that fill the registers from a first one on, and where the arguments of each stand."""
    found: list[tuple[Any, list[int]]] = []
    told = iter(numbers(code))
    for op in told:
        count, function = OPS[op]
        here = first + len(found)
        places = [each // 2 if each % 2 else here - each // 2 for each in (next(told) for _ in range(count))]
        found.append((function, places))
    return found


def document(page: str) -> dict[str, Any]:
    """Return what the script of a page reads."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.data = tag == "script" and ("id", "data") in attrs

        def handle_data(self, data: str) -> None:
            if getattr(self, "data", False):
                found.append(data)
                self.data = False

    Reader().feed(page)
    data = json.loads(found[0])
    for place, row in enumerate(data["inputs"]):
        told = dict(zip(data["fields"], row + [None] * (len(data["fields"]) - len(row)), strict=True))
        shared = data["values"]
        each = {
            key: shared[key][value] if key in shared and value is not None else value for key, value in told.items()
        }
        name = data["program"]["inputs"][place]
        data["inputs"][place] = each | {"name": name, "path": each["path"] or name}
    return data


def refused(data: dict[str, Any], side: int, setting: dict[str, float]) -> set[str]:
    """Return the codes that a side is refused for, none where it has an answer."""
    inputs = {each["name"]: each for each in data["inputs"]}
    own = {name: value for name, value in setting.items() if side in inputs[name]["sides"]}
    wrong = {name for name, value in own.items() if outside(inputs[name]["bound"], value)}
    if asked := {inputs[name]["bound"][0] for name in wrong if inputs[name]["flags"]}:
        return asked
    if early := broken(data, side, "early", setting):
        return {early[0]}
    rates = {name for name in wrong if inputs[name]["bound"][0] == data["rate"]}
    below = {name for name in wrong if name not in rates or own[name] < 0.0}
    kept = {name: value for name, value in setting.items() if name not in below}
    if found := {data["below"]} & ({data["below"]} if below else set()) | set(broken(data, side, "wholes", kept)):
        return found
    return {data["rate"]} if rates else set(broken(data, side, "conditions", setting)[:1])


def outside(bound: list[Any] | None, value: float) -> bool:
    if bound is None:
        return False
    _, least, above, most = bound
    return value < least or (above and value == least) or (most is not None and value > most)


def broken(data: dict[str, Any], side: int, key: str, setting: dict[str, float]) -> list[str]:
    """Return the codes of conditions that do not hold, in their order."""
    registers = run(data["program"], [setting.get(each["name"], each["value"]) for each in data["inputs"]])
    told, holds = numbers(data["sides"][side][key]), [bool, lambda x: x != 0, math.isfinite]
    judged = zip(told[::3], told[1::3], told[2::3], strict=True)
    return [data["codes"][code] for kind, at, code in judged if not holds[kind](registers[at])]

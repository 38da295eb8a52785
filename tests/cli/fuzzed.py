"""Draws command lines by the table of options: what completion offers, numbers with their units, and what is odd."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

from fuzz_values import BY_NAME, BY_READER, FILE_NAMES, FOLDERS, NUMBERS, ODD_NUMBERS

from recyc_cli import quote
from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.completion.line import FILES, Line
from recyc_cli.cli.completion.values import meaning, values_of

if TYPE_CHECKING:
    from recyc_cli.scenario.keywords import Option

WEIGHTS = {
    "quote": 100, "compare": 5, "breakeven": 2, "explain": 1, "presets": 6, "sources": 2, "schema": 1, "config": 3,
    "guide": 1, "saved": 1, "replay": 2, "": 1, "finance": 2, "sweep": 3, "simulate": 1, "sensitivity": 1, "batch": 3,
    "blend": 2, "outlook": 1, "passport": 2, "comply": 2, "certificate": 2,
}  # fmt: skip
"""How often a command is drawn: what many take long is seldom."""
WORDS = ("nmc622", "lfp", "hydro", "ü", "a b", "x" * 300, "'", '"', "--", "%s", "{}", "\n", "=1", "a=", "😀", "..")
ODD = ("--", "-", "-vq", "--rout", "--rout=hydro", "-ofile.csv", "--quiet=1", "-1", "--form=", "--no-such", "", "-qv")
IN_SECONDS = {"compare": ("--route", "hydro"), "sweep": ("--vary", "nickel=10:30:5USD/kg"), "simulate": ("-n", "100"),
    "batch": ("-o", "quotes.csv"), "blend": ("--capacity", "9t/yr"), "outlook": ("--to", "2027")}  # fmt: skip
"""What a line of a command needs, or would take long without."""
RANGED, UNRANGED = ("quote", "compare"), 0.95
"""Commands whose screens say a likely range, a tenth of a second where it is drawn anew; how many lines do without."""
OF_SAVED = ("--valid", "--reference", "--dated", "--sign")
CALM, WILD, BEYOND = 0.85, 0.05, 0.3
"""Shares of lines of valid values alone, or almost; of the words of others that are odd; of numbers beyond reason."""


def lines(seed: str, count: int) -> list[list[str]]:
    """Draw command lines; the same ones by the same seed."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    return [line(rng) for _ in range(count)]


def line(rng: random.Random) -> list[str]:
    """Draw one command line."""
    command = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    calm = rng.random() < CALM
    if command not in COMMANDS:
        return [rng.choice(WORDS + ODD) for _ in range(rng.randint(0, 3))]
    functions, _ = functions_of(command)
    word = rng.choice(list(functions))
    options: tuple[Option, ...] = functions[word].options
    words, named = [command, *([word] if word else [])], [each for each in options if each.flags]
    for each in options:
        if not each.flags and rng.random() < (0.95 if calm else 0.5):
            most = 3 if each.kind == "arguments" and command != "compare" else 1
            words += [value(rng, command, word, each, calm=calm) for _ in range(rng.randint(1, most))]
    for each in rng.sample(named, min(len(named), rng.choice((0, 1, 1, 2, 2, 3) if calm else (0, 1, 2, 4, 7)))):
        words += given(rng, command, word, each, calm=calm)
    words += _more(rng, command, words, named)
    if not calm:
        for _ in range(rng.randint(0, 2)):
            words.insert(rng.randint(1, len(words)), rng.choice(WORDS + ODD))
    return words


def _more(rng: random.Random, command: str, words: list[str], named: list[Option]) -> list[str]:
    """Draw what a line may need: the route of a comparison, where a saved quote goes; and numbers beyond reason."""
    if command in RANGED and not {"--range", "--no-range"} & {*words} and rng.random() < UNRANGED:
        words += ["--no-range"]
    needs = IN_SECONDS.get(command, ())
    more = list(needs) if not any(word.startswith(needs[:1]) for word in words) else []
    if command == "simulate" and not any(word.startswith("--route") for word in words):
        more += ["--route", "hydro"]
    if any(meaning(each) == "paths-set" for each in named) and rng.random() < BEYOND:
        for path, size in rng.sample(list(numbers().items()), rng.randint(1, 2)):
            more += ["--set", _number(rng, path, size, calm=False)]
    if any(each in word for word in words for each in OF_SAVED) and rng.random() < 0.9:
        more += ["--save", "saved.json"]
    return more


def given(rng: random.Random, command: str, word: str, option: Option, *, calm: bool) -> list[str]:
    """Draw an option with its value, apart or behind an equals sign; if need be without it."""
    flag = rng.choice(option.flags)
    if option.kind == "flag":
        return [flag]
    text = value(rng, command, word, option, calm=calm)
    if not calm and rng.random() < WILD:
        return [flag]
    return [f"{flag}={text}"] if flag.startswith("--") and rng.random() < 0.5 else [flag, text]


def value(rng: random.Random, command: str, word: str, option: Option, *, calm: bool) -> str:
    """Draw a value of an option; a column of a comparison has up to two."""
    many = option.kind in ("names", "numbers", "settings") and rng.random() < 0.3
    return ",".join(_one(rng, command, word, option, calm=calm) for _ in range(1 + many))


def _one(rng: random.Random, command: str, word: str, option: Option, *, calm: bool) -> str:
    meant = meaning(option)
    if meant in ("paths-set", "prices-set"):
        return _setting(rng, option, calm=calm)
    if not calm and rng.random() < WILD:
        return rng.choice(WORDS)
    own = BY_NAME.get(f"{command} {option.name}") or BY_NAME.get(option.name)
    if option.read or own:
        known = own or BY_READER.get(option.read, NUMBERS)
        return rng.choice(known if calm or rng.random() < 0.5 else WORDS if meant == "files" else NUMBERS + ODD_NUMBERS)
    if meant == "files":
        return rng.choice(FOLDERS if option.metavar == "DIR" else FILE_NAMES)
    offered = offers(command, word, option.name)
    return rng.choice(offered or WORDS)


def _setting(rng: random.Random, option: Option, *, calm: bool) -> str:
    """Draw PATH=VALUE of any number of the presets, moved within reason or beyond."""
    priced = meaning(option) == "prices-set"
    name, size = rng.choice([each for each in numbers().items() if each[0].startswith("prices.") or not priced])
    text = _number(rng, name, size, calm=calm)
    return text.rpartition(".")[2] if priced and text.count(".") == 2 else text


def _number(rng: random.Random, path: str, size: float, *, calm: bool) -> str:
    factors = (0.5, 0.9, 1.1, 2.0) if calm else (0.0, -1.0, 1e-3, 1e3, 1e-9, 1e9, 1e-300, 1e300, -1e300)
    odd = not calm and rng.random() < 0.1
    return f"{path}={rng.choice(ODD_NUMBERS) if odd else f'{size * rng.choice(factors):.6g}'}"


@cache
def offers(command: str, word: str, name: str) -> tuple[str, ...]:
    """Return what completion offers for an option of a command, without what depends on the rest of the line."""
    at = Line([command, *([word] if word else []), ""])
    at.due = next(each for each in at.options if each.name == name)
    at.start = ""
    return tuple(each for each in values_of(at) if each != FILES)


@cache
def numbers() -> dict[str, float]:
    """Return the numbers that some quotes rest on, by path."""
    found: dict[str, float] = {}
    for route in ("hydro", "pyro", "direct", "hydro-to-cathode", "reuse"):
        for prefix, document in quote(chemistry="nmc622", route=route).resolved.documents.items():
            for path in document.records:
                at = document.tree
                for key in path.split("."):
                    at = at[key] if isinstance(at, dict) and key in at else None
                if isinstance(at, int | float):
                    found[f"{prefix}.{path}"] = float(at)
    return found

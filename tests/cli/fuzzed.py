"""Draws command lines by the table of options: what completion offers, numbers with their units, and what is odd."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

from recyc_cli import quote
from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.completion.line import FILES, Line
from recyc_cli.cli.completion.values import meaning, values_of

if TYPE_CHECKING:
    from recyc_cli.scenario.keywords import Option

WEIGHTS = {
    "quote": 100, "compare": 5, "breakeven": 2, "explain": 1, "presets": 6, "sources": 2, "schema": 1, "config": 3,
    "guide": 1, "saved": 1, "replay": 2, "": 1,
}  # fmt: skip
"""How often a command is drawn: what many take long is seldom."""
NUMBERS = ("0.5", "1", "0", "30%", "250", "-150", "1e-3", "12.5", "1,5", "7")
ODD_NUMBERS = (
    "", "nan", "inf", "-inf", "1e400", "1e308", "-1e308", "1e-320", "1e15", "-1", "0", "0.0", "-0.0", "5 %", "1_0",
    "1,000,000", "½", "٣", "0x10", "+3", "--", "1e", ".", "12 t t", "€5", "1e300t", "9" * 400, "1/0", "%",
)  # fmt: skip
BY_READER = {
    "mass_t": ("12t", "40000kg", "0.001t", "1e9t", "5"),
    "energy_kwh": ("5MWh", "500", "1e-6"),
    "throughput": ("20kt/yr", "2500", "1", "1e9", "0.001"),
    "share": ("0.8", "80%", "1", "0", "0.01", "100%"),
    "count": ("71", "1", "0", "1000000"),
    "mix": ("lfp=0.3,nca=0.7", "lfp=16t,nmc622=24t", "lfp=1", "lfp=0,nca=1", "lfp=2,nca=3", "lfp=0.3"),
    "distance_km": ("300km", "200mile", "0km", "1e6km", "-3"),
    "feed_price": ("400", "-150", "5EUR/kWh", "30%", "0.4USD/kg", "1e12", "-1e12", "0"),
    "gate_fee": ("150", "-20", "150EUR/t", "10%"),
    "pack_price": ("115", "99EUR/kWh", "1e-9", "1e9"),
    "left_margin": ("8%", "250", "99.9%", "100%", "-40%", "250EUR/t"),
    "payable": ("ni=65%,co=65%,li=20%", "ni=0", "ni=100%", "fe=1", "li=1e3"),
    "electricity": ("145EUR/MWh", "0.09USD/kWh", "0", "1e9USD/kWh"),
    "wage": ("38", "31EUR/h", "0", "1e9"),
}
"""Values by the function that reads them."""
BY_NAME = {
    "as_of": ("2023", "2024-06", "2023-06-30", "1990", "2099"),
    "lag": ("3mo", "0mo", "12mo", "1000mo", "-1mo"),
    "start": ("1", "0.5", "-100", "0"),
    "end": ("10", "0.9", "1e6", "0"),
    "depth": ("1", "3", "0", "99"),
    "why_not": ("region=china", "route=pyro", "chemistry=lfp", "nickel=1"),
    "margin": ("250", "0", "-250EUR/t", "1e12"),
    "valid": ("30d", "4w", "2030-01-01", "-1d", "99999d"),
    "dated": ("2026-11-24", "0001-01-01", "9999-12-31"),
    "date": ("2026", "2026-05", "2026-05-04"),
    "older_than": ("2000", "2030"),
    "vary": ("nickel", "soh", "throughput", "load", "feed_price", "distance", "damaged", "region.wage"),
}
FORMS = ("json", "csv", "html", "md", "svg", "txt", "toml", "xlsx")
READ = ("../in/saved.json", "../in/key", "../in/prices.csv")
FILE_NAMES = (*(f"out.{each}" for each in FORMS), *READ, ".", "no/folder.csv", "out.doc", "")
FOLDERS = ("../in", "presets", ".", "../in/prices.csv")
WORDS = ("nmc622", "lfp", "hydro", "ü", "a b", "x" * 300, "'", '"', "--", "%s", "{}", "\n", "=1", "a=", "😀", "..")
ODD = ("--", "-", "-vq", "--rout", "--rout=hydro", "-ofile.csv", "--quiet=1", "-1", "--form=", "--no-such", "", "-qv")
OF_SAVED = ("--valid", "--reference", "--dated", "--sign")
CALM, WILD, BEYOND = 0.8, 0.05, 0.3
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
    more = ["--route", "hydro"] if command == "compare" and "--route" not in words else []
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
    if option.read or option.name in BY_NAME:
        known = BY_READER.get(option.read) or BY_NAME.get(option.name, NUMBERS)
        return rng.choice(known if calm or rng.random() < 0.5 else NUMBERS + ODD_NUMBERS)
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

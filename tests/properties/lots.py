"""Draws groups of lots: what they share, and the numbers that each of them has its own of."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.catalog.vocabulary import FORM_TABLES, FORMS
from recyc_cli.engine.prepare import STANDING_IN
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.scenario.keywords import MONEY, SHARE
from recyc_cli.scenario.keywords import ROWS as KEYWORDS
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Keywords = dict[str, Any]
LIBRARY = builtin_library()
CURRENCIES = ("USD", "EUR", "CNY", "GBP", "JPY")
DECADES = 1.5
"""How far from its own a number is drawn at most."""
SIZES = {"mass_t", "packs", "kwh"}
NEAR = {"soh": 0.85, "damaged": 0.1, "distance_km": 300.0, "new_pack_price": 110.0, "feed_price": 300.0}
NEAR |= {"pass_rate": 0.8, "moisture": 0.1, "throughput_t_per_year": 10_000.0}
"""Numbers of keywords that others are drawn around."""
PER = {"tonne": 300.0, "kWh": 8.0, "value": 0.4}
ENDS = (0.0, 0.0, 0.0, 1.0, 1.0, -1.0, 1e-9, 1e5)


def _plant(dice: random.Random) -> Keywords:
    name = dice.choice(LIBRARY.names("plants"))
    return {"plant": name, "route": dice.choice(LIBRARY.document("plants", name).tree["routes"])}


def _two_chemistries(dice: random.Random) -> Keywords:
    names = dice.sample(LIBRARY.names("chemistries"), 2)
    parts = dice.randint(1, 9)
    return {"chemistry": None, "mix": {names[0]: parts / 10, names[1]: 1.0 - parts / 10}}


def _two_forms(dice: random.Random) -> Keywords:
    forms = dice.sample(FORMS, 2)
    names = [dice.choice(LIBRARY.names("chemistries")) for _ in forms]
    return {"chemistry": None, "mix": [(name, form, 0.5) for name, form in zip(names, forms, strict=True)]}


KINDS: dict[str, Callable[[random.Random], Keywords]] = {
    "plant": _plant,
    "seat": lambda dice: {"seat": dice.choice(("holder", "shredder", "refiner"))},
    "contract": lambda dice: {"contract": dice.choice(LIBRARY.names("contracts"))},
    "currency": lambda dice: {
        "currency": dice.choice(CURRENCIES[1:]),
        "feed_price": (1.0, dice.choice(CURRENCIES)),
    },
    "mix": _two_chemistries,
    "forms": _two_forms,
    "vehicle": lambda dice: {"chemistry": None, "form": "pack", "vehicle": dice.choice(LIBRARY.names("vehicles"))},
    "load": lambda _: {"load": 1.0},
    "capacity": lambda _: {"capacity_t_per_year": 15_000.0},
    "lag": lambda dice: dice.choice(({"lag": "3mo"}, {"lag": "1mo"}, {"feed_prices": "2023"})),
    "everbatt-2023": lambda dice: {
        "method": "everbatt-2023",
        "region": dice.choice(("us", "us-ca", "korea", "china")),
        "route": dice.choice(("pyro", "hydro", "direct")),
        "profile": "typical",
    },
    "feed price": lambda dice: {"feed_price": 1.0, "feed_basis": dice.choice(tuple(PER))},
    "payables": lambda dice: {"overrides": (f"payables.ni={dice.randint(40, 90)}%",)},
    "prices of parts": lambda _: {
        "chemistry": None,
        "mix": {"lfp": 0.4, "nmc811": 0.6},
        "feed_price": {"lfp": -100.0, "nmc811": 900.0},
    },
    "business": lambda dice: {"business": dice.choice(LIBRARY.names("business"))},
    "second life": lambda dice: {
        "route": dice.choice(("reuse", "reuse-ma-2024")),
        "form": dice.choice(("pack", "module")),
        "application": dice.choice(LIBRARY.names("applications")),
    },
    "day": lambda dice: {"as_of": dice.choice(("2022", "2023-06", "2024-03-15"))},
    "opened": lambda dice: {"form": "pack", "disassemble": dice.choice(("module", "cell"))},
    "deck": lambda dice: {"prices": dice.choice(LIBRARY.names("prices"))},
    "composition": lambda dice: {"form": dice.choice(("pack", "cell", "scrap-electrode", "black-mass"))},
    "rate": lambda dice: {"currency": dice.choice(("EUR", "CNY"))},
    "freight": lambda dice: {"mode": dice.choice(("rail", "ship", "barge")), "distance_km": 500.0},
}
"""What a group may have that others do not: keywords beside those of any feed, route and region."""


class Lots:
    """A group of lots.

    Attributes:
        kind: what it was drawn for.
        settings: keywords that all its rows share.
        rows: numbers that differ by row, with their units.
    """

    def __init__(self, kind: str, seed: int) -> None:
        self.kind, self._dice = kind, random.Random(f"{kind} {seed}")  # noqa: S311
        documents: Any = None
        while documents is None:
            self.settings = self._settled()
            with suppress(RecycError, RecycErrors):
                documents = resolve(Request(**self.settings), library=LIBRARY).documents
        self.rows: dict[str, str] = {}
        self._near: dict[str, float] = {}
        self._vary_keywords()
        self._vary_mix()
        self._vary_presets(documents)

    def __repr__(self) -> str:
        return f"{self.kind}: {self.settings} by {list(self.rows)}"

    def _settled(self) -> Keywords:
        dice = self._dice
        settings: Keywords = {
            "route": dice.choice(LIBRARY.names("routes")),
            "chemistry": dice.choice(LIBRARY.names("chemistries")),
        }
        for odds, name, words in (
            (0.5, "form", FORMS),
            (0.5, "region", LIBRARY.names("regions")),
            (0.3, "profile", ("conservative", "optimistic")),
        ):
            if dice.random() < odds:
                settings[name] = dice.choice(words)
        return settings | KINDS[self.kind](dice)

    def _vary_keywords(self) -> None:
        dice, given = self._dice, self.settings
        names = [*dice.sample(sorted(set(STANDING_IN) - SIZES), 3), "throughput_t_per_year"]
        names += [name for name in ("feed_price", "load", "distance_km") if name in given]
        if isinstance(given.get("feed_price"), dict):
            names = [name for name in names if name != "feed_price"]
        for name in dict.fromkeys(names):
            self.rows[name], self._near[name] = "", NEAR.get(name, STANDING_IN[name])
        if "feed_basis" in given:
            self._near["feed_price"] = PER[given["feed_basis"]]
        if "application" in given or given["route"].startswith("reuse"):
            self._near |= {name: 0.0 for name in ("damaged",) if name in self.rows}

    def _vary_mix(self) -> None:
        mix = self.settings.get("mix") or {}
        parts = [(name, share) for name, share in mix.items()] if isinstance(mix, dict) else []
        if not isinstance(mix, dict):
            several = len({name for name, _, _ in mix}) < len(mix)
            parts = [(f"{name}.{form}" if several else name, share) for name, form, share in mix]
        for name, share in parts:
            self.rows[f"mix.{name}"], self._near[f"mix.{name}"] = "", share

    def _vary_presets(self, documents: Mapping[str, Any]) -> None:
        """Draw numbers of the presets in force: likely ones, any others, and now and then parts of a whole."""
        dice = self._dice
        records = {
            f"{prefix}.{path}": item for prefix, each in documents.items() for path, item in each.records.items()
        }
        likely = sorted(path for path in records if path.startswith(("prices.metals", "region.", "prices.reagents")))
        parts = sorted(path for path in records if {"fates", *FORM_TABLES} & set(path.split(".")))
        chosen = dice.sample(likely, 6) + dice.sample(sorted(set(records) - set(parts)), 12)
        if dice.random() < 0.1:
            chosen.append(dice.choice(parts))
        if self.kind == "composition":
            chosen += [path for path in parts if path.startswith(self._form())]
        if self.kind == "payables":
            self.rows["payables.co"], self._near["payables.co"] = "", 0.7
        if self.kind == "rate":
            chosen.append(f"prices.fx.{self.settings['currency']}")
        for path in dict.fromkeys(chosen):
            self.rows[path] = dice.choice(("", records[path].unit))
            self._near[path] = records[path].value
            if records[path].unit.startswith("CNY"):  # what a deck has in CNY it has without value-added tax
                self.settings.setdefault("vat", "excluded")

    def _form(self) -> str:
        return f"chemistries.{self.settings['chemistry']}.{self.settings['form']}."

    def drawn(self, count: int) -> Iterator[dict[str, float]]:
        """Draw rows: near the numbers that stand, far from them, and at the ends of what they may be."""
        for _ in range(count):
            wide = self._dice.choice((0.05, 0.3, DECADES))
            row = {name: self._number(name, value, wide) for name, value in self._near.items()}
            for start in ("mix.", self._form() if self.kind == "composition" else "mix."):
                names = [name for name in row if name.startswith(start)]
                whole = sum(abs(row[name]) for name in names)
                if whole and self._dice.random() < 0.9:
                    row |= {name: abs(row[name]) / whole for name in names}
            yield row

    def _number(self, name: str, value: float, wide: float) -> float:
        dice = self._dice
        if dice.random() < 0.02:
            return dice.choice(ENDS)
        number = value * 10.0 ** dice.uniform(-wide, wide)
        if name in STANDING_IN and KEYWORDS[name].kind == SHARE and dice.random() < 0.95:
            number = min(number, 1.0)
        return -number if name == "feed_price" and dice.random() < 0.3 else number

    def keywords(self, row: Mapping[str, float]) -> Keywords:
        """Return a row as a user would ask for it."""
        asked = dict(self.settings)
        sets = (f"{name}={row[name]!r} {unit}" for name, unit in self.rows.items() if _is_path(name))
        asked["overrides"] = (*asked.get("overrides", ()), *sets)
        for name in self.rows:
            given = self.settings.get(name)
            if name in STANDING_IN:
                money = KEYWORDS[name].kind == MONEY and isinstance(given, tuple)
                asked[name] = (row[name], given[1]) if money and given else row[name]
        if self.settings.get("mix"):
            asked["mix"] = self._mix(row)
        return asked

    def _mix(self, row: Mapping[str, float]) -> Any:
        shares = [row[name] for name in self.rows if name.startswith("mix.")]
        mix = self.settings["mix"]
        if isinstance(mix, dict):
            return dict(zip(mix, shares, strict=True))
        return [(name, form, share) for (name, form, _), share in zip(mix, shares, strict=True)]


def _is_path(name: str) -> bool:
    return "." in name and not name.startswith("mix.")

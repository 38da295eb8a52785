"""Draws groups of lots, and holds what a program says of them against single quotes."""

from __future__ import annotations

import math
import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from recyc_cli import quote
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.catalog.vocabulary import FORM_TABLES
from recyc_cli.engine.float_program import FloatProgram
from recyc_cli.engine.prepare import STANDING_IN, prepared
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.flows.impacts import ROWS
from recyc_cli.model.per_what import units_in_tonne
from recyc_cli.report.answer import Answer
from recyc_cli.report.figures import FIGURES
from recyc_cli.scenario.keywords import MONEY
from recyc_cli.scenario.keywords import ROWS as KEYWORDS
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.model.numbers.program import Filled

Keywords = dict[str, Any]
CLOSE = 1e-12
"""Of the cost for an amount, of itself for a product or a burden; rounding of a quote itself is 1e-15 or so."""
LIBRARY = builtin_library()
FORMS = ("pack", "module", "cell", "scrap-cell", "scrap-electrode", "black-mass")
CURRENCIES = ("USD", "EUR", "CNY", "GBP", "JPY")
DECADES = 1.5
KINDS = (
    "plant", "seat", "contract", "currency", "mix", "vehicle", "load", "lag", "everbatt-2023", "feed_price",
    "business", "reuse", "as_of", "disassemble", "deck", "composition", "rate",
)  # fmt: skip
"""What a group may have that others do not; every one of them is drawn often."""


class Lots:
    """A group of lots: what they share, and the numbers that each has its own of.

    Attributes:
        kind: what the group was drawn for.
        settings: keywords that all rows share.
        rows: numbers that differ by row.
    """

    def __init__(self, kind: str, seed: int) -> None:
        self.kind, self.dice = kind, random.Random(seed)  # noqa: S311
        self._documents: Any = None
        while self._documents is None:
            self.settings: Keywords = {}
            self._settle()
            with suppress(RecycError, RecycErrors):
                self._documents = resolve(Request(**self.settings), library=LIBRARY).documents
        self.rows: dict[str, str] = {}
        self._base: dict[str, float] = {}
        self._vary()

    def __repr__(self) -> str:
        return f"{self.kind}: {self.settings} by {self._base}"

    def _one(self, kind: str) -> str:
        return self.dice.choice(sorted(LIBRARY.names(kind)))

    def _settle(self) -> None:
        dice, own = self.dice, self.settings
        own["route"] = self._one("routes")
        suits = LIBRARY.document("routes", own["route"]).tree.get("suits")
        names = [
            name
            for name in sorted(LIBRARY.names("chemistries"))
            if not suits or LIBRARY.document("chemistries", name).tree.get("family") in suits
        ]
        own["chemistry"] = dice.choice(names)
        if dice.random() < 0.5:
            own["form"] = dice.choice(FORMS)
        if dice.random() < 0.5:
            own["region"] = self._one("regions")
        if dice.random() < 0.3:
            own["profile"] = dice.choice(("conservative", "optimistic"))
        getattr(self, f"_settle_{self.kind.replace('-', '_')}")(names)

    def _settle_plant(self, _: list[str]) -> None:
        self.settings["plant"] = self._one("plants")
        self.settings["route"] = self.dice.choice(LIBRARY.document("plants", self.settings["plant"]).tree["routes"])

    def _settle_seat(self, _: list[str]) -> None:
        self.settings["seat"] = self.dice.choice(("holder", "shredder", "refiner"))
        self.settings["route"] = self.dice.choice(("hydro", "direct", "hydro-to-cathode"))

    def _settle_contract(self, _: list[str]) -> None:
        self.settings["contract"] = self._one("contracts")

    def _settle_currency(self, _: list[str]) -> None:
        self.settings["currency"] = self.dice.choice(CURRENCIES[1:])
        self.settings["feed_price"] = (1.0, self.dice.choice(CURRENCIES))

    def _settle_mix(self, names: list[str]) -> None:
        del self.settings["chemistry"]
        chosen = self.dice.sample(names, min(len(names), self.dice.randint(2, 3)))
        shares = [self.dice.randint(1, 9) for _ in chosen]
        self.settings["mix"] = {name: share / sum(shares) for name, share in zip(chosen, shares, strict=True)}

    def _settle_vehicle(self, _: list[str]) -> None:
        del self.settings["chemistry"]
        self.settings.pop("form", None)
        self.settings["vehicle"] = self._one("vehicles")

    def _settle_load(self, _: list[str]) -> None:
        self.settings["load"] = self.dice.uniform(0.2, 1.0)

    def _settle_lag(self, _: list[str]) -> None:
        self.settings |= self.dice.choice(({"lag": "3mo"}, {"lag": "1mo"}, {"feed_prices": "2023"}))

    def _settle_everbatt_2023(self, _: list[str]) -> None:
        self.settings |= {"method": "everbatt-2023", "route": self.dice.choice(("pyro", "hydro", "direct"))}
        self.settings["region"] = self.dice.choice(("us", "us-ca", "korea", "china"))

    def _settle_feed_price(self, _: list[str]) -> None:
        self.settings["feed_basis"] = self.dice.choice(("tonne", "kWh", "value"))
        self.settings["feed_price"] = 1.0

    def _settle_business(self, _: list[str]) -> None:
        self.settings["business"] = self._one("business")

    def _settle_reuse(self, _: list[str]) -> None:
        self.settings |= {"route": self.dice.choice(("reuse", "reuse-ma-2024")), "form": "pack"}
        self.settings["application"] = self._one("applications")

    def _settle_as_of(self, _: list[str]) -> None:
        self.settings["as_of"] = self.dice.choice(("2022", "2023-06", "2024-03-15"))

    def _settle_disassemble(self, _: list[str]) -> None:
        self.settings |= {"form": "pack", "disassemble": self.dice.choice(("module", "cell"))}

    def _settle_deck(self, _: list[str]) -> None:
        self.settings["prices"] = self._one("prices")

    def _settle_composition(self, _: list[str]) -> None:
        self.settings["form"] = self.dice.choice(("pack", "cell", "scrap-electrode", "black-mass"))

    def _settle_rate(self, _: list[str]) -> None:
        self.settings["currency"] = self.dice.choice(("EUR", "CNY"))

    def _vary(self) -> None:
        """Draw which numbers differ by row: keywords, and numbers of the presets in force."""
        dice = self.dice
        wanted = {"throughput_t_per_year"} | set(dice.sample(sorted(STANDING_IN), dice.randint(0, 4)))
        wanted -= {"mass_t", "packs", "kwh"} - (
            {dice.choice(("mass_t", "mass_t", "packs"))} if dice.random() < 0.3 else set()
        )
        for name in ("feed_price", "load"):
            if name in self.settings:
                wanted.add(name)
        for name in sorted(wanted):
            given = self.settings.get(name)
            self.rows[name], self._base[name] = "", 1.0 if given is not None else STANDING_IN[name]
        self._base |= {
            n: v
            for n, v in {
                "soh": 0.85,
                "damaged": 0.1,
                "distance_km": 300.0,
                "new_pack_price": 110.0,
                "feed_price": 300.0,
                "pass_rate": 0.8,
            }.items()
            if n in self.rows
        }
        if self.settings.get("feed_basis", "tonne") != "tonne":
            self._base["feed_price"] = 0.4 if self.settings["feed_basis"] == "value" else 8.0
        if self.settings["route"].startswith("reuse") and "damaged" in self.rows:
            self._base["damaged"] = 0.0
        if "mix" in self.settings and dice.random() < 0.7:
            for name, share in self.settings["mix"].items():
                self.rows[f"mix.{name}"], self._base[f"mix.{name}"] = "", share
        documents = self._documents
        paths = [
            f"{prefix}.{path}" for prefix, document in sorted(documents.items()) for path in sorted(document.records)
        ]
        likely = [path for path in paths if path.startswith(("prices.metals", "region.", "prices.reagents"))]
        whole = [path for path in paths if ".fates." in path or (path.split(".")[2:3] or [""])[0] in FORM_TABLES]
        chosen = dice.sample(likely, 6) + dice.sample(sorted(set(paths) - set(whole)), 12)
        if dice.random() < 0.1:
            chosen.append(dice.choice(whole))
        if self.kind == "composition":
            form, prefix = self.settings["form"], f"chemistries.{self.settings['chemistry']}"
            chosen += [path for path in paths if path.startswith(f"{prefix}.{form}.")]
        if self.kind == "rate":
            chosen.append(f"prices.fx.{self.settings['currency']}")
        for path in dict.fromkeys(chosen):
            prefix = max((key for key in documents if path.startswith(f"{key}.")), key=len)
            record = documents[prefix].records[path.removeprefix(f"{prefix}.")]
            if record.unit.startswith(("CNY", "EUR")) or not path.startswith(("prices.feed", "prices.places")):
                self.rows[path], self._base[path] = record.unit, record.value

    def drawn(self, count: int) -> Iterator[dict[str, float]]:
        """Draw rows: near the numbers that stand, far from them, and at the ends of what they may be."""
        for _ in range(count):
            wide = self.dice.choice((0.05, 0.3, DECADES))
            row = {name: self._number(name, value, wide) for name, value in self._base.items()}
            self._share_out(row)
            yield row

    def _number(self, name: str, value: float, wide: float) -> float:
        dice = self.dice
        if dice.random() < 0.02:
            return dice.choice((0.0, 0.0, 0.0, 1.0, 1.0, -1.0, value * 1e3, 1e-9))
        number = value * 10.0 ** dice.uniform(-wide, wide)
        if name in STANDING_IN and KEYWORDS[name].kind == "share":
            number = 1.0 if dice.random() < 0.1 else min(number, 1.0) if dice.random() < 0.95 else number
        if name == "feed_price" and dice.random() < 0.3:
            number = -number
        return number

    def _share_out(self, row: dict[str, float]) -> None:
        """Let shares of the mix, and of a form, sum to 1 in most rows."""
        form = f"chemistries.{self.settings.get('chemistry')}.{self.settings.get('form', 'pack')}."
        for start in ("mix.", form):
            names = [name for name in row if name.startswith(start)]
            whole = sum(abs(row[name]) for name in names)
            if names and whole and self.dice.random() < 0.9:
                row |= {name: abs(row[name]) / whole for name in names}

    def keywords(self, row: Mapping[str, float]) -> Keywords:
        """Return a row as a user would ask for it."""
        asked = dict(self.settings)
        asked["overrides"] = (
            *asked.get("overrides", ()),
            *(f"{n}={row[n]!r} {u}" for n, u in self.rows.items() if "." in n and not n.startswith("mix.")),
        )
        for name in self.rows:
            if name.startswith("mix."):
                asked["mix"] = {**asked["mix"], name.removeprefix("mix."): row[name]}
            elif "." not in name:
                given = self.settings.get(name)
                money = KEYWORDS[name].kind == MONEY and isinstance(given, tuple)
                asked[name] = (row[name], given[1]) if money else row[name]
        return asked

    def program(self) -> Filled:
        """Prepare the program of the group."""
        return prepared(self.settings, self.rows, everything, LIBRARY)


def everything(answer: Answer) -> dict[str, Any]:
    """Return all that a quote says, by name."""
    result = answer.result
    kwh, packs = units_in_tonne(answer.resolved.scenario.streams)
    found = {f"total {figure.id}": figure.read(result, kwh, packs) for figure in FIGURES}
    for i, line in enumerate(result.lines):
        found[f"amount {line.stage} {line.group} {line.item} {i}"] = line.amount
    for i, item in enumerate(result.sold):
        found |= {f"product {item.stage} {item.product} {i}": item.mass, f"amount of {item.product} {i}": item.value}
    for stage, rows in result.impacts.items():
        found |= {f"burden {stage} {name}": row for name, row in zip(ROWS, rows, strict=True)}
    for item in result.held:
        found |= {f"product held {item.element}": item.mass}
    if result.second is not None:
        found["index best"] = result.second.recycled.taken
    return {name: value for name, value in found.items() if value is not None}


def best(answer: Answer) -> str:
    """Name the best recycling route of a quote, if it has one."""
    return answer.result.second.recycled.best if answer.result.second is not None else ""


def disagreements(lots: Lots, rows: int) -> Iterator[str]:
    """Yield where a program and single quotes differ; the number of rows held against each other stands in `lots`."""
    lots.quoted = lots.refused = 0  # type: ignore[attr-defined]
    lots.codes = {}
    try:
        read = FloatProgram(lots.program())
    except (RecycError, RecycErrors) as error:
        lots.error = error  # type: ignore[attr-defined]
        return
    for row in lots.drawn(rows):
        said = read({name: row[name] for name in read.inputs})
        keywords = lots.keywords(row)
        try:
            asked = quote(**keywords)
        except (RecycError, RecycErrors) as error:
            lots.refused += 1  # type: ignore[attr-defined]
            lots.codes[error.errors[0].code] = lots.codes.get(error.errors[0].code, 0) + 1
            if said.code != error.errors[0].code:
                yield f"{said.code or 'an answer'} in the place of {error.errors[0].code} {error}: {keywords}"
            continue
        lots.quoted += 1  # type: ignore[attr-defined]
        if said.code:
            yield f"{said.code} in the place of an answer: {keywords}"
            continue
        yield from (f"{text}: {keywords}" for text in apart(everything(asked), said.outputs))


def apart(due: Mapping[str, float], found: Mapping[str, float]) -> Iterator[str]:
    """Yield the numbers of a quote that a program has otherwise."""
    if set(due) != set(found):
        yield f"names {set(due) ^ set(found)}"
        return
    cost = max(abs(due["total cost"]), abs(due["total recovery_value"]))
    for name, number in due.items():
        other = found[name]
        if math.isnan(number) or math.isnan(other):
            if math.isnan(number) != math.isnan(other):
                yield f"{name} {other} for {number}"
            continue
        itself = name.startswith(("product", "burden", "index"))
        size = abs(number) if itself else max(abs(number), _size(name, due, cost))
        if not abs(other - number) <= CLOSE * size:
            yield f"{name} {other!r} for {number!r}, {abs(other - number) / (size or 1.0):.1e}"


def _size(name: str, due: Mapping[str, float], cost: float) -> float:
    """Return what an amount is close in comparison to: the cost, per what the amount is per."""
    if name in ("total margin_pct",):
        return 100.0 * cost / due["total recovery_value"] if due["total recovery_value"] > 0.0 else cost
    for figure in ("total margin_per_kwh", "total margin_per_pack"):
        if name == figure and due["total margin"]:
            return cost * abs(due[figure] / due["total margin"])
    return cost

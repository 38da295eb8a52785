"""The customer's copy tells the offer and nothing of cost: shown by searching for it, and by changing it."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from few import few, few_whole
from parsed import Parsed

from recyc_cli.catalog.open_library import open_library
from recyc_cli.render.numbers import fixed, millions, percent, short
from recyc_cli.scenario.fill_in import usual_deck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OFFERED = ("--customer", "--at-a-loss")
FORMS = ("table", "plain", "md", "html", "json", "csv", "xlsx")
HYDRO = ("quote", "nmc622", "--route", "hydro", "--packs", "30", "--currency", "EUR", "-q", "-v")
QUOTES = (
    HYDRO,
    (*HYDRO, "--feed-price", "-150"),
    ("quote", "lfp", "--route", "direct", "--disassemble", "cell", "--kwh", "777", "--prices", "2024", "-q", "-v"),
    ("quote", "nmc811", "--route", "hydro", "--seat", "shredder", "--mass", "3t", "-q", "-v"),
    ("quote", "nmc622", "--route", "hydro", "--seat", "refiner", "--mass", "3t", "-q", "-v"),
    ("quote", "nca", "--route", "reuse", "--soh", "0.87", "--packs", "7", "-q", "-v"),
    ("quote", "nmc622", "--route", "pyro", "--method", "everbatt-2023", "--form", "cell", "-q", "-v"),
)
TOLD = 4
"""Digits from which a figure says something of cost: shorter ones stand in every text by chance."""


@pytest.fixture(autouse=True)
def _a_price_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECYC_FEED_PRICE", "612.34")


def numbers(value: object) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield float(value)


def secrets(report: dict[str, Any]) -> Iterator[float]:
    """Yield every figure of a quote that its customer may not see."""
    shown = {"contained_value", "feed_price"}
    yield from numbers([amount for name, amount in report["totals"].items() if name not in shown])
    for stage in report["stages"]:
        yield from numbers([stage["cost"], stage["value"], stage["cost_groups"], stage["capital"]])
    for line in report["lines"]:
        yield from numbers([line["price"], line["amount"]])
    for entry in report["products"]:
        yield from numbers([entry["payable"], entry["value"], entry["price_per_kg"]])
    lot = (report["lot"] or {"totals": {}})["totals"]
    yield from numbers([amount for name, amount in lot.items() if name not in shown])
    for name, amount in (report["second_life"] or {}).items():
        if "price" in name or "cost" in name or "revenue" in name or "margins" in name:
            yield from numbers(amount)
    cathode = report["cathode"] or {}
    yield from numbers([amount for name, amount in cathode.items() if "cost" in name])


def spelled(number: float) -> set[str]:
    """Return a number in every way an output writes numbers."""
    ways = {repr(number), str(number), short(number), percent(number), percent(number, 0), millions(number)}
    ways |= {fixed(number, digits) for digits in range(4)} | {f"{number:.{digits}g}" for digits in range(3, 11)}
    ways |= {fixed(number / 1e6, 1), f"{number / 1e6:.6g}"}
    return {token for way in ways for token in tokens(way)}


def tokens(text: str) -> set[str]:
    """Return the numbers of a text, digits alone: thousands' commas and signs are left out."""
    return {found.replace(",", "") for found in re.findall(r"\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?", text)}


def telling(token: str) -> bool:
    """Tell whether a number says something: a round one stands on the axis of a picture, whatever is hidden."""
    return len(re.sub(r"e.*|\D", "", token).strip("0")) >= TOLD


def read(recyc: Callable[..., Any], form: str, *argv: str) -> str:
    """Return what a form says: of HTML the text, whose pictures are drawn from the copy alone; of a workbook the cells.

    Cells of formulas say both the formula and the value stored beside it.
    """
    if form != "xlsx":
        text: str = recyc(*argv, "--format", form).out
        return Parsed(text).text if form == "html" else text
    assert recyc(*argv, "-o", "read.xlsx").code == 0
    books = [openpyxl.load_workbook("read.xlsx", data_only=values) for values in (False, True)]
    cells = (cell for book in books for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return " ".join(str(cell) for cell in cells if cell is not None)


def written(recyc: Callable[..., Any], form: str, *argv: str) -> bytes:
    """Return a form to the byte."""
    ran = recyc(*argv, "-o", "out.xlsx") if form == "xlsx" else recyc(*argv, "--format", form)
    assert ran.code == 0, ran.err
    return Path("out.xlsx").read_bytes() if form == "xlsx" else ran.out.encode()


@pytest.mark.parametrize("argv", few_whole(QUOTES, 2))
def test_no_figure_of_cost_is_in_any_form(recyc: Callable[..., Any], argv: tuple[str, ...]) -> None:
    report = json.loads(recyc(*argv, "--json").out)
    copy = json.loads(recyc(*argv, *OFFERED, "--json").out)
    open_figures = set(numbers({name: copy[name] for name in copy if name != "bibliography"}))
    assert len(open_figures) > 30
    hidden = {abs(number) for number in secrets(report)} - {abs(number) for number in open_figures}
    assert len(hidden) > 25
    wanted = {token for number in hidden for token in spelled(number) if telling(token)}
    by_right = {token for number in open_figures for token in spelled(abs(number))}
    dates = [entry["price_date"] for entry in copy["contained"]]
    by_right |= tokens(json.dumps([copy["bibliography"], dates])) | {"5.323"}
    for form in FORMS:
        told = tokens(read(recyc, form, *argv, *OFFERED))
        assert len(told) > 15
        assert (told & wanted) - by_right == set(), form


@pytest.mark.parametrize("form", few(FORMS, 6))
def test_the_search_finds_a_leak(recyc: Callable[..., Any], form: str) -> None:
    report = json.loads(recyc(*HYDRO, "--json").out)
    told = tokens(read(recyc, form, *HYDRO))
    hidden = [number for number in secrets(report) if abs(number) > 1.0]
    assert sum(bool(told & spelled(abs(number))) for number in hidden) > 0.8 * len(hidden)


CHANGES = [
    ("--set", "region.wage=98.7654USD/h"),
    ("--price", "sulfuric_acid=3.21USD/kg", "--price", "soda_ash=1.23USD/kg"),
    ("--set", "prices.products.nickel.payable=0.4321", "--set", "prices.products.graphite.price=1.357USD/kg"),
    ("--set", "method.capital.contingency=0.77", "--throughput", "54321"),
    ("--set", "region.electricity=0.5USD/kWh", "--distance", "10km"),
    ("--contract", "metal-linked"),
]


@pytest.mark.parametrize(("changes", "form"), few(product(CHANGES, FORMS), 3))
def test_what_costs_change_no_byte(recyc: Callable[..., Any], form: str, changes: tuple[str, ...]) -> None:
    base = ("quote", "nmc622", "--route", "hydro", "--feed-price", "400", "--mass", "9t", "-q", "--distance", "10km")
    changed = [*base[:-2], *changes] if "--distance" in changes else [*base, *changes]
    if "--contract" in changes:
        names = json.loads(recyc("presets", "list", "contracts", "--json").out)["rows"]
        changed[-1] = names[0]["name"]
    full = [recyc(*argv, "--json").out for argv in (base, changed)]
    assert json.loads(full[0])["totals"]["margin"] != json.loads(full[1])["totals"]["margin"]
    copies = [written(recyc, form, *argv, *OFFERED) for argv in (base, changed)]
    assert copies[0] == copies[1]


def test_what_the_copy_tells(recyc: Callable[..., Any]) -> None:
    argv = ("quote", "nmc622", "--route", "hydro", "--packs", "30", "-q")
    report, copy = (json.loads(recyc(*argv, *more, "--json").out) for more in ((), OFFERED))
    assert copy["schema"] == "recyc.customer/1"
    assert copy["offer"]["feed_price"] == report["totals"]["feed_price"]
    assert copy["offer"]["feed_price_of_lot"] == report["lot"]["totals"]["feed_price"]
    by_pack = copy["offer"]["feed_price_per_pack"] * report["lot"]["packs"]
    assert by_pack == pytest.approx(copy["offer"]["feed_price_of_lot"])
    by_kwh = copy["offer"]["feed_price_per_kwh"] * report["lot"]["kwh"]
    assert by_kwh == pytest.approx(copy["offer"]["feed_price_of_lot"])
    assert copy["contained_value"] == report["totals"]["contained_value"]
    assert {entry["price_source"] for entry in copy["contained"]} <= set(copy["sources"])
    assert all(entry["price_date"] for entry in copy["contained"])
    assert sum(entry["kg_per_t"] for entry in copy["products"]) == pytest.approx(
        sum(entry["kg_per_t"] for entry in report["products"])
    )
    assert copy["impacts"] == report["impacts"]


def test_a_price_that_was_set_is_named_as_agreed(recyc: Callable[..., Any]) -> None:
    argv = ("quote", "nmc622", "--route", "hydro", "--price", "nickel=19876USD/t", *OFFERED, "-q")
    copy = json.loads(recyc(*argv, "--json").out)
    nickel = next(entry for entry in copy["contained"] if entry["element"] == "ni")
    assert (nickel["price_per_kg"], nickel["price_source"], nickel["price_is"]) == (19.876, None, "agreed")
    assert {entry["price_is"] for entry in copy["contained"]} == {"agreed", "published"}
    assert "user" not in copy["sources"]
    for form in ("table", "plain", "md", "html", "csv", "xlsx"):
        said = read(recyc, form, *argv)
        assert "agreed price" in said, form
        assert "public" not in said.split("Sources")[0].lower().replace("publish", ""), form


def test_an_estimate_is_no_source_of_a_price(recyc: Callable[..., Any]) -> None:
    folder = Path("presets/prices")
    folder.mkdir(parents=True)
    guess = (
        '{ value = 17000, low = 15000, high = 19000, unit = "USD/t", source = "recyc-estimate", evidence = "estimate" }'
    )
    (folder / "mine.toml").write_text(f'title = "mine"\nextends = "2024"\n[metals]\nnickel = {guess}\n')
    argv = ("quote", "nmc622", "--route", "hydro", "--prices", "mine", *OFFERED, "-q")
    copy = json.loads(recyc(*argv, "--json").out)
    assert next(entry for entry in copy["contained"] if entry["element"] == "ni")["price_is"] == "estimate"
    nickel = next(line for line in recyc(*argv).out.splitlines() if line.startswith("Ni"))
    assert nickel.endswith("estimate")
    assert "recyc-estimate" not in nickel


@pytest.mark.parametrize("form", FORMS)
def test_the_value_of_the_metals_says_which(recyc: Callable[..., Any], form: str) -> None:
    argv = ("quote", "nmc622", "--route", "hydro", "--packs", "30", *OFFERED, "-q")
    assert "Li, Ni, Co, Mn" in read(recyc, form, *argv)
    assert "value of the metals" not in read(recyc, form, *argv)


def test_recycling_efficiency(recyc: Callable[..., Any]) -> None:
    """Mass that is sold over delivered mass, salts as the element: from the products' own recoveries."""

    def efficiency(*argv: str) -> float | None:
        found: float | None = json.loads(recyc("quote", *argv, *OFFERED, "--json", "-q").out)["recycling_efficiency"]
        return found

    report = json.loads(recyc("quote", "nmc622", "--route", "hydro", "--json", "-q").out)
    salts = next(entry for entry in report["products"] if entry["product"] == "lithium_carbonate")
    lithium = next(entry for entry in report["contained"] if entry["element"] == "li")
    mass = sum(entry["kg_per_t"] for entry in report["products"]) - salts["kg_per_t"]
    mass += salts["recovery"] * lithium["kg_per_t"]
    assert efficiency("nmc622", "--route", "hydro") == pytest.approx(mass / 1000.0)
    sold, all_of_it = (
        efficiency("lfp", "--route", "hydro", *more) for more in ((), ("--price", "iron_phosphate_residue=50USD/t"))
    )
    residue = json.loads(recyc("quote", "lfp", "--route", "hydro", "--json", "-q").out)["products"]
    mass = next(entry["kg_per_t"] for entry in residue if entry["product"] == "iron_phosphate_residue")
    assert all_of_it is not None
    assert sold == pytest.approx(all_of_it - mass / 1000.0), "a residue that nobody pays for does not count"
    assert efficiency("nmc622", "--route", "shred") is None
    assert efficiency("nmc622", "--route", "reuse", "--soh", "0.9") is None
    assert efficiency("nmc622", "--route", "hydro", "--seat", "refiner") is None


@pytest.mark.parametrize("form", FORMS)
def test_the_efficiency_is_not_the_certified_one_and_a_residue_is_one(recyc: Callable[..., Any], form: str) -> None:
    said = read(recyc, form, "quote", "lfp", "--route", "hydro", *OFFERED, "-q")
    if form == "json":
        sold = {entry["product"]: entry["sold"] for entry in json.loads(said)["products"]}
        assert [name for name in sold if not sold[name]] == ["iron_phosphate_residue"]
        return
    assert "residue, not sold" in said
    assert "not the certified figure of Regulation (EU) 2025/606" in " ".join(said.split())


@pytest.mark.parametrize("form", FORMS)
def test_a_negative_price_is_a_treatment_fee(recyc: Callable[..., Any], form: str) -> None:
    argv = ("quote", "lfp", "--route", "hydro", "--gate-fee", "298EUR/t", "--mass", "40t", "--currency", "EUR", "-q")
    said = read(recyc, form, *argv, *OFFERED)
    if form == "json":
        offer = json.loads(said)["offer"]
        assert (offer["treatment_fee"], offer["treatment_fee_of_lot"]) == (298.0, 11_920.0)
        return
    assert "treatment" in said
    assert "price of the feed" not in said
    assert {"298", "11920"} <= {token.removesuffix(".0") for token in tokens(said)}
    assert not re.search(r"[-\u2212]\s?(298|11,?920)", said)


@pytest.mark.parametrize("form", FORMS)
def test_a_price_is_no_fee_and_the_process_is_not_in_the_title(recyc: Callable[..., Any], form: str) -> None:
    said = read(recyc, form, "quote", "nmc622", "--route", "hydro", "--packs", "30", *OFFERED, "-q")
    if form == "json":
        assert {json.loads(said)["offer"][name] for name in json.loads(said)["offer"] if "fee_" in name} == {None}
        return
    assert "treatment" not in said.replace("transport and treatment", "")
    assert "hydro route" not in said


def test_a_refiners_copy_is_per_tonne_of_black_mass_throughout(recyc: Callable[..., Any]) -> None:
    """As the copy of one who buys that very black mass, but for the way it takes to get there."""
    argv = ("quote", "nmc622", "--route", "hydro", "--seat", "refiner", "--mass", "40t", "-q")
    report, copy = (json.loads(recyc(*argv, *more, "--json").out) for more in ((), OFFERED))
    tonnes = next(stage["feed_t_per_t"] for stage in report["stages"] if stage["stage"] == "recovery")
    assert {copy["basis"]["amounts"], copy["offer"]["unit"]} == {"USD per t of black mass"}
    assert copy["lot"] == pytest.approx({**copy["lot"], "mass_t": 40.0 * tonnes, "packs": None, "kwh": None})
    assert copy["offer"]["feed_price_of_lot"] == pytest.approx(report["totals"]["feed_price"] * 40.0 * tonnes)
    made = {entry["product"]: entry for entry in report["products"]}
    for entry in copy["products"]:
        assert entry["kg_per_t"] == pytest.approx(made[entry["product"]]["kg_per_t"] / tonnes)
        assert made[entry["product"]]["recovery"] < entry["recovery"] <= 1.0, "shredding loses some before"
    held = {entry["element"]: entry["kg_per_t"] for entry in copy["contained"]}
    nickel = next(entry for entry in copy["products"] if entry["product"] == "nickel")
    assert nickel["kg_per_t"] == pytest.approx(nickel["recovery"] * held["ni"])
    assert copy["impacts"]["ghg_kg"] == pytest.approx(report["impacts"]["ghg_kg"] / tonnes)
    values = {entry["element"]: entry["value"] for entry in copy["contained"]}
    assert copy["contained_value"] == pytest.approx(sum(values[element] for element in ("li", "ni", "co", "mn")))
    assert "per t of pack" not in recyc(*argv, *OFFERED).out


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (("compare", "nmc622", "--customer"), "a comparison has no copy"),
        (("quote", "nmc622", "--route", "hydro", "--seat", "holder", *OFFERED), "the holder of the feed is"),
    ],
)
def test_what_has_no_copy_says_why(recyc: Callable[..., Any], argv: tuple[str, ...], reason: str) -> None:
    ran = recyc(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert "E117" in ran.err
    assert reason in ran.err


def test_a_saved_quote_gives_the_same_copy(recyc: Callable[..., Any]) -> None:
    argv = ("quote", "nmc622", "--route", "hydro", "--packs", "30", "-q")
    saved = ("--save", "offer.json", "--valid", "30d", "--reference", "Q<7>", "--dated", "2026-11-24")
    copy = recyc(*argv, *saved, *OFFERED, "--format", "html")
    assert copy.code == 0, copy.err
    assert "quote Q<7> of 2026-11-24, valid until 2026-12-24" in Parsed(copy.out).text
    again = recyc("replay", "offer.json", "-q", "--customer", "--format", "html")
    assert again.out == copy.out
    Path("offer.json").unlink()
    report = recyc(*argv, *saved, "--format", "html").out
    assert recyc("replay", "offer.json", "-q", "--format", "html").out == report
    assert recyc("replay", "offer.json", "-q", "--against", "now", "--customer").code == 2


KEPT = ("--save", "offer.json", "--dated", "2026-11-24")
SHOWN = [pytest.param(form, saved, copy, marks=[] if (at + bool(saved) + 2 * bool(copy)) % 4 == 0 else pytest.mark.slow)
    for at, form in enumerate(FORMS) for saved in ((), KEPT) for copy in ((), OFFERED)]  # fmt: skip
"""Of every form one of four; a long proof takes all."""


@pytest.mark.parametrize(("form", "saved", "copy"), SHOWN)
def test_who_offers_to_whom(
    recyc: Callable[..., Any], form: str, saved: tuple[str, ...], copy: tuple[str, ...]
) -> None:
    parties = ("--offered-by", "ACME Recycling GmbH", "--offered-to", "Fleet & Söhne")
    argv = ("quote", "nmc622", "--route", "hydro", *parties, *saved, *copy, "-q")
    if form == "xlsx":
        assert recyc(*argv, "-o", "read.xlsx").code == 0
        sheets = openpyxl.load_workbook("read.xlsx").worksheets
        said = " ".join(str(cell) for row in sheets[0].iter_rows(values_only=True) for cell in row)
    else:
        ran = recyc(*argv, "--format", form)
        said = Parsed(ran.out).text if form == "html" else ran.out
        said = json.dumps(json.loads(said), ensure_ascii=False) if form == "json" else said
    assert "ACME Recycling GmbH" in said
    assert "Fleet & Söhne" in said.replace("&amp;", "&")
    if form not in ("json", "csv"):
        assert "offered by ACME Recycling GmbH to Fleet" in said
    if saved:
        again = recyc("replay", "offer.json", *copy[:1], "-q").out
        assert "offered by ACME Recycling GmbH to Fleet & Söhne" in again


def test_an_offers_maker_may_stand_in_the_settings(recyc: Callable[..., Any]) -> None:
    Path("recyc.toml").write_text('[defaults]\noffered_by = "ACME Recycling GmbH"\n', encoding="utf-8")
    out = recyc("quote", "nmc622", "--route", "hydro", *OFFERED, "-q").out
    assert "offered by ACME Recycling GmbH\n" in out
    assert recyc("compare", "nmc622", "--route", "hydro", "-q").code == 0


def test_stderr_keeps_quiet_about_cost(recyc: Callable[..., Any]) -> None:
    ran = recyc("quote", "nmc622", "--route", "reuse", *OFFERED, "-o", "copy.html")
    assert ran.err.splitlines()[-1] == "wrote copy.html"
    assert "! no state of health was given" in ran.err
    assert "price-above-use" not in ran.err
    assert Path("copy.html").read_text().startswith("<!DOCTYPE html>")


INSIDE = "acme"
OWN = {
    "prices": 'title = "acme Q3"\nextends = "2024"\nyear = "2026-10"\nmetals.nickel = '
    '{ value = 15000, unit = "USD/t", source = "acme-desk", evidence = "market", date = "2026-10" }\n',
    "regions": 'title = "acme site"\nextends = "us"\nwage = { value = 41, unit = "USD/h", source = "acme-desk" }\n',
    "routes": 'title = "acme leach"\nextends = "hydro"\n',
    "methods": 'title = "acme way"\nextends = "recyc"\n',
}


@pytest.mark.parametrize("form", few(FORMS, 6))
def test_names_of_own_presets_and_sources_stay_inside(recyc: Callable[..., Any], form: str) -> None:
    for kind, text in OWN.items():
        Path("mine", kind).mkdir(parents=True)
        Path("mine", kind, f"{INSIDE}-q3.toml").write_text(text)
    Path("mine/sources.toml").write_text('[acme-desk]\ntitle = "The desk of acme"\n')
    flags = ("--route", "--region", "--prices", "--method")
    argv = ("quote", "nmc622", *(word for flag in flags for word in (flag, f"{INSIDE}-q3")), "--preset-dir", "mine")
    saving = ("--save", "offer.json", "--reference", "Q-7", "--dated", "2026-11-24")
    assert INSIDE in recyc(*argv, "-q", *saving).out
    for asked in ((*argv, *OFFERED), ("replay", "offer.json", "--customer")):
        assert INSIDE not in read(recyc, form, *asked, "-q", "-v").lower(), asked
    copy = json.loads(recyc("replay", "offer.json", "-q", "--customer", "--json").out)
    told = [copy["scenario"][name] for name in ("route", "region", "prices", "method")]
    assert told == ["own", "own region", "own price deck of 2026-10", "own method"]
    nickel = next(entry for entry in copy["contained"] if entry["element"] == "ni")
    assert (nickel["price_date"], nickel["price_source"]) == ("2026-10", None)
    assert nickel["price_is"] == "own"
    out = recyc(*argv, "-q", "-v", *OFFERED).out
    assert "\nRoute: own.\n" in out
    assert next(line for line in out.splitlines() if line.startswith("Ni")).endswith("  2026-10   own price deck")


def test_names_of_built_in_presets_are_told(recyc: Callable[..., Any]) -> None:
    copy = json.loads(recyc("quote", "nmc622", "--route", "hydro", "--region", "korea", "-q", *OFFERED, "--json").out)
    assert [copy["scenario"][name] for name in ("route", "region", "prices", "method")] == [
        "hydro", "korea", usual_deck(open_library()).name, "recyc"
    ]  # fmt: skip
    assert all(entry["price_source"] for entry in copy["contained"])

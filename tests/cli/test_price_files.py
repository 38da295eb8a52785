"""Files of prices as desks and publishers have them: the same prices give the same deck in whatever dress they come."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import examples
from hypothesis import strategies as st
from table_files import workbook

from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.prices.gather import Imported, gather_prices
from recyc_cli.importing.prices.periods import rates_of
from recyc_cli.importing.prices.price_file import Asked, read_price_file
from recyc_cli.importing.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parent / "cases" / "prices"
LB = 0.45359237
CARBONATE_PER_LI = 73.89 / (2 * 6.94)
"""Molar masses of Li2CO3 and of two Li."""
HEXAHYDRATE = 262.85 / 154.76
"""Molar masses of NiSO4.6H2O and NiSO4."""
Deck = dict[str, Any]


def imported(recyc: Callable[..., Any], file: Path, *options: str) -> tuple[Deck, str]:
    """Import a file strictly, and return the deck and what was said."""
    ran = recyc("presets", "import", str(file), "--as", "deck", "--strict", *options)
    assert ran.code == 0, ran.err
    assert recyc("presets", "check", "--strict", "presets/prices/deck.toml").code == 0
    return tomllib.loads(Path("presets/prices/deck.toml").read_text(encoding="utf-8")), ran.err


def values(deck: Deck) -> dict[str, float]:
    """Return the numbers of a deck by name, and its own exchange rates none."""
    return {name: each["value"] for group in ("metals", "reagents") for name, each in deck.get(group, {}).items()}


NOV = {"nickel": 14850.0, "cobalt": 48500.0}
READ: dict[str, tuple[dict[str, float], tuple[str, ...]]] = {
    "price-3dec-kg.csv": ({"manganese": 2050.0, "cobalt": 48500.0}, ()),
    "price-currency-column.csv": ({"lithium_carbonate": 11200.0, "nickel_sulfate": 3950 * HEXAHYDRATE}, ()),
    "price-currency-column-2.csv": ({"lithium_carbonate": 11200.0, "nickel_sulfate": 3950 * HEXAHYDRATE}, ()),
    "price-date-cells.xlsx": ({**NOV, "lithium_carbonate": 11200.0}, ()),
    "price-eur-2022.csv": ({"nickel": 23000.0, "copper": 7800.0}, ()),
    "price-german-thousands.csv": ({**NOV, "copper": 10900.0}, ()),
    "price-investing.csv": (
        {"lithium_carbonate": 93250 / 1.13},
        ("--item", "lithium_carbonate", "--unit", "CNY/t", "--vat", "included"),
    ),
    "price-newest-month-ranges.csv": (NOV, ()),
    "price-one-symbol.csv": ({"nickel": 14850.0, "copper": 10900.0}, ()),
    "price-range.csv": ({"cobalt": 22.75 / LB * 1000, "lithium_carbonate": 11050.0}, ()),
    "price-slash-month.csv": ({"nickel": 14850.0, "lithium_carbonate": 11200.0}, ()),
    "price-smm-layout.csv": (
        {"lithium_carbonate": 93500 / 1.13, "cobalt": 410000 / 1.13, "nickel_sulfate": 28000 / 1.13 * HEXAHYDRATE},
        ("--vat", "included"),
    ),
    "price-symbol-in-cell.csv": (NOV, ()),
}


@pytest.mark.parametrize("name", READ)
def test_every_layout_is_read(recyc: Callable[..., Any], name: str) -> None:
    wanted, options = READ[name]
    assert values(imported(recyc, CASES / name, *options)[0]) == pytest.approx(
        wanted, rel=1e-4
    )  # digits of molar masses


def test_the_ends_of_a_range_become_low_and_high(recyc: Callable[..., Any]) -> None:
    metals = imported(recyc, CASES / "price-newest-month-ranges.csv")[0]["metals"]
    assert (metals["nickel"]["low"], metals["nickel"]["high"]) == (14700, 15000)
    assert metals["cobalt"]["date"] == "2025-11"


def test_the_rate_is_that_of_the_months_prices_and_is_told(recyc: Callable[..., Any]) -> None:
    deck, said = imported(recyc, CASES / "price-eur-2022.csv")
    assert deck["extends"] == "2022"
    assert "Prices in EUR: at 1.00998 EUR/USD, the mean of 2022-09 (ecb-fx)." in said
    assert "Main metals taken from deck 2022: cobalt, aluminum, lithium_carbonate" in said
    ran = recyc("quote", "nmc622", "--route", "hydro", "--prices", "deck", "--json", "-q")
    nickel = next(each for each in json.loads(ran.out)["contained"] if each["element"] == "ni")
    assert nickel["price_per_kg"] == pytest.approx(22.78, rel=1e-3)  # two publishers' means of one month


def test_lithium_is_counted_as_carbonate(recyc: Callable[..., Any]) -> None:
    Path("li.csv").write_text("date,item,price,unit\n2025-11,lithium,65,USD/kg\n")
    deck, _ = imported(recyc, Path("li.csv"))
    assert deck["metals"]["lithium_carbonate"]["value"] == pytest.approx(12210, rel=1e-4)
    ran = recyc("presets", "import", str(CASES / "price-li-forms.csv"), "--dry-run")
    assert "metals.lithium_carbonate = 11,271" in ran.err
    assert "did you mean" not in ran.err


TRADE = {
    "Battery-grade lithium carbonate": "metals.lithium_carbonate",
    "Lithium carbonate 99.5% Li2CO3 min, battery grade, cif China, Japan & Korea": "metals.lithium_carbonate",
    "LCE": "metals.lithium_carbonate",
    "Lithium carbonate equivalent": "metals.lithium_carbonate",
    "LME Nickel": "metals.nickel",
    "Nickel LME cash official": "metals.nickel",
    "Ni": "metals.nickel",
    "Standard-grade cobalt": "metals.cobalt",
    "Cobalt, standard grade, in-whs Rotterdam": "metals.cobalt",
    "Refined cobalt": "metals.cobalt",
    "SMM 1# refined cobalt": "metals.cobalt",
    "Cobalt metal": "metals.cobalt",
    "Cobalt, sulphate 20.5% Co, exw China": "reagents.cobalt_sulfate",
    "CoSO4.7H2O": "reagents.cobalt_sulfate",
    "Battery-grade nickel sulphate": "reagents.nickel_sulfate",
    "NiSO4.6H2O": "reagents.nickel_sulfate",
    "Lithium hydroxide monohydrate 56.5%": "reagents.lithium_hydroxide",
    "Manganese flake": "metals.manganese",
    "Copper, cathode grade A, premium": "metals.copper",
    "Kupfer": "metals.copper",
}
OTHER = (
    "Cobalt hydroxide 30% Co",
    "Spodumene concentrate",
    "Black mass NCM",
    "MHP",
    "Lithium metal 99.9%",
    "Nickel pig iron",
    "Copper sulphate",
    "Copper scrap",
    "LME Nickel 3-month",
    "LME Nickel stock",
    "Nickel cobalt alloy",
    "Tin",
)
PRICES = {"metals.copper": 11050, "metals.manganese": 1650, "metals.cobalt": 48500, "reagents.nickel_sulfate": 3950}


def priced_as(item: str, price: float) -> Imported:
    sheet = Sheet("spot", [["date", "item", "price", "unit"], ["2025-11", item, float(price), "USD/t"]], ",")
    return gathered([sheet])


def gathered(sheets: list[Sheet], asked: Asked = Asked()) -> Imported:  # noqa: B008 - immutable
    file = read_price_file(sheets, "spot", asked)
    return gather_prices(file, builtin_library(), asked.date, lambda codes, _: dict.fromkeys(codes, 0.0), "spot")


@pytest.mark.parametrize("item", TRADE)
def test_names_of_the_trade(item: str) -> None:
    made = priced_as(item, PRICES.get(TRADE[item], 12600.0))
    assert list(made.records) == [TRADE[item]], made.unused


@pytest.mark.parametrize("item", OTHER)
def test_other_goods_are_told_and_never_hinted_wrongly(item: str) -> None:
    made = priced_as(item, 12600.0)
    assert not made.records
    assert [each.where for each in made.unused] == ["line 2"]
    assert "no price of a deck" in made.unused[0].why
    assert "did you mean" not in made.unused[0].why


def test_the_trades_names_of_one_file(recyc: Callable[..., Any]) -> None:
    ran = recyc("presets", "import", str(CASES / "price-trade-names.csv"), "--as", "deck")
    assert ran.code == 0, ran.err
    deck = tomllib.loads(Path("presets/prices/deck.toml").read_text(encoding="utf-8"))
    assert values(deck).keys() == {path.split(".")[1] for path in TRADE.values()}
    assert "line 8: Refined cobalt: a second price of metals.cobalt for 2025-11, not 50485.9 USD/t" in ran.err
    assert "did you mean" not in ran.err


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2025-10,nickel,14700-lots,USD/t", "line 3: nickel: '14700-lots' is no number"),
        ("2025-10,nickel,15000-1000,USD/t", "line 3: nickel: '15000-1000' is no number"),
        ('2025-10,nickel,"€14,850",USD/t', "line 3: nickel: € beside its number, USD/t in its row"),
        ("03/04/2025,nickel,14850,USD/t", "line 3: nickel: '03/04/2025' is 2025-04-03 or 2025-03-04"),
        (",nickel,14850,USD/t", "line 3: nickel: no date"),
    ],
)
def test_no_row_of_any_month_is_dropped_without_a_word(recyc: Callable[..., Any], row: str, said: str) -> None:
    Path("spot.csv").write_text(f"date,item,price,unit\n2025-11,cobalt,48500,USD/t\n{row}\n", encoding="utf-8")
    assert said in recyc("presets", "import", "spot.csv", "--dry-run").err
    ran = recyc("presets", "import", "spot.csv", "--as", "deck", "--strict")
    assert ran.code == 3
    assert not Path("presets").exists()


FRED = "observation_date,PNICKUSDM\n2025-09-01,15103.18\n2025-10-01,15130.2\n2025-11-01,.\n"
WESTMETALL = (
    "date;LME Nickel Cash-Settlement;LME Nickel 3-month;LME Nickel stock\n"
    "28. November 2025;14,680.00;14,870.00;252,990\n27. November 2025;14,660.00;14,850.00;252,090\n"
)
USGS = (
    "DataSource,Commodity,Year,USprod_Mine_t,Imports_t,Price_Spot_dlb,Price_LME_dlb,NIR_pct\n"
    "MCS2025,Cobalt,2023,500,10000,17.10,15.40,69\nMCS2025,Cobalt,2024,300,12000,16.30,12.00,76\n"
)
SALIENT = (
    ',2022,2023,2024\n"Price, average annual, cash, LME, dollars per metric ton",25815,21474,17000\n'
    "Production,17500,16400,8000\n"
)
ACROSS = "Product;Unit;Sep-25;Okt 2025;2025-11\nNickel;USD/t;15.100;15.130;14.700\nKobalt;USD/lb;18,00;21,00;22,90\n"
WIDE = 'Month,Nickel (USD/t),Cobalt [USD/lb],Note\nNov 2025,"14,680",22.9,x\nOct 2025,"15,100",21.0,y\n'
CHINESE = "品名,价格范围,均价,涨跌,单位,日期\n电池级碳酸锂,92000-95000,93500,+500,元/吨,2025-11-28\n"
TABLES: dict[str, tuple[str, tuple[str, ...], dict[str, float]]] = {
    "fred": (FRED, (), {"nickel": 15130.2}),
    "westmetall": (WESTMETALL, ("--unit", "USD/t"), {"nickel": 14670.0}),
    "usgs": (USGS, ("--column", "Price_LME_dlb", "--date", "2024"), {"cobalt": 12 / LB * 1000}),
    "salient": (SALIENT, ("--item", "nickel", "--date", "2023"), {"nickel": 21474.0}),
    "across": (ACROSS, (), {"nickel": 14700.0, "cobalt": 22.9 / LB * 1000}),
    "wide": (WIDE, (), {"nickel": 14680.0, "cobalt": 22.9 / LB * 1000}),
    "chinese": (CHINESE, ("--vat", "included"), {"lithium_carbonate": 93500 / 1.13}),
    "unit above": (
        "Prices in USD/t\nMonth,Nickel,Cobalt\n2025-11,14680,48500\n",
        (),
        {"nickel": 14680.0, "cobalt": 48500.0},
    ),
    "undated": ("item,price,unit\nnickel,$14.85/kg,\n", ("--date", "2025-11"), {"nickel": 14850.0}),
    "contained": ('date,item,price,unit\n2025-09,lithium,"600",USD/mtu\n', (), {"lithium_carbonate": 11271.1}),
    "lce": ("date,item,price,unit\n2025-09,lithium carbonate,11.3,$/kg LCE\n", (), {"lithium_carbonate": 11300.0}),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_publishers(recyc: Callable[..., Any], name: str) -> None:
    text, options, wanted = TABLES[name]
    Path("table.csv").write_text(text, encoding="utf-8")
    assert values(imported(recyc, Path("table.csv"), *options)[0]) == pytest.approx(wanted, rel=1e-5)  # molar masses


def test_the_world_banks_annual_workbook(recyc: Callable[..., Any]) -> None:
    names: list[list[str | float | None]] = [
        ["World Bank Commodity Price Data (The Pink Sheet)"],
        ["annual prices in nominal US dollars, 1960 to present"],
        ["", "Aluminum", "Copper", "Nickel", "Gold"],
        ["", "($/mt)", "($/mt)", "($/mt)", "($/troy oz)"],
    ]
    nominal = [*names, [2023.0, 2256.0, 8490.0, 21521.0, 1943.0], [2024.0, 2419.0, 9142.0, 16814.0, 2388.0]]
    real = [*names, [2023.0, 1900.0, 7100.0, 18000.0, 1600.0], [2024.0, 2000.0, 7600.0, 14000.0, 2000.0]]
    workbook(Path("CMO-Annual.xlsx"), {"Annual Prices (Real)": real, "Annual Prices (Nominal)": nominal})
    deck, _ = imported(recyc, Path("CMO-Annual.xlsx"), "--date", "2024")
    assert values(deck) == {"aluminum": 2419, "copper": 9142, "nickel": 16814}
    assert deck["metals"]["nickel"]["basis"] == "annual average"


def test_each_sheet_may_be_an_item() -> None:
    sheets = [
        Sheet(name, [["Date", "Price (USD/t)"], ["2025-11-27", price - 10.0], ["2025-11-28", price + 10.0]])
        for name, price in (("Nickel", 14850.0), ("Cobalt", 48500.0))
    ]
    wide = Sheet("2025", [["Date", "Copper (USD/t)"], ["2025-11", 10900.0]])
    records = gathered([Sheet("Notes", [["Prices of the desk"]]), *sheets, wide]).records
    wanted = {f"metals.{name}": value for name, value in {**NOV, "copper": 10900.0}.items()}
    assert {path: record.value for path, record in records.items()} == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (USGS, "which column is the price: 'Price_Spot_dlb' and 'Price_LME_dlb'?"),
        (
            "Date,Nickel LME (USD/t),Nickel SHFE (USD/t)\n2025-11-28,14700,15900\n",
            "which column is the price: 'Nickel LME (USD/t)' and 'Nickel SHFE (USD/t)'?",
        ),
        ("Date,Price,Open\n2025-11-28,14700,14600\n", "--item nickel"),
        (SALIENT, "the prices of what?"),
        (USGS.replace("Price_Spot_dlb,", ""), None),
    ],
)
def test_what_may_be_read_in_two_ways_is_refused_by_name(
    recyc: Callable[..., Any], text: str, said: str | None
) -> None:
    Path("table.csv").write_text(text, encoding="utf-8")
    ran = recyc("presets", "import", "table.csv", "--as", "deck")
    assert ran.code == (3 if said else 0) or said is None
    assert (said or "") in ran.err


def test_a_dry_run_writes_nothing(recyc: Callable[..., Any]) -> None:
    ran = recyc("presets", "import", str(CASES / "price-range.csv"), "--dry-run")
    assert (ran.code, Path("presets").exists()) == (0, False)
    assert "metals.lithium_carbonate = 11,050 USD/t (10,800 to 11,300)" in ran.err


@pytest.mark.parametrize("name", ["price-german-tab.tsv", "price-misc.csv"])
def test_what_is_implausible_is_refused(recyc: Callable[..., Any], name: str) -> None:
    ran = recyc("presets", "import", str(CASES / name), "--as", "deck", "--strict")
    assert ran.code == 3
    assert "is not plausible" in ran.err


ITEMS = {
    "nickel": ("metals.nickel", 14850.0, ["nickel", "Nickel", "LME Nickel", "Ni", "NICKEL"]),
    "cobalt": ("metals.cobalt", 48500.0, ["cobalt", "Kobalt", "Refined cobalt", "Co", "コバルト"]),
    "copper": ("metals.copper", 10900.0, ["copper", "Copper cathode", "Kupfer", "Cu", "Cuivre", "Rame"]),
}
UNITS = {"USD/t": 1.0, "$/mt": 1.0, "USD/kg": 1e-3, "USD/lb": LB / 1000, "US cents per pound": LB / 10, "USD/dmt": 1.0}
DATES = ("2025-11", "Nov 2025", "11/2025", "2025-11-28", "28. November 2025", "28.11.2025", "11/28/2025", "Nov-25")
HEADS = {
    "date": ["date", "Datum", "Period", "as_of", "Data", "日期", "日付"],
    "item": ["item", "Commodity", "Product", "Name", "Métal", "Producto", "品名"],
    "price": ["price", "Preis", "Average", "value", "Prezzo", "均价", "가격"],
    "unit": ["unit", "Einheit", "currency/unit", "Unità", "单位"],
}


@st.composite
def dresses(draw: st.DrawFn) -> Sheet:
    """Draw a file of the same prices: a row each, a column each, or months across, in any unit, date and mark."""
    mark, delimiter = draw(st.sampled_from([(".", ","), (".", ";"), (",", ";"), (",", "\t"), (".", "")]))
    items = draw(st.permutations(list(ITEMS)))
    units = {item: draw(st.sampled_from(list(UNITS))) for item in items}
    names = {item: draw(st.sampled_from(ITEMS[item][2])) for item in items}
    date = draw(st.sampled_from(DATES))

    def number(item: str) -> str | float:
        value = ITEMS[item][1] * UNITS[units[item]]
        if not delimiter:
            return value
        return f"{value:,.4f}".replace(",", "_").replace(".", mark).replace("_", "." if mark == "," else ",")

    layout = draw(st.sampled_from(["long", "wide", "across", "ends"]))
    above: list[list[str | float]] = [["Prices of the desk"]] * draw(st.integers(0, 2))
    if layout == "wide":
        rows: list[list[str | float]] = [["Date", *(f"{names[item]} ({units[item]})" for item in items)]]
        return Sheet("spot", [*above, *rows, [date, *map(number, items)]], delimiter)
    if layout == "across":
        rows = [["Product", "Unit", date], *([names[item], units[item], number(item)] for item in items)]
        return Sheet("spot", [*above, *rows], delimiter)
    if layout == "ends":
        low, high = draw(st.sampled_from([("Low", "High"), ("von", "bis"), ("最低价", "最高价")]))
        rows = [["date", "item", high, low, "unit"]]
        rows += [[date, names[item], number(item), number(item), units[item]] for item in items]
        return Sheet("spot", [*above, *rows], delimiter)
    columns = draw(st.permutations(list(HEADS)))
    rows = [[draw(st.sampled_from(HEADS[column])) for column in columns]]
    for item in items:
        cells = {"date": date, "item": names[item], "price": number(item), "unit": units[item]}
        rows.append([cells[column] for column in columns])
    return Sheet("spot", [*above, *rows], delimiter)


@examples(25, 175, dresses())
def test_the_same_prices_in_any_dress(sheet: Sheet) -> None:
    made = gathered([sheet])
    got = {path: record.value for path, record in made.records.items()}
    assert got == pytest.approx({path: value for path, value, _ in ITEMS.values()}, rel=2e-4)  # digits as written
    assert (made.period, made.parent.name) == ("2025-11", "2025-11")


CELLS = st.one_of(
    st.sampled_from(["date", "item", "price", "unit", "2025-11", "Nickel", "Nickel (USD/t)", "14,850", "1-2"]),
    st.sampled_from(["USD/t", "$14,850/t", "CNY", "t", "Nov 2025", "lithium", "€", "", "1e999", "9" * 400, "²"]),
    st.text(max_size=6),
    st.floats(width=32),
)


@examples(100, 300, st.lists(st.lists(CELLS, max_size=6), max_size=6), st.sampled_from(["", ",", ";"]))
def test_any_cells_are_read_or_refused(rows: list[list[str | float]], delimiter: str) -> None:
    try:
        made = gathered([Sheet("any", rows, delimiter)])
    except (RecycError, RecycErrors):
        return
    assert all(0.0 < record.value < 1e9 for record in made.records.values())


@pytest.mark.parametrize(
    "name", ["2019", "2020", "2021", "2022", "2023", "2024", "2025", "2023-12", "2025-11", "2026-03"]
)
def test_the_rates_of_months_are_those_of_the_decks(name: str) -> None:
    library = builtin_library()
    deck = library.document("prices", name)
    other = library.document("prices", "2026-05")
    codes = ("EUR", "CNY", "JPY", "KRW", "INR", "CHF", "GBP")
    rates = {code: rate.value for code, rate in rates_of(name, codes, other).items()}
    own = {code: deck.tree["fx"][code] for code in codes}
    # a month's deck has the same means; of a year the Federal Reserve's means of noon rates in New York
    assert rates == pytest.approx(own, rel=1e-4 if len(name) == len("2025-11") else 0.006)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("nikel", "did you mean nickel?"),
        ("cobalt_sulphate", "did you mean cobalt_sulfate?"),
        ("lithium", ""),
        ("LCE", ""),
    ],
)
def test_the_command_line_hints_at_no_wrong_good_either(recyc: Callable[..., Any], name: str, hint: str) -> None:
    ran = recyc("quote", "nmc622", "--route", "hydro", "--price", f"{name}=14850USD/t")
    assert ran.code == 2
    assert ("did you mean" in ran.err) == bool(hint)
    assert hint in ran.err

"""`recyc presets import`: the layouts of public price files, and every kind of bad one."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import slowly
from table_files import imf, pink_sheet, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS: dict[str, list[str | float | None]] = {
    "1960M01": ["…", 0.14, 42.25, 511.471832, 11.42, 715.4, 206.1, 1631.0, 260.8, 35.27],
    "2024M11": [106.82, 2.1045, 352.9, 2582.19, 102.21, 9075.73, 2007.4, 15723.06, 3002.5, 2651.13],
    "2024M12": [105.0, 3.0, 352.0, 2540.0, 104.0, 8916.0, 2003.0, 15450.0, 3032.0, 2648.0],
    "2025M08": [90.0, 2.9, 480.0, 2594.0, 102.0, 9673.0, 1954.0, 14969.0, 2788.0, 3368.0],
    "2025M09": [88.0, 3.0, 461.0, 2652.5, 105.0, 9994.75, 1954.0, "…", 2936.0, 3668.0],
}
DATED = "date,item,price,unit\n"


def deck(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(f"presets/prices/{name}.toml").read_text(encoding="utf-8"))


def nothing_written() -> bool:
    return not Path("presets").exists() or not [path for path in Path("presets").rglob("*") if path.is_file()]


def sound(recyc: Callable[..., Any], name: str) -> dict[str, float]:
    """Check the deck as `presets check --strict` does and return the metals' prices of a quote with it [USD/kg]."""
    assert recyc("presets", "check", "--strict", f"presets/prices/{name}.toml").code == 0
    ran = recyc("quote", "nmc622", "--route", "hydro", "--prices", name, "--json", "-q")
    assert ran.code == 0, ran.err
    return {entry["element"]: entry["price_per_kg"] for entry in json.loads(ran.out)["contained"]}


def test_pink_sheet(recyc: Callable[..., Any]) -> None:
    workbook(Path("CMO-Historical-Data-Monthly.xlsx"), pink_sheet(MONTHS))
    ran = recyc("presets", "import", "CMO-Historical-Data-Monthly.xlsx", "--as", "wb")
    assert ran.code == 0, ran.err
    made = deck("wb")
    assert made["year"] == "2025-09"
    assert made["metals"]["copper"] == {
        "value": 9994.75,
        "unit": "USD/t",
        "date": "2025-09",
        "basis": "monthly average",
        "source": "import-wb",
        "evidence": "market",
    }
    assert set(made["metals"]) - {"lead"} == {"aluminum", "copper"}
    assert (
        "I12: Nickel: no price for 2025-09"
        in recyc("presets", "import", "CMO-Historical-Data-Monthly.xlsx", "-v", "--as", "wb-2").err
    )
    assert "-v lists all" in ran.err
    assert sound(recyc, "wb")["cu"] == pytest.approx(9.99475)
    source = tomllib.loads(Path("presets/sources.toml").read_text(encoding="utf-8"))["import-wb"]
    assert source["publisher"] == "World Bank"
    assert source["license"] == "CC BY 4.0"


def test_every_column_that_is_not_used_is_listed(recyc: Callable[..., Any]) -> None:
    workbook(Path("pink.xlsx"), pink_sheet(MONTHS))
    err = recyc("presets", "import", "pink.xlsx", "--as", "wb", "--date", "2024-12", "-v").err
    for name in ("Coal, South African", "Natural gas, US", "Urea", "Iron ore, cfr spot", "Zinc", "Gold"):
        assert f"{name}: no price of a deck" in err
    assert {"aluminum", "copper", "nickel"} <= set(deck("wb")["metals"])


def test_a_year_is_the_mean_of_its_months(recyc: Callable[..., Any]) -> None:
    workbook(Path("pink.xlsx"), pink_sheet(MONTHS))
    assert recyc("presets", "import", "pink.xlsx", "--as", "wb", "--date", "2024").code == 0
    nickel = deck("wb")["metals"]["nickel"]
    assert nickel["value"] == pytest.approx((15723.06 + 15450.0) / 2)
    assert (nickel["low"], nickel["high"], nickel["date"]) == (15450.0, 15723.06, "2024")
    assert nickel["note"] == "only 2 of 12 months"


@pytest.mark.parametrize("order", [(1, 2, 0, 3), (0, 1, 2, 3)])
@pytest.mark.parametrize("form", ["xlsx", slowly("xls"), "csv"])
def test_imf(recyc: Callable[..., Any], order: tuple[int, ...], form: str) -> None:
    gap: list[str | float | None] = ["n.a." if form == "csv" else None] * 8
    rows = imf(
        {"1990M1": gap, "2025M9": [166.8, 2654.479090909091, 9994.77, 15103.18, 33482.07, 62.9, 3666.5, 2089.09]}, order
    )
    path = Path(f"external-data.{form}")
    if form == "csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    else:
        workbook(path, {"External": rows})  # the IMF's .xls has been a workbook of the newer kind for years
    ran = recyc("presets", "import", str(path), "--as", "imf")
    assert ran.code == 0, ran.err
    metals = {name: record["value"] for name, record in deck("imf")["metals"].items()}
    assert metals == {
        "aluminum": 2654.479091,
        "copper": 9994.77,
        "nickel": 15103.18,
        "cobalt": 33482.07,
        "manganese": 2089.09,
    }
    assert sound(recyc, "imf")["co"] == pytest.approx(33.48207)


def test_the_imf_table_with_names_only(recyc: Callable[..., Any]) -> None:
    Path("commodity-prices.csv").write_text(
        "Date,All Commodity Price Index,Aluminum,Copper,Lead,Nickel\n2017-05-01,110.6,1913.02,5599.56,2124.9,9155.1\n"
        "2017-06-01,106.8,1885.29,5719.76,2132.9,\n"
    )
    assert recyc("presets", "import", "commodity-prices.csv", "--as", "then").code == 0
    metals = {name: record["value"] for name, record in deck("then")["metals"].items() if name != "lead"}
    assert metals == {"aluminum": 1885.29, "copper": 5719.76}


def test_items_go_by_the_formulas_and_symbols_of_materials(recyc: Callable[..., Any]) -> None:
    rows = "2025-09,CoSO4.7H2O,3000,USD/t\n2025-09,Pb,2000,USD/t\n2025-09,H2SO4,90,USD/t\n"
    Path("lab.csv").write_text(f"date,item,price,unit\n{rows}")
    ran = recyc("presets", "import", "lab.csv", "--as", "lab", "--strict")
    assert ran.code == 0, ran.err
    made = deck("lab")
    assert made["metals"]["lead"]["value"] == 2000
    assert made["reagents"]["sulfuric_acid"]["value"] == 90
    assert 5400 < made["reagents"]["cobalt_sulfate"]["value"] < 5450  # of 154.99 g/mol, 281.09 with its water


def test_columns_under_the_wrong_names_are_noticed(recyc: Callable[..., Any]) -> None:
    Path("shifted.csv").write_text("Date,Metals Price Index,Aluminum,Copper,Nickel\n2025-09-01,1,192.58,1022.1,106.4\n")
    ran = recyc("presets", "import", "shifted.csv", "--as", "bad")
    assert ran.code == 3
    assert ran.err.count("is not plausible") == 3
    assert nothing_written()


PLAIN = """date;item;price;unit
2025-09-01;Nickel;15.100,50;$/mt
2025-09-02;nickel;15.200,50;$/mt
2025-09;aluminium;119,5;¢/lb
2025-09;Lithium carbonate;82.490;RMB/t
2025-09;Lithium Hydroxide;8,9;$/kg
2025-09;cobalt;33000;USD/t
2025-08;copper;9600;USD/t
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain(recyc: Callable[..., Any], encoding: str) -> None:
    Path("spot.csv").write_bytes(PLAIN.encode(encoding))
    ran = recyc("presets", "import", "spot.csv", "--as", "spot", "--strict", "--vat", "included")
    assert ran.code == 0, ran.err
    made = deck("spot")
    assert made["metals"]["nickel"]["value"] == 15150.5
    assert (made["metals"]["nickel"]["low"], made["metals"]["nickel"]["high"]) == (15100.5, 15200.5)
    assert made["metals"]["aluminum"]["value"] == pytest.approx(1.195 / 0.45359237 * 1000)
    assert made["metals"]["aluminum"]["note"] == "119,5 ¢/lb in the file"
    assert (made["metals"]["lithium_carbonate"]["value"], made["metals"]["lithium_carbonate"]["unit"]) == (
        73000,
        "CNY/t",
    )
    hydroxide = made["reagents"]["lithium_hydroxide"]
    assert hydroxide["value"] == pytest.approx(8900 * 41.962 / 23.948, rel=1e-4)  # digits of the molar masses
    assert hydroxide["note"] == "8,9 $/kg in the file; per tonne of LiOH: traded as LiOH.H2O"
    assert "copper" not in made["metals"]
    assert sound(recyc, "spot")["ni"] == pytest.approx(15.1505)


@pytest.mark.parametrize(
    ("item", "path", "water"),
    [
        ("lithium hydroxide", "lithium_hydroxide", 41.962 / 23.948),
        ("LiOH.H2O", "lithium_hydroxide", 41.962 / 23.948),
        ("Lithium hydroxide monohydrate battery grade", "lithium_hydroxide", 41.962 / 23.948),
        ("LiOH", "lithium_hydroxide", 1.0),
        ("lithium hydroxide, anhydrous", "lithium_hydroxide", 1.0),
        ("nickel sulphate", "nickel_sulfate", 262.85 / 154.76),
        ("cobalt sulfate", "cobalt_sulfate", 281.10 / 155.00),
        ("manganese sulfate", "manganese_sulfate", 169.02 / 151.00),
    ],
)
def test_salts_are_traded_with_their_water(recyc: Callable[..., Any], item: str, path: str, water: float) -> None:
    price = 4000.0 if path != "manganese_sulfate" else 800.0
    Path("salt.csv").write_text(f'{DATED}2025-11,"{item}",{price},USD/t\n')
    ran = recyc("presets", "import", "salt.csv", "--as", "salt", "--strict")
    assert ran.code == 0, ran.err
    assert deck("salt")["reagents"][path]["value"] == pytest.approx(price * water, rel=2e-4)  # digits of molar masses


def test_what_the_file_prices_in_other_months_only_is_told(recyc: Callable[..., Any]) -> None:
    Path("last.csv").write_text(
        f"{DATED}2025-10,nickel,15000,USD/t\n2025-10,cobalt,50000,USD/t\n2025-11,nickel,14850,USD/t\n"
    )
    ran = recyc("presets", "import", "last.csv", "--as", "last")
    assert "Not priced for 2025-11, so that of 2025-11 (newest here): cobalt (2025-10)." in ran.err
    assert "cobalt (2025-10)" in Path("presets/prices/last.toml").read_text()


CARBONATE = f"{DATED}2025-11,lithium carbonate,92500,CNY/t\n2025-11,nickel,14850,USD/t\n"


def test_yuan_are_not_taken_before_their_tax_is_said(recyc: Callable[..., Any]) -> None:
    Path("smm.csv").write_text(CARBONATE)
    ran = recyc("presets", "import", "smm.csv", "--as", "smm")
    assert ran.code == 2
    assert "the prices in CNY with value-added tax or without" in ran.err
    assert "--vat included takes 13 % out" in ran.err
    assert nothing_written()
    Path("world.csv").write_text(f"{DATED}2025-11,nickel,14850,USD/t\n2025-11,zinc,22000,CNY/t\n")
    assert recyc("presets", "import", "world.csv", "--as", "world").code == 0  # no deck prices zinc


@pytest.mark.parametrize(
    ("said", "value", "note"),
    [
        ("included", 92500 / 1.13, "92500 CNY/t in the file; VAT of 13 % taken out"),
        ("9%", 92500 / 1.09, "92500 CNY/t in the file; VAT of 9 % taken out"),
        ("excluded", 92500, "quoted without VAT"),
    ],
)
def test_tax_is_taken_out_and_said(recyc: Callable[..., Any], said: str, value: float, note: str) -> None:
    Path("smm.csv").write_text(CARBONATE)
    ran = recyc("presets", "import", "smm.csv", "--as", "smm", "--vat", said)
    assert ran.code == 0, ran.err
    metals = deck("smm")["metals"]
    assert metals["lithium_carbonate"]["value"] == pytest.approx(value, rel=1e-9)
    assert metals["lithium_carbonate"]["basis"] == "monthly average, without VAT"
    assert metals["lithium_carbonate"]["note"] == note
    assert "VAT" not in json.dumps(metals["nickel"])  # dollars: the world market
    assert "Prices in CNY: " in ran.err
    sound(recyc, "smm")


@pytest.mark.parametrize(
    ("period", "said", "why"),
    [
        ("2018", "included", "no usual rate of value-added tax is known for prices in CNY of 2018"),
        ("2025-11", "13", "not a rate of tax below 1"),
        ("2025-11", "perhaps", "included, excluded, or its rate"),
        ("2025-11", "", "''"),
        ("2025-11", "-3%", "may not be negative"),
    ],
)
def test_odd_taxes_are_refused(recyc: Callable[..., Any], period: str, said: str, why: str) -> None:
    Path("smm.csv").write_text(CARBONATE.replace("2025-11", period))
    ran = recyc("presets", "import", "smm.csv", "--as", "smm", "--vat", said)
    assert ran.code == 2
    assert why in ran.err
    assert nothing_written()


def test_other_currencies_have_no_usual_rate(recyc: Callable[..., Any]) -> None:
    Path("rhine.csv").write_text(f"{DATED}2025-11,nickel,13000,EUR/t\n")
    assert recyc("presets", "import", "rhine.csv", "--as", "rhine", "--vat", "included").code == 2
    assert recyc("presets", "import", "rhine.csv", "--as", "rhine").code == 0
    Path("dollars.csv").write_text(f"{DATED}2025-11,nickel,15000,USD/t\n")
    ran = recyc("presets", "import", "dollars.csv", "--as", "dollars", "--vat", "included")
    assert ran.code == 0
    assert "--vat changes nothing" in ran.err


BAD_ROWS = {
    "2025-09,nikel,15000,USD/t": "did you mean nickel",
    "2025-09,nickel,n/m,USD/t": "'n/m' is no number",
    "2025-09,nickel,-4,USD/t": "-4 is no price",
    "2025-09,nickel,15000,": "no unit",
    "2025-09,nickel,15000,bananas": "no unit of a price",
    "2025-09,nickel,15000,USD/bbl": "a barrel is no mass",
    "2025-09,nickel,470,$/toz": "troy ounce",
    "2025-09,nickel,15000,USD/mmbtu": "no price per mass",
    "2025-09,nickel,15000,USD/kgg": "unknown unit",
    "2025-09,nickel,15000,USD/kg": "not plausible: usually 5,000 to 60,000 USD/t",
    "2025-09,nickel,15000,ARS/t": "ARS",
    "2025-13,nickel,15000,USD/t": "no date",
    "last week,nickel,15000,USD/t": "no date: 'last week'",
    "2025-09,cobalt,33100,USD/t": "a second price",
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_bad_row_is_told_and_stops_no_good_one(recyc: Callable[..., Any], row: str) -> None:
    Path("spot.csv").write_text(f"{DATED}2025-09,cobalt,33000,USD/t\n{row}\n")
    strict = recyc("presets", "import", "spot.csv", "--as", "spot", "--strict")
    assert strict.code == 3
    assert "spot.csv: line 3" in strict.err
    assert nothing_written()
    ran = recyc("presets", "import", "spot.csv", "--as", "spot")
    assert ran.code == 0, ran.err
    assert f"line 3: {row.split(',')[1]}" in ran.err
    assert BAD_ROWS[row] in ran.err
    assert set(deck("spot")["metals"]) == {"cobalt"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("blank.csv", b"\n \n", "empty"),
        ("head.csv", DATED.encode(), "no price"),
        ("junk.xlsx", bytes(range(256)) * 4, "binary"),
        ("broken.xlsx", b"PK\x03\x04" + bytes(200), "no workbook"),
        ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "no workbook"),
        ("odd.csv", b"a,b\n1,2\n", "no layout"),
        ("prose.csv", "Sehr geehrte Damen und Herren,\nanbei die Preise.\n".encode("utf-16"), "no layout"),
        ("near.csv", b"date,itme,price\n2025-09,nickel,1\n", "did you mean"),
        ("half.csv", b"\xff\xfe\x00", "binary"),
    ],
)
def test_bad_files(recyc: Callable[..., Any], name: str, content: bytes, said: str) -> None:
    Path(name).write_bytes(content)
    ran = recyc("presets", "import", name, "--as", "spot")
    assert ran.code == 3, ran.err
    assert said in ran.err
    assert name in ran.err
    assert "Traceback" not in ran.err
    assert nothing_written()


def test_bad_calls(recyc: Callable[..., Any]) -> None:
    Path("spot.csv").write_text(f"{DATED}2025-09,cobalt,33000,USD/t\n")
    Path("folder").mkdir()
    for argv, code in {
        (): 2,
        ("spot.csv",): 2,
        ("none.csv", "--as", "x"): 3,
        ("folder", "--as", "x"): 3,
        ("spot.csv", "--as", "a/b"): 2,
        ("spot.csv", "--as", "x", "--date", "soon"): 2,
        ("spot.csv", "--as", "x", "--date", "2025-09-01"): 2,
        ("spot.csv", "--as", "x", "--date", "2019"): 3,
        ("spot.csv", "--as", "x", "-o", "deck.toml"): 2,
    }.items():
        ran = recyc("presets", "import", *argv)
        assert ran.code == code, argv
        assert "error[E" in ran.err
        assert nothing_written()


def test_a_file_name_that_is_no_text(recyc: Callable[..., Any]) -> None:
    name = "spot\udcff\n.csv"
    Path(name).write_text("item,date,price,unit\nnickel,2025-01,15500,USD/t\n")
    assert recyc("presets", "import", name, "--as", "mine").code == 0
    assert recyc("presets", "check", "presets/prices/mine.toml").code == 0
    assert "import` from spot?\\n.csv;" in Path("presets/prices/mine.toml").read_text()


def test_nothing_is_overwritten_and_sources_are_kept(recyc: Callable[..., Any]) -> None:
    Path("presets").mkdir()
    Path("presets/sources.toml").write_text('# mine\n[import-spot]\ntitle = "Another"\n')
    Path("spot.csv").write_text(f"{DATED}2025-09,cobalt,33000,USD/t\n")
    assert recyc("presets", "import", "spot.csv", "--as", "spot").code == 0
    before = Path("presets/sources.toml").read_text()
    assert before.startswith('# mine\n[import-spot]\ntitle = "Another"\n')
    assert deck("spot")["metals"]["cobalt"]["source"] == "import-spot-2"
    assert recyc("presets", "import", "spot.csv", "--as", "spot").code == 2
    assert Path("presets/sources.toml").read_text() == before
    assert not list(Path("presets").rglob("*.tmp"))


def test_the_list_of_sources_keeps_its_permissions_and_its_link(recyc: Callable[..., Any]) -> None:
    Path("presets").mkdir()
    Path("ours.toml").write_text('[mine]\ntitle = "Mine"\n')
    Path("ours.toml").chmod(0o640)
    Path("presets/sources.toml").symlink_to("../ours.toml")
    Path("spot.csv").write_text(f"{DATED}2025-09,cobalt,33000,USD/t\n")
    assert recyc("presets", "import", "spot.csv", "--as", "spot").code == 0
    assert Path("presets/sources.toml").is_symlink()
    assert Path("ours.toml").stat().st_mode & 0o777 == 0o640
    assert "import-spot" in Path("ours.toml").read_text()

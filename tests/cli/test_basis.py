"""What an amount rests on is asked or said: wet or dry, with or without tax, and where a price holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import breakeven, quote
from recyc_cli.analysis.offer.price_at_margin import priced_at_margin
from recyc_cli.analysis.traced_quote import traced_quote, values
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parent / "cases" / "assays"
KOREA = ("quote", "nmc622", "--form", "black-mass", "--region", "korea", "--price", "cobalt=410000CNY/t")
VAT = 1.13
"""China's rate since April 2019, on top of a price."""


@pytest.fixture
def asked(recyc: Callable[..., Any]) -> Callable[..., Any]:
    """Return what gives the report of a command line."""

    def read(*words: str) -> Any:
        done = recyc(*words, "--json", "-q")
        assert done.code == 0, done.err
        return json.loads(done.out)

    return read


def test_wet_tonnes_of_an_assay_with_moisture_are_fewer_dry_ones(
    recyc: Callable[..., Any], asked: Callable[..., Any]
) -> None:
    for name in ("dry", "moisture-12"):
        file = str(CASES / f"assay-{name}.csv")
        assert recyc("presets", "new", "feed", "--assay", file, "--as", f"lot-{name}").code == 0
    dry, wet, said_dry = (
        asked("quote", name, "--form", "black-mass", "--route", "hydro", "--mass", mass)
        for name, mass in (("lot-dry", "40t"), ("lot-moisture-12", "40t"), ("lot-moisture-12", "40dmt"))
    )
    assert (dry["basis"]["mass"], wet["basis"]["mass"], said_dry["basis"]["mass"]) == ("dry", "wet", "dry")
    assert dry["basis"]["moisture"] is None
    assert wet["basis"]["moisture"] == 0.12
    assert dry["lot"] is not None
    assert wet["lot"] is not None
    assert said_dry["lot"] is not None
    assert (wet["lot"]["mass_t"], wet["lot"]["mass_weighed_t"]) == (35.2, 40.0)
    assert (said_dry["lot"]["mass_t"], dry["lot"]["mass_weighed_t"]) == (40.0, None)
    held = wet["lot"]["totals"]["contained_value"], dry["lot"]["totals"]["contained_value"]
    assert held[0] == pytest.approx(0.88 * held[1], rel=1e-12)
    assert "mass-taken-wet" in {note["code"] for note in wet["warnings"]}
    assert "mass-taken-wet" not in {note["code"] for note in said_dry["warnings"]}


def test_water_travels_and_is_not_bought() -> None:
    asked = {"chemistry": "nmc622", "form": "black-mass", "route": "hydro", "feed_price": 5000.0}
    dry, wet = quote(**asked).to_dict(), quote(**asked, moisture=0.2).to_dict()
    assert wet["totals"]["contained_value"] == dry["totals"]["contained_value"]
    way = [
        sum(
            line["amount"]
            for line in each["lines"]
            if line["item"].startswith("freight: ") and "recovery" in line["item"]
        )
        for each in (dry, wet)
    ]
    assert way[1] == pytest.approx(way[0] / 0.8, rel=1e-12)


def test_a_price_per_wet_tonne_is_dearer_per_dry_one(asked: Callable[..., Any]) -> None:
    wet = asked("quote", "nmc622", "--form", "black-mass", "--moisture", "20%", "--feed-price", "4000USD/wmt")
    assert wet["totals"]["feed_price"] == pytest.approx(5000.0, rel=1e-12)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--form", "black-mass", "--mass", "40wmt"), "E139"),
        (("--form", "black-mass", "--feed-price", "400USD/wmt"), "E139"),
        (("--moisture", "4%"), "E138"),
        (("--form", "black-mass", "--moisture", "100%"), "E138"),
        (("--incoterm", "fob"), "E121"),
        (("--vat", "maybe"), "E111"),
        (("--distance=-1km",), "E122"),
    ],
)
def test_what_cannot_be_is_refused(words: tuple[str, ...], code: str, recyc: Callable[..., Any]) -> None:
    done = recyc("quote", "nmc622", *words)
    assert done.code == 2
    assert f"[{code}]" in done.err


def test_parts_of_unlike_moisture_are_weighed_dry() -> None:
    mix = [("nmc622", "black-mass", 0.5), ("nmc811", "cell", 0.5)]
    with pytest.raises(RecycError, match="more and less water") as error:
        quote(mix=mix, route="hydro", moisture=0.1, mass_t=40.0, mass_basis="wet")
    assert error.value.code == "E139"
    lot = quote(mix=mix, route="hydro", moisture=0.1, mass_t=40.0).to_dict()["lot"]
    assert lot is not None
    assert lot["mass_t"] == pytest.approx(40.0 / (0.5 / 0.9 + 0.5), rel=1e-12)


def test_prices_in_yuan_without_a_word_of_tax_are_refused_at_every_door(recyc: Callable[..., Any]) -> None:
    doors = [
        recyc(*KOREA),
        recyc("quote", "nmc622", "--feed-price", "5000CNY/t"),
        recyc("quote", "nmc622", "--currency", "CNY", "--gate-fee", "500"),
        recyc("quote", "nmc622", "--electricity", "0.6CNY/kWh"),
        recyc("quote", "lfp", "--route", "reuse", "--soh", "0.8", "--new-pack-price", "400CNY/kWh"),
        recyc("breakeven", "nmc622", "--vary", "nickel", "--from", "50000CNY/t", "--to", "300000CNY/t"),
    ]
    Path("recyc.toml").write_text('[defaults]\nprice = ["cobalt=410000CNY/t"]\n', "utf-8")
    doors.append(recyc("quote", "nmc622"))
    for code, _, errors in doors:
        assert code == 2
        assert "E164" in errors
        assert "--vat included" in errors
        assert "--vat excluded" in errors
    with pytest.raises((RecycError, RecycErrors), match="value-added tax"):
        quote(chemistry="nmc622", feed_price=(5000.0, "CNY"))


def test_amounts_that_no_tax_is_in_need_no_word(recyc: Callable[..., Any]) -> None:
    for words in (("--wage", "30CNY/h"), ("--currency", "CNY"), ("--price", "nickel=16000EUR/t")):
        assert recyc("quote", "nmc622", *words).code == 0


def test_tax_said_to_be_in_is_taken_out(asked: Callable[..., Any]) -> None:
    included, rate, excluded = (asked(*KOREA, "--vat", how) for how in ("included", "13%", "excluded"))
    by_hand = asked(*KOREA[:-1], f"cobalt={410000 / VAT!r}CNY/t", "--vat", "excluded")
    pay = [each["totals"]["breakeven_feed_price"] for each in (included, rate, excluded, by_hand)]
    assert pay[0] == pay[1]
    assert pay[0] == pytest.approx(pay[3], rel=1e-12)
    assert pay[0] is not None
    assert pay[2] is not None
    assert pay[0] < pay[2]
    assert {each["basis"]["vat"] for each in (included, excluded)} == {"excluded"}
    (note,) = [each for each in included["warnings"] if each["code"] == "tax-taken-out"]
    assert "CNY" in note["message"]
    assert "13 %" in note["message"]


def test_a_rate_that_is_said_is_taken_out_of_a_currency_without_a_usual_one(asked: Callable[..., Any]) -> None:
    said = ("quote", "nmc622", "--route", "hydro", "--json", "-q", "--price")
    bare, taxed = asked(*said, "nickel=16000EUR/t"), asked(*said, "nickel=19040EUR/t", "--vat", "19%")
    assert taxed["totals"]["margin"] == pytest.approx(bare["totals"]["margin"], rel=1e-9)


@pytest.mark.parametrize(("deck", "word", "paid"), [
    ("china-2025", "included", 1.0), ("china-2025", "excluded", VAT),
    ("china-2025-exvat", "included", 1 / VAT), ("china-2025-exvat", "excluded", 1.0),
])  # fmt: skip
def test_a_feed_price_is_brought_to_the_basis_of_the_deck(deck: str, word: str, paid: float) -> None:
    asked = {"chemistry": "nmc622", "region": "china", "prices": deck, "currency": "CNY", "vat": word}
    found = quote(**asked, feed_price=10_000.0).to_dict()
    assert found["totals"]["feed_price"] == pytest.approx(10_000.0 * paid, rel=1e-12)
    assert found["basis"]["vat"] == ("included" if deck == "china-2025" else "excluded")


def test_what_recyc_works_out_itself_needs_no_word_of_tax() -> None:
    asked = {"chemistry": "nmc622", "region": "china", "currency": "CNY"}
    left = quote(**priced_at_margin((8.0, "%"), asked)).to_dict()["totals"]["margin_pct"]
    assert left == pytest.approx(8.0, abs=0.02)  # the price is in whole yuan
    assert breakeven("feed_price", **asked).to_dict()["roots"]


def test_a_deck_of_yuan_says_whether_tax_is_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "prices"
    folder.mkdir()
    number = '{ value = 120000, unit = "CNY/t", source = "recyc-estimate" }'
    for name, said in (("silent", ""), ("told", "[vat]\nincluded = false\n")):
        text = f'title = "{name}"\nextends = "2025"\n{said}[metals]\nnickel = {number}\n'
        (folder / f"{name}.toml").write_text(text, "utf-8")
    asked = {"chemistry": "nmc622", "preset_dirs": [str(tmp_path)]}
    with pytest.raises(RecycError, match=r"metals\.nickel, in CNY, with value-added tax") as error:
        quote(**asked, prices="silent")
    assert error.value.code == "E164"
    assert quote(**asked, prices="told").result.value > 0.0


def test_an_import_says_that_tax_is_out(recyc: Callable[..., Any]) -> None:
    Path("smm.csv").write_text("date,item,price,unit\n2025-09,nickel,122000,CNY/t\n", "utf-8")
    assert recyc("presets", "import", "smm.csv", "--as", "smm", "--vat", "included").code == 0
    assert recyc("quote", "nmc622", "--prices", "smm", "--no-range").code == 0


def test_no_distance_is_a_distance(asked: Callable[..., Any]) -> None:
    near = asked("quote", "nmc622", "--form", "black-mass", "--distance", "0km")
    ways = [line["amount"] for line in near["lines"] if line["item"].startswith("freight: ")]
    assert 0.0 in ways


def test_one_line_says_it_in_every_form(tmp_path: Path, recyc: Callable[..., Any]) -> None:
    words = ("quote", "nmc622", "--form", "black-mass", "--moisture", "4.5%", "--mass", "40wmt", "--incoterm", "cif")
    line = "of dry mass (4.5 % water as weighed), feed prices CIF, without VAT"
    for more in (
        ("--format", "plain"),
        ("--format", "md"),
        ("--format", "table"),
        ("--customer", "--feed-price", "5000"),
    ):
        code, out, errors = recyc(*words, *more)
        assert code == 0, errors
        assert line in " ".join(out.split())
    book = tmp_path / "quote.xlsx"
    assert recyc(*words, "-o", str(book)).code == 0
    from openpyxl import load_workbook

    texts = [str(cell.value) for sheet in load_workbook(book) for row in sheet.iter_rows() for cell in row]
    assert any(line in text for text in texts)


def test_a_saved_quote_keeps_its_basis(recyc: Callable[..., Any]) -> None:
    words = ("quote", "nmc622", "--form", "black-mass", "--region", "korea", "--price", "cobalt=410000CNY/t")
    basis = ("--vat", "included", "--moisture", "12%", "--mass", "40wmt", "--incoterm", "cif")
    saved = recyc(*words, *basis, "--save", "kept.json", "--json", "-q")
    assert saved.code == 0, saved.err
    again = recyc("replay", "kept.json", "--json", "-q")
    assert again.code == 0, again.err
    assert json.loads(again.out)["totals"] == json.loads(saved.out)["totals"]
    assert not {"altered", "model-moved"} & {note["code"] for note in json.loads(again.out)["warnings"]}


@pytest.mark.parametrize(
    "more",
    [
        {"moisture": 0.12},
        {"incoterm": "cif"},
        {
            "moisture": 0.08,
            "overrides": ["payables.penalties.any.cu.above=0.5%", "payables.penalties.any.cu.price=0.1"],
        },
        {"price_overrides": ["cobalt=410000CNY/t"], "vat": "included"},
        {"feed_price": (30_000.0, "CNY"), "vat": "13%"},
        {"feed_price": 4000.0, "feed_basis": "wmt", "moisture": 0.1},
        {"seat": "refiner", "form": "pack", "incoterm": "dap"},
    ],
)
def test_a_traced_quote_answers_the_same(more: dict[str, Any]) -> None:
    asked = {"chemistry": "nmc622", "region": "korea", "route": "hydro", "form": "black-mass", **more}
    plain, traced = quote(**asked).to_dict(), values(traced_quote(**asked).report)
    assert traced["totals"] == plain["totals"]
    assert [line["amount"] for line in traced["lines"]] == [line["amount"] for line in plain["lines"]]

"""Files as strangers send them: other languages, words for nothing found, ranges without a middle, other encodings."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.errors import RecycErrors
from recyc_cli.importing.assay.assay_file import Assay, read_assay
from recyc_cli.importing.sheets import read_sheets

if TYPE_CHECKING:
    from collections.abc import Callable

MASSES: dict[str, float] = builtin_library().document("materials").tree["atomic_mass"]
SHARES = {"li": 3.62, "ni": 19.4, "co": 6.1, "mn": 5.7, "cu": 2.1}
"""Per cent of the dry mass."""
NICKEL, COBALT = 14850.0, 48500.0
"""USD/t."""


def read(folder: Path, text: str, encoding: str = "utf-8") -> Assay:
    path = folder / "lab.csv"
    path.write_text(text, encoding=encoding)
    return read_assay(read_sheets(str(path)), str(path), MASSES)


def rows(names: str, form: str) -> str:
    """Return a line for each element, by its name and its share."""
    return "".join(
        form.format(name, f"{share:.2f}".replace(".", ","), round(share * 10_000))
        for name, share in zip(names.split(), SHARES.values(), strict=True)
    )


REPORTS = {
    "French": "Rapport d'essai n° 118;;\nÉchantillon;BN-7;\nÉlément;Résultat;Unité\n"
    + rows("Lithium Nickel Cobalt Manganèse Cuivre", "{0};{1};% m/m\n"),
    "Italian": "Elemento;Valore;Unità di misura\n" + rows("Litio Nichel Cobalto Manganese Rame", "{0};{1};% p/p\n"),
    "Spanish": "Elemento;Resultado (%)\n" + rows("Litio Níquel Cobalto Manganeso Cobre", "{0};{1}\n"),
    "Portuguese": "Elemento;Teor (%)\n" + rows("Lítio Níquel Cobalto Manganês Cobre", "{0};{1}\n"),
    "Polish": "Pierwiastek;Wynik;Jednostka\n" + rows("Lit Nikiel Kobalt Mangan Miedź", "{0};{1};%\n"),
    "Swedish": "Analys;Resultat;Enhet\n" + rows("Litium Nickel Kobolt Mangan Koppar", "{0};{2};mg/kg TS\n"),
    "Finnish": "Alkuaine;Tulos;Yksikkö\n" + rows("Litium Nikkeli Koboltti Mangaani Kupari", "{0};{2};mg/kg\n"),
    "Hungarian": "Elem;Eredmény;Mértékegység\n" + rows("Lítium Nikkel Kobalt Mangán Réz", "{0};{1};%\n"),
    "Japanese": "元素;分析値;単位\n" + rows("リチウム ニッケル コバルト マンガン 銅", "{0};{1};質量%\n"),
    "Korean": "항목;결과;단위\n" + rows("리튬 니켈 코발트 망간 구리", "{0};{1};wt%\n"),
    "lines of spectra": "ICP-OES results, lot 22\n" + rows("Li Ni Co Mn Cu", "{0} 231.604   {2} mg/kg\n"),
    "lines of spectra, single blanks": "Results\n" + rows("Li Ni Co Mn Cu", "{0} 257.61 nm {2} mg/kg\n"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_reports_in_other_words(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, REPORTS[name]).shares
    assert {element: 100 * found[element] for element in SHARES} == pytest.approx(SHARES, rel=1e-9)


def test_a_chinese_report_in_the_encoding_of_its_country(tmp_path: Path) -> None:
    text = "检测项目,检测结果,单位\n锂,3.62,%\n镍,19.4,%\n钴,6.1,%\n锰,5.7,%\n铝,未检出,%\n"
    found = read(tmp_path, text, "gb18030").shares
    assert (found["ni"], found["al"]) == (pytest.approx(0.194), 0.0)
    german = read(tmp_path, "Prüfbericht für Öl\nPrüfgröße;Gehalt (%)\nLithium;3,62\nNickel;19,4\n", "cp1252")
    assert german.shares["ni"] == pytest.approx(0.194)


@pytest.mark.parametrize(
    "word",
    [
        "n. n.",
        "N.D.",
        "<LOQ",
        "< LQ",
        "<BG",
        "< 0,05",
        "Traces",
        "non détecté",
        "nie wykryto",
        "検出せず",
        "ej detekterat",
    ],
)
def test_what_was_not_found_is_taken_as_nothing_and_told(tmp_path: Path, word: str) -> None:
    found = read(tmp_path, f"Element;Ergebnis;Einheit\nLi;3,62;%\nNi;19,4;%\nHg;{word};%\n")
    assert found.shares["hg"] == 0.0
    assert any("taken as 0" in note for note in found.notes)


@pytest.mark.parametrize(
    ("line", "moisture"),
    [("Trockenrückstand;98,8;%", 0.012), ("TS-halt;880;g/kg", 0.12), ("Dry matter;95;%", 0.05), ("Feuchte;4;%", 0.04)],
)
def test_dry_matter_is_what_is_no_moisture(tmp_path: Path, line: str, moisture: float) -> None:
    found = read(tmp_path, f"Parameter;Ergebnis;Einheit\nLi;3,62;%\nNi;19,4;%\n{line}\n")
    assert found.moisture == pytest.approx(moisture)
    assert found.shares["ni"] == pytest.approx(0.194)


def test_dry_matter_and_moisture_that_disagree_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RecycErrors, match="Moisture stands there twice, too far apart"):
        read(tmp_path, "Element;Result;Unit\nLi;3.62;%\nNi;19.4;%\nMoisture;4;%\nDry matter;90;%\n")


PRICES = {
    "French": "Mois;Métal;Prix;Unité\nnovembre 2025;Nickel;14 850,00;USD/t\nnovembre 2025;Cobalt;48 500,00;USD/t\n",
    "Italian": "Data;Metallo;Prezzo;Unità\nnovembre 2025;Nichel;14850;USD/t\nnovembre 2025;Cobalto;48500;USD/t\n",
    "Spanish": "Fecha;Producto;Precio;Moneda;Por\nNoviembre 2025;Níquel;14.850;USD;t\n"
    "Noviembre 2025;Cobalto;48.500;USD;t\n",
    "Polish": "Data;Metal;Cena;Jednostka\nlistopad 2025;Nikiel;14850;USD/t\nlistopad 2025;Kobalt;48500;USD/t\n",
    "Japanese": "日付,品目,価格,単位\n2025/11,ニッケル,14850,USD/t\n2025/11,コバルト,48500,USD/t\n",
    "ends": "date,item,low,high,unit\n2025-11,nickel,14700,15000,USD/t\n2025-11,cobalt,48000,49000,USD/t\n",
    "ends, the item first": "item,high,low,unit,date\nnickel,15000,14700,USD/t,2025-11\n"
    "cobalt,49000,48000,USD/t,2025-11\n",
    "ends in German": "Monat;Ware;Preis von;Preis bis;Einheit\nNovember 2025;Nickel;14.700,00;15.000,00;USD/t\n"
    "November 2025;Kobalt;48.000,00;49.000,00;USD/t\n",
    "unit behind the name": 'Assessment,Price,Date\n"Nickel, LME cash, USD/t","14,850.00",11/28/2025\n'
    '"Cobalt metal, std grade, USD/t","48,000-49,000",11/28/2025\n',
}


@pytest.mark.parametrize("name", PRICES)
def test_prices_in_other_words(recyc: Callable[..., Any], name: str) -> None:
    metals = imported(recyc, PRICES[name])
    assert {name: each["value"] for name, each in metals.items()} == {"nickel": NICKEL, "cobalt": COBALT}


def test_a_range_by_its_ends_has_low_and_high(recyc: Callable[..., Any]) -> None:
    nickel = imported(recyc, PRICES["ends"])["nickel"]
    assert (nickel["low"], nickel["high"]) == (14700.0, 15000.0)


def test_one_end_of_a_range_is_no_price(recyc: Callable[..., Any]) -> None:
    Path("spot.csv").write_text(PRICES["ends"].replace("15000", ""), encoding="utf-8")
    ran = recyc("presets", "import", "spot.csv", "--as", "deck", "--strict")
    assert ran.code == 3
    assert "nickel: '14700 -' is no number" in ran.err


def test_chinese_prices_in_the_encoding_of_their_country(recyc: Callable[..., Any]) -> None:
    text = (
        "日期,品名,最低价,最高价,单位\n2025-11-03,电解镍,118000,120000,元/吨\n2025-11-03,电解钴,400000,420000,元/吨\n"
    )
    metals = imported(recyc, text, "--vat", "excluded", encoding="gb18030")
    assert (metals["nickel"]["value"], metals["cobalt"]["unit"]) == (119000.0, "CNY/t")


@pytest.mark.parametrize(
    "item",
    ["Lithiumcarbonat", "carbonate de lithium", "Carbonato di litio", "carbonato de lítio", "炭酸リチウム", "탄산리튬"],
)
def test_carbonate_by_its_names(recyc: Callable[..., Any], item: str) -> None:
    assert (
        imported(recyc, f"date,item,price,unit\n2025-11,{item},11200,USD/t\n")["lithium_carbonate"]["value"] == 11200.0
    )


def imported(recyc: Callable[..., Any], text: str, *options: str, encoding: str = "utf-8") -> dict[str, Any]:
    """Import a file strictly and return the metals of its deck."""
    Path("spot.csv").write_text(text, encoding=encoding)
    ran = recyc("presets", "import", "spot.csv", "--as", "deck", "--strict", *options)
    assert ran.code == 0, ran.err
    metals: dict[str, Any] = tomllib.loads(Path("presets/prices/deck.toml").read_text(encoding="utf-8"))["metals"]
    return metals

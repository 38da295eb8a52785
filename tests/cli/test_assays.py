"""Assays as laboratories send them: the same assay gives the same feed in whatever dress it comes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_files import workbook

from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.assay.assay_file import Assay, read_assay
from recyc_cli.importing.sheets import Sheet, read_sheets

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parent / "cases" / "assays"
MAIN = {"li": 3.62, "ni": 19.4, "co": 6.1, "mn": 5.7}
"""Per cent: what the same black mass has in every report of it."""
MASSES: dict[str, float] = builtin_library().document("materials").tree["atomic_mass"]


def read(path: Path, sample: str = "") -> Assay:
    return read_assay(read_sheets(str(path)), str(path), MASSES, sample)


def percent(assay: Assay) -> dict[str, float]:
    return {name: 100 * assay.shares[name] for name in MAIN}


SAME = (
    "assay-biff8.xls",
    "assay-cover-sheet.xlsx",
    "assay-cr-only.csv",
    "assay-dry.csv",
    "assay-moisture-12.csv",
    "assay-pct-suffix.csv",
    "assay-percent-cells.xlsx",
    "assay-pipe.txt",
    "assay-preamble.xlsx",
    "assay-replicates.csv",
    "assay-sep-line.csv",
    "assay-unit-in-cell.csv",
    "assay-unit-in-head.csv",
    "assay-utf16-nobom.csv",
    "assay-wt-suffix.csv",
    "coa-text.txt",
)


@pytest.mark.parametrize("name", SAME)
def test_the_same_assay_in_every_report_of_it(name: str) -> None:
    assert percent(read(CASES / name)) == pytest.approx(MAIN, rel=1e-9)


@pytest.mark.parametrize(
    ("old", "new", "percent_shown"),
    [
        (b'formatCode="0.00%"', b'formatCode="0%"', True),
        (b'formatCode="0.00%"', b'formatCode="0.00&quot; %&quot;"', False),  # the sign alone: the cell holds per cents
        (b'<xf numFmtId="164" ', b'<xf numFmtId="10" ', True),  # a format that every workbook has
    ],
)
def test_a_format_is_of_percentages_by_its_sign_outside_of_text(
    tmp_path: Path, old: bytes, new: bytes, *, percent_shown: bool
) -> None:
    path = tmp_path / "lab.xlsx"
    with ZipFile(CASES / "assay-percent-cells.xlsx") as book, ZipFile(path, "w") as copy:
        for name in book.namelist():
            copy.writestr(name, book.read(name).replace(old, new))
    assert read_sheets(str(path))[0].rows[1][1] == ("3.62 %" if percent_shown else 0.0362)


@pytest.mark.parametrize("name", ["assay-oxides.csv", "assay-oxides-head.csv"])
def test_oxides_by_their_formulas(name: str) -> None:
    assert percent(read(CASES / name)) == pytest.approx(MAIN, rel=2e-3)  # digits of the oxides as reported


def test_thousands_of_milligrams() -> None:
    wanted = {"li": 3.621, "ni": 19.41, "co": 6.105, "mn": 5.702}
    assert percent(read(CASES / "assay-thousands-mgkg.csv")) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("assay-percent-format.csv", "the elements sum to 0.39 %: too little for a black mass"),
        ("assay-semicolon-3dec.csv", "the elements sum to 38795.00 %, more than there is"),
        ("assay-fractions-nounit.csv", "no unit"),
        ("assay-three-lots.xlsx", "3 samples: BM-1, BM-2, BM-3"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(name: str, said: str) -> None:
    with pytest.raises((RecycError, RecycErrors), match=re.escape(said)):
        read(CASES / name)


@pytest.mark.parametrize(("sample", "nickel"), [("BM-1", 19.4), ("bm-2", 30.2), ("BM-3", 0.4)])
def test_a_sample_is_picked_by_its_name(sample: str, nickel: float) -> None:
    assert 100 * read(CASES / "assay-three-lots.xlsx", sample).shares["ni"] == pytest.approx(nickel)


def test_a_sample_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(RecycError, match="samples: BM-1, BM-2, BM-3"):
        read(CASES / "assay-three-lots.xlsx", "BM-7")


def made(recyc: Callable[..., Any], file: str, name: str) -> dict[str, Any]:
    assert recyc("presets", "new", "feed", "--assay", str(CASES / file), "--as", name).code == 0
    ran = recyc("quote", name, "--form", "black-mass", "--route", "direct", "--json", "-q")
    assert ran.code == 0, ran.err
    report: dict[str, Any] = json.loads(ran.out)
    return report


def test_cells_shown_as_percentages_are_worth_what_they_show(recyc: Callable[..., Any]) -> None:
    for name in ("assay-percent-cells.xlsx", "assay-dry.csv"):
        assert recyc("presets", "new", "feed", "--assay", str(CASES / name), "--as", name.split(".")[0]).code == 0
    values = [
        json.loads(recyc("quote", lot, "--form", "black-mass", "--route", "hydro", "--json", "-q").out)["totals"]
        for lot in ("assay-percent-cells", "assay-dry")
    ]
    assert values[0]["contained_value"] > 7000
    assert values[0]["contained_value"] == pytest.approx(values[1]["contained_value"], rel=0.02)  # one without Cu


def test_the_same_assay_gives_the_same_feed_whatever_was_read_before(recyc: Callable[..., Any]) -> None:
    first = made(recyc, "assay-nca.csv", "alone")["totals"]
    made(recyc, "assay-nca-first-report-no-al.csv", "earlier")
    assert made(recyc, "assay-nca.csv", "again")["totals"] == first


def test_the_reading_is_shown_from_which_cell_and_what_is_left(recyc: Callable[..., Any]) -> None:
    ran = recyc("presets", "new", "feed", "--assay", str(CASES / "assay-oxides-head.csv"), "--dry-run")
    assert ran.code == 0, ran.err
    assert re.search(r"Ni\s+19\.41 %\s+line 3: 24\.7 % NiO", ran.err)
    assert "left: LOI (line 8): no element" in ran.err
    assert "the elements sum to 38.78 % of the dry mass" in ran.err
    assert "nearest cathode: nmc622" in ran.err
    assert not Path("presets").exists()
    ran = recyc("presets", "new", "feed", "--assay", str(CASES / "assay-cover-sheet.xlsx"))
    assert re.search(r"Ni\s+19\.4 %\s+B3: 19\.4 %", ran.err)


def test_a_sample_is_named_in_what_is_written(recyc: Callable[..., Any]) -> None:
    lots = ("presets", "new", "feed", "--assay", str(CASES / "assay-three-lots.xlsx"))
    assert recyc(*lots, "--as", "lot").code == 3
    assert recyc(*lots, "--as", "lot", "--sample", "BM-2").code == 0
    assert "sample BM-2" in Path("presets/sources.toml").read_text(encoding="utf-8")


def written(text: str) -> Assay:
    path = Path("lab.csv")
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("name", "cell", "unit", "share"),
    [
        ("Ni 231.604", "194000", "mg/kg TS", 0.194),
        ("Total Ni", "19.4", "% dry", 0.194),
        ("60Ni", "19.4 ± 0.3", "% (w/w)", 0.194),
        ("Nickel (Ni)", "194", "g/kg", 0.194),
        ("NICKEL", "19.4%", "", 0.194),
        ("Ni", "<0.01", "%", 0.0),
        ("Ni", "n.d.", "%", 0.0),
        ("Ni", "1.94E+05", "ppm", 0.194),
    ],
)
@pytest.mark.usefixtures("_alone")
def test_lines_of_laboratories(name: str, cell: str, unit: str, share: float) -> None:
    assay = written(f"Analyte;Result;Units;LOQ\nLi;3.62;%;0.01\n{name};{cell};{unit};0.01\nCo;6.1;%;\n")
    assert assay.shares["ni"] == pytest.approx(share)


REPORTS = {
    "method and limits under the elements": (
        "Laboratory;;;;\nDate;03.02.2026;;;\n;;;;\nSample ID;Ni;Co;Mn;Li\nUnit;%;%;%;%\nMethod;ICP;ICP;ICP;ICP\n"
        "LOQ;0,01;0,01;0,01;0,01\nBM-0412;19,4;6,1;5,7;3,62\n"
    ),
    "units beside the elements, and a specification": (
        "Component,Specification,Result\nNi (wt%),18-22,19.4\nCo (wt%),5-7,6.1\nMn [%],5-7,5.7\nLi (wt%),>3.0,3.62\n"
    ),
    "limits, uncertainties, a total, ions": (
        "Analyte,Unit,LOQ,Result,Uncertainty\nNi,%,0.01,19.4,0.3\nCo,%,0.01,6.1,0.1\nMn,%,0.01,5.7,0.1\n"
        "Li,%,0.01,3.62,0.05\nTotal,,,34.82,\nHg,mg/kg,0.1,< 0.1,\nCl-,mg/kg,10,120,\n"
    ),
    "words alone": "Results of analysis (in wt%)\nLi 3.62\nNi 19.4\nCo 6.1\nMn 5.7\n",
    "columns of blanks": "REPORT\nLot BM-17\n\nLi      3.62 %\nNi      19.4 %\nCo      6.1 %\nMn      5.7 %\n",
    "German words": "Prüfbericht\nNickel: 19,4 %\nKobalt: 6,1 %\nLithium: 3,62 %\nMangan: 5,7 %\n",
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.usefixtures("_alone")
def test_reports_as_they_come(name: str) -> None:
    assert percent(written(REPORTS[name])) == pytest.approx(MAIN)


@pytest.mark.usefixtures("_alone")
def test_a_concentration_in_a_liquid_is_no_share_of_a_mass() -> None:
    with pytest.raises(RecycErrors, match="unknown unit 'mg/L'"):
        written("Sample,Element,Concentration (mg/L),Dilution\nA,Ni,194,1000\nA,Co,61,1000\n")


@pytest.mark.usefixtures("_alone")
def test_samples_across_and_the_basis_above() -> None:
    path = Path("lab.csv")
    path.write_text(
        "Prüfbericht;;;\nAngaben as received;;;\n\nParameter;Einheit;Probe 1;Probe 2\n"
        "Li;mg/kg;36.200;30.000\nNickel;mg/kg;194.000;190.000\nFeuchte;%;3,2;10\n",
        encoding="utf-8",
    )
    assert read(path, "Probe 2").shares["ni"] == pytest.approx(0.19 / 0.9)
    assert read(path, "Probe 1").moisture == pytest.approx(0.032)


@pytest.mark.usefixtures("_alone")
def test_each_sheet_may_be_a_sample() -> None:
    rows: list[list[str | float | None]] = [["Element", "wt%"], ["Li", 3.0], ["Ni", 20.0]]
    workbook(Path("lab.xlsx"), {"Lot 1": rows, "Lot 2": [*rows[:2], ["Ni", 30.0]]})
    assert read(Path("lab.xlsx"), "lot 2").shares["ni"] == pytest.approx(0.3)
    with pytest.raises(RecycError, match="2 samples: Lot 1, Lot 2"):
        read(Path("lab.xlsx"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("element,value,unit\nNi,19,%\nNi,9,%\nLi,3,%", "twice, too far apart for repeats"),
        ("element,result,mean,unit\nNi,19,18,%\nLi,3,3,%", "which column is the result: 'result' and 'mean'?"),
        ("element,value,unit\nNi,10-19,%\nLi,3,%", "no one number"),
        ("element,value,unit\nNi,>30,%\nLi,3,%", "no one number"),
    ],
)
@pytest.mark.usefixtures("_alone")
def test_what_may_be_read_in_two_ways_is_refused(text: str, said: str) -> None:
    with pytest.raises((RecycError, RecycErrors), match=re.escape(said)):
        written(text)


HEADS = {
    "element": [
        "Element",
        "Analyte",
        "Parameter",
        "Bestandteil",
        "Élément",
        "Pierwiastek",
        "Parâmetro",
        "元素",
        "성분",
    ],
    "value": ["Value", "Result", "Gehalt", "Ergebnis", "Teneur", "Wynik", "Risultato", "含量", "結果"],
    "unit": ["Unit", "Einheit", "Units", "Unità di misura", "Enhet", "单位", "단위"],
}
UNITS = {"%": 1.0, "wt%": 1.0, "Gew.-%": 1.0, "g/kg": 10.0, "mg/kg": 1e4, "ppm": 1e4, "% (w/w)": 1.0, "mg/kg TS": 1e4}
NAMES = {
    "li": ["Li", "Lithium", "Li 670.783", "Total Li", "Litio", "锂", "リチウム"],
    "ni": ["Ni", "Nickel", "NI", "ni", "Níquel", "Nichel", "니켈"],
    "co": ["Co", "Cobalt", "Kobalt", "Cobalto", "Kobolt"],
    "mn": ["Mn", "Manganese", "Mangan", "Manganês", "Mangán"],
}


@st.composite
def dresses(draw: st.DrawFn) -> Sheet:
    """Draw a report of the same assay: long or wide, in any order, language, unit and mark of decimals."""
    mark, delimiter = draw(st.sampled_from([(".", ","), (".", ";"), (",", ";"), (",", "\t"), (".", "\t"), (".", "")]))
    metals = draw(st.permutations(list(MAIN)))
    units = {metal: draw(st.sampled_from(list(UNITS))) for metal in metals}
    names = {metal: draw(st.sampled_from(NAMES[metal])) for metal in metals}

    def number(metal: str) -> str | float:
        value = MAIN[metal] * UNITS[units[metal]]
        return round(value, 6) if not delimiter else f"{value:.2f}".replace(".", mark)

    above: list[list[str | float]] = [["Certificate of analysis"]] * draw(st.integers(0, 3))
    if draw(st.booleans()):
        columns = draw(st.permutations(["element", "value", "unit"]))
        rows = [[draw(st.sampled_from(HEADS[column])) for column in columns]]
        rows += [
            [{"element": names[metal], "value": number(metal), "unit": units[metal]}[column] for column in columns]
            for metal in metals
        ]
    elif draw(st.booleans()):
        rows = [["Sample", *(f"{names[metal]} [{units[metal]}]" for metal in metals)]]
        rows += [["BM-1", *map(number, metals)]]
    else:
        rows = [["Lot", *names.values()], ["", *units.values()], ["BM-1", *map(number, metals)]]
    return Sheet("Sheet1", [*above, *rows], delimiter)


@settings(max_examples=150, deadline=None)
@given(dresses())
def test_the_same_assay_in_any_dress(sheet: Sheet) -> None:
    assert percent(read_assay([sheet], "lab", MASSES)) == pytest.approx(MAIN, rel=1e-6)


CELLS = st.one_of(
    st.sampled_from(["Li", "Ni", "Element", "Value", "Unit", "%", "mg/kg", "<0.1", "n.d.", "3.6", "19,4", "BM-1", ""]),
    st.sampled_from(["Sample", "Moisture", "Li2O", "19.4 ± 1 %", "dry basis", "1e999", "9" * 400, "²", "٣,٤"]),
    st.text(max_size=6),
    st.floats(width=32),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=6), st.sampled_from(["", ",", ";", ":"]))
def test_any_cells_are_read_or_refused(rows: list[list[str | float]], delimiter: str) -> None:
    try:
        assay = read_assay([Sheet("any", rows, delimiter)], "lab", MASSES)
    except (RecycError, RecycErrors):
        return
    assert sum(assay.shares.values()) > 0.0
    assert all(0.0 <= share <= 1.0 for share in assay.shares.values())


@pytest.mark.usefixtures("_alone")
def test_a_lot_says_in_its_row_what_its_shares_are_of() -> None:
    path = Path("lots.csv")
    path.write_text(
        "Lot;Material;Gross wt (t);Moisture %;Ni %;Co %;Li %;Sampling\n"
        "BM-01;Black mass;21.46;1.8;18.2;6.1;3.4;dry basis\nBM-02;Black mass;23.0;10;18.2;6.1;3.4;as received\n",
        encoding="utf-8",
    )
    assert read(path, "BM-01").shares["ni"] == pytest.approx(0.182)
    assert read(path, "BM-02").shares["ni"] == pytest.approx(0.182 / 0.9)
    assert read(path, "BM-02").left == ["Gross wt (t)"]

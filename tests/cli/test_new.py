"""`recyc presets new`: presets to start from, and feeds from assays."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from table_files import workbook

if TYPE_CHECKING:
    from collections.abc import Callable

NMC = ("quote", "nmc622", "--route", "hydro")
QUOTES: dict[tuple[str, str], tuple[str, ...]] = {
    ("chemistry", "nmc811"): ("quote", "{}", "--route", "direct"),
    ("chemistry", "lfp"): ("quote", "{}", "--route", "hydro"),
    ("route", "pyro"): ("quote", "nmc622", "--route", "{}"),
    ("route", "reuse"): ("quote", "nmc622", "--route", "{}"),
    ("region", "china"): (*NMC, "--region", "{}"),
    ("prices", "china-2021-exvat"): (*NMC, "--prices", "{}"),
    ("method", "recyc"): (*NMC, "--method", "{}"),
    ("contract", "glencore-ace"): (*NMC, "--contract", "{}"),
    ("business", "closed-loop"): (*NMC, "--business", "{}"),
    ("application", "home"): ("quote", "nmc622", "--route", "reuse", "--application", "{}"),
}
NAMED = ("scenario", "sources", "products", "warnings")


def quoted(ran: Any) -> dict[str, Any]:
    """What a quote says of money and mass; what it says of names may differ."""
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    kept = {key: value for key, value in report.items() if key not in NAMED}
    kept["lines"] = [{**line, "inputs": len(line["inputs"])} for line in report["lines"]]
    return {**kept, "values": [product["value"] for product in report["products"]]}


TURNS = [pytest.param(*of, uncommented, marks=[] if at % 2 == uncommented else pytest.mark.slow)
    for at, of in enumerate(QUOTES) for uncommented in (False, True)]  # fmt: skip
"""Every kind, in turn as it is written and with its comments taken for numbers; a long proof takes both."""


@pytest.mark.parametrize(("kind", "parent", "uncommented"), TURNS)
def test_a_new_preset_quotes_as_its_parent(
    recyc: Callable[..., Any], kind: str, parent: str, *, uncommented: bool
) -> None:
    ran = recyc("presets", "new", kind, "--from", parent, "--as", "mine")
    assert ran.code == 0, ran.err
    path = Path(re.findall(r"wrote (.+)", ran.err)[0])
    if uncommented:
        path.write_text(re.sub(r'^#(?=[\w"])', "", path.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert recyc("presets", "check", str(path)).code == 0
    command = QUOTES[kind, parent]
    before, after = ([word.format(name) for word in command] + ["--json", "-q"] for name in (parent, "mine"))
    assert quoted(recyc(*after)) == quoted(recyc(*before))


def test_what_to_do_next_can_be_done(recyc: Callable[..., Any]) -> None:
    ran = recyc("presets", "new", "region", "--from", "us", "--dir", "elsewhere")
    assert ran.out == ""
    commands = [line.split()[1:] for line in ran.err.splitlines() if line.startswith("  recyc ")]
    assert commands[0] == ["presets", "check", "elsewhere/regions/my-us.toml"]
    assert commands[1][-2:] == ["--preset-dir", "elsewhere"]
    for command in commands:
        assert recyc(*command).code == 0


def test_places(recyc: Callable[..., Any]) -> None:
    assert recyc("presets", "new", "stages", "--from", "hydro", "-q").err == ""
    assert Path("presets/stages/my-hydro.toml").is_file()
    assert recyc("presets", "new", "prices", "--from", "2024", "-o", "deep/er/prices/spot.toml").code == 0
    assert Path("deep/er/prices/spot.toml").is_file()
    assert recyc("presets", "new", "materials").code == 0
    assert recyc("presets", "check", "presets", "deep/er/prices/spot.toml").code == 0


def test_bad_calls_write_nothing(recyc: Callable[..., Any]) -> None:
    Path("file").write_text("")
    for argv in (
        (),
        ("regin", "--from", "us"),
        ("region",),
        ("region", "--from", "uss"),
        ("region", "--from", "us", "--as", "../x"),
        ("region", "--from", "us", "-o", "nv.toml"),
        ("region", "--from", "us", "-o", "regions/nv.json"),
        ("region", "--from", "us", "--dir", "file"),
        ("sources",),
        ("feed",),
        ("feed", "--assay", "none.csv"),
    ):
        ran = recyc("presets", "new", *argv)
        assert ran.code in (2, 3), argv
        assert "error[E" in ran.err, argv
        assert [path.name for path in Path().iterdir()] == ["file"], argv
    assert "did you mean region" in recyc("presets", "new", "regin").err


def test_nothing_is_overwritten(recyc: Callable[..., Any]) -> None:
    Path("presets/regions").mkdir(parents=True)
    mine = Path("presets/regions/nv.toml")
    mine.write_text("mine")
    ran = recyc("presets", "new", "region", "--from", "us", "--as", "nv")
    assert (ran.code, mine.read_text()) == (2, "mine")
    assert "error[E160]" in ran.err


LONG = """Element;Ergebnis;Einheit
Li;3,62;%
Nickel;19,4;Gew.-%
Co;61;g/kg
Mn;5,7;%
Cu;1,85;%
Al;21000;mg/kg
Fe;3100;ppm
P;0,42;%
F;18,5;g/kg
C;31,5;%
Na;0,12;%
Zn;<0,01;%
Feuchte;1,4;%
Summe;;
"""
HELD = {"li": 36.2, "ni": 194.0, "co": 61.0, "mn": 57.0, "cu": 18.5, "al": 21.0}


def contained(recyc: Callable[..., Any], name: str) -> dict[str, float]:
    assert recyc("presets", "check", "--strict", f"presets/chemistries/{name}.toml").code == 0
    ran = recyc("quote", name, "--route", "hydro", "--form", "black-mass", "--json", "-q")
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    assert abs(report["mass_balance"]["closure_kg"]) < 1e-6
    return {entry["element"]: entry["kg_per_t"] for entry in report["contained"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_an_assay_is_what_the_feed_contains(recyc: Callable[..., Any], encoding: str) -> None:
    Path("lab.csv").write_bytes(LONG.encode(encoding))
    ran = recyc("presets", "new", "feed", "--assay", "lab.csv", "--as", "lot-17")
    assert ran.code == 0, ran.err
    assert "nearest cathode: nmc622" in ran.err
    assert "not followed, counted as inert: Na 0.12 %" in ran.err
    assert "Zn: below 0,01 %, taken as 0" in ran.err
    assert contained(recyc, "lot-17") == pytest.approx(HELD, rel=1e-9)
    text = Path("presets/chemistries/lot-17.toml").read_text(encoding="utf-8")
    assert "0.986 dry tonnes in a wet one" in text
    assert 'evidence = "measured"' in text


def test_a_file_name_that_is_no_text_is_told_with_a_question_mark(recyc: Callable[..., Any]) -> None:
    name = "lab\udcff.csv"
    Path(name).write_text(LONG)
    for lot in ("lot-1", "lot-2"):
        assert recyc("presets", "new", "feed", "--assay", name, "--as", lot).code == 0
    sources = Path("presets/sources.toml").read_bytes()
    assert sources.count(b"[assay-lot-") == 2
    assert sources.count(b'title = "Assay lab?.csv"') == 2
    contained(recyc, "lot-1")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_wide_assay(recyc: Callable[..., Any], form: str) -> None:
    rows: list[list[str | float | None]] = [
        ["Sample", "Li [%]", "Ni (g/kg)", "Co, %", "Mn", "Cu", "Al"],
        ["", "", "", "", "%", "%", "mg/kg"],
        ["A-17", 3.62, 194.0, 6.1, 5.7, 1.85, 21000.0],
    ]
    if form == "xlsx":
        workbook(Path("lab.xlsx"), {"Results": rows})
    else:
        Path("lab.csv").write_text("\n".join("\t".join(map(str, row)) for row in rows))
    ran = recyc("presets", "new", "feed", "--assay", f"lab.{form}", "--as", "lot")
    assert ran.code == 0, ran.err
    assert contained(recyc, "lot") == pytest.approx(HELD, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "like", "formula"),
    [
        ("Li,3.1,%\nFe,24.9,%\nP,14,%\nCu,1.2,%\nC,28,%", "lfp", r"fe = 1\np = 1.01"),
        ("Li,2.6,%\nMn,41,%\nC,30,%", "lmo", r"mn = 1\no = 2$"),
        ("Li,4.5,%\nCo,38,%\nC,30,%", "lco", r"co = 1\no = 2$"),
        ("Li,4.2,%\nNi,28,%\nCo,5.2,%\nAl,2.0,%\nC,30,%", "nca", r"al = 0.05"),
    ],
)
def test_the_cathode_is_that_of_the_metals(recyc: Callable[..., Any], text: str, like: str, formula: str) -> None:
    Path("lab.csv").write_text(f"element,value,unit\n{text}\n")
    ran = recyc("presets", "new", "feed", "--assay", "lab.csv")
    assert ran.code == 0, ran.err
    assert f"nearest cathode: {like}" in ran.err
    assert re.search(formula, Path("presets/chemistries/my-lab.toml").read_text(encoding="utf-8"), re.MULTILINE)
    measured = {line.split(",")[0].lower(): 10 * float(line.split(",")[1]) for line in text.splitlines()}
    held = contained(recyc, "my-lab")
    for metal in {"li", "ni", "co", "mn", "cu", "al"} & measured.keys():
        assert held[metal] == pytest.approx(measured[metal], rel=1e-9)


def test_what_does_not_fit_is_said(recyc: Callable[..., Any]) -> None:
    Path("lab.csv").write_text("element,value,unit\nLi,4,%\nNi,10,%\nMn,3,%\nCo,3,%\nFe,10,%\nP,5.5,%\nC,25,%\n")
    assert "a blend: " in recyc("presets", "new", "feed", "--assay", "lab.csv", "--as", "blend").err
    Path("lab.csv").write_text("element,value,unit\nLi,9,%\nNi,20,%\nC,25,%\n")
    assert "lithium per cathode metal" in recyc("presets", "new", "feed", "--assay", "lab.csv", "--as", "rich").err


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("Li,60,%\nNi,60,%", "E373", "120.00 %"),
        ("Li,3,%\nNi,19,%\nC,70,%", "E373", "with the oxygen"),
        ("Cu,3,%\nAl,19,%", "E373", "no cathode"),
        ("Ni,30,%\nC,30,%", "E373", "no cathode"),
        ("Li,3,%\nC,30,%\nGraphite,40,%\nNi,9,%", "E373", "more graphite than carbon"),
        ("Li,-3,%\nNi,19,%", "E372", "negative"),
        ("Li,3,%\nNi,19,%\nNickel,9,%", "E372", "twice"),
        ("Li,3,%\nNi,19,mol", "E372", "unknown unit"),
        ("Li,3,%\nNi,19,", "E372", "no unit"),
        ("Li,3,%\nNi,lots,%", "E372", "no number"),
        ("Li,3,%\nXy,19,%", "E371", "unknown element"),
        ("Li,3,%\nNikel,19,%", "E371", "did you mean nickel"),
        ("Li,0,%\nNi,0,%", "E370", "no element above 0"),
    ],
)
def test_bad_assays(recyc: Callable[..., Any], text: str, code: str, said: str) -> None:
    Path("lab.csv").write_text(f"element,value,unit\n{text}\n")
    ran = recyc("presets", "new", "feed", "--assay", "lab.csv")
    assert ran.code == 3
    assert f"error[{code}]" in ran.err
    assert said in ran.err
    assert not Path("presets").exists()


def test_all_faults_of_an_assay_at_once(recyc: Callable[..., Any]) -> None:
    Path("lab.csv").write_text("element,value,unit\nLi,-3,%\nXy,1,%\nNi,19,bananas\n")
    err = recyc("presets", "new", "feed", "--assay", "lab.csv").err
    assert [f"line {line}" in err for line in (2, 3, 4)] == [True, True, True]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04junk", b"hello\nworld\n", b"Li,Ni\n1,2\n3,4\n"])
def test_files_that_are_no_assay(recyc: Callable[..., Any], content: bytes) -> None:
    Path("lab.csv").write_bytes(content)
    ran = recyc("presets", "new", "feed", "--assay", "lab.csv")
    assert ran.code == 3
    assert "lab.csv" in ran.err
    assert not Path("presets").exists()

"""The JSON schemas: made from the shapes, true of every report, strict where they are closed, and good for old ones."""

from __future__ import annotations

import ast
import copy
import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import schemas
from few import few, slowly
from jsonschema import Draft202012Validator

import recyc_cli
from recyc_cli.analysis.saved.saved_file import load_saved, sealed, text_of
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError
from recyc_cli.render.live import document
from recyc_cli.report import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAVED = Path(__file__).parent / "samples" / "saved"
LOTS = Path(__file__).parent / "cases" / "lots" / "dismantler-de.csv"
PASSPORTS = Path(__file__).parents[1] / "passports" / "cases"
BOUGHT = Path(__file__).parent / "cases" / "lots" / "on-offer.csv"
SAVE = "quote lfp --route reuse --soh 0.85 --packs 20 --save saved.json --dated 2026-11-24"
MADE = {
    "recyc.quote/1": [
        "quote nmc622 --route hydro --mass 40t",
        "quote lfp --route reuse --soh 0.85 --packs 20 --offered-by ACME",
        "quote --mix lfp=0.3,nmc811=0.7 --route pyro --kwh 5000 --currency EUR",
        "quote nmc622 --route hydro --seat refiner --contract glencore-ace --mass 3t",
        "quote nmc622 --route hydro --seat holder",
        "quote nmc811 --plant brunp --form black-mass --as-of 2024",
        "quote nmc111 --route pyro --method everbatt-2023 --form cell",
        "replay saved.json",
    ],
    "recyc.compliance/1": [
        "comply nmc622 --route hydro --region germany",
        "comply lfp --route shred --on 2031-12-31",
    ],
    "recyc.certificate/1": ["certificate nmc622 --route hydro --region germany --mass 40t"],
    "recyc.passport/1": [
        f"passport {PASSPORTS / '08-catenax-3-wh-and-gram.json'}",
        f"passport {PASSPORTS / '18-aspects.zip'} --identifier",
    ],
    "recyc.comparison/1": [
        "compare lfp nca --route hydro --route reuse",
        "compare nmc622 --route hydro --region us,china --seat chain,refiner",
    ],
    "recyc.breakeven/1": [
        "breakeven nmc622 --route hydro --vary nickel",
        "breakeven nmc622 --route reuse --against-route hydro --vary soh",
    ],
    "recyc.finance/1": [
        "finance nmc622 --route hydro --region china",
        "finance lfp --route shred --prices 2023,2024 --build 0 --ramp 100% --mid-year --inflation 2%",
        "finance nmc622 --route hydro --form black-mass --seat refiner --contract glencore-ace",
    ],
    "recyc.sweep/1": [
        "sweep nmc622 --route hydro,shred --vary nickel=6000:60000:9000",
        "sweep lfp --route reuse --vary soh=0.6:1.1:0.1 --vary prices=2023,2024",
    ],
    "recyc.blend/1": [f"blend {BOUGHT} --capacity 500 --limit al=5%", f"blend {BOUGHT} --months 1 --budget 9k"],
    "recyc.outlook/1": ["outlook --region china --to 2026", "outlook --series deloitte-2022 --route hydro"],
    "recyc.simulation/1": ["simulate nmc622 --route shred --route reuse -n 1000"],
    "recyc.sensitivity/1": [
        "sensitivity nmc622 --route hydro --by sobol -n 4096 --top 2",
        "sensitivity nmc622 --route hydro --top 3",
    ],
    "recyc.explain/1": [
        "explain nmc622 margin --route hydro",
        "explain nmc622 --route hydro region.wage",
        "explain lfp cost --route direct --why-not region=china",
    ],
    "recyc.batch/1": [f"batch {LOTS} --summary chemistry"],
    "recyc.customer/1": [
        "quote lfp --route hydro --packs 20 --gate-fee 298EUR/t --customer --at-a-loss",
        "quote --mix nmc622=24t,lfp=16t --margin 8% --customer --no-value",
        "quote nmc622 --route reuse --margin 8% --customer",
        "quote nmc622 --route hydro --seat refiner --margin 8% --customer --mass 3t",
    ],
    "recyc.moves/1": ["replay saved.json --against now"],
    "recyc.presets/1": [
        "presets list",
        *(f"presets list {kind}" for kind in ("prices", "plants", "regions", "stages")),
    ],
    "recyc.preset/1": ["presets show prices/2024", "presets show methods/recyc"],
    "recyc.plants/1": ["presets show plants"],
    "recyc.preset-diff/1": ["presets diff prices/2023 prices/2024", "presets diff methods/everbatt-2023 methods/recyc"],
    "recyc.preset-check/1": ["presets check regions/us --older-than 2000", "presets check prices/2024"],
    "recyc.preset-path/1": ["presets path"],
    "recyc.config/1": ["config", "config -v --region germany"],
    "recyc.sources/1": ["sources", "sources everbatt-2023"],
    "recyc.error/1": ["quote nmc62 --route hydro"],
    "recyc.schemas/1": ["schema"],
    "recyc.code/1": ["explain payables-older", "explain E304"],
    "recyc.saved/1": [SAVE],
    "recyc.saved-quotes/1": ["saved saved.json"],
}
TOLD: dict[str, str] = {}
"""What a command told in JSON: several tests look at it."""
COMMANDS = [(name, argv) for name, several in MADE.items() for argv in several]


@cache
def validator(name: str, *, closed: bool = True) -> Draft202012Validator:
    return Draft202012Validator(schemas.made(name, closed=True) if closed else json.loads(schema.schema_text(name)))


def told(recyc: Callable[..., Any], argv: str) -> dict[str, Any]:
    """Return the report of a command; of one that saves a quote, the file."""
    if argv not in TOLD:
        if argv != SAVE and "saved.json" in argv:
            recyc(*SAVE.split())
        ran = recyc(*argv.split(), "--json")
        TOLD[argv] = Path("saved.json").read_text() if argv == SAVE else ran.out or ran.err
    report: dict[str, Any] = json.loads(TOLD[argv])
    return report


def test_they_are_as_the_shapes_make_them() -> None:
    assert schema.names() == sorted(schemas.reports())
    assert {name: schema.schema_text(name) for name in schema.names()} == {
        name: schemas.text(name) for name in schema.names()
    }


def test_they_are_schemas() -> None:
    for name in schema.names():
        Draft202012Validator.check_schema(json.loads(schema.schema_text(name)))


def test_every_report_has_one() -> None:
    """What the script of a page reads is no report."""
    sources = [path.read_text("utf-8") for path in Path(recyc_cli.__file__).parent.rglob("*.py")]
    texts = {
        str(node.value)
        for text in sources
        if "recyc." in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant)
    }
    reports = {text for text in texts if re.fullmatch(r"recyc\.[a-z-]+/\d", text)} - {document.SCHEMA}
    assert reports == set(MADE) == set(schema.names())


@pytest.mark.parametrize(("name", "argv"), few(COMMANDS, 2), ids=[argv for _, argv in COMMANDS])
def test_a_report_fits_its_schema_closed(recyc: Callable[..., Any], name: str, argv: str) -> None:
    report = told(recyc, argv)
    assert report["schema"] == name
    assert [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(report)] == []
    assert schema.misfit(report, name) == ""


def quotes_inside(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what names the digest of a report: of a comparison its quotes, of a saved quote its report."""
    return {"recyc.comparison/1": report.get("quotes"), "recyc.saved/1": [report.get("report")]}.get(
        report["schema"], [report]
    )


@pytest.mark.parametrize(("name", "argv"), few(COMMANDS, 2), ids=[argv for _, argv in COMMANDS])
def test_every_report_names_the_digest_of_the_presets_but_what_a_customer_gets(
    recyc: Callable[..., Any], name: str, argv: str
) -> None:
    report, digest = told(recyc, argv), open_library().digest
    if name == "recyc.customer/1":
        assert digest not in json.dumps(report)
    else:
        assert {each.get("presets") for each in quotes_inside(report)} == {digest}


def test_an_error_names_the_digest_of_the_folders_in_force(recyc: Callable[..., Any]) -> None:
    Path("mine").mkdir()
    (Path("mine") / "prices").mkdir()
    (Path("mine") / "prices" / "dear.toml").write_text('schema = 1\nextends = "2024"\n', "utf-8")
    digest = open_library(["mine"]).digest
    argv = ("quote", "nmc62", "--route", "hydro", "--json", "--preset-dir")
    assert json.loads(recyc(*argv, "mine").err)["presets"] == digest != open_library().digest
    assert "presets" not in json.loads(recyc(*argv, "nowhere").err)


SOME = {name: several[-1] for name, several in MADE.items() if name not in ("recyc.saved/1", "recyc.comparison/1")}


FITTED = {name for name, _ in COMMANDS[::2]}
SPOILT = [each if at % 3 == 0 or each[0] not in FITTED else slowly(each) for at, each in enumerate(SOME.items())]
"""Of the reports of which one is held to its schema above each time, every third."""


@pytest.mark.parametrize(("name", "argv"), SPOILT, ids=SOME)
def test_a_wrong_key_type_or_a_missing_key_fails(recyc: Callable[..., Any], name: str, argv: str) -> None:
    report = shortened(told(recyc, argv))
    parts = schemas.made(name, closed=True)
    for path, table, part in typed(report, parts, parts, ""):
        for key in [*table]:
            value = table[key]
            table[key] = object
            assert not validator(name).is_valid(report), f"{path}.{key} of another type"
            del table[key]
            if key in part["required"]:
                assert not validator(name).is_valid(report), f"{path} without {key}"
            table[key] = value
        table["no_such_key"] = 1.0
        assert not validator(name).is_valid(report), f"{path} with a key more"
        assert validator(name, closed=False).is_valid(report), f"{path} of a later release"
        del table["no_such_key"]
    assert validator(name).is_valid(report)


def shortened(data: Any) -> Any:
    """Return a report whose lists hold one entry at most."""
    if isinstance(data, dict):
        return {key: shortened(value) for key, value in data.items()}
    return [shortened(value) for value in data[:1]] if isinstance(data, list) else data


def typed(
    data: Any, due: dict[str, Any], whole: dict[str, Any], path: str
) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Yield every table whose keys a schema lists, with that schema; of a map the first."""
    due = due.get("anyOf", [due])[0]
    due = whole["$defs"][due["$ref"].rpartition("/")[2]] if "$ref" in due else due
    if isinstance(data, dict) and "properties" in due:
        yield path, data, due
        for key, value in [*data.items()]:
            yield from typed(value, due["properties"][key], whole, f"{path}.{key}")
    elif isinstance(data, dict) and isinstance(due.get("additionalProperties"), dict):
        for key, value in [*data.items()][:1]:
            yield from typed(value, due["additionalProperties"], whole, f"{path}.{key}")
    elif isinstance(data, list) and data:
        yield from typed(data[0], due["items"], whole, f"{path}.0")


@pytest.mark.parametrize("name", ["quote", "QUOTE/1", "recyc.quote/1"])
def test_one_is_printed(recyc: Callable[..., Any], name: str) -> None:
    assert recyc("schema", name) == (0, schema.schema_text("recyc.quote/1"), "")


def test_one_is_written(recyc: Callable[..., Any]) -> None:
    assert recyc("schema", "moves", "-o", "moves.json").code == 0
    assert Path("moves.json").read_text() == schema.schema_text("recyc.moves/1")


@pytest.mark.parametrize(
    ("argv", "told_of"),
    [(("quot",), "did you mean quote?"), (("zzz",), "recyc schema lists all"), (("quote", "-o", "x.csv"), "E114")],
)
def test_what_is_no_schema_is_refused(recyc: Callable[..., Any], argv: tuple[str, ...], told_of: str) -> None:
    ran = recyc("schema", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert told_of in ran.err


@pytest.mark.parametrize("path", sorted(SAVED.iterdir()), ids=lambda path: path.name)
def test_reports_of_an_earlier_release_fit(path: Path) -> None:
    data = path.read_bytes()
    report = json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)
    for each in (report, report.get("report", report)):
        assert validator(each["schema"], closed=False).is_valid(each)


FAULTS = (
    ("report.totals.cost", "much", "report.totals.cost: a number is due"),
    ("report.totals.cost", True, "report.totals.cost: a number is due"),
    ("report.lines.0.amount", None, "report.lines.0.amount: a number is due"),
    ("report.scenario.plant", 7, "report.scenario.plant: text or null is due"),
    ("report.second_life", [], "report.second_life: a table or null is due"),
    ("report.sources.1", 7, "report.sources.1: text is due"),
    ("report.schema", "recyc.quote/2", "report.schema: 'recyc.quote/1' is due"),
    ("report.totals.margin", ..., "report.totals.margin is missing"),
    ("report.cathode.virgin.ghg_kg", "x", "report.cathode.virgin.ghg_kg: a number is due"),
    ("presets.materials.records.atomic_mass.h", {"value": 1.0}, None),
    ("presets.materials.kind", None, "presets.materials.kind: text is due"),
    ("names", None, "names: a table is due"),
)


@pytest.mark.parametrize(("key", "value", "fault"), few(FAULTS, 3))
def test_a_saved_quote_that_fits_not_is_told(
    recyc: Callable[..., Any], key: str, value: Any, fault: str | None
) -> None:
    saved = copy.deepcopy(told(recyc, SAVE))
    saved.pop("seal")
    *above, last = key.split(".", 3 if "records" in key else -1)
    at: Any = saved
    for word in above:
        at = at[int(word) if isinstance(at, list) else word]
    if value is ...:
        del at[last]
    else:
        at[int(last) if isinstance(at, list) else last] = value
    Path("saved.json").write_text(text_of(sealed(saved)))
    with pytest.raises(RecycError, match=re.escape(f"no saved quote: {fault or f'{key}.unit is missing'}")) as told_of:
        load_saved("saved.json")
    assert told_of.value.code == "E350"

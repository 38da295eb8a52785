"""The law beside money, and rules as presets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from few import slowly

from recyc_cli import compare
from recyc_cli.analysis.compliance.beside_money import law_beside
from recyc_cli.catalog.open_library import open_library
from recyc_cli.cli.app import run_command

TEMPLATE = Path(__file__).parents[2] / "presets" / "rules" / "korea-act.toml"


def test_the_best_that_keeps_the_law_earns_most_of_what_does() -> None:
    compared = compare(["nmc622"], region="germany")
    law = law_beside(compared.quotes)
    margins = {index: float(each.result.margin) for index, each in enumerate(compared.quotes)}  # type: ignore[arg-type]
    fails = {each["quote"]: each["missed"] for each in law["quotes"]}
    for best in law["best"]:
        kept = [
            index
            for index, missed in fails.items()
            if not any(
                (each["verdict"] == "fail" or "refiner" in str(each))
                and each["start"] <= best["start"]
                and not (each["end"] and each["end"] < best["start"])
                for each in missed
            )
        ]
        assert best["quote"] is None or (best["quote"] in kept and best["margin"] == margins[best["quote"]])
    assert law["best"], "something is told"
    routes = {index: each.resolved.names["route"] for index, each in enumerate(compared.quotes)}
    assert not any(routes[each["quote"]] == "shred" for each in law["best"] if each["quote"] is not None)


def test_screens_tell_the_law(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["compare", "nmc622", "--region", "germany", "-v", "-q"]) == 0
    assert "the law: fails, from" in capsys.readouterr().out
    assert run_command(["compare", "nmc622", "--region", "germany", "-q"]) == 0
    assert "the law" not in capsys.readouterr().out
    assert run_command(["finance", "nmc622", "--route", "hydro", "--region", "germany", "-q"]) == 0
    assert "the law: fails, from" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [["compare", "nmc622", "--route", "hydro,shred"], slowly((["finance", "nmc622", "--route", "hydro"],))],
)
def test_every_form_tells_the_law(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    told = {}
    for form in ("json", "md", "html"):
        assert run_command([*words, "--region", "germany", "-v", "-q", "--format", form]) == 0
        told[form] = capsys.readouterr().out
    law = json.loads(told["json"])["law"]
    assert {each["verdict"] for one in law["quotes"] for each in one["missed"]} == {"fail", "depends"}
    late = [each["requirement"] for each in law["quotes"][0]["missed"] if each["start"] == "2031-12-31"]
    for form in ("md", "html"):
        assert "the law: fails, from" in told[form]
        assert all(each.removeprefix("recovery of ") in told[form] for each in late), "all of them, not the first few"
        assert told[form].count("not legal advice") == 1
    assert run_command([*words, "--region", "germany", "-q", "--json"]) == 0
    assert "law" not in json.loads(capsys.readouterr().out)


def test_a_region_without_rates_is_told_nothing() -> None:
    law = law_beside(compare(["nmc622"], ["hydro"], region="us").quotes)
    assert (law["quotes"], law["best"], law["without"]) == ([], [], ["us"])


@pytest.mark.parametrize("line", ['start = "2027-05-01"', 'article = "', 'read = "secondary"', 'cited = "'])
def test_a_rule_without_date_article_mark_or_source_is_refused(tmp_path: Path, line: str) -> None:
    lines = TEMPLATE.read_text("utf-8").splitlines()
    at = next(index for index, each in enumerate(lines) if each.startswith(line))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.toml").write_text("\n".join(lines[:at] + lines[at + 1 :]), "utf-8")
    assert run_command(["presets", "check", str(tmp_path)]) == 3


@pytest.mark.parametrize(("old", "new"), [("2027-05-01", "May 2027"), ("secondary", "heard")])
def test_a_rule_with_a_date_or_mark_that_is_none_is_refused(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.toml").write_text(TEMPLATE.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert run_command(["presets", "check", str(tmp_path)]) == 3


def test_every_source_of_a_rule_is_known() -> None:
    library = open_library()
    known = library.sources()
    for document in library.every("rules"):
        for table in ("switches", "exports", "credits", "duties"):
            for held in document.tree.get(table, {}).values():
                assert held.get("cited", "") in {*known, ""}, document.name
        for record in document.records.values():
            assert record.source in known


def test_switches_of_a_limit_are_those_of_its_rule() -> None:
    for document in open_library().every("rules"):
        for held in document.tree.get("limits", {}).values():
            assert set(held.get("switches", ())) <= set(document.tree.get("switches", {}))
            assert set(held.get("groups", ())) <= {*document.tree.get("groups", {}), "nickel-cadmium"}

"""`recyc presets` and `recyc sources`, on the built-in presets and on good and bad ones of a user."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from recyc_cli.catalog.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    class Ran(NamedTuple):
        code: int
        out: str
        err: str


DECK = """
title = "Spot | [bold]prices[/bold]"
extends = "2024"
[metals]
nickel = { value = 21000, unit = "USD/t", source = "mine", evidence = "market", date = "2026-01-15" }
"""
SOURCES = '[mine]\ntitle = "Own notes"\n'


@pytest.fixture
def mine() -> Path:
    folder = Path("mine")
    (folder / "prices").mkdir(parents=True)
    (folder / "prices" / "spot.toml").write_text(DECK)
    (folder / "sources.toml").write_text(SOURCES)
    return folder


def rows(ran: Ran) -> list[dict[str, Any]]:
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)["rows"]
    return found


def test_list(recyc: Callable[..., Ran]) -> None:
    names = {(row["kind"], row["name"]) for row in rows(recyc("presets", "list", "--json"))}
    assert {("routes", "hydro"), ("regions", "korea"), ("methods", "everbatt-2023")} <= names
    assert {row["kind"] for row in rows(recyc("presets", "list", "regions", "--json"))} == {"regions"}


LISTED = {
    "plants": ("brunp", {"routes": "hydro", "region": "china", "throughput_t_per_year": 270000, "status": "operating"}),
    "vehicles": ("nissan-leaf-40", {"pack_energy_kwh": 40, "pack_mass_kg": 303, "chemistry": "nmc532"}),
    "regions": ("us", {"country": "US", "currency": "USD", "wage_usd_per_h": 38.12}),
    "prices": ("china-2024", {"market": "china with VAT", "year": "2024", "vat_percent": 13}),
    "chemistries": ("lfp", {"family": "iron-phosphate", "kwh_per_kg": 0.1542}),
    "routes": ("shred", {"stages": "spoke", "sells": "black mass, copper, aluminum, steel"}),
}


@pytest.mark.parametrize("kind", LISTED)
def test_a_list_of_one_kind_tells_its_presets_apart(recyc: Callable[..., Ran], kind: str) -> None:
    name, facts = LISTED[kind]
    found = {row["name"]: row for row in rows(recyc("presets", "list", kind, "--json"))}
    assert {key: found[name][key] for key in facts} == facts
    assert found[name]["title"]


def test_plants_whose_cost_is_public_stand_beside_ours(recyc: Callable[..., Ran]) -> None:
    found = {(row["plant"], row["word"]): row for row in rows(recyc("presets", "show", "plants", "--json"))}
    hub = found["li-cycle-hub", "investment.recovery"]
    assert hub["capital_over_ours"] == pytest.approx(hub["capital_musd"] / hub["our_capital_musd"], rel=0.01)
    assert (hub["stands"], hub["year"], hub["held"], hub["why"]) == ("estimate", "2025", "yes", None)
    # What was announced is a record of its own; the overrun is the one over the other.
    first = found["li-cycle-hub", "costs.announced-2021"]
    assert (hub["capital_musd"], first["capital_musd"], first["held"]) == (960, 485, "no")
    study = found["primobius-germany", "costs.study-2023"]
    assert study["operating_usd_per_t"] == 4300
    assert all(bool(row["why"]) == (row["held"] == "no") for row in found.values())


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "html", "csv", "json"])
def test_the_table_of_plants_comes_in_every_form(recyc: Callable[..., Ran], form: str) -> None:
    ran = recyc("presets", "show", "plants", "--search", "fortum", "--format", form)
    assert ran.code == 0, ran.err
    assert "fortum-harjavalta" in ran.out
    assert "li-cycle-hub" not in ran.out


@pytest.mark.parametrize("kind", [*KINDS, None])
def test_lists_fit_eighty_columns(recyc: Callable[..., Ran], kind: str | None) -> None:
    ran = recyc("presets", "list", *([kind] if kind else []), "--format", "table")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80


def test_lists_of_ones_own(recyc: Callable[..., Ran], mine: Path) -> None:
    (mine / "regions").mkdir()
    wage = 'wage = { value = 41, unit = "EUR/h", source = "mine" }'
    (mine / "regions" / "ruhr.toml").write_text(f'title = "Ruhr"\nextends = "germany"\n{wage}\n')
    (mine / "regions" / "torn.toml").write_text('title = "Torn"\nwage = "a lot"\n')
    ran = recyc("presets", "list", "regions", "--preset-dir", str(mine), "--json")
    found = {row["name"]: row for row in rows(ran)}
    assert found["ruhr"]["currency"] == "EUR USD"
    assert found["ruhr"]["wage_usd_per_h"] == pytest.approx(41 / 0.8567, rel=1e-3)  # of the usual deck
    assert found["torn"] == {"kind": "regions", "name": "torn", "title": "Torn"}
    assert "torn has faults" in recyc("presets", "list", "regions", "--preset-dir", str(mine)).out


def test_show_prints_the_paths_that_set_takes(recyc: Callable[..., Ran]) -> None:
    found = rows(recyc("presets", "show", "regions/us", "--json"))
    wage = next(row for row in found if row["path"] == "region.wage")
    assert wage["unit"] == "USD/h"
    assert wage["source"]
    ran = recyc("quote", "lfp", "--route", "hydro", "-q", "--json", "--set", f"region.wage={wage['value']}")
    assert (
        json.loads(ran.out)["totals"]
        == json.loads(recyc("quote", "lfp", "--route", "hydro", "-q", "--json").out)["totals"]
    )


def test_every_path_can_be_set(recyc: Callable[..., Ran]) -> None:
    argv = ["quote", "nmc622", "--route", "hydro", "-q", "--json"]
    for preset in ("regions/us", "prices/2024", "chemistries/nmc622", "stages/hydro", "methods/recyc"):
        found = rows(recyc("presets", "show", preset, "--json"))
        numbers = [row for row in found if "source" in row and not row["path"].startswith("when ")]
        for row in numbers[:3]:
            argv += ["--set", f"{row['path']}={row['value']}{row['unit'] if row['unit'] != '1' else ''}"]
    ran = recyc(*argv)
    assert ran.code == 0, ran.err


def test_search(recyc: Callable[..., Ran]) -> None:
    found = rows(recyc("presets", "show", "prices/2024", "--search", "NICKEL", "--json"))
    assert found
    assert all("nickel" in json.dumps(row).lower() for row in found)
    assert "nothing in" in recyc("presets", "show", "prices/2024", "--search", "unobtainium").out


def test_path(recyc: Callable[..., Ran], mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECYC_PRESETS", str(mine))
    found = rows(recyc("presets", "path", "--json", "--preset-dir", str(mine)))
    assert [row["from"] for row in found] == ["--preset-dir", "RECYC_PRESETS", "project", "user", "built-in"]
    assert [row["state"] for row in found] == ["read", "read", "not there", "not there", "read"]


def test_diff_of_methods_gives_reasons(recyc: Callable[..., Ran]) -> None:
    found = rows(recyc("presets", "diff", "methods/everbatt-2023", "methods/recyc", "--json"))
    corrections = [row for row in found if row["what"] == "corrections"]
    assert len(corrections) > 20
    unnumbered = [row["path"] for row in corrections if not row["reason"].startswith("Q")]
    # mend no quirk: the workbook's figures of places are placeholders, its equipment is in dollars of one year, its
    # cathodes are list prices
    later = {"cheaper-truck", "regional-packaging", "returning-packs", "quotes-move"}
    # what plants cost that were built, which the workbook does not know
    later |= {"built-plants", "campaign-equipment", "regional-interest", "sized-to-need"}
    assert set(unnumbered) == {"regional-costs", "equipment-price-year"} | later
    assert all(row["reason"] for row in corrections)


def test_diff(recyc: Callable[..., Ran], mine: Path) -> None:
    found = rows(recyc("presets", "diff", "prices/2024", "spot", "--preset-dir", str(mine), "--json"))
    assert [(row["path"], row["b"]) for row in found] == [("prices.metals.nickel", 21000.0)]
    assert "no differences" in recyc("presets", "diff", "regions/us", "regions/us").out


def test_check_all(recyc: Callable[..., Ran], mine: Path) -> None:
    ran = recyc("presets", "check", "all", "--preset-dir", str(mine))
    assert ran.code == 0, ran.err
    assert "no faults" in ran.out
    assert {"estimate", "market"} <= {
        row["evidence"] for row in rows(recyc("presets", "check", "regions/us", "prices/2024", "--json"))
    }


def test_check_by_name(recyc: Callable[..., Ran]) -> None:
    assert recyc("presets", "check", "regions/us").out.startswith("1 preset checked")
    assert recyc("presets", "check", "NMC(622)", "materials").out.startswith("2 presets checked")


def test_check_a_file(recyc: Callable[..., Ran], mine: Path) -> None:
    assert recyc("presets", "check", str(mine / "prices" / "spot.toml")).code == 0
    (mine / "prices" / "spot.toml").write_text(DECK.replace('source = "mine", ', "").replace("21000", '"x"'))
    (mine / "prices" / "other.toml").write_text('[metals]\ncobalt = { value = 3, unit = "USD/kgg", source = "none" }\n')
    ran = recyc("presets", "check", str(mine / "prices" / "spot.toml"), str(mine / "prices" / "other.toml"))
    assert ran.code == 3
    assert ran.err.count("error[E3") >= 3
    assert "spot.toml" in ran.err
    assert "other.toml" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("content", [b"", b"\x00\x01\xff", b"[metals\n", b"title = 'x'\n[metals]\nnickel = 3\n"])
def test_check_bad_files(recyc: Callable[..., Ran], mine: Path, content: bytes) -> None:
    bad = mine / "prices" / "bad.toml"
    bad.write_bytes(content)
    ran = recyc("presets", "check", str(bad))
    assert ran.code == 3
    assert "bad.toml" in ran.err
    assert recyc("quote", "lfp", "--route", "hydro", "--preset-dir", str(mine), "--prices", "bad").code == 3


def test_check_what_is_no_preset(recyc: Callable[..., Ran], mine: Path) -> None:
    Path("stray.toml").write_text(DECK)
    assert "stray.toml" in recyc("presets", "check", "stray.toml").err
    assert "no such file" in recyc("presets", "check", "prices/none.toml").err
    assert recyc("presets", "check", str(mine)).code == 0
    (mine / "pices").mkdir()
    ran = recyc("presets", "check", str(mine))
    assert ran.code == 3
    assert "did you mean prices" in ran.err


def test_hostile_title(recyc: Callable[..., Ran], mine: Path) -> None:
    ran = recyc("presets", "list", "--search", "spot", "--preset-dir", str(mine), "--format", "table")
    assert "[bold]prices[/bold]" in ran.out
    assert "Spot \\| \\[bold\\]" in recyc("presets", "list", "--preset-dir", str(mine), "--format", "md").out


def test_user_deck_is_used(recyc: Callable[..., Ran], mine: Path) -> None:
    ran = recyc("quote", "nmc622", "--route", "hydro", "--preset-dir", str(mine), "--prices", "spot", "--json", "-q")
    nickel = next(entry for entry in json.loads(ran.out)["contained"] if entry["element"] == "ni")
    assert nickel["price_per_kg"] == pytest.approx(21.0)


def test_sources(recyc: Callable[..., Ran]) -> None:
    assert {"everbatt-2023", "recyc-estimate"} <= {row["id"] for row in rows(recyc("sources", "--json"))}
    assert rows(recyc("sources", "everbatt-2023", "--json"))[0]["url"].startswith("https://")
    assert "Argonne" in recyc("sources", "everbatt-2023").out


def test_list_with_search(recyc: Callable[..., Ran]) -> None:
    found = rows(recyc("presets", "list", "--search", "korea", "--json"))
    assert ("regions", "korea") in {(row["kind"], row["name"]) for row in found}
    assert {row["kind"] for row in rows(recyc("presets", "list", "chemistries", "--search", "NMC(622)", "--json"))} == {
        "chemistries"
    }
    assert "no preset has 'unobtainium'" in recyc("presets", "list", "--search", "unobtainium").out


@pytest.mark.parametrize(
    "preset", ["prices/2024", "regions/us", "stages/cathode", "chemistries/nmc622", "methods/recyc"]
)
def test_a_narrow_terminal_shows_where_numbers_come_from(recyc: Callable[..., Ran], preset: str) -> None:
    sources = {row["source"] for row in rows(recyc("presets", "show", preset, "--json")) if "source" in row}
    out = recyc("presets", "show", preset, "--format", "table").out
    assert max(map(len, out.splitlines())) <= 80
    for source in sources:
        assert source in out, source


def test_show_as_a_table_gives_range_date_and_evidence(recyc: Callable[..., Ran]) -> None:
    out = " ".join(
        recyc("presets", "show", "prices/2024", "--search", "metals.nickel", "--format", "table").out.split()
    )
    assert "imf-pcp-2025, 2024, market, 15400 to 19600" in out


def test_diff_gives_relative_changes_in_one_unit(recyc: Callable[..., Ran]) -> None:
    found = {row["path"]: row for row in rows(recyc("presets", "diff", "regions/us", "regions/china", "--json"))}
    assert found["region.wage"]["change"] == pytest.approx(-92.1)
    diesel = found["region.diesel"]
    assert diesel["unit"] == "USD/L"
    assert diesel["a"] == pytest.approx(3.76 / 3.785411784)
    assert found["region.country"].get("change") is None


def test_diff_of_presets_that_go_by_their_names(recyc: Callable[..., Ran]) -> None:
    found = {row["path"]: row for row in rows(recyc("presets", "diff", "chemistries/nmc622", "lfp", "--json"))}
    assert (found["pack.copper"]["a"], found["pack.copper"]["b"]) == (0.0726420605155, 0.0824914761065)
    assert "cathode.li" not in found
    assert recyc("presets", "diff", "nmc622", "lfp", "--format", "table").out.count("graphite") == 5


def test_check_strict(recyc: Callable[..., Ran], mine: Path) -> None:
    spot = mine / "prices" / "spot.toml"
    assert recyc("presets", "check", "--strict", "regions/us", "prices/2024").code == 0
    assert recyc("presets", "check", "--strict", str(spot)).code == 0
    spot.write_text(DECK.replace("USD/t", "USD/kg").replace('evidence = "market", ', ""))
    assert recyc("presets", "check", str(spot)).code == 0
    ran = recyc("presets", "check", "--strict", str(spot))
    assert ran.code == 3
    assert "spot.toml: metals.nickel" in ran.err
    assert "21,000 USD/kg = 2.1e+07 USD/t is not plausible: usually 5,000 to 60,000 USD/t" in ran.err
    assert "does not say its evidence" in ran.err


@pytest.mark.slow  # each time tests/presets holds them: test_plausible.py, test_every_preset.py
def test_every_built_in_preset_passes_strictly(recyc: Callable[..., Ran]) -> None:
    assert recyc("presets", "check", "--strict").code == 0


def test_check_strict_where_a_year_extends_one_that_extends_its_namesake(
    recyc: Callable[..., Ran], tmp_path: Path
) -> None:
    own = tmp_path / "other" / "prices" / "2024.toml"
    own.parent.mkdir(parents=True)
    own.write_text('extends = "2025"\ntitle = "as in 2025"\n')
    assert recyc("presets", "check", "--strict", str(own), "prices/2025", "prices/2024").code == 0


def test_check_of_age(recyc: Callable[..., Ran]) -> None:
    ran = recyc("presets", "check", "regions/us", "regions/korea", "--older-than", "2020", "--json")
    assert ran.code == 3
    assert "older than 2020: 4 numbers of 2 presets" in ran.err
    assert ran.err.count('"code": "E362"') == 2  # the error, and the first of the errors
    old = [row for row in json.loads(ran.out)["rows"] if row["of"]]
    assert [(row["preset"], row["numbers"], row["dated"]) for row in old] == [
        ("regions/us", 2, "2013, 2019"),
        ("regions/korea", 2, "2013, 2019"),
    ]
    each = recyc("presets", "check", "regions/us", "--older-than", "2020", "-v", "--json")
    rows = [row["path"] for row in json.loads(each.out)["rows"] if row.get("path")]
    assert "diesel_heating_value" in rows
    assert recyc("presets", "check", "regions/us", "--older-than", "2010").code == 0
    assert recyc("presets", "check", "--older-than", "soon").code == 2


def test_what_is_too_old_is_told_by_preset(recyc: Callable[..., Ran]) -> None:
    ran = recyc("presets", "check", "--older-than", "2023", "--format", "table")
    assert ran.code == 3
    assert ran.err.count("error[") == 1
    assert len(ran.out.splitlines()) < 175  # one line a preset, not one a number or a date
    assert max(map(len, ran.out.splitlines())) <= 80

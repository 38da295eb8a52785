"""A cathode is sold whole by a direct route: olivines among oxides are refused there, by assay and by mix."""

from __future__ import annotations

from pathlib import Path

import pytest

from recyc_cli import compare, quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError
from recyc_cli.importing import sheets
from recyc_cli.importing.assay.assay_file import read_assay
from recyc_cli.importing.assay.chemistry_of_assay import chemistry_text, feed_of_assay

CASES = Path(__file__).parent / "cases" / "assays"


def imported(name: str, folder: Path) -> str:
    """Make a chemistry of an assay in a folder, and return its name."""
    library, file = open_library(()), str(CASES / f"{name}.csv")
    masses = library.document("materials").tree["atomic_mass"]
    feed = feed_of_assay(read_assay(sheets.read_sheets(file), file, masses), library, file)
    (folder / "chemistries").mkdir(exist_ok=True)
    (folder / "chemistries" / f"{name}.toml").write_text(chemistry_text(feed, name, "recyc-estimate"), "utf-8")
    return name


@pytest.mark.parametrize("method", ["recyc", "everbatt-2023"])
def test_an_olivine_with_an_oxide_is_refused_with_the_reason(method: str) -> None:
    with pytest.raises(RecycError, match=r"nmc622 with lfp \(layered and olivine\).*sold whole") as error:
        quote(mix={"nmc622": 0.9, "lfp": 0.1}, route="direct", method=method)
    assert error.value.code == "E131"


def test_two_layered_oxides_and_two_olivines_go_through() -> None:
    for mix in ({"nmc622": 0.5, "nca": 0.5}, {"lfp": 0.5, "lfp-everbatt-2019": 0.5}):
        assert quote(mix=mix, form="cell", route="direct").result.margin != 0.0


def test_a_comparison_leaves_it_out_and_says_so() -> None:
    report = compare(mix={"nmc622": 0.9, "lfp": 0.1}, routes=["direct", "hydro"]).to_dict()
    assert [each["scenario"]["route"] for each in report["quotes"]] == ["hydro"]
    (left,) = [note for note in report["warnings"] if note["code"] == "left-out"]
    assert "an olivine among oxides" in left["message"]


def test_an_assay_of_a_blend_says_so_for_good(tmp_path: Path) -> None:
    blend, pure = imported("assay-of-mix-90-10", tmp_path), imported("assay-dry", tmp_path)
    asked = {"form": "black-mass", "route": "direct", "preset_dirs": [str(tmp_path)]}
    with pytest.raises(RecycError, match="layered and olivine"):
        quote(chemistry=blend, **asked)
    assert quote(chemistry=pure, **asked).result.value > 0.0

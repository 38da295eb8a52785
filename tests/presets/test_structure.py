"""The structure of users' files: which keys a kind has, what they measure, and sums that must be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from recyc_cli.catalog.check_folder import check_path
from recyc_cli.catalog.open_library import library_of
from recyc_cli.errors import RecycError, RecycErrors

CELL = "unit = 'kg/kg'\nsource = 'everbatt-2023'\n"
OWN = f"title = 'Own'\nfamily = 'spinel'\nproduct = 'lmo'\n{CELL}cathode.li = 1\n"
TRUE = "yes = true"


def _faults(tmp_path: Path, kind: str, text: str) -> dict[str, str]:
    """Return the fault at each key of a user's file."""
    path = tmp_path / f"{kind}/own.toml"
    path.parent.mkdir()
    path.write_text(text)
    _, errors = check_path(str(path))
    start = f"{tmp_path}/{kind}/own.toml: "
    return {error.where.removeprefix(start): f"{error.message} ({error.hint})" for error in errors}


@pytest.mark.parametrize(
    ("kind", "text", "where", "words"),
    [
        ("chemistries", f"{OWN}cell = {{ cathode = 0.5, graphite = 0.3 }}", "cell", "sum to 0.8"),
        ("chemistries", f"{OWN}cell = {{ cathode = 1.1, graphite = -0.1 }}", "cell.graphite", "not lie below 0"),
        ("chemistries", f"{OWN}cell = {{ cathod = 1 }}", "cell.cathod", "did you mean cathode?"),
        ("chemistries", f"{OWN}cells = {{ cathode = 1 }}", "cells", "did you mean cell?"),
        ("chemistries", f"{OWN}", "own", "no composition"),
        ("chemistries", f"{OWN}cell.cathode = 1\ncathode.xx = 1", "cathode.xx", "unknown element"),
        (
            "chemistries",
            f"{OWN}cell.cathode = 1\ndesign.pack_energy = 3",
            "design.pack_energy",
            "does not convert to MJ",
        ),
        (
            "chemistries",
            f"{OWN}cell.cathode = 1\ndesign.pack_enrgy = 3",
            "design.pack_enrgy",
            "did you mean pack_energy?",
        ),
        ("chemistries", f"{OWN}cell.cathode = true", "cell.cathode", "a number in 1 is due"),
        ("chemistries", OWN.replace("spinel", "spinal") + "cell.cathode = 1", "family", "did you mean spinel?"),
        ("chemistries", OWN.replace("'Own'", "true") + "cell.cathode = 1", "title", "text is due"),
        ("chemistries", f"{OWN}cell = 'all'", "cell", "a group is due"),
        ("chemistries", f"{OWN}aliases = 'x'\ncell.cathode = 1", "aliases", "a list of text is due"),
        (
            "chemistries",
            f"{OWN}cell.cathode = 1\n[when.exact-unit]\ncell.cathode = 1",
            "when.exact-unit",
            "exact-units",
        ),
        ("regions", f"extends = 'us'\n{CELL}electricty = 1", "electricty", "did you mean electricity?"),
        ("regions", "extends = 'us'\nelectricity = { value = 1, unit = 'USD/t' }", "electricity", "USD/MJ"),
        ("regions", f"title = 'x'\ncountry = 'XX'\n{CELL}freight = 1", "wage", "is missing"),
        ("prices", f"extends = 'everbatt-2023'\n{CELL}products.x.payable = 1", "products.x", "either a price or"),
        (
            "prices",
            "extends = 'everbatt-2023'\nproducts.x.of = 'metals.nikel'",
            "products.x.of",
            "did you mean metals.nickel",
        ),
        ("payables", f"extends = 'everbatt-2023'\n{CELL}us.nix = 1", "us.nix", "did you mean ni?"),
        ("payables", f"extends = 'everbatt-2023'\n{CELL}forms.cel = 1", "forms.cel", "did you mean cell?"),
        (
            "payables",
            f"extends = '2024'\n{CELL}families.iron-fosfate.china.li = 0.5",
            "families.iron-fosfate",
            "did you mean iron-phosphate?",
        ),
        (
            "payables",
            f"extends = '2024'\n{CELL}families.iron-phosphate.china.l = 0.5",
            "families.iron-phosphate.china.l",
            "unknown element",
        ),
        (
            "impacts",
            "extends = 'greet-2022'\nmaterials.lime.energy.cole = 1",
            "materials.lime.energy.cole",
            "no source",
        ),
        ("stages", f"{CELL}[fates]\nli = {{ out = 0.9 }}", "fates.li", "sum to 0.9, not to 1"),
        ("stages", f"{CELL}[fates]\nli = {{ out = 0.9, a = 'rest', b = 'rest' }}", "fates.li", "only one"),
        ("stages", f"{CELL}[fates]\nli = {{ out = 1.9, a = 'rest' }}", "fates.li.out", "from 0 to 1"),
        ("stages", f"{CELL}[fates]\nli = {{ out = 0.9, a = 'rst' }}", "fates.li.a", '"rest"'),
        ("stages", f"{CELL}[deep.fates.cathode]\nli = {{ out = 0.9, a = 0.2 }}", "deep.fates.cathode.li", "sum to 1.1"),
    ],
)
def test_each_fault_of_structure(tmp_path: Path, kind: str, text: str, where: str, words: str) -> None:
    faults = _faults(tmp_path, kind, text)
    at = where if where != "own" else f"{tmp_path}/{kind}/own.toml"
    assert words in faults.get(at, str(faults))
    assert at in faults


def test_rounded_bills_are_taken(tmp_path: Path) -> None:
    assert _faults(tmp_path, "chemistries", f"{OWN}cell = {{ cathode = 0.6, graphite = 0.39 }}") == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("stages", f"{CELL}[fates]\nli = {{ out = 0.9, waste = 'rest' }}\ncathode.co = {{ out = 0.3, waste = 0.7 }}"),
        ("regions", "extends = 'us'\nelectricity = { value = 0.1, unit = 'EUR/kWh' }"),
        ("prices", "extends = 'everbatt-2023'\nproducts.x.of = 'metals.nickel'"),
    ],
)
def test_what_fits_is_taken(tmp_path: Path, kind: str, text: str) -> None:
    assert _faults(tmp_path, kind, text) == {}


def test_what_hangs_on_a_faulty_number_is_not_told_twice(tmp_path: Path) -> None:
    faults = _faults(tmp_path, "chemistries", f"{OWN}cell = {{ cathode = 0.5, graphite = 'x' }}\ncopper = nan")
    assert list(faults) == ["copper", "cell.graphite"]


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "region").mkdir()
    (tmp_path / "regions").mkdir()
    (tmp_path / "source.toml").write_text(TRUE)
    (tmp_path / "regions/a.toml").write_text("title = 3 3")
    (tmp_path / "regions/b.toml").write_text("extends = 'us'")
    checked, errors = check_path(str(tmp_path))
    assert [Path(name).name for name in checked] == ["a.toml", "b.toml"]
    assert [error.code for error in errors] == ["E312", "E312", "E303"]
    assert "did you mean regions?" in errors[0].hint
    assert "did you mean sources?" in errors[1].hint
    assert check_path(str(tmp_path / "regions/b.toml"))[1] == []
    for place in ("nowhere", "source.toml", "region"):
        with pytest.raises(RecycError):
            check_path(str(tmp_path / place))


def test_a_folder_above_the_presets_may_be_named_like_a_kind(tmp_path: Path) -> None:
    presets = tmp_path / "regions" / "presets"
    (presets / "prices").mkdir(parents=True)
    (presets / "prices/own.toml").write_text("extends = '2024'")
    for place in ("", "prices", "prices/own.toml"):
        checked, errors = check_path(str(presets / place))
        assert [Path(name).name for name in checked] == ["own.toml"]
        assert errors == []


def test_a_users_file_is_checked_when_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "regions").mkdir()
    (tmp_path / "regions/own.toml").write_text(f"extends = 'us'\n{CELL}colour = 1")
    library = library_of([str(tmp_path)])
    assert library.document("regions", "us").tree["country"] == "US"
    with pytest.raises(RecycErrors, match="colour: unknown key"):
        library.document("regions", "own")

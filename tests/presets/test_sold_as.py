"""What a cathode is sold as: handed down by `extends`, asked for by the check, left out of a comparison without."""

from __future__ import annotations

from pathlib import Path

import pytest

from recyc_cli import compare, quote
from recyc_cli.catalog.check_folder import check_path
from recyc_cli.catalog.files.search_path import builtin_folder
from recyc_cli.errors import RecycError

BARE = 'title = "Mine"\nextends = "lfp"\n'
PRICE = """
[products.mine]
price = { value = 5000, low = 4000, high = 6000, unit = "USD/t", source = "recyc-estimate", evidence = "estimate" }
"""


def folder(tmp_path: Path, **files: str) -> str:
    """Write chemistries of one's own."""
    (tmp_path / "chemistries").mkdir()
    for name, text in files.items():
        (tmp_path / "chemistries" / f"{name}.toml").write_text(text)
    return str(tmp_path)


def copied(name: str) -> str:
    """Return the text of a built-in chemistry, which says nowhere what it is sold as but by its name."""
    return Path(builtin_folder(), "chemistries", f"{name}.toml").read_text()


@pytest.mark.parametrize("route", ["direct", "reuse", "hydro"])
def test_what_only_extends_a_chemistry_is_quoted_as_it_is(tmp_path: Path, route: str) -> None:
    mine = folder(tmp_path, mine=BARE, ours='title = "Ours"\nextends = "mine"\n')
    assert check_path(mine)[1] == []
    margin = quote(chemistry="lfp", route=route).result.margin
    for name in ("mine", "ours"):
        assert quote(chemistry=name, route=route, preset_dirs=(mine,)).result.margin == margin


def test_a_price_of_its_own_name_comes_before_what_is_handed_down(tmp_path: Path) -> None:
    mine = folder(
        tmp_path, mine=BARE + PRICE, ours='title = "Ours"\nextends = "mine"\n', said=f'product = "nca"\n{BARE}'
    )
    for name, product in (("mine", "mine"), ("ours", "mine"), ("said", "nca")):
        sold = quote(chemistry=name, route="direct", preset_dirs=(mine,)).result.sold
        assert product in {item.product for item in sold}


@pytest.mark.parametrize("name", ["lmfp", "nmc955", "lmo-nmc"])
def test_the_built_in_heirs_are_sold_under_their_own_names(name: str) -> None:
    assert name in {item.product for item in quote(chemistry=name, route="direct").result.sold}


def test_a_cathode_without_a_price_is_a_fault_of_its_preset(tmp_path: Path) -> None:
    mine = folder(tmp_path, mine=copied("lfp"))
    _, faults = check_path(mine)
    assert [(fault.code, fault.message) for fault in faults] == [("E333", "no price of 'mine', its cathode")]
    with pytest.raises(RecycError) as caught:
        quote(chemistry="mine", route="direct", preset_dirs=(mine,))
    assert caught.value.code == "E333"
    assert quote(chemistry="mine", route="hydro", preset_dirs=(mine,)).result.margin


def test_what_no_route_sells_as_a_cathode_needs_no_price(tmp_path: Path) -> None:
    mine = folder(tmp_path, mine=copied("nfpp"))
    assert check_path(mine)[1] == []
    assert check_path(builtin_folder())[1] == []


def test_a_column_without_a_price_is_left_out_and_the_others_stand(tmp_path: Path) -> None:
    mine = folder(tmp_path, mine=copied("lfp"))
    found = compare(["mine", "lfp"], ["hydro", "direct"], preset_dirs=(mine,)).to_dict()
    columns = [(each["scenario"]["chemistry"], each["scenario"]["route"]) for each in found["quotes"]]
    assert columns == [("mine", "hydro"), ("lfp", "hydro"), ("lfp", "direct")]
    (told,) = [each["message"] for each in found["warnings"] if each["code"] == "left-out"]
    assert told.startswith("direct left out for MINE: nothing among the presets in force has a price of mine")

"""Payables: what a region pays for black mass of a family that is quoted apart from the others'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recyc_cli import quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.model.money.market_price import delivered_price

if TYPE_CHECKING:
    from pathlib import Path


APART = """title = "Mine"
extends = "2024"
[families.iron-phosphate.korea]
li = { value = 0.5, unit = "1", source = "recyc-estimate" }
"""


def test_a_family_quoted_apart_is_paid_so_and_the_rest_as_before(tmp_path: Path) -> None:
    (tmp_path / "payables").mkdir()
    (tmp_path / "payables" / "mine.toml").write_text(APART)
    (tmp_path / "prices").mkdir()
    (tmp_path / "prices" / "mine.toml").write_text('title = "Mine"\nextends = "2024"\npayables = "mine"\n')
    asked = {"route": "hydro", "region": "korea", "form": "black-mass", "preset_dirs": [str(tmp_path)]}
    found = {
        (name, deck): quote(chemistry=name, prices=deck, **asked)
        for name in ("lfp", "lmfp", "nmc622")
        for deck in ("2024", "mine")
    }
    scenarios = {key: each.resolved.scenario for key, each in found.items()}
    price = {key: delivered_price(each.streams[0], each.market) for key, each in scenarios.items()}
    assert price["lfp", "mine"] == pytest.approx(price["lfp", "2024"] * 0.5 / 0.04)
    for other in ("lmfp", "nmc622"):
        assert price[other, "mine"] == price[other, "2024"]
    line = next(one for one in found["lfp", "mine"].to_dict()["lines"] if one["item"] == "feed price")
    rests_on = [path for path in line["inputs"] if path.startswith(("payables.", "prices."))]
    lithium = "payables.families.iron-phosphate.korea.li"
    assert rests_on == ["prices.metals.lithium_carbonate", "payables.forms.black-mass", lithium]


def test_lfp_in_a_mix_is_paid_as_alone() -> None:
    """The feed price is linear: half LFP, half NMC(622), in China in 2022, when nickel and cobalt hid lithium."""
    asked = {"route": "hydro", "region": "china", "form": "black-mass", "prices": "2022"}
    alone = [quote(chemistry=name, **asked).to_dict()["totals"]["feed_price"] for name in ("lfp", "nmc622")]
    mixed = quote(mix={"lfp": 0.5, "nmc622": 0.5}, **asked).to_dict()["totals"]["feed_price"]
    assert mixed == pytest.approx(sum(alone) / 2.0)
    assert min(alone) > 0.0


@pytest.mark.parametrize("deck", ["2019", "2021", "2022", "2023", "2024", "2025"])
def test_china_pays_for_lfp_in_every_year_and_the_shredder_earns_it(deck: str) -> None:
    report = quote(chemistry="lfp", route="shred", region="china", prices=deck).to_dict()
    (black_mass,) = (item for item in report["products"] if item["product"] == "black_mass")
    assert 0.5 < black_mass["payable"] < 1.0
    codes = {note["code"] for note in report["warnings"]}
    assert "payable-above-one" not in codes, "nothing in LFP is paid above its price"


@pytest.mark.parametrize("name", [name for name in open_library().names("payables") if "2023" <= name < "3"])
def test_china_has_one_share_of_nickel_and_cobalt_on_its_salts(name: str) -> None:
    """A share that had a ratio of salt to metal in it would count that twice."""
    table = open_library().document("payables", name).tree
    assert table["on"]["china"] == {"ni": "nickel", "co": "cobalt"}
    assert table["china"]["ni"] == table["china"]["co"] < 0.8

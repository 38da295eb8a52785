"""Recovery profiles: conservative <= typical <= optimistic for every element of every route; pins of their numbers."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recyc_cli import quote
from recyc_cli.catalog.documents.document import with_corrections
from recyc_cli.catalog.documents.folder import Folder
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.documents.sums_to_one import faults_of_sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.catalog.documents.document import Tree

LIBRARY = Library((), Folder(str(Path(__file__).parents[2] / "presets"), builtin=True))
CORRECTIONS = [name for name, item in LIBRARY.document("methods", "recyc").tree["corrections"].items() if item["on"]]
PROFILES = ("conservative", "typical", "optimistic")
STAGES = ("preprocessing", "spoke", "hydro", "pyro", "direct", "hydro-to-cathode")
LOST = {"solid_waste", "waste_water", "slag", "gas", "flue_dust", "rest"}
EU_2027 = {"ni": 0.9, "co": 0.9, "copper": 0.9, "li": 0.5}
"""What Annex XII asks of the whole chain from the end of 2027."""


def laid(stage: str, profile: str) -> Tree:
    overlays = [] if profile == "typical" else [profile]
    return with_corrections(LIBRARY.document("stages", stage), [*CORRECTIONS, *overlays]).tree


def kept(tree: Tree, path: str = "") -> Iterator[tuple[str, float]]:
    """Yield every share that ends in a product or in black mass, by its path."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from kept(value, f"{path}{key}.")
        elif isinstance(value, float) and key not in LOST:
            yield f"{path}{key}", value


@pytest.mark.parametrize("stage", STAGES)
def test_profiles_are_ordered_element_by_element(stage: str) -> None:
    low, middle, high = (dict(kept(laid(stage, profile)["fates"])) for profile in PROFILES)
    assert low.keys() == middle.keys() == high.keys()
    assert [path for path in middle if not low[path] <= middle[path] <= high[path]] == []
    moved = {path for path in middle if low[path] < middle[path] < high[path]}
    assert len(moved) >= {"direct": 2, "hydro-to-cathode": 2, "pyro": 3}.get(stage, 6)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("profile", PROFILES)
def test_every_component_stays_whole(stage: str, profile: str) -> None:
    assert list(faults_of_sums("stages", laid(stage, profile))) == []
    assert all(0.0 <= share <= 1.0 for _, share in kept(laid(stage, profile)["fates"]))


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("profile", ["conservative", "optimistic"])
def test_profiles_move_fates_and_nothing_else(stage: str, profile: str) -> None:
    document = LIBRARY.document("stages", stage)
    overlay = document.overlays[profile]
    assert overlay.tree.keys() == {"fates"}
    for path, record in overlay.records.items():
        assert path in document.records, path
        assert record.unit == "1", path
        assert record.evidence in {"estimate", "published-model"}, path
        assert record.source != "everbatt-2023", f"{path}: that is the typical profile"


def test_numbers_are_pinned() -> None:
    found = {
        (stage, profile): math.fsum(
            record.value for record in LIBRARY.document("stages", stage).overlays[profile].records.values()
        )
        for stage in STAGES
        for profile in ("conservative", "optimistic")
    }
    assert found == pytest.approx(
        {
            ("preprocessing", "conservative"): 3 * 0.9 + 0.85 + 0.8 + 0.85,
            ("preprocessing", "optimistic"): 3 * 0.98 + 2 * 0.93 + 0.95,
            ("spoke", "conservative"): 3 * 0.9 + 0.85 + 0.8 + 0.85,
            ("spoke", "optimistic"): 3 * 0.98 + 2 * 0.93 + 0.95,
            ("hydro", "conservative"): 2 * 0.94 + 0.88 + 2 * 0.7 + 0.15,
            ("hydro", "optimistic"): 3 * 0.993 + 2 * 0.95 + 0.94,
            ("pyro", "conservative"): 3 * 0.9,
            ("pyro", "optimistic"): 2 * 0.98 + 0.97,
            ("direct", "conservative"): 0.8 + 0.6,
            ("direct", "optimistic"): 0.95 + 0.95,
            ("hydro-to-cathode", "conservative"): 0.95**2 + 0.15,
            ("hydro-to-cathode", "optimistic"): 0.98 + 0.94,
        }
    )


def test_a_conservative_plant_is_lawful_where_it_stands_alone() -> None:
    smelter, leach = laid("pyro", "conservative")["fates"], laid("hydro", "conservative")["fates"]
    assert smelter["copper"]["copper_metal"] >= EU_2027["copper"]
    assert smelter["cathode"]["ni"]["nickel"] >= EU_2027["ni"]
    assert smelter["cathode"]["co"]["cobalt"] >= EU_2027["co"]
    assert leach["cathode"]["ni"]["nickel"] >= EU_2027["ni"]
    assert leach["cathode"]["co"]["cobalt"] >= EU_2027["co"]
    black_mass = laid("preprocessing", "conservative")["fates"]["cathode"]["black_mass"]
    assert black_mass * leach["cathode"]["li"]["lithium_carbonate"] >= EU_2027["li"]


def test_lithium_has_one_fate_in_both_campaigns() -> None:
    for profile in PROFILES:
        tree = laid("hydro", profile)
        assert tree["fates"]["lipf6"]["li"] == tree["fates"]["cathode"]["li"]
        assert "li" not in tree["campaigns"]["iron-phosphate"]["fates"]["cathode"]


@pytest.mark.parametrize(
    ("route", "chemistry"),
    [
        *((route, chemistry) for route in ("hydro", "pyro", "direct", "shred") for chemistry in ("nmc622", "lfp")),
        ("hydro-to-cathode", "nmc622"),
    ],
)
def test_what_is_sold_follows_the_profile(route: str, chemistry: str) -> None:
    low, middle, high = (quote(chemistry=chemistry, route=route, profile=profile).result.value for profile in PROFILES)
    assert low < middle < high

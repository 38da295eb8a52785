"""Notes never refuse: what the model answers, they have something to say of, whatever number is nothing or huge."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import examples
from hypothesis import assume
from hypothesis import strategies as st

from recyc_cli import compare, quote
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.report.notes.notes import notes_of_quotes

sys.path.insert(0, str(Path(__file__).parent))
import drawing

if TYPE_CHECKING:
    from recyc_cli.analysis.quote import Quote

CASES: list[dict[str, Any]] = [
    {"chemistry": "nmc622", "route": "reuse"},
    {"chemistry": "lfp", "route": "reuse-ma-2024", "region": "china"},
    {"chemistry": "nmc622", "route": "hydro", "profile": "optimistic", "prices": "2022"},
    {"chemistry": "nmc622", "route": "hydro", "seat": "refiner"},
    {"vehicle": "nissan-leaf-40", "route": "direct"},
    {"mix": {"lfp": 0.4, "nca": 0.6}, "route": "shred", "currency": "EUR"},
    {"plant": "brunp", "chemistry": "nmc811"},
]
TOLD = ("stages.reuse", "application", "payables", "vehicle", "region", "contract")
"""Where the numbers stand that notes reckon with by themselves."""


def numbers(case: dict[str, Any]) -> dict[str, str]:
    """Return the unit of every number in force, by its path."""
    documents = quote(**case).resolved.documents
    return {
        f"{prefix}.{path}": "" if record.unit == "1" else record.unit
        for prefix, document in documents.items()
        for path, record in document.records.items()
    }


UNITS = [numbers(case) for case in CASES]


def answered(case: dict[str, Any], *overrides: str) -> Quote | None:
    """Quote a case with other numbers; None where they, or what they lead to, are refused."""
    try:
        return quote(**case, overrides=overrides)
    except (RecycError, RecycErrors):
        return None


@drawing.sampled(30)
@pytest.mark.parametrize("index", range(len(CASES)), ids=lambda index: " ".join(map(str, CASES[index].values())))
def test_a_number_of_nothing_refuses_no_note(index: int, every: int) -> None:
    asked = [(path, unit) for path, unit in UNITS[index].items() if path.startswith(TOLD)]
    quotes = [answered(CASES[index], f"{path}=0{unit}") for path, unit in asked[index % every :: every]]
    for found in filter(None, quotes):
        assert notes_of_quotes([found])


@examples(10, 140, st.integers(0, len(CASES) - 1), st.data())
def test_odd_numbers_refuse_no_note(index: int, data: st.DataObject) -> None:
    paths = data.draw(st.lists(st.sampled_from(sorted(UNITS[index])), min_size=1, max_size=3, unique=True))
    odd = st.sampled_from(("0", "1e-300", "1e-9", "1", "1e9"))
    found = answered(CASES[index], *(f"{path}={data.draw(odd)}{UNITS[index][path]}" for path in paths))
    assume(found is not None)
    assert found is not None
    assert notes_of_quotes([found])


def test_new_packs_for_nothing_are_told_with_the_price_of_later() -> None:
    found = answered(CASES[0], "stages.reuse.new_packs.stationary.2025=0USD/kWh", "stages.reuse.price.discount=0")
    assert found is not None
    assert found.to_dict()["second_life"]["new_pack_price_per_kwh"] == 0.0
    assert {note["code"] for note in notes_of_quotes([found])} >= {"new-pack-region", "reuse-estimates", "recycled-by"}


def test_a_price_stated_by_the_stage_is_told_of_no_table() -> None:
    told = {note["code"]: note["message"] for note in notes_of_quotes([quote(**CASES[1])])}
    assert not told.keys() & {"new-pack-region", "new-pack-price"}
    assert "(" not in told["new-pack-breakeven"]


def test_a_share_paid_that_is_estimated_to_be_nothing(tmp_path: Path) -> None:
    """In a table of one's own, where it stays an estimate, and in another unit."""
    for kind, name, text in (
        ("prices", "poor", 'title = "Poor"\nextends = "2024"\npayables = "poor"\n'),
        (
            "payables",
            "poor",
            (
                'title = "Poor"\nextends = "2024"\n[forms]\nevidence = "estimate"\nsource = "recyc-estimate"\n'
                'pack = { value = 0, low = 0, high = 70, unit = "%" }\n'
            ),
        ),
    ):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / f"{name}.toml").write_text(text)
    shares = ("market-feed-price=off",)
    found = quote(chemistry="nmc622", route="hydro", prices="poor", preset_dirs=(str(tmp_path),), corrections=shares)
    told = {note["code"]: note["message"] for note in notes_of_quotes([found])}["feed-price-estimated"]
    assert told.startswith("packs are paid 0 % of black mass by an estimate (0 to 70 %): NMC622 0 (0 to 726) USD/t")


def test_a_tie_is_looked_for_where_some_states_of_health_have_no_margin(tmp_path: Path) -> None:
    """Ma et al.'s cost is a power below 0 of what is sold, and a pack without health sells nothing."""
    (tmp_path / "applications").mkdir()
    (tmp_path / "applications" / "easy.toml").write_text(
        'title = "Takes all"\nextends = "telecom"\nthreshold = { value = 0, unit = "1", source = "recyc-estimate" }\n'
    )
    found = compare(
        ["lfp"], ["hydro", "reuse-ma-2024"], application="easy", pass_rate=1.0, preset_dirs=(str(tmp_path),)
    )
    assert found.to_dict()["notes"]

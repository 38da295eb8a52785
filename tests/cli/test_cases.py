"""Cases from the field: none stands in its folder without a test, and dirty black mass is not clean black mass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
CLEAN, DIRTY = "assay-cu1-al1.csv", "assay-cu6-al6.csv"
ASKED = ("--form", "black-mass", "--route", "hydro", "--region", "us", "--json")


@pytest.mark.parametrize("folder", ["assays", "prices"])
def test_no_case_is_without_a_test(folder: str) -> None:
    tests = "\n".join(path.read_text("utf-8") for path in HERE.glob("test_*.py"))
    cases = [*(HERE / "cases" / folder).iterdir()]
    assert cases
    assert [path.name for path in cases if f'"{path.name}"' not in tests and f'"{path.stem}"' not in tests] == []


def quoted(recyc: Callable[..., Any], name: str, *more: str) -> tuple[float, dict[str, str]]:
    """Import an assay and return what the refiner pays for it, with the notes by code."""
    feed = name.partition(".")[0]
    if not (Path("presets") / "chemistries" / f"{feed}.toml").exists():
        assert recyc("presets", "new", "feed", "--assay", str(HERE / "cases" / "assays" / name), "--as", feed).code == 0
    ran = recyc("quote", feed, *ASKED, *more)
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    return report["totals"]["feed_price"], {each["code"]: each["message"] for each in report["warnings"]}


def test_copper_and_aluminium_beyond_the_specification_are_told_and_may_be_taken_off(recyc: Callable[..., Any]) -> None:
    clean, notes = quoted(recyc, CLEAN)
    assert "outside-specification" not in notes
    dirty, notes = quoted(recyc, DIRTY)
    assert dirty == pytest.approx(clean, rel=1e-12)
    assert "Al 6.0 % (at most 2), Cu 6.0 % (at most 2)" in notes["outside-specification"]
    fined, _ = quoted(recyc, DIRTY, "--set", "payables.penalties.any.al.price=20USD/t")
    assert dirty - fined == pytest.approx((6.0 - 2.0) * 20.0, rel=1e-9)

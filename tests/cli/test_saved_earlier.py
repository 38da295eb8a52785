"""Quotes that an earlier recyc saved: what was told is told again, and today's model computes the same from them."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli.analysis.saved.save import quote_from_saved

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks" / "unchanged"))
from differences import Differences

SAVED = Path(__file__).parent / "samples" / "saved"
NAMES = ("plain", "reuse", "offer")
PROVENANCE = (
    "json sources[] removed",
    "json lines[].inputs[] removed",
    "json lines[].inputs[] in another order",
    "json warnings[] in another order",
    "json warnings[prices-older].message changed",
    "json warnings[estimates].message changed",
    "json warnings[feed-price-estimated].message changed",
    "json warnings[reuse-estimates].message changed",
    "json warnings[newer-prices] removed",
    "json warnings[newer-prices].code changed",
    "json warnings[newer-prices].message changed",
)
"""What 0.1.0 told by rules of thumb and is now read off the arithmetic: which numbers a quote rests on; of its
notes those come first that may change a decision. And which deck was the newest: the one it knew of, January 2026,
estimates nickel. Notes call a feed NMC622 now, not nmc622."""


@pytest.fixture(params=NAMES)
def saved(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Lay a saved quote into the folder at hand, and return it."""
    text = gzip.decompress((SAVED / f"{request.param}.json.gz").read_bytes())
    Path("saved.json").write_bytes(text)
    read: dict[str, Any] = json.loads(text)
    return read


def lost_or_changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
    """Return what is no longer told, or told otherwise beyond rounding; more may be told, by another version."""
    seen = Differences(1e-12)
    seen.json(json.dumps({**before, "recyc": ""}), json.dumps({**after, "recyc": ""}))
    return {name: kind.first for name, kind in seen.kinds.items() if not name.endswith(" added")}


def test_what_was_told_is_told_again(recyc: Callable[..., Any], saved: dict[str, Any]) -> None:
    ran = recyc("replay", "saved.json", "--json")
    assert (ran.code, json.loads(ran.out)) == (0, saved["report"])
    assert "model-moved" not in ran.err


def test_the_model_computes_the_same(saved: dict[str, Any]) -> None:
    report = {**quote_from_saved(saved).to_dict(), "terms": saved["report"]["terms"]}
    assert lost_or_changed(saved["report"], report).keys() <= set(PROVENANCE)


@pytest.mark.parametrize("saved", ["offer"], indirect=True)
def test_the_customers_copy_says_the_same(recyc: Callable[..., Any], saved: dict[str, Any]) -> None:
    ran = recyc("replay", "saved.json", "--customer", "--json")
    copy = json.loads((SAVED / "offer-copy.json").read_text())
    assert copy["terms"] == saved["report"]["terms"]
    assert lost_or_changed(copy, json.loads(ran.out)) == {}


@pytest.mark.parametrize("saved", ["plain"], indirect=True)
def test_a_change_beyond_rounding_is_told(saved: dict[str, Any]) -> None:
    report = saved["report"]
    for share, told in ((1e-14, set()), (1e-9, {"json totals.margin changed"})):
        totals = {**report["totals"], "margin": report["totals"]["margin"] * (1.0 + share)}
        assert lost_or_changed(report, {**report, "totals": totals}).keys() == told

"""What a campaign buys, what a family of plants costs in a region, and what capital costs there."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli import quote

BLACK_MASS: dict[str, Any] = {"form": "black-mass", "route": "hydro"}


def bought(**feed: Any) -> set[str]:
    """Return the items on the equipment list of the leach."""
    return {item.item for item in quote(**BLACK_MASS, **feed).result.accounts[-1].plant.equipment}


def fixed_capital(stage: str, **asked: Any) -> float:
    accounts = quote(**asked).result.accounts
    return float(next(item.capital.fixed_capital for item in accounts if item.plant.stage == stage))


def test_iron_phosphate_alone_buys_no_solvent_extraction_and_a_mix_buys_what_any_of_it_needs() -> None:
    lithium_alone, all_metals = bought(chemistry="lfp"), bought(chemistry="nmc622")
    assert all_metals - lithium_alone == {"solvent_extraction_unit"}
    assert bought(chemistry="lmfp") == lithium_alone
    assert bought(mix={"lfp": 0.9, "nmc622": 0.1}) == all_metals
    assert bought(chemistry="lfp", method="everbatt-2023") == all_metals


@pytest.mark.parametrize(("stage", "family"), [("preprocessing", "shredding"), ("recovery", "refining")])
def test_a_factor_moves_the_capital_of_its_family_alone(stage: str, family: str) -> None:
    asked: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "region": "germany"}
    doubled = (f"region.plant_factor.{family}=2.84",)
    before = {each: fixed_capital(each, **asked) for each in ("preprocessing", "recovery")}
    after = {each: fixed_capital(each, overrides=doubled, **asked) for each in before}
    own = quote(**asked).resolved.documents["region"].tree["plant_factor"][family]
    assert after[stage] == pytest.approx(before[stage] * 2.84 / own)
    assert {each for each in before if after[each] != before[each]} == {stage}


def test_the_size_exponent_turns_at_the_reference_feed() -> None:
    exponent = "stages.hydro.size_exponent=0"
    for size, dearer in ((2_000.0, False), (20_000.0, True)):
        asked: dict[str, Any] = {**BLACK_MASS, "chemistry": "nmc622", "throughput_t_per_year": size}
        assert (
            fixed_capital("recovery", **asked) > fixed_capital("recovery", overrides=(exponent,), **asked)
        ) is dearer


@pytest.mark.parametrize("region", ["us", "china", "india"])
def test_interest_of_a_region_is_over_the_methods(region: str) -> None:
    """What a user says of the method's interest still acts where the region has its own."""
    asked: dict[str, Any] = {"chemistry": "lfp", "route": "hydro", "region": region}
    over = quote(**asked).resolved.documents["region"].tree.get("interest_over", 0.0)
    for interest in (0.05, 0.1):
        answer = quote(**asked, overrides=(f"method.capital.interest={interest}",))
        assert answer.resolved.scenario.method.capital["interest"] == pytest.approx(interest + over)


@pytest.mark.parametrize(("region", "own"), [("us", 15.0), ("china", 15.0), ("germany", 15.0), ("india", 20.0)])
def test_life_of_a_region_is_over_the_methods(region: str, own: float) -> None:
    """Only where a source parts it from others; what a user says of the method's life acts there too."""
    asked: dict[str, Any] = {"chemistry": "lfp", "route": "hydro", "region": region}
    for life, factor in ((None, 1.0), (7.5, 0.5)):
        overrides = () if life is None else (f"method.plant.life={life}",)
        found = quote(**asked, overrides=overrides).resolved.scenario.method.plant["life"]
        assert found == pytest.approx(own * factor)

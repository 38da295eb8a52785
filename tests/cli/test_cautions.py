"""Cautions of a screen: as many names as have room, and of very many rows those of the best."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from recyc_cli.cli.output import target

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MANY = "us,us-ca,china,india,korea,japan,germany,france,poland,indonesia,singapore,uk,thailand"


@pytest.fixture
def cautions(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Return the cautions that a command shows on a terminal."""
    monkeypatch.setattr(target, "on_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")

    def shown(*argv: str) -> list[str]:
        ran = recyc(*argv)
        assert ran.code == 0, ran.err
        lines = ran.out.splitlines()
        return [line for line in lines if line.startswith("! ") or " more note" in line]

    return shown


def test_names_that_have_no_room_are_counted(cautions: Callable[..., list[str]]) -> None:
    lines = cautions("compare", "nmc622", "lfp", "--region", "us,germany,india", "--soh", "0.7")
    assert not any(line.endswith("...") for line in lines)
    assert any("more of its numbers" in line or " more" in line for line in lines[:-1])
    assert max(map(len, lines)) <= 80


def test_of_many_rows_only_the_cautions_of_the_best_are_told(cautions: Callable[..., list[str]]) -> None:
    few = cautions("compare", "nmc622", "--route", "hydro", "--region", "china,germany")
    assert any("Europe" in line for line in few)
    many = cautions("compare", "nmc622", "--route", "hydro", "--region", MANY)
    assert "more note" in many[-1], "the others are counted"
    assert not any("japan" in line.lower() for line in many), "which is none of the best two"


def test_a_gate_fee_is_told_with_its_range(recyc: Callable[..., Any]) -> None:
    argv = ("compare", "lfp", "--route", "hydro,shred", "--prices", "2024", "-q")
    out = recyc(*argv).out
    assert "taken at a gate fee of 311 (-38 to 831, an estimate)" in out
    assert "taken at your gate fee of 100\n" in recyc(*argv, "--gate-fee", "100").out


def test_the_verdict_tells_from_where_on_a_second_life_pays(recyc: Callable[..., Any]) -> None:
    argv = ("compare", "lfp", "--region", "china", "--route", "reuse,hydro", "-q")
    health = recyc(*argv, "--soh", "0.75,0.85", "--new-pack-price", "110").out.splitlines()[0]
    assert re.fullmatch(r"LFP: reuse beats hydro from [\d.]+ % health up and pays from [\d.]+ % up\.", health)
    price = recyc(*argv, "--soh", "0.8", "--new-pack-price", "90", "--new-pack-price", "110").out.splitlines()[0]
    assert re.fullmatch(r"LFP: reuse pays from new packs at [\d.]+ USD/kWh up\.", price)

"""The worked example: 1,000 kg of NMC622 batteries, dry, foreign matter off, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = """side,name,kg,formula,counts,use,casing_kg,c_kg,li_kg,co_kg,ni_kg,cu_kg,cu_%
in,battery,1000,,,,160,175,20,34,100,75,
out,aluminum scrap,105,,,,80,,,,,,
out,steel scrap,160,,,,66,,,,,,
out,copper granulate,66,,,,,,,,,,98
out,nickel sulfate,425,NiSO4.6H2O,ni,,,,,,,,
out,cobalt sulfate,150,CoSO4.7H2O,co,,,,,,,,
out,manganese sulfate,92,MnSO4.H2O,mn,,,,,,,,
out,lithium carbonate,90,Li2CO3,,,,,,,,,
out,graphite,140,C,,,,,,,,,
out,plastics,12,,,,,,,,,,
"""
SLAG = "out,slag,60,,,waste,,,,,,,\n"


@pytest.fixture
def example(tmp_path: Path) -> str:
    path = tmp_path / "masses.csv"
    path.write_text(EXAMPLE, "utf-8")
    return str(path)


@pytest.fixture
def with_slag(tmp_path: Path) -> str:
    path = tmp_path / "slag.csv"
    path.write_text(EXAMPLE + SLAG, "utf-8")
    return str(path)

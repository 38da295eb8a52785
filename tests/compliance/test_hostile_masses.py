"""Files of masses that are made to hurt: every fault at once, by both commands, and no bug."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recyc_cli.cli.app import run_command

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "side,name,kg"
FILES: dict[str, tuple[str | bytes, list[str]]] = {
    "empty": (b"", ["E302"]),
    "binary": (bytes(range(256)) * 50, ["E302"]),
    "nul": (b"side,name,kg\nin,bat\x00tery,5\n", ["E302"]),
    "huge cell": (f"{HEAD}\nin,{'x' * 2_000_000},5\n", ["E302"]),
    "no workbook": (b"PK\x03\x04garbage", ["E302"]),
    "entities": ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">]><a>&a;</a>', ["E397"] * 5),
    "open quote": (f'{HEAD}\nin,"battery,5\nout,steel,3\n', ["E397"]),
    "cells too many": (f"{HEAD}\nin,battery,5,6,7\n", ["E397"]),
    "two columns alike": (f"{HEAD},kg\nin,battery,5,50\n", ["E397"]),
    "every row wrong": (f"{HEAD},li_kg\nin,a,-5,2\nout,b,abc,3\nout,c,1e400,\nfoo,,nan,-1\n", ["E397"] * 6),
    "share over the whole": (f"{HEAD},ni_%\nin,battery,100,150\n", ["E397"]),
    "elements over the whole": (f"{HEAD},ni_kg,co_kg\nin,battery,100,80,80\nout,s,10,,\n", ["E397"]),
    "casing over the whole": (f"{HEAD},casing_kg\nin,battery,100,150\nout,steel,5,50\n", ["E397"] * 2),
    "beyond any plant": (f"{HEAD}\nin,battery,1e308\nin,battery,1e308\n", ["E397"] * 2),
    "kg and t": (f"{HEAD},t\nin,battery,100,5\nout,steel,1,\n", ["E397"]),
    "formulas": (f"{HEAD},formula\nin,b,9,\nout,s,1,Ni(SO4\nout,s,1,{'(' * 100_000}\n", ["E397"] * 2),
    "counts": (f"{HEAD},formula,counts\nin,battery,1000,,\nout,salt,5,NiSO4,co li zz\n", ["E397"]),
    "moisture": (f"{HEAD},moisture\nin,a,100,250\nin,a,100,50%\nin,a,100,-3\n", ["E397"] * 2),
    "more foreign matter than mass": (f"{HEAD}\nin,a,100\noff,dirt,150\nout,steel,5\n", ["E397", "E398"]),
    "years": (f"{HEAD},year\nin,a,100,99999\nout,s,5,next\n", ["E397"] * 2),
    "chemistries": (f"{HEAD},chemistry\nin,a,100,unobtainium\nin,b,5,kryptonite\nout,s,5,\n", ["E101"] * 2),
    "more out by lot": (f"{HEAD},lot\nin,a,100,A\nout,s,500,A\nin,x,5,B\nout,s,50,B\n", ["E398"] * 2),
    "more recycled than there is": (f"{HEAD},ni_kg\nactive,cathode,10,5\nrecycled,x,20,6\n", ["E398"]),
}
CODES = {"E101": 2, "E302": 3, "E397": 3, "E398": 3}


@pytest.mark.parametrize("words", [["comply", "--rules", "eu-2023-1542"], ["certificate"]], ids=lambda words: words[0])
@pytest.mark.parametrize("name", FILES)
def test_all_faults_are_told_at_once(
    name: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, codes = FILES[name]
    path = tmp_path / "masses.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert run_command([*words, "--outputs", str(path)]) == CODES[codes[0]]
    told = capsys.readouterr().err
    assert [line[6:10] for line in told.splitlines() if line.startswith("error[")] == codes
    assert max(map(len, told.splitlines())) < 400, "no cell is told whole"


def test_masses_as_a_german_table_has_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "masses.csv"
    path.write_bytes("side;name;kg\nin;battery;1.000,5\nout;steel;500,25\n".encode("utf-16"))
    assert run_command(["certificate", "--outputs", str(path), "-q"]) == 0
    assert "1,000.5 kg in, 500.25 kg of them" in capsys.readouterr().out


def test_a_certificate_of_no_product_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "masses.csv"
    path.write_text(f"{HEAD}\nin,battery,100\n", "utf-8")
    assert run_command(["certificate", "--outputs", str(path)]) == 2
    assert "E190" in capsys.readouterr().err

"""Nobody but who asks is told whose battery it was: no number, no file name, no path, in any form of any answer."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Recyc = Callable[..., Any]

VIN, SERIAL, FOLDER = "WVWZZZ1KZ6W000001", "SN-4711-0815", "depot-of-a-customer"
SECRETS = (VIN, SERIAL, FOLDER)
PARTS = {
    f"{VIN}-general.json": {
        "batteryMass": 450, "batteryCategory": "ev", "serialNumber": SERIAL, "productIdentifier": VIN,
        "operatorInformation": {"identifier": VIN},
    },
    f"{VIN}-materials.json": {
        "serialNumber": SERIAL, "batteryChemistry": {"shortName": "LFP/NMC/NCA/LMO", "clearName": "NMC"},
        "batteryMaterials": [
            {"batteryMaterialName": "NMC", "batteryMaterialMass": 118},
            {"batteryMaterialName": "Graphite", "batteryMaterialMass": 150},
        ],
    },
    f"{VIN}-performance.json": {
        "serialNumber": SERIAL, "batteryTechicalProperties": {"ratedEnergy": 55, "nominalVoltage": 360},
        "batteryCondition": {"stateOfCertifiedEnergy": {"stateOfCertifiedEnergyValue": 0.8},
                             "numberOfFullCycles": {"numberOfFullCyclesValue": 1e9}},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def passport(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("privacy") / FOLDER / f"{VIN}.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as package:
        for name, part in PARTS.items():
            package.writestr(name, json.dumps(part))
    return str(path)


def untold(data: bytes) -> list[str]:
    """Return the secrets that stand in a file, also where it is packed."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as package:
            data = b"".join(package.read(name) for name in package.namelist())
    return [word for word in SECRETS if word.encode() in data]


ASKED = {
    "quote": ("quote", "--route", "hydro"),
    "customer": ("quote", "--route", "hydro", "--margin", "8%", "--customer", "--at-a-loss"),
    "compare": ("compare",),
}


FORMS = ("table", "plain", "json", "csv", "csv-long", "md", "html", "svg", "xlsx")
TURNS = [pytest.param(asked, form, marks=[] if turn == place % len(ASKED) else pytest.mark.slow)
    for turn, asked in enumerate(ASKED) for place, form in enumerate(FORMS)]  # fmt: skip
"""Every form of a quote or of one of its copies, in turn; a long proof takes all."""


@pytest.mark.parametrize(("asked", "form"), TURNS)
def test_no_form_tells_whose_battery_it_was(asked: str, form: str, passport: str, recyc: Recyc) -> None:
    out = Path(f"out.{form}")
    to = ("-o", out.name) if form in ("md", "html", "svg", "xlsx", "json", "csv") else ("--format", form)
    answer = recyc(*ASKED[asked], "--passport", passport, "-v", *to)
    if answer.code == 2:
        assert "E114" in answer.err, "a form that the copy of a customer does not have"
    else:
        assert answer.code == 0, answer.err
    assert untold(answer.out.encode() + answer.err.encode()) == []
    assert not out.exists() or untold(out.read_bytes()) == []


def test_an_offer_and_its_replay_do_not_tell(passport: str, recyc: Recyc, tmp_path: Path) -> None:
    saved = tmp_path / "offer.json"
    made = recyc("quote", "--passport", passport, "--route", "hydro", "--save", str(saved), "-v")
    assert made.code == 0, made.err
    assert untold(made.out.encode() + made.err.encode() + saved.read_bytes()) == []
    assert untold(recyc("replay", str(saved), "-v").out.encode()) == []


def test_a_reading_tells_what_is_asked_for(passport: str, recyc: Recyc) -> None:
    for form in ("plain", "json", "csv", "md"):
        told = recyc("passport", passport, "--format", form).out
        assert SERIAL not in told
        assert FOLDER not in told
    assert SERIAL in recyc("passport", passport, "--identifier", "--json").out

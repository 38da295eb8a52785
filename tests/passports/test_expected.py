"""Every fixture and every sample of a publisher reads as was written down before there was a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from passport_cases import EXPECTED, HERE

from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.importing.passports.reading import Reading

SOUND = [name for name, what in EXPECTED.items() if "fault" not in what]
DIGITS = 4
"""Behind the point: so many has what was written down."""


def rounded(scenario: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, DIGITS) if isinstance(value, float) else value for name, value in scenario.items()}


@pytest.mark.parametrize("name", SOUND)
def test_a_passport_reads_as_expected(name: str, read: Callable[[str], Reading]) -> None:
    reading, due = read(name), EXPECTED[name]
    assert reading.format == due["format"]
    assert rounded(reading.scenario) == due["scenario"]
    assert sorted(f"{each.code} {each.field}" for each in reading.doubts) == sorted(due.get("doubts", []))
    assert sorted(f"{each.code} {each.field}" for each in reading.refused) == sorted(due.get("refused", []))
    assert reading.composition == pytest.approx(due.get("composition", {}), abs=1e-7)
    for key in ("version", "materials_kg", "material_unit", "recycled", "dates"):
        if key in due:
            assert getattr(reading, key) == due[key], key


@pytest.mark.parametrize("name", [name for name in SOUND if {"lacking", "not_public"} & EXPECTED[name].keys()])
def test_what_a_passport_does_not_say_is_told(name: str, read: Callable[[str], Reading]) -> None:
    filled = {each.field: each.why for each in read(name).filled}
    assert set(EXPECTED[name].get("lacking", [])) <= filled.keys()
    assert all(filled[field].startswith("not in the public part") for field in EXPECTED[name].get("not_public", []))


@pytest.mark.parametrize("name", [name for name, what in EXPECTED.items() if "fault" in what])
def test_what_is_no_passport_is_refused(name: str, read: Callable[[str], Reading]) -> None:
    with pytest.raises(RecycError) as fault:
        read(name)
    assert fault.value.code == EXPECTED[name]["fault"]


def test_every_file_here_is_expected_to_read_somehow() -> None:
    files = {str(path.relative_to(HERE)) for path in HERE.glob("*/**/*") if path.suffix in (".json", ".zip", ".aasx")}
    assert files == set(EXPECTED)


def test_both_values_of_a_duplicate_key_are_named(read: Callable[[str], Reading]) -> None:
    with pytest.raises(RecycError) as fault:
        read("own/duplicate.json")
    assert "batteryCategory (ev and lmt), batteryMass (450 and 0.45)" in fault.value.message


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("own/wh-per-kg.json", ("981.82 Wh/kg", "--pack-mass")),
        ("own/pilot.json", ("981.82 Wh/kg", "--pack-mass")),
        ("own/two-chemistries.json", ("lfp and nmc", "CHEMISTRY")),
        ("samples/catenax/battery_pass-6.1.0.BatteryPass.json", ("20 g", "--pack-mass")),
    ],
)
def test_a_refusal_names_both_readings_and_the_option_that_decides(
    name: str, words: tuple[str, str], read: Callable[[str], Reading]
) -> None:
    refused = read(name).refused
    assert any(words[0] in each.message and words[1] in each.flag for each in refused)

"""The worked example to 0.01, through the command, with every switch."""

from __future__ import annotations

import json

import pytest

from recyc_cli.cli.app import run_command

RULE = ["--rules", "eu-2023-1542", "--on", "2031-12-31", "--json", "-q"]
EFFICIENCY = "efficiency-lithium-2025"


def rates(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, object]]:
    assert run_command(["comply", *words, *RULE]) == 0
    return {each["name"]: each for each in json.loads(capsys.readouterr().out)["checks"]}


@pytest.mark.parametrize(
    ("switches", "percent"),
    [
        ([], 65.62),
        (["--switch", "casing=in"], 65.62),
        (["--switch", "graphite=not"], 51.62),
        (["--switch", "casing=out"], 60.73),
        (["--switch", "carbon=out"], 62.57),
        (["--switch", "phosphorus=out"], 65.62),
        (["--switch", "iron-phosphate=not"], 65.62),
        (["--switch", "slag=in"], 65.62),
    ],
)
def test_efficiency_by_switch(
    example: str, switches: list[str], percent: float, capsys: pytest.CaptureFixture[str]
) -> None:
    found = rates(capsys, "--outputs", example, *switches)[EFFICIENCY]
    assert found["result"] == pytest.approx(percent / 100, abs=0.00005)


def test_slag_counts_where_it_is_settled_so(with_slag: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = rates(capsys, "--outputs", with_slag)[EFFICIENCY]
    into = rates(capsys, "--outputs", with_slag, "--switch", "slag=in")
    assert out["result"] == pytest.approx(0.6562, abs=0.00005)
    assert "slag" in out["depends_on"], "65.62 % with other questions settled against it fails without slag alone"
    assert into[EFFICIENCY]["result"] == pytest.approx(0.7162, abs=0.00005)


@pytest.mark.parametrize(
    ("element", "percent", "first", "then"),
    [
        ("lithium", 84.53, "pass", "pass"),
        ("cobalt", 92.50, "pass", "fail"),
        ("nickel", 94.90, "pass", "fail"),
        ("copper", 86.24, "fail", "fail"),
    ],
)
def test_recovery_by_element(
    example: str, element: str, percent: float, first: str, then: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = rates(capsys, "--outputs", example)
    for year, verdict in (("2027", first), ("2031", then)):
        assert found[f"{element}-{year}"]["result"] == pytest.approx(percent / 100, abs=0.00005)
        assert found[f"{element}-{year}"]["verdict"] == verdict


def test_battery_derived_mass_is_not_product_mass(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["comply", "--outputs", example, *RULE]) == 0
    period = json.loads(capsys.readouterr().out)["periods"][0]
    derived = {each["name"]: each["derived_kg"] for each in period["outputs"]}
    assert sum(each["kg"] for each in period["outputs"]) == pytest.approx(1240.0)
    assert sum(derived.values()) == pytest.approx(656.165, abs=0.0005)
    expected = {"nickel_sulfate": 94.904, "cobalt_sulfate": 31.448, "manganese_sulfate": 29.905}
    assert {name: derived[name] for name in expected} == pytest.approx(expected, abs=0.0005)


def test_a_verdict_turns_on_what_the_law_leaves_open(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = rates(capsys, "--outputs", example)
    assert found[EFFICIENCY]["verdict"] == "depends"
    assert set(found[EFFICIENCY]["depends_on"]) == {"casing", "carbon", "graphite"}  # type: ignore[call-overload]
    assert found["efficiency-lithium-2030"]["verdict"] == "fail", "no way of counting reaches 70 %"
    settled = ["--switch", "casing=in,carbon=in,graphite=sold,slag=out,phosphorus=in,iron-phosphate=sold"]
    assert rates(capsys, "--outputs", example, *settled)[EFFICIENCY]["verdict"] == "pass"
    bare = [name for name, each in found.items() if each["verdict"] == "depends" and not each["depends_on"]]
    assert bare == []

"""A second life goes by whatever name its route and its stage have: all that is told of one is told of the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from few import few

from recyc_cli import quote

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOH = ("--soh", "0.8", "-q")
COMMANDS: list[tuple[str, ...]] = [
    ("quote", "nmc622", "--route", "reuse", *SOH),
    ("quote", "lfp", "--route", "reuse", *SOH, "--application", "telecom", "--recycle", "hydro", "--prices", "2021"),
    ("quote", "nmc622", "--route", "reuse", "-q", "--seat", "holder", "--feed-price", "900"),
    ("compare", "nmc622", "lfp", "--route", "hydro", "--route", "reuse", *SOH),
    ("compare", "lfp", "--route", "hydro", "--route", "reuse", "--soh", "0.3", "--pass-rate", "0.9"),
    ("compare", "--form", "cell", "lfp", "--route", "hydro", "--route", "reuse", "--soh", "0.3"),
    ("breakeven", "lfp", "--route", "reuse", "--vary", "soh", "-q"),
    ("breakeven", "lfp", "--route", "reuse", "--vary", "stages.reuse.new_packs.stationary.2024", *SOH),
    ("breakeven", "lfp", "--route", "reuse", "--against-route", "hydro", "--vary", "soh", "-q"),
    ("explain", "nmc622", "margin", "--route", "reuse", *SOH),
    ("explain", "nmc622", "stages.reuse.new_packs.stationary.2024", "--route", "reuse", *SOH),
]


@pytest.fixture
def presets(tmp_path: Path) -> str:
    """Write a second life of another name, that only extends the built-in one."""
    for kind, more in (("routes", 'second_life = "second-hand"\n'), ("stages", "")):
        (tmp_path / "mine" / kind).mkdir(parents=True)
        name = "second-hand" if kind == "stages" else "again"
        (tmp_path / "mine" / kind / f"{name}.toml").write_text(f'title = "Mine"\nextends = "reuse"\n{more}')
    return str(tmp_path / "mine")


def data(recyc: Callable[..., Any], *argv: str) -> dict[str, Any]:
    ran = recyc(*argv, "--json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


FORMS = ("csv", "plain", "md")
DRAWN = [pytest.param(argv, form, marks=[] if at % 4 == 1 and at % len(FORMS) == place else pytest.mark.slow)
    for at, argv in enumerate(COMMANDS) for place, form in enumerate(FORMS)]  # fmt: skip
"""One form of every fourth command, in turn, and JSON of as many others; a long proof takes all."""


@pytest.mark.parametrize(("argv", "form"), [*few(((argv, "json") for argv in COMMANDS), 4), *DRAWN])
def test_a_second_life_of_another_name_behaves_alike(
    recyc: Callable[..., Any], presets: str, argv: tuple[str, ...], form: str
) -> None:
    """Beside the names nothing differs: the built-in one is asked with the same presets at hand.

    Draws go by the names of inputs, so likely ranges differ by their error.
    """

    def told(route: str, stage: str) -> tuple[int, str]:
        words = [word.replace("stages.reuse.", f"stages.{stage}.") for word in argv]
        words = [route if word == "reuse" else word for word in words]
        unranged = ["--no-range"] if argv[0] in ("quote", "compare") else []
        ran = recyc(*words, *unranged, "--preset-dir", presets, "--format", form)
        return ran.code, (ran.out + ran.err)

    code, theirs = told("reuse", "reuse")
    mine_code, mine = told("again", "second-hand")
    assert mine_code == code == 0, theirs
    assert spelled(mine) == spelled(theirs)


def spelled(text: str) -> list[str]:
    """Return the words of a text with one name for the route and the stage, however wide the name made a column."""
    text = text.replace("second-hand", "reuse").replace("again", "reuse")
    for rule in "-─━═|+":
        text = text.replace(rule, " ")
    return text.split()


def test_a_second_life_that_is_refused_leaves_its_options_their_effect(recyc: Callable[..., Any]) -> None:
    found = data(recyc, "compare", "lfp", "--route", "hydro", "--route", "reuse-ma-2024", "--soh", "0.3")
    said = [note["message"] for note in found["warnings"] if note["code"] in {"no-effect", "left-out"}]
    assert len(said) == 1
    assert said[0].startswith("reuse-ma-2024 left out: state of health 0.3")


@pytest.mark.parametrize(
    ("route", "stage"), [("reuse", "reuse"), ("again", "second-hand"), ("reuse-ma-2024", "reuse-ma-2024")]
)
def test_estimates_are_counted_in_the_stage_in_force(presets: str, route: str, stage: str) -> None:
    found = quote(chemistry="nmc622", route=route, preset_dirs=(presets,))
    behind = [record for path, record in found.records if path.split(".")[:2] == ["stages", stage]]
    behind += [record for path, record in found.records if path.startswith("application.")]
    guessed = sum(record.evidence == "estimate" for record in behind)
    said = {note["code"]: note["message"] for note in found.to_dict()["warnings"]}["reuse-estimates"]
    assert said.startswith(f"{guessed} of the {len(behind)} numbers")
    assert len(behind) >= 30


def test_which_is_better_names_the_route(recyc: Callable[..., Any], presets: str) -> None:
    routes = ("--route", "hydro", "--route", "reuse", "--route", "again", "--route", "reuse-ma-2024")
    asked = (*routes, "--new-pack-price", "160USD/kWh", "--preset-dir", presets)
    notes = data(recyc, "compare", "lfp", *asked, "-q")["notes"]
    assert [note.split(" ")[1] for note in notes if "state of health" in note] == ["reuse", "again", "reuse-ma-2024"]

"""Flags beat RECYC_*, which beat ./recyc.toml, which beats the user's own file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    class Ran(NamedTuple):
        code: int
        out: str
        err: str


JSON = ("quote", "nmc622", "--route", "hydro", "--json", "-q")


def scenario(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)["scenario"]
    return found


def project(text: str) -> None:
    Path("recyc.toml").write_text(text)


def test_layers(recyc: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = tmp_path / "config" / "recyc"
    user.mkdir(parents=True)
    (user / "recyc.toml").write_text('[defaults]\nregion = "china"\nthroughput = "20kt/yr"\n')
    assert scenario(recyc(*JSON))["region"] == "china"
    project('[defaults]\nregion = "korea"\nform = "cell"\n')
    assert scenario(recyc(*JSON))["region"] == "korea"
    monkeypatch.setenv("RECYC_REGION", "us-ca")
    found = scenario(recyc(*JSON))
    assert (found["region"], found["form"], found["throughput_t_per_year"]) == ("us-ca", "cell", 20000.0)
    assert scenario(recyc(*JSON, "--region", "us"))["region"] == "us"


def test_all_kinds_of_values(recyc: Callable[..., Ran]) -> None:
    project('[defaults]\nthroughput = 5000\nsoh = 0.9\nfeed-price = -100.5\nset = ["region.wage=40"]\nquiet = true\n')
    found = scenario(recyc("quote", "lfp", "--route", "hydro", "--json"))
    assert (found["throughput_t_per_year"], found["soh"], found["feed_price"]) == (5000.0, 0.9, -100.5)
    assert found["overrides"] == ["region.wage=40"]


def test_chemistry_and_route_may_be_defaults(recyc: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    project('[defaults]\nroute = "pyro"\nmix = { lfp = 0.5, nmc811 = 0.5 }\n')
    assert [part["chemistry"] for part in scenario(recyc("quote", "--json", "-q"))["mix"]] == ["lfp", "nmc811"]
    assert scenario(recyc("quote", "lco", "--json", "-q"))["mix"] is None
    monkeypatch.setenv("RECYC_CHEMISTRY", "lmo")
    assert scenario(recyc("quote", "--json", "-q"))["chemistry"] == "lmo"


def test_a_stronger_layer_drives_out_rivals(recyc: Callable[..., Ran]) -> None:
    project('[defaults]\nmass = "12t"\nformat = "csv"\n')
    lot = json.loads(recyc(*JSON, "--packs", "4").out)["lot"]
    assert lot["packs"] == pytest.approx(4)


def test_lists_in_the_environment(recyc: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECYC_SET", "region.wage=40, region.water=0.001")
    assert len(scenario(recyc(*JSON))["overrides"]) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[defaults\n", "TOML"),
        ('[defaults]\nregoin = "us"\n', "did you mean region"),
        ('[default]\nregion = "us"\n', "[defaults]"),
        ("defaults = 3\n", "[defaults]"),
        ("[defaults]\nmass = [1, 2]\n", "recyc.toml: defaults.mass"),
    ],
)
def test_broken_files(recyc: Callable[..., Ran], text: str, says: str) -> None:
    project(text)
    ran = recyc(*JSON[:-2])
    assert ran.code == 3
    assert says in ran.err
    assert "recyc.toml" in ran.err
    assert not ran.out


def test_all_faults_of_a_file_at_once(recyc: Callable[..., Ran]) -> None:
    project('[defaults]\nregoin = "us"\nmas = 3\n[more]\n')
    assert recyc("quote", "nmc622", "--route", "hydro").err.count("error[E") == 3


def test_binary_and_directory(recyc: Callable[..., Ran]) -> None:
    Path("recyc.toml").write_bytes(b"\x00\xff\xfe")
    assert recyc(*JSON).code == 3
    Path("recyc.toml").unlink()
    Path("recyc.toml").mkdir()
    ran = recyc(*JSON)
    assert ran.code == 3
    assert "directory" in ran.err


def test_an_empty_file_says_nothing(recyc: Callable[..., Ran]) -> None:
    project("\n")
    assert recyc(*JSON).code == 0


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [("RECYC_MASS", "nan", "RECYC_MASS"), ("RECYC_QUIET", "perhaps", "neither true nor false")],
)
def test_the_message_names_the_place(
    recyc: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str
) -> None:
    monkeypatch.setenv(variable, value)
    ran = recyc("quote", "nmc622", "--route", "hydro")
    assert ran.code == 2
    assert says in ran.err


def test_nan_in_a_file(recyc: Callable[..., Ran]) -> None:
    project("[defaults]\nsoh = nan\n")
    ran = recyc("quote", "nmc622", "--route", "hydro")
    assert ran.code == 2
    assert "recyc.toml: defaults.soh" in ran.err


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("region", "germny", "unknown region"),
        ("seat", "hodler", "unknown seat"),
        ("soh", "2", "state of health"),
        ("price", "nickle=12", "no price named"),
        ("set", "region.wag=3", "no number at"),
    ],
)
def test_a_fault_names_the_variable_or_file_that_has_it(
    recyc: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, name: str, value: str, fault: str
) -> None:
    words = ("quote", "nmc622", "--route", "reuse")
    typed = recyc(*words, f"--{name}", value)
    assert fault in typed.err
    assert f"where: --{name}" in typed.err
    monkeypatch.setenv(f"RECYC_{name.upper()}", value)
    assert f"where: RECYC_{name.upper()}" in recyc(*words).err
    monkeypatch.delenv(f"RECYC_{name.upper()}")
    listed = f'["{value}"]' if name in ("price", "set") else f'"{value}"'
    project(f"[defaults]\n{name} = {listed}\n")
    assert f"where: recyc.toml: defaults.{name}" in recyc(*words).err

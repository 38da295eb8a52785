"""What is in force, and where it comes from; a file to start from in which every line works."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import few

from recyc_cli.cli.commands.config import SETTINGS, draft_of_settings
from recyc_cli.scenario.keywords import FEED, KEYWORDS, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

LINE = re.compile(r"^# ([a-z-]+ = .+?)  # ", re.MULTILINE)
FEEDS = {each.name.replace("_", "-") for row in KEYWORDS if row.axis == FEED for each in row.options}


def in_force(recyc: Callable[..., Any], *argv: str) -> dict[str, tuple[str, str]]:
    ran = recyc("config", "--json", *argv)
    assert (ran.code, ran.err) == (0, "")
    return {row["setting"]: (row["value"], row["from"]) for row in json.loads(ran.out)["rows"]}


def test_each_layer_is_named(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / "config" / "recyc"
    own.mkdir(parents=True)
    (own / "recyc.toml").write_text('[defaults]\ncurrency = "CNY"\nseat = "refiner"\nmode = "ship"\n')
    Path("recyc.toml").write_text('[defaults]\ncurrency = "EUR"\nthroughput = "20kt/yr"\n')
    monkeypatch.setenv("RECYC_CURRENCY", "KRW")
    found = in_force(recyc, "--region", "germany")
    assert found["region"] == ("germany", "--region")
    assert found["currency"] == ("KRW", "RECYC_CURRENCY")
    assert found["throughput"] == ("20kt/yr", "recyc.toml: defaults.throughput")
    assert found["seat"] == ("refiner", f"{own / 'recyc.toml'}: defaults.seat")
    assert found["profile"] == ("typical", "built-in")
    assert "packs" not in found
    assert in_force(recyc, "-v")["packs"] == ("", "not set")


def test_what_is_built_in_is_what_a_quote_takes(recyc: Callable[..., Any]) -> None:
    found = in_force(recyc)
    told = json.loads(recyc("quote", "nmc622", "--json", "-q").out)["scenario"]
    latest = json.loads(recyc("quote", "nmc622", "--prices", found["prices"][0], "--json", "-q").out)["scenario"]
    assert latest["prices"] == told["prices"]
    for name in ("region", "route", "method", "profile", "seat", "form", "mode", "currency", "disassemble"):
        assert found[name] == (str(told[ROWS[name].name]), "built-in")
    assert float(found["throughput"][0]) == told["throughput_t_per_year"]
    assert float(found["damaged"][0]) == told["damaged"]


def test_a_table_has_the_groups_of_help(recyc: Callable[..., Any]) -> None:
    out = recyc("config", "--format", "table").out
    assert max(map(len, out.splitlines())) <= 80
    assert out.index("Feed") < out.index("Route and place") < out.index("Prices and money") < out.index("Output")
    assert "recyc.toml: not there" in out


def test_a_faulty_file_is_told(recyc: Callable[..., Any]) -> None:
    Path("recyc.toml").write_text('[defaults]\nregoin = "us"\n')
    ran = recyc("config")
    assert ran.code == 3
    assert "did you mean region?" in ran.err


@pytest.mark.parametrize(
    "given", ["--soh=nan", "--damaged=inf", "--new-pack-price=-inf", "--distance=inf", "--kwh=1e400", "--soh=half"]
)
def test_what_is_no_number_is_refused_as_a_quote_refuses_it(recyc: Callable[..., Any], given: str) -> None:
    shown, quoted = recyc("config", given), recyc("quote", "nmc622", given, "-q")
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.splitlines()[0] == quoted.err.splitlines()[0]


def test_no_number_of_a_file_is_told_with_its_place(recyc: Callable[..., Any]) -> None:
    Path("recyc.toml").write_text('[defaults]\nsoh = "nan"\n')
    ran = recyc("config")
    assert (ran.code, ran.out) == (2, "")
    assert "recyc.toml: defaults.soh" in ran.err


def test_a_file_to_start_from(recyc: Callable[..., Any]) -> None:
    assert recyc("config", "--init").code == 0
    text = Path("recyc.toml").read_text()
    assert tomllib.loads(text) == {"defaults": {}}
    assert recyc("quote", "nmc622", "--json").code == 0
    assert len(LINE.findall(text)) == len(SETTINGS)


def test_no_file_is_overwritten(recyc: Callable[..., Any]) -> None:
    Path("recyc.toml").write_text("[defaults]\n")
    ran = recyc("config", "--init")
    assert (ran.code, ran.out) == (2, "")
    assert "E160" in ran.err
    assert Path("recyc.toml").read_text() == "[defaults]\n"


@pytest.mark.parametrize("line", few(LINE.findall(draft_of_settings()), 12), ids=lambda line: line.partition(" ")[0])
def test_every_line_of_it_works(recyc: Callable[..., Any], line: str) -> None:
    name = line.partition(" ")[0]
    if name == "preset-dir":
        Path("my-presets").mkdir()
    Path("recyc.toml").write_text(f"[defaults]\n{line}\n")
    feed = () if name in FEEDS else ("nmc622",)
    route = ("--route", "reuse") if name in ("pass-rate", "new-pack-price", "recycle", "application") else ()
    form = ("--form", "black-mass") if name == "moisture" else ()
    price = ("--margin", "8%") if name == "customer" else ()
    ran = recyc("quote", *feed, *form, *route, *price)
    assert ran.code == 0, ran.err
    if name not in ("format", "json"):  # the flag by which it is asked comes first
        assert in_force(recyc)[name][1] == f"recyc.toml: defaults.{name.replace('-', '_')}"


def test_a_name_that_nothing_goes_by_is_told_with_its_place(
    recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("recyc.toml").write_text('[defaults]\nregion = "germny"\nprices = "latest"\n')
    monkeypatch.setenv("RECYC_ROUTE", "hidro")
    monkeypatch.setenv("RECYC_REGOIN", "us")
    ran = recyc("config")
    notes = " ".join(ran.out.partition("Notes")[2].split())
    assert ran.code == 0
    assert "recyc.toml: defaults.region: unknown region 'germny'; did you mean germany?" in notes
    assert "RECYC_ROUTE: unknown route 'hidro'; did you mean hydro?" in notes
    assert "RECYC_REGOIN: no setting goes by it; did you mean RECYC_REGION?" in notes
    assert "latest" not in notes
    assert "--init" not in notes

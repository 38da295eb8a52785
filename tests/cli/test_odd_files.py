"""Files and folders that are none, never end, or lead in a circle are told in words, whatever reads or writes them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import few

from recyc_cli.errors import RecycError
from recyc_cli.files import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = (
    "binary",
    "deep",
    "loop.toml",
    "gone.toml",
    "folder",
    "empty",
    "pipe",
    "n" * 300,
    "\udcff",
    "/dev/full",
    "x\ty",
    " ",
    "",
)
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("replay", "{}"),
    ("replay", "{}", "--against", "now"),
    ("sources", "{}"),
    ("presets", "list", "{}"),
    ("presets", "show", "{}"),
    ("presets", "check", "{}"),
    ("presets", "diff", "{}", "prices/2024"),
    ("presets", "import", "{}", "--as", "deck"),
    ("presets", "import", "spot.csv", "--as", "{}"),
    ("presets", "new", "{}"),
    ("presets", "new", "region", "--from", "{}"),
    ("presets", "new", "feed", "--assay", "{}", "--as", "lot"),
    ("presets", "new", "region", "--from", "us", "-o", "{}"),
    ("presets", "path", "--preset-dir", "{}"),
    ("breakeven", "lfp", "--vary", "{}"),
    ("breakeven", "lfp", "--vary", "nickel", "--from", "{}"),
    ("quote", "lfp", "--save", "{}/x", "-q"),
    ("quote", "lfp", "--save", "offer.json", "--valid", "{}", "-q"),
    ("quote", "lfp", "--save", "offer.json", "--dated", "{}", "-q"),
    ("batch", "{}"),
    ("batch", "lots.csv", "{}", "-o", "quotes.csv"),
    ("batch", "lots.csv", "-o", "{}"),
    ("batch", "lots.csv", "-o", "quotes.csv", "--rejects", "{}"),
    ("batch", "lots.csv", "-o", "quotes.csv", "--map", "{}"),
    ("blend", "{}"),
    ("passport", "{}"),
    ("comply", "--outputs", "{}"),
    ("certificate", "--outputs", "{}"),
    ("simulate", "lfp", "--route", "hydro", "-n", "100", "--samples", "{}"),
)


@pytest.fixture(autouse=True)
def _odd(_alone: None) -> None:
    Path("binary").write_bytes(bytes(range(256)))
    Path("deep").write_text("[" * 100_000)
    Path("loop.toml").symlink_to("loop.toml")
    Path("gone.toml").symlink_to("nowhere")
    Path("folder").mkdir()
    Path("empty").touch()
    os.mkfifo("pipe")
    Path("lots.csv").write_text("lot,chemistry,mass t\nA,lfp,4\n")
    Path("spot.csv").write_text("date,item,price,unit\n2025-11,nickel,14850,USD/t\n")


ODD = [(command, name) for command in COMMANDS for name in NAMES]


@pytest.mark.parametrize(
    ("command", "name"), few(ODD, 3), ids=[f"{name!a}-{' '.join(command)}" for command, name in ODD]
)
def test_no_odd_name_is_a_bug(recyc: Callable[..., Any], command: tuple[str, ...], name: str) -> None:
    """A command gets one name in three, and so every name comes to one command in three."""
    ran = recyc(*(word.format(name) for word in command))
    assert ran.code in (0, 2, 3), ran.err
    assert bool(ran.code) == ("error[E" in ran.err)
    assert "Traceback" not in ran.err


def test_links_in_a_circle_among_presets_are_told(recyc: Callable[..., Any]) -> None:
    for name in ("sources.toml", "prices/ring.toml"):
        Path("mine", name).parent.mkdir(parents=True, exist_ok=True)
        Path("mine", name).symlink_to(Path(name).name)
    ran = recyc("presets", "check", "mine")
    assert ran.code == 3, ran.err
    assert "symbolic links" in ran.err


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "pipe"])
def test_pipes_and_devices_are_not_read(name: str) -> None:
    with pytest.raises(RecycError, match="no ordinary file, but a pipe or a device"):
        read_whole(name)


PLACES = ("recyc.toml", "presets/sources.toml", "presets/prices/2024.toml", "presets/payables/x.toml")


@pytest.mark.parametrize(("place", "what"), few(((place, what) for place in PLACES for what in ("a pipe", "50 MB")), 3))
def test_presets_and_settings_without_end_are_refused(recyc: Callable[..., Any], place: str, what: str) -> None:
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    if what == "a pipe":
        os.mkfifo(path)
    else:
        with path.open("wb") as file:
            file.truncate(50_000_000)
    quoted = recyc("quote", "lfp", "--prices", "2024", "-q", "--no-range")
    checked = recyc("presets", "check", "presets")
    listed = recyc("presets", "list")
    refused = [
        ran for ran in (quoted, checked, listed) if "a pipe or a device" in ran.err or "longer than 5 MB" in ran.err
    ]
    assert {ran.code for ran in refused} <= {3}
    assert quoted in refused or checked in refused or place == "presets/sources.toml"
    assert {quoted.code, checked.code, listed.code} <= {0, 3}


@pytest.mark.parametrize("name", ["folder", "/dev/null", "empty/x"])
def test_what_is_no_file_is_not_written(name: str) -> None:
    with pytest.raises(RecycError) as caught:
        write_whole(name, "text", "-o")
    assert (caught.value.code, caught.value.where) == ("E115", "-o")
    assert not list(Path().glob(".recyc-*"))

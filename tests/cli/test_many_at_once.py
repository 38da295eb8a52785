"""Many programs write into one folder at once: what is said to be saved is there, whole, and no file breaks another."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recyc_cli import locks
from recyc_cli.analysis.saved.saved_file import load_saved
from recyc_cli.errors import RecycError
from recyc_cli.files import create_file, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

RECYC = (sys.executable, "-m", "recyc_cli")
FEW = pytest.param(3, 1, id="few")
MANY = pytest.param(20, 10, id="many", marks=pytest.mark.slow)
SAVE = ("quote", "lfp", "--route", "hydro", "--save", "offer.json", "--reference")


def at_once(lines: Iterable[tuple[str, ...]], folder: Path) -> list[tuple[int, str]]:
    """Start a process a command line before any has ended; return what each ends with and says on stderr."""
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True, "cwd": folder}
    started = [subprocess.Popen((*RECYC, *line), **pipes) for line in lines]  # type: ignore[call-overload]
    said = [process.communicate(timeout=300)[1] for process in started]
    return [(process.returncode, words) for process, words in zip(started, said, strict=True)]


def drafts(folder: Path) -> list[Path]:
    """Return what a program that ended well leaves behind: nothing."""
    return [path for path in folder.rglob("*") if path.name.startswith(".recyc")]


def _folders(times: int) -> Iterable[Path]:
    for count in range(times):
        folder = Path(f"round-{count}")
        folder.mkdir()
        yield folder


@pytest.mark.parametrize(("programs", "times"), [FEW, MANY])
def test_imports_into_one_folder(recyc: Callable[..., Any], programs: int, times: int) -> None:
    for folder in _folders(times):
        names = [f"deck-{count}" for count in range(programs)]
        for count, name in enumerate(names):
            (folder / f"{name}.csv").write_text(f"date,item,price,unit\n2025-11,nickel,{14000 + count},USD/t\n")
        ran = at_once((("presets", "import", f"{name}.csv", "--as", name) for name in names), folder)
        assert [code for code, _ in ran] == [0] * programs, ran
        sources = tomllib.loads((folder / "presets/sources.toml").read_text())
        assert set(sources) == {f"import-{name}" for name in names}
        checked = recyc("presets", "check", str(folder / "presets"))
        assert checked.code == 0, checked.err
        assert drafts(folder) == []


@pytest.mark.parametrize(("programs", "times"), [FEW, MANY])
def test_offers_under_one_name(programs: int, times: int) -> None:
    for folder in _folders(times):
        ran = at_once(((*SAVE, f"Q-{count}") for count in range(programs)), folder)
        said = [f"Q-{count}" for count, (code, _) in enumerate(ran) if code == 0]
        assert len(said) == 1, "one name, one offer"
        assert load_saved(str(folder / "offer.json"))["reference"] == said[0]
        refused = [words for code, words in ran if code == 2]
        assert len(refused) == programs - 1
        assert all("error[E160]" in words and "give another name: --save FILE" in words for words in refused)
        assert drafts(folder) == []


@pytest.mark.slow
def test_new_presets_of_one_name() -> None:
    for folder in _folders(10):
        makes = [("presets", "new", "region", "--from", name, "--as", "nevada") for name in ("us", "china") * 10]
        ran = at_once(makes, folder)
        assert sorted(code for code, _ in ran) == [0] + [2] * 19
        parent = next(make[4] for make, (code, _) in zip(makes, ran, strict=True) if code == 0)
        written = tomllib.loads((folder / "presets/regions/nevada.toml").read_text())
        assert written["extends"] == parent
        assert drafts(folder) == []


@pytest.mark.parametrize("linked", [True, False])
def test_a_new_file_takes_no_name_that_is_taken(monkeypatch: pytest.MonkeyPatch, *, linked: bool) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links on this disk")

    if not linked:
        monkeypatch.setattr(os, "link", refuse)
    create_file("new", "mine", "another name")
    assert Path("new").read_text() == "mine"
    Path("ring").symlink_to("nowhere")
    for name in ("new", "ring", "."):
        with pytest.raises(RecycError) as caught:
            create_file(name, "yours", "another name")
        assert (caught.value.code, caught.value.hint) == ("E160", "another name")
    assert Path("new").read_text() == "mine"
    assert drafts(Path()) == []


@pytest.mark.parametrize("write", [write_whole, lambda path, text: create_file(path, text, "")])
def test_what_is_written_is_on_the_disk_before_it_has_its_name(
    monkeypatch: pytest.MonkeyPatch, write: Callable[[str, str], None]
) -> None:
    done: list[str] = []
    for name in ("fsync", "replace", "link"):
        real = getattr(os, name)

        def note(*words: Any, name: str = name, real: Callable[..., None] = real) -> None:
            done.append(name)
            real(*words)

        monkeypatch.setattr(os, name, note)
    write("result", "text")
    assert done[0] == done[-1] == "fsync", "the content before, the folder after"
    assert done[1] in ("replace", "link")


@pytest.mark.parametrize("file_locks", [True, False])
def test_a_folder_that_is_locked_is_waited_for(monkeypatch: pytest.MonkeyPatch, *, file_locks: bool) -> None:
    def none(_: str) -> None:
        raise OSError(95, "no locks on this disk")

    if file_locks:
        monkeypatch.setattr(locks, "_lock_folder", none)
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    with locks.locked("mine"):
        assert drafts(Path("mine")) == ([Path("mine", locks.FILE)] if file_locks else [])
        with pytest.raises(RecycError) as caught, locks.locked("mine"):
            pass
        assert caught.value.code == "E115"
        with locks.locked("yours"):
            pass
    with locks.locked("mine"):
        assert True, "it is free again"
    assert drafts(Path()) == []


def test_a_lock_ends_with_the_program_that_held_it() -> None:
    code = "import sys, os; from recyc_cli.locks import locked\nwith locked('mine'): os._exit(1)"
    subprocess.run([sys.executable, "-c", code], check=False)
    with locks.locked("mine"):
        assert list(Path("mine").iterdir()) == []

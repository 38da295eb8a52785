"""The compiled presets: the same as the TOML, never stale, and never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recyc_cli.catalog import open_library
from recyc_cli.catalog.compiled import compiled
from recyc_cli.catalog.compiled.compile import compile_presets
from recyc_cli.catalog.compiled.compiled import Compiled
from recyc_cli.catalog.documents.folder import Folder
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.files import search_path
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS
from recyc_cli.errors import RecycErrors

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Document

REPO = Path(__file__).parents[2]
SOURCES = "[handbook]\ntitle = 'A handbook'\n"
ROUTE = "title = 'A'\naliases = ['Alpha']\nunit = 'EUR/kg'\nsource = 'handbook'\na = 1\n[when.late]\na = 2\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a place of its own for the presets and the cache."""
    root = tmp_path / "presets"
    (root / "routes").mkdir(parents=True)
    (root / "sources.toml").write_text(SOURCES)
    (root / "routes/a.toml").write_text(ROUTE)
    monkeypatch.setattr(search_path, "builtin_folder", lambda: str(root))
    monkeypatch.setattr(search_path, "cache_folder", lambda: str(tmp_path / "cache"))
    monkeypatch.setattr(open_library, "SHIPPED", "none.bin")
    return tmp_path


def _all(document: Document) -> tuple[object, ...]:
    overlays = {name: (layer.tree, layer.foreign, layer.records) for name, layer in document.overlays.items()}
    return (document.id, document.path, document.tree, document.foreign, document.records, document.notes, overlays)


def test_compiled_and_parsed_presets_are_the_same() -> None:
    folder = Folder(str(REPO / "presets"), builtin=True)
    try:
        shelf = Compiled(compile_presets(folder, "digest"))
    except RecycErrors as error:
        pytest.fail(f"a built-in preset is faulty:\n{error}")
    parsed, ready = Library((), folder), Library((), shelf)
    assert ready.digest == parsed.digest
    for kind in (*SINGLETONS, *KINDS):
        assert ready.names(kind) == parsed.names(kind)
        assert ready.titles(kind) == parsed.titles(kind)
        assert shelf.aliases(kind) == folder.aliases(kind)
        for name in parsed.names(kind):
            assert _all(ready.document(kind, name)) == _all(parsed.document(kind, name))


@cache
def compiled_apart(seed: str) -> tuple[str, set[str]]:
    """Return a sum of the presets as a process of its own compiles them, and the modules that it has imported."""
    code = (
        "import sys, zlib; from recyc_cli.catalog.documents.folder import Folder;"
        "from recyc_cli.catalog.compiled.compile import compile_presets;"
        "print(zlib.crc32(compile_presets(Folder(sys.argv[1], builtin=True), 'digest')));"
        "print(*(name for name in sys.modules if name.startswith('recyc_cli.')))"
    )
    env = {**os.environ, "PYTHONHASHSEED": seed}
    argv = [sys.executable, "-c", code, REPO / "presets"]
    ran = subprocess.run(argv, env=env, capture_output=True, check=True, text=True)
    found, names = ran.stdout.splitlines()
    return found, set(names.split())


def test_the_same_presets_give_the_same_bytes() -> None:
    assert compiled_apart("1")[0] == compiled_apart("2")[0]


def test_the_cache_is_used_and_follows_every_change(home: Path) -> None:
    assert isinstance(open_library.builtin(), Compiled)
    (first,) = (home / "cache").iterdir()
    before = first.read_bytes()
    assert isinstance(open_library.builtin(), Compiled)
    assert first.read_bytes() == before
    (home / "presets/routes/a.toml").write_text(ROUTE.replace("a = 1", "a = 9"))
    assert Library((), open_library.builtin()).document("routes", "alpha").tree["a"] == 9.0
    (home / "presets/routes/b.toml").write_text(ROUTE)
    assert Library((), open_library.builtin()).names("routes") == ["a", "b"]
    (home / "presets/routes/b.toml").rename(home / "presets/routes/c.toml")
    assert Library((), open_library.builtin()).names("routes") == ["a", "c"]
    assert len(list((home / "cache").iterdir())) == 4


def test_records_are_loaded_when_asked_for(home: Path) -> None:
    assert (home / "presets").is_dir()
    document = Library((), open_library.builtin()).document("routes", "a")
    assert not isinstance(document._records, dict)  # noqa: SLF001 - that they are not loaded cannot be seen from outside
    assert document.records["a"].unit == "EUR/kg"
    assert document.overlays["late"].records["a"].value == 2.0
    assert document.foreign == {"a": "EUR"}


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "other"])
def test_a_damaged_cache_is_made_anew(home: Path, damage: str) -> None:
    open_library.builtin()
    (path,) = (home / "cache").iterdir()
    good = path.read_bytes()
    bad = {"cut": good[:-9], "flip": good[:-9] + b"x" + good[-8:], "empty": b"", "other": b"recyc 9\n" + good[8:]}
    path.write_bytes(bad[damage])
    assert open_library.open_compiled(str(path)) is None
    assert Library((), open_library.builtin()).document("routes", "a").tree["a"] == 1.0
    assert path.read_bytes() == good


@pytest.mark.parametrize("kept", [0, 8, 12, 16, 40, 0.3, 0.6, 0.95, -1])
def test_a_file_out_of_a_wheel_that_was_cut_is_passed_over(
    home: Path, monkeypatch: pytest.MonkeyPatch, kept: float
) -> None:
    whole = compile_presets(Folder(str(home / "presets"), builtin=True), "digest")
    shipped = home / "shipped.bin"
    monkeypatch.setattr(open_library, "SHIPPED", str(shipped))
    shipped.write_bytes(whole)
    assert open_library.open_compiled(str(shipped), trusted=True) is not None
    shipped.write_bytes(whole[: kept if isinstance(kept, int) else int(len(whole) * kept)])
    assert Library((), open_library.builtin()).document("routes", "a").tree["a"] == 1.0


def test_the_digest_covers_all_code_that_reads_presets() -> None:
    used = {name.removeprefix("recyc_cli.").replace(".", "/") + ".py" for name in compiled_apart("1")[1]}
    faces = {"catalog.py", "catalog/compiled.py", "catalog/documents.py", "catalog/files.py", "version.py"}
    places_and_words = {"catalog/files/search_path.py", "catalog/compiled/compiled.py", "errors.py"}
    assert used - faces - places_and_words == set(compiled._READERS)  # noqa: SLF001 - what it is made of


def test_a_cache_that_cannot_be_written_does_no_harm(home: Path) -> None:
    (home / "cache").write_text("a file where a folder is due")
    assert Library((), open_library.builtin()).document("routes", "a").tree["a"] == 1.0


def test_the_cache_does_not_grow_for_ever(home: Path) -> None:
    for number in range(12):
        (home / "presets/routes/a.toml").write_text(ROUTE.replace("a = 1", f"a = {number}"))
        open_library.builtin()
    assert len(list((home / "cache").iterdir())) == 8


def test_a_faulty_built_in_preset_raises_only_where_it_is_used(home: Path) -> None:
    (home / "presets/routes/b.toml").write_text("a = 1")
    library = Library((), open_library.builtin())
    assert library.document("routes", "a").tree["a"] == 1.0
    with pytest.raises(RecycErrors, match=r"presets/routes/b\.toml: a: the number has no unit"):
        library.document("routes", "b")
    assert not (home / "cache").exists()


def test_a_shipped_file_counts_only_with_its_own_version(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = compile_presets(Folder(search_path.builtin_folder(), builtin=True), "digest")
    monkeypatch.setattr(search_path, "PACKAGE", str(home))
    monkeypatch.setattr(open_library, "SHIPPED", "presets.bin")
    (home / "presets.bin").write_bytes(data)
    (home / "presets/routes/a.toml").write_text("a change nobody hashes")
    assert Library((), open_library.builtin()).document("routes", "a").tree["a"] == 1.0
    monkeypatch.setattr(open_library, "VERSION", "0.0.0")
    assert isinstance(open_library.builtin(), Folder)
    assert not isinstance(open_library.builtin(), Compiled)


@pytest.mark.slow
def test_a_wheel_carries_presets_that_need_no_reading(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=REPO, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    assert not (tmp_path / "site/recyc_cli/build_hook.py").exists()
    (manual,) = (tmp_path / "site").glob("recyc-*.data/data/share/man/man1/recyc.1")
    assert manual.read_text("utf-8").startswith(".TH RECYC 1")
    texts = {path.name for path in (tmp_path / "site/recyc_cli").rglob("*") if path.suffix in (".md", ".zsh", ".fish")}
    assert texts >= {"buyer.md", "recyc.zsh", "recyc.fish"}
    code = (
        "import sys; from recyc_cli.catalog.open_library import open_library; library = open_library();"
        "library.document('chemistries', 'NMC'), library.document('impacts', 'greet-2022');"
        "heavy = {'tomllib', 'json', 'pydantic', 'pathlib', 'dataclasses'} & {*sys.modules};"
        "print(type(library.shelves[-1]).__name__, sorted(heavy))"
    )
    run = [sys.executable, "-S", "-c", code]
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(run, cwd=tmp_path, env=env, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["Compiled", "[]"]
    assert not (tmp_path / "cache").exists()

"""Finding presets: the order of search, names in any spelling, aliases, and what is said of unknown ones."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import pytest

from recyc_cli import quote
from recyc_cli.analysis.simulation.likely.draws import draws_of
from recyc_cli.catalog.compiled.compiled import Compiled
from recyc_cli.catalog.documents.folder import Folder
from recyc_cli.catalog.files import search_path
from recyc_cli.catalog.open_library import library_of, open_library
from recyc_cli.cli.app import run_command
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from conftest import Shelves

REPO = Path(__file__).parents[2]
META = "unit = '1'\nsource = 'handbook'\n"
ROUTE = f"title = 'Built-in'\naliases = ['Wet (way)']\n{META}a = 1\nb = 2\n"


def test_the_first_folder_wins(shelves: Shelves) -> None:
    library = shelves(
        {"business/wet.toml": f"title = 'First'\n{META}"},
        {"business/wet.toml": f"title = 'Second'\n{META}", "business/dry.toml": f"title = 'Dry'\n{META}"},
        {"business/wet.toml": ROUTE, "business/deep/down.toml": ROUTE},
    )
    assert library.document("business", "wet").tree["title"] == "First"
    assert library.document("business", "dry").tree["title"] == "Dry"
    assert library.document("business", "deep/DOWN").tree["title"] == "Built-in"
    assert library.names("business") == ["deep/down", "dry", "wet"]
    assert library.titles("business") == {"deep/down": "Built-in", "dry": "Dry", "wet": "First"}


def test_names_in_any_spelling(shelves: Shelves) -> None:
    library = shelves({"business/nmc-622.toml": ROUTE})
    assert [library.resolve("business", name) for name in ("NMC-622", "nmc_(622)", "wet way", "WET(WAY)")] == [
        "nmc-622"
    ] * 4


def test_an_alias_leads_to_a_users_own_version(shelves: Shelves) -> None:
    library = shelves({"business/wet.toml": f"title = 'Mine'\n{META}"}, {"business/wet.toml": ROUTE})
    assert library.document("business", "wet way").tree["title"] == "Mine"


def test_a_users_aliases_are_known_too(shelves: Shelves) -> None:
    library = shelves({"business/new.toml": f"aliases = ['novel']\n{META}"}, {"business/wet.toml": ROUTE})
    assert library.resolve("business", "NOVEL") == "new"


FAMILY = f"aliases = ['Leaf']\n{META}a = 1\n"


def test_a_name_that_several_go_by_is_refused_with_the_choice(shelves: Shelves) -> None:
    library = shelves({f"business/leaf-{kwh}.toml": f"title = '{kwh} kWh'\n{FAMILY}" for kwh in (24, 40)})
    for spelling in ("leaf", "LEAF"):
        with pytest.raises(RecycError) as caught:
            library.document("business", spelling)
        assert (caught.value.code, caught.value.exit_code) == ("E107", 2)
        assert caught.value.hint == "choose one: leaf-24 (24 kWh), leaf-40 (40 kWh)"
    assert library.resolve("business", "leaf-40") == "leaf-40"
    assert {name for _, name, _ in library.search("leaf")} == {"leaf-24", "leaf-40"}


def test_a_users_own_preset_settles_it(shelves: Shelves) -> None:
    builtin = {f"business/leaf-{kwh}.toml": f"title = '{kwh} kWh'\n{FAMILY}" for kwh in (24, 40)}
    assert shelves({"business/leaf.toml": f"title = 'Mine'\n{META}"}, builtin).resolve("business", "leaf") == "leaf"


def test_a_namesake_extends_the_built_in_one(shelves: Shelves) -> None:
    mine = f"extends = 'wet'\n{META}a = 5\n"
    for spelling in ("wet", "WET", "wet way"):
        library = shelves({"business/wet.toml": mine.replace("'wet'", f"'{spelling}'")}, {"business/wet.toml": ROUTE})
        tree = library.document("business", "wet").tree
        assert (tree["a"], tree["b"], tree["title"]) == (5.0, 2.0, "Built-in")


def test_a_parent_is_found_in_the_same_order(shelves: Shelves) -> None:
    child = f"extends = 'wet'\n{META}a = 5\n"
    library = shelves(
        {"business/wet.toml": f"{META}b = 7\n"},
        {"business/child.toml": child},
        {"business/wet.toml": ROUTE, "business/kin.toml": child},
    )
    assert library.document("business", "child").tree["b"] == 7.0
    assert library.document("business", "kin").tree["b"] == 2.0, "built-in presets are built of built-in ones"


def test_files_of_one_are_merged(shelves: Shelves) -> None:
    base = f"{META}[mill]\nlabel = 'Mill'\na = 1\n[dryer]\nlabel = 'Dryer'\na = 2\n"
    library = shelves(
        {"sources.toml": "[own]\ntitle = 'My own'\n", "equipment.toml": "[mill]\na = { value = 3, source = 'own' }\n"},
        {"equipment.toml": base},
    )
    assert list(library.sources()) == ["handbook", "survey", "own"]
    with pytest.raises(RecycErrors) as caught:
        library.document("equipment")
    assert {error.code for error in caught.value.errors} == {"E313"}, "a user's equipment is checked for its shape"


def test_only_what_is_used_is_opened(shelves: Shelves) -> None:
    library = shelves({"business/wet.toml": ROUTE, "business/broken.toml": "???"})
    assert library.document("business", "wet").tree["a"] == 1.0
    assert library.titles("business") == {"wet": "Built-in"}
    with pytest.raises(RecycError):
        library.document("business", "broken")


@pytest.mark.parametrize(
    ("kind", "name", "code", "words"),
    [
        ("business", "wett", "E101", "did you mean wet?"),
        ("business", "qqq", "E101", "recyc presets list business"),
        ("business", "", "E101", "which business model?"),
        ("business", "../../secret", "E101", "unknown business model"),
        ("busines", "wet", "E102", "did you mean business?"),
    ],
)
def test_unknown_names(shelves: Shelves, kind: str, name: str, code: str, words: str) -> None:
    with pytest.raises(RecycError) as caught:
        shelves({"business/wet.toml": ROUTE}).document(kind, name)
    assert caught.value.code == code
    assert words in str(caught.value)
    assert caught.value.exit_code == 2


def test_search(shelves: Shelves) -> None:
    library = shelves(
        {"business/wet.toml": ROUTE, "stages/wetting.toml": "title = 'Other'", "stages/x.toml": "title = 'A wet one'"}
    )
    assert library.search("WET") == [
        ("stages", "wetting", "Other"),
        ("stages", "x", "A wet one"),
        ("business", "wet", "Built-in"),
    ]
    assert library.search("wet way") == [("business", "wet", "Built-in")]


def test_folders_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("given", "one", "two", "here/presets", "config/recyc/presets"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("RECYC_PRESETS", os.pathsep.join([str(tmp_path / "one"), "", str(tmp_path / "two")]))
    folders = search_path.user_folders([str(tmp_path / "given"), str(tmp_path / "two")])
    expected = [tmp_path / "given", tmp_path / "two", tmp_path / "one", "presets"]
    if sys.platform.startswith("linux"):
        expected.append(tmp_path / "config/recyc/presets")
    assert folders == [str(folder) for folder in expected]


def test_a_checkouts_own_folder_is_the_built_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPO)
    monkeypatch.delenv("RECYC_PRESETS", raising=False)
    assert (
        search_path.user_folders(["presets"])
        == search_path.user_folders([])
        == search_path.user_folders([str(REPO / "presets")])
    )
    assert str(REPO / "presets") not in {os.path.realpath(folder) for folder in search_path.user_folders()}
    assert open_library().shelves[0].builtin


def test_a_named_folder_must_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RecycError, match="--preset-dir: no folder 'nowhere'"):
        search_path.user_folders(["nowhere"])
    monkeypatch.setenv("RECYC_PRESETS", "nowhere")
    with pytest.raises(RecycError, match="RECYC_PRESETS"):
        search_path.user_folders()


@pytest.mark.parametrize(
    "variables",
    [
        {"HOME": "/home/someone"},
        {"HOME": "/home/someone", "XDG_CONFIG_HOME": "/etc/own", "XDG_CACHE_HOME": "/var/own"},
        {"HOME": "/home/someone", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": ""},
        {"HOME": "", "XDG_CONFIG_HOME": "/etc/own"},
        {},
    ],
)
def test_places_are_those_of_platformdirs(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert search_path.config_folder() == str(platformdirs.user_config_path("recyc"))
    assert search_path.cache_folder() == str(platformdirs.user_cache_path("recyc"))


def test_the_built_in_library_knows_the_usual_names() -> None:
    library = open_library()
    assert library.resolve("chemistries", "NMC") == "nmc622"
    assert library.resolve("chemistries", "NMC(622)") == "nmc622"
    assert library.resolve("regions", "US-CA") == "us-ca"
    assert isinstance(library.shelves[-1], Compiled | Folder)


def test_a_copy_of_a_built_in_preset_is_not_the_users(shelves: Shelves) -> None:
    """As in a clone beside recyc installed; what extends anything of the user's is."""
    child = f"title = 'Child'\nextends = \"wet\"\n{META}"
    builtin = {"business/wet.toml": ROUTE, "business/child.toml": child, "business/dry.toml": ROUTE}
    library = shelves({**builtin, "business/dry.toml": f"{ROUTE}c = 3\n"}, builtin)
    assert [library.is_own(library.document("business", name)) for name in ("wet", "child", "dry")] == [
        False,
        False,
        True,
    ]
    library = shelves({**builtin, "business/wet.toml": f"{ROUTE}c = 3\n"}, builtin)
    assert library.document("business", "child").tree["c"] == 3.0
    assert [library.is_own(library.document("business", name)) for name in ("wet", "child", "dry")] == [
        True,
        True,
        False,
    ]


def test_a_copy_over_another_folders_preset_is_the_users(shelves: Shelves) -> None:
    builtin = {"business/wet.toml": ROUTE}
    library = shelves(builtin, {"business/wet.toml": f"{ROUTE}c = 3\n"}, builtin)
    document = library.document("business", "wet")
    assert library.is_own(document)
    assert "c" not in document.tree, "the first folder wins"


def test_a_clones_presets_are_the_built_in_ones(tmp_path: Path) -> None:
    """Quotes have the same digest, and likely ranges come from stored draws."""
    copy = tmp_path / "presets"
    shutil.copytree(REPO / "presets", copy)
    plain, asked = (quote(chemistry="nmc622", route="hydro", **named) for named in ({}, {"preset_dirs": (str(copy),)}))
    assert asked.to_dict() | {"request": {}} == plain.to_dict() | {"request": {}}
    ranges = [each.margins for each in draws_of([plain, asked]) if each and each.method == "stored"]
    assert len(ranges) == 2
    assert ranges[0] == ranges[1]
    assert not any(
        map(
            asked.resolved.library.is_own,
            quote(chemistry="lead-acid", preset_dirs=(str(copy),)).resolved.documents.values(),
        )
    )
    with (copy / "regions/us.toml").open("a") as file:
        file.write("\n# mine\n")
    (mine,) = draws_of([quote(chemistry="nmc622", route="hydro", preset_dirs=(str(copy),))])
    assert mine is not None
    assert mine.method == "traced"


def test_the_digest_tells_whose_numbers_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "regions").mkdir()
    mine = tmp_path / "regions" / "mine.toml"
    told = []
    for wage in (30, 31, 30):
        wages = f'wage = {{ value = {wage}, unit = "USD/h", source = "recyc-estimate" }}'
        mine.write_text(f'extends = "us"\ntitle = "mine"\n{wages}\n')
        told.append(library_of([str(tmp_path)]).digest)
    assert told[0] == told[2] != told[1]
    assert all(each.endswith(open_library().digest) for each in told)
    assert quote(chemistry="lfp", route="hydro").to_dict()["presets"] == open_library().digest


@pytest.mark.parametrize(
    "argv",
    [
        "presets list",
        "presets show mine",
        "presets check regions/mine",
        "presets diff us mine",
        "presets path",
        "sources",
    ],
)
def test_a_list_names_the_digest_of_the_presets_at_hand(
    tmp_path: Path, argv: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "regions").mkdir()
    (tmp_path / "regions" / "mine.toml").write_text('extends = "us"\ntitle = "mine"\n')
    assert run_command([*argv.split(), "--preset-dir", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["presets"] == library_of([str(tmp_path)]).digest != open_library().digest

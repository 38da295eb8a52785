"""Every built-in preset: each number has a unit, a known source and fitting evidence; each file has its shape."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from recyc_cli.catalog.check_folder import check_path
from recyc_cli.catalog.checks.preset_checks import LAID, known_names, variants
from recyc_cli.catalog.checks.schema import check_document
from recyc_cli.catalog.documents.folder import Folder
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.documents.record import EVIDENCE
from recyc_cli.catalog.documents.set_tables import faults_of
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS
from recyc_cli.units import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.catalog.documents.document import Document, Layer

PRESETS = Path(__file__).parents[2] / "presets"
LIBRARY = Library((), Folder(str(PRESETS), builtin=True))
ALL = [(kind, name) for kind in (*SINGLETONS, *KINDS) for name in LIBRARY.names(kind)]


def of_every_preset(test: Callable[[Document], None]) -> Callable[[str], None]:
    """Try all presets of a kind in one test, which names each that fails and why."""

    def tried(kind: str) -> None:
        wrong = []
        for name in LIBRARY.names(kind):
            try:
                test(LIBRARY.document(kind, name))
            except AssertionError as fault:
                wrong.append(f"{kind}/{name}: {fault}")
        assert not wrong, "\n".join(wrong)

    return pytest.mark.parametrize("kind", dict.fromkeys(kind for kind, _ in ALL))(tried)


def _layers(document: Document) -> list[Layer]:
    return [document, *document.overlays.values()]


@of_every_preset
def test_every_number_is_accounted_for(document: Document) -> None:
    sources = LIBRARY.sources()
    for layer in _layers(document):
        for path, record in layer.records.items():
            assert record.source in sources, path
            assert parse(record.unit)[1] == record.canonical_unit, path
            assert record.evidence in EVIDENCE, f"{path}: say measured, market, published-model or estimate"


@of_every_preset
def test_evidence_is_plausible(document: Document) -> None:
    for layer in _layers(document):
        for path, record in layer.records.items():
            if record.source == "recyc-estimate":
                assert record.evidence == "estimate", f"{path}: our own guess is an estimate"
            if record.evidence == "estimate":
                assert record.low is not None, path
                assert record.high is not None, path
                assert record.low < record.high or record.value == 0, f"{path}: an estimate has a range with a width"


@of_every_preset
def test_the_shape_of_its_kind(document: Document) -> None:
    known = known_names(LIBRARY, document.kind)
    for variant in variants(document):
        faults = check_document(document.kind, variant.tree, variant.records, known)
        assert not faults, "\n".join(map(str, faults))


@of_every_preset
def test_corrections_are_known(document: Document) -> None:
    known = {
        name for method in LIBRARY.names("methods") for name in LIBRARY.document("methods", method).tree["corrections"]
    }
    assert set(document.overlays) <= known | set(LAID)


@of_every_preset
def test_what_it_sets_is_there(document: Document) -> None:
    faults = faults_of(document, LIBRARY)
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize("kind", ["stages", "chemistries"])
def test_profiles_state_recoveries_of_stages_only(kind: str) -> None:
    for name in LIBRARY.names(kind):
        for profile in set(LIBRARY.document(kind, name).overlays) & set(LAID):
            paths = LIBRARY.document(kind, name).overlays[profile].records
            assert kind == "stages", name
            assert all("fates." in path for path in paths), f"{name}: {profile}"


@pytest.mark.parametrize("kind", KINDS)
def test_names_and_aliases_are_unique(kind: str) -> None:
    names = LIBRARY.names(kind)
    assert len(names) == len({name.lower() for name in names})
    aliases = [
        (alias.lower(), name) for name in names for alias in LIBRARY.document(kind, name).tree.get("aliases", ())
    ]
    assert len(aliases) == len(set(aliases))
    assert not {alias for alias, _ in aliases} & {name.lower() for name in names}
    times = Counter(alias for alias, _ in aliases)
    for alias, name in aliases:
        # What several go by is the name of a family: every word of it is one of theirs.
        assert times[alias] == 1 or set(alias.split("-")) <= set(name.split("-")), (alias, name)


def test_a_preset_that_fails_is_named() -> None:
    def never(document: Document) -> None:
        assert document.name not in LIBRARY.names("routes")[:2], "it is one of two"

    with pytest.raises(AssertionError) as failed:
        of_every_preset(never)("routes")
    for name in LIBRARY.names("routes")[:2]:
        assert f"routes/{name}: it is one of two" in str(failed.value)
    of_every_preset(never)("regions")


def test_every_preset_has_a_title() -> None:
    untitled = [pair for pair in ALL if pair[1] and not LIBRARY.document(*pair).tree.get("title")]
    assert untitled == []


def test_every_source_can_be_found() -> None:
    for name, source in LIBRARY.sources().items():
        assert source.get("title"), name
        if "url" in source:
            address = urlsplit(source["url"])
            assert address.scheme in {"http", "https"}, name
            assert address.netloc, name


def test_the_folder_holds_nothing_strange() -> None:
    _, faults = check_path(str(PRESETS))
    assert not faults, "\n".join(map(str, faults))

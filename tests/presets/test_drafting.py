"""A drafted preset is its parent, as it is written and with its comments made lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from recyc_cli.catalog.check_folder import check_path
from recyc_cli.catalog.documents.document import Document, with_corrections
from recyc_cli.catalog.drafts.template import checked_name, draft
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from pathlib import Path

    from recyc_cli.catalog.documents.document import Tree

LIBRARY = open_library()
KINDS_OF_ONE = [kind for kind in SINGLETONS if kind != "sources"]
ALL = [(kind, name) for kind in (*KINDS_OF_ONE, *KINDS) for name in LIBRARY.names(kind)]
COMMENT = re.compile(r'^#(?=[\w"])', re.MULTILINE)


def content(document: Document) -> tuple[Tree, dict[str, tuple[object, ...]]]:
    """What a quote sees of a preset: its values and the records behind them, with all corrections and without."""
    whole = {
        key: value for key, value in document.tree.items() if key not in ("title", "extends", "aliases", "product")
    }
    records = {path: (*record, document.foreign.get(path)) for path, record in document.records.items()}
    return whole, records


BARED = [pytest.param(*each, marks=[] if at % 12 == 0 or each[0] in KINDS_OF_ONE else pytest.mark.slow)
    for at, each in enumerate(ALL)]  # fmt: skip
"""One preset in twelve, and all in a long proof; of those of one file each."""
DRAFTS = [pytest.param(*each.values, uncommented, marks=each.marks)
    for each in BARED for uncommented in (False, True)]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "uncommented"), DRAFTS)
def test_the_draft_is_its_parent(kind: str, name: str, tmp_path: Path, *, uncommented: bool) -> None:
    parent = LIBRARY.document(kind, name)
    text = draft(parent)
    path = tmp_path / f"{kind}.toml" if kind in SINGLETONS else tmp_path / kind / "mine.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(COMMENT.sub("", text) if uncommented else text, encoding="utf-8")
    _, faults = check_path(str(path))
    assert not faults, "\n".join(map(str, faults))
    mine = open_library([str(tmp_path)]).document(kind, "" if kind in SINGLETONS else "mine")
    assert mine.path.startswith(str(tmp_path))
    for names in ([], *([name] for name in parent.overlays), parent.overlays):
        assert content(with_corrections(mine, names)) == content(with_corrections(parent, names))


def test_every_number_of_the_parent_stands_in_the_draft() -> None:
    parent = LIBRARY.document("prices", "2024")
    text = draft(parent)
    assert text.count("value = ") == len(parent.records) + sum(len(layer.records) for layer in parent.overlays.values())
    nickel = parent.records["metals.nickel"]
    ends = f"low = {nickel.low:g}, high = {nickel.high:g}"
    assert f'#nickel = {{ value = {nickel.value:.12g}, unit = "{nickel.unit}", {ends}, date = "{nickel.date}"' in text


def test_one_number_uncommented_is_the_only_change(tmp_path: Path) -> None:
    parent = LIBRARY.document("regions", "us")
    text = re.sub(r"^#wage = \{ value = [\d.]+", "wage = { value = 33", draft(parent), flags=re.MULTILINE)
    text = re.sub(r", low = [\d.]+, high = [\d.]+(?=.*wage)", "", text)
    (tmp_path / "regions").mkdir()
    (tmp_path / "regions" / "mine.toml").write_text(text, encoding="utf-8")
    mine = open_library([str(tmp_path)]).document("regions", "mine")
    changed = [path for path, record in mine.records.items() if record.value != parent.records[path].value]
    assert changed == ["wage"]


def test_a_chemistry_sells_its_parents_cathode() -> None:
    assert 'product = "nmc622"' in draft(LIBRARY.document("chemistries", "nmc622"))
    assert 'product = "lfp"' in draft(LIBRARY.document("chemistries", "lfp-everbatt-2019"))


@pytest.mark.parametrize("name", ["", "a b", "../x", "a.b", "x" * 65, "-x", "a/b", "näme", "a\n"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(RecycError) as caught:
        checked_name(name, "--as")
    assert caught.value.code == "E161"

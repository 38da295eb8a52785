"""Presets that are carried to another process are the same there, and whoever has others refuses to quote."""

from __future__ import annotations

import pickle
import re
import shutil
import sys
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from recyc_cli.batch import quote_table
from recyc_cli.batch.spark import quote_frame
from recyc_cli.batch.spark.carried import Carried, quoted_batches
from recyc_cli.batch.table import job_of_table
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from pathlib import Path

LOTS = pa.table({"chemistry": ["nmc622", "lfp", "lpf", "nmc622"], "prices": ["mine", "2025", "mine", "broken"]})
DECK = """
extends = "2025"
title = "mine"
[metals]
nickel = { value = 19000, unit = "USD/t", source = "imf-pcp-2025" }
"""


def carried(folder: Path) -> Carried:
    """Return what is asked, as another process gets it."""
    job = job_of_table(route="hydro", preset_dirs=[str(folder)])
    found: Carried = pickle.loads(pickle.dumps(Carried.of(job, open_library(job.preset_dirs))))  # noqa: S301
    return found


@pytest.fixture
def presets(tmp_path: Path) -> Path:
    folder = tmp_path / "presets" / "prices"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(DECK)
    (folder / "broken.toml").write_text(DECK.replace("USD/t", "USD/tt"))
    return folder.parent


def test_presets_come_to_the_same_where_their_folder_is_gone(presets: Path, tmp_path: Path) -> None:
    here, asked = quote_table(LOTS, route="hydro", preset_dirs=[str(presets)]), carried(presets)
    shutil.rmtree(presets)
    found = [*quoted_batches(asked, LOTS.to_batches(max_chunksize=1), str(tmp_path), 3)]
    assert [each.num_rows for each in found] == [3, 1]
    assert pa.Table.from_batches(found).equals(here.combine_chunks())
    margins = here["margin"].to_pylist()
    assert [margin is None for margin in margins] == [False, False, True, True]
    assert "USD/tt" in here["reason"][3].as_py()


def test_nothing_comes_of_nothing(presets: Path) -> None:
    assert [*quoted_batches(carried(presets), [], None, 3)] == []
    assert [*quoted_batches(carried(presets), LOTS.slice(0, 0).to_batches(), None, 3)] == []


@pytest.mark.parametrize(
    ("unlike", "told"), [({"version": "0.0.1"}, "asked by recyc 0.0.1"), ({"digest": "0123"}, "asked with 0123")]
)
def test_whoever_has_others_refuses(presets: Path, tmp_path: Path, unlike: dict[str, str], told: str) -> None:
    with pytest.raises(RecycError, match=re.escape(told)) as refused:
        [*quoted_batches(carried(presets)._replace(**unlike), LOTS.to_batches(), str(tmp_path), 3)]
    assert refused.value.code == "E399"


def test_without_spark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(RecycError, match=r"recyc\[spark\]") as refused:
        quote_frame(None, route="hydro")
    assert refused.value.code == "E114"

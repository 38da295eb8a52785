"""Lots in columns are quoted one by one as a single quote would be, whatever the blocks and the cores."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from few import slowly

from recyc_cli import quote
from recyc_cli.batch.reasons import asked_singly, reason
from recyc_cli.batch.run import Tally, run
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.engine import cache
from recyc_cli.engine.columns import NONE, Words, column_of_words, length, part
from recyc_cli.engine.outputs import COLUMNS, RECYCLED_BY, row_of_quotes
from recyc_cli.engine.programs import Programs
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.numbers.program import Filled

if TYPE_CHECKING:
    from pathlib import Path

    from recyc_cli.engine.columns import Block

LIBRARY = builtin_library()
CHEMISTRIES = ("nmc622", "lfp", "unobtainium")
CLOSE = 1e-11
"""A row of figures: the bridge of a margin near nothing included."""


@pytest.fixture(autouse=True)
def _one_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the programs of all these tests kept in one place, which is not the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "programs"))


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def lots(rows: int, seed: int = 1) -> Block:
    """Draw lots of several kinds: words and numbers that are missing in places, and faulty ones."""
    dice = np.random.default_rng(seed)
    pick = random.Random(seed).choices  # noqa: S311
    mixed = dice.random(rows) < 0.1
    names = np.where(mixed, "", np.array(pick(CHEMISTRIES, (5, 5, 1), k=rows)))
    lfp = dice.uniform(0.1, 0.9, rows)
    return {
        "chemistry": column_of_words(names.tolist()),
        "form": column_of_words(pick(("module", "black-mass", ""), k=rows)),
        "route": column_of_words(pick(("hydro", "reuse"), k=rows)),
        "mix.lfp": np.where(mixed, lfp, np.nan),
        "mix.nca": np.where(mixed, 1.0 - lfp, np.nan),
        "throughput_t_per_year": dice.uniform(-50.0, 20_000.0, rows),
        "soh": np.where(dice.random(rows) < 0.3, np.nan, dice.uniform(0.55, 1.02, rows)),
        "mass_t": dice.uniform(0.5, 40.0, rows),
        "prices.metals.nickel": dice.uniform(-1_000.0, 30_000.0, rows),
        "cobalt": dice.uniform(10_000.0, 60_000.0, rows),
        "region.wage": dice.uniform(5.0, 60.0, rows),
    }


def figures(keywords: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return the row of a single quote, or the code of its refusal."""
    try:
        row = row_of_quotes(COLUMNS)(quote(**keywords))
    except (RecycError, RecycErrors) as error:
        return {}, error.errors[0].code
    return dict(row), ""


def word(column: Words, row: int) -> str:
    return "" if column.codes[row] == NONE else column.words[column.codes[row]]


@pytest.mark.parametrize("rows", [40, slowly(150)])
def test_every_lot_is_quoted_as_a_single_quote_would_be(rows: int) -> None:
    block, tally = lots(rows), Tally()
    settings = {"prices": "2025", "currency": "EUR"}
    units = {"prices.metals.nickel": "USD/t", "cobalt": "USD/t"}
    (quotes,) = run([block], settings, units=units, columns=COLUMNS, tally=tally, keep=False)
    codes = set()
    for row in range(rows):
        due, code = figures(asked_singly(block, row, settings, units))
        assert word(quotes.refusals, row) == code
        codes.add(code)
        for name in COLUMNS:
            found = quotes.columns[name]
            if isinstance(found, Words):
                best = due.get(name)
                named = best.names[int(plain(best.place))] if due and isinstance(best, tuple) else ""
                assert word(found, row) == named
            elif due:
                size = max(abs(due[name]), 1e-3 * abs(due["cost"]) if "margin" in name else 0.0)
                assert found[row] == pytest.approx(due[name], rel=CLOSE, abs=CLOSE * size, nan_ok=True), name
            else:
                assert np.isnan(found[row])
    assert tally.read == tally.quoted + tally.rejected == rows
    assert codes >= {"", "E101", "E122", "E105"}


def test_a_lot_that_is_refused_is_told_in_the_words_of_a_quote() -> None:
    block: Block = {"chemistry": column_of_words(["lfp"]), "soh": np.array([0.2])}
    error = reason(asked_singly(block, 0, {"route": "reuse"}), LIBRARY)
    assert error is not None
    assert error.code == "E142"
    assert "lies below" in error.message
    assert reason(asked_singly(block, 0, {"route": "hydro"}), LIBRARY) is None


def together(blocks: list[Block], **more: Any) -> bytes:
    """Return all that comes of blocks, to the last bit."""
    found = list(run(blocks, columns=COLUMNS, **more))
    columns = {
        name: np.concatenate([np.asarray(each.columns[name]) for each in found])
        for name in COLUMNS
        if name != RECYCLED_BY
    }
    refused = [word(each.refusals, row) for each in found for row in range(length(each.lots))]
    return b"".join(column.tobytes() for column in columns.values()) + json.dumps(refused).encode()


@pytest.mark.slow
def test_the_same_bytes_on_one_core_and_on_two() -> None:
    """Each time by the command: tests/cli/test_batch.py::test_one_and_two_processes_write_the_same_bytes."""
    block = lots(2_000, 2)
    assert together([block], rows=300) == together([block], rows=300, jobs=2)


@pytest.mark.parametrize("rows", [50, slowly(600)])
def test_blocks_of_any_size_come_to_the_same_rows_in_the_same_order(rows: int) -> None:
    block, half = lots(rows, 3), rows // 2
    cuts = [0, 1, 7, half, half + 1, rows]
    pieces = [part(block, start, end) for start, end in pairwise(cuts)]
    assert together(pieces, rows=rows // 5) == together([block], rows=rows // 5)
    assert list(run([])) == []
    assert list(run([part(block, 0, 0)])) == []


@pytest.mark.parametrize("rows", [12, slowly(200)])
def test_lots_alone_come_to_the_same_bits_as_among_others(rows: int) -> None:
    """A root is no shortcut for numpy where all rows share the exponent, or there is one row."""
    items = LIBRARY.document("equipment").tree
    names = [name for name, item in items.items() if isinstance(item, dict) and "scale_exponent" in item]
    settings = {"overrides": tuple(f"equipment.{name}.scale_exponent=0.5" for name in names)}
    block = lots(rows, 3)
    block["region.wage"] = np.where(np.arange(rows) % 2, block["region.wage"], np.nan)  # two groups of one program
    alone = [part(block, row, row + 1) for row in range(rows)]
    assert together(alone, rows=1, settings=settings) == together([block], settings=settings)


def test_programs_are_kept_by_the_presets_and_what_is_asked(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = part(lots(100, 4), 0, 10)
    first, second, others = Tally(), Tally(), Tally()
    assert together([block], tally=first) == together([block], tally=second)
    assert first.prepared > second.prepared == 0
    list(run([block], columns=("margin",), tally=others))
    assert others.prepared == first.prepared
    monkeypatch.setattr(cache, "MOST_FILES", 1)
    own = own_cache / "own" / "regions"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text('extends = "us"\ntitle = "Mine"\n')
    mine = Tally()
    list(run([block], preset_dirs=[str(own.parent)], columns=COLUMNS, tally=mine))
    assert mine.prepared == first.prepared
    assert len(list(own_cache.glob("recyc/programs-*.json"))) == 1


@pytest.mark.parametrize(
    "damage", [lambda text: text[:-1], lambda text: text.replace(b'"*"', b'"@"'), lambda _: b"x\n{}"]
)
@pytest.mark.usefixtures("own_cache")
def test_a_damaged_cache_is_no_cache(damage: Any) -> None:
    block = part(lots(20, 5), 0, 5)
    whole = together([block])
    path = cache.file_of_programs(LIBRARY.digest, [*COLUMNS])
    text = damage(open(path, "rb").read())  # noqa: PTH123, SIM115 - a path as the cache has it
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(text)
    assert together([block]) == whole
    assert open(path, "rb").read() != text  # noqa: PTH123, SIM115


@pytest.mark.usefixtures("own_cache")
def test_a_cache_that_runs_anything_but_arithmetic_is_not_read() -> None:
    found = Programs(LIBRARY, row_of_quotes(("margin",)), "x", keep=False).of({"chemistry": "lfp"}, {"load": ""})
    assert isinstance(found, Filled)
    shelf = cache.Shelf(cache.file_of_programs(LIBRARY.digest, "x"))
    shelf.put("sound", found)
    lines = (("__import__('os')", ("x", 0)),)
    shelf.put("evil", found._replace(program=found.program._replace(lines=lines)))
    shelf.write()
    again = cache.Shelf(cache.file_of_programs(LIBRARY.digest, "x"))
    assert again.get("sound") == found
    assert again.get("evil") is again.get("none") is None

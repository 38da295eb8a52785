"""On two executors of Spark every lot comes to what it comes to here, to the bit, whatever happens to them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow import compute as pc
from pyarrow import parquet
from thousand import LOTS, OPTIONS, thousand_lots

from recyc_cli.batch import quote_table
from recyc_cli.batch.job import TOLD_REASONS
from recyc_cli.catalog.vocabulary import FORMS
from recyc_cli.engine.outputs import COLUMNS, USUAL

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
ROUTES = ("pyro", "hydro", "reuse")
COPIES, PARTS = 200, 7


@pytest.fixture(scope="session")
def facts(spark: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((spark / "facts.json").read_text())
    return found


@pytest.fixture(scope="session")
def here() -> pa.Table:
    """The lots as they are quoted in this process."""
    return quote_table(thousand_lots(), **OPTIONS)


def bits(table: pa.Table) -> dict[str, list[Any]]:
    """Return columns as what tells any two values apart: of numbers the digits of the machine."""
    return {
        name: [each.hex() if isinstance(each, float) else each for each in column.to_pylist()]
        for name, column in zip(table.column_names, table.columns, strict=True)
    }


def found(spark: Path, name: str) -> pa.Table:
    return parquet.read_table(spark / f"{name}.parquet")


def test_the_executors_are_two_processes_of_their_own(facts: dict[str, Any]) -> None:
    assert len(facts["processes"]) == 2
    assert facts["driver"] not in facts["processes"]
    assert all(len(facts[name].split(".")) >= 3 for name in ("spark", "java", "python")), "Java may have four"


def test_every_lot_comes_to_the_same_bits(spark: Path, here: pa.Table) -> None:
    quotes = found(spark, "plain")
    assert quotes.column_names == here.column_names
    assert bits(quotes) == bits(here)
    assert 100 < LOTS - here["refused"].null_count < 400
    assert here["refused"].null_count == here["reason"].null_count


def test_the_command_comes_to_them_too(spark: Path, tmp_path: Path) -> None:
    plainly = thousand_lots().drop_columns(["cells"])  # no file of lots has several values in a row
    parquet.write_table(plainly, tmp_path / "lots.parquet")
    options = [f"--{name}={value}" for name, value in OPTIONS.items()]
    command = [sys.executable, "-m", "recyc_cli", "batch", "lots.parquet", "-o", "quotes.parquet", "-q", *options]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert bits(parquet.read_table(tmp_path / "quotes.parquet")) == bits(found(spark, "plain").drop_columns(["cells"]))


def test_columns_in_another_order(spark: Path, here: pa.Table) -> None:
    quotes = found(spark, "turned")
    own = thousand_lots().column_names
    assert quotes.column_names[: len(own)] == own[::-1]
    assert bits(quotes.select(here.column_names)) == bits(here)


def test_partitions_without_a_lot(spark: Path, facts: dict[str, Any], here: pa.Table) -> None:
    assert facts["empty"] > PARTS / 2
    assert bits(found(spark, "few")) == bits(here.slice(0, 3))
    none = found(spark, "none")
    assert (none.num_rows, none.column_names) == (0, here.column_names)


def test_the_best_of_several_routes(spark: Path) -> None:
    lots = thousand_lots().slice(0, 300).drop_columns(["route"])
    assert bits(found(spark, "best")) == bits(quote_table(lots, routes=ROUTES, **OPTIONS))


def test_presets_of_the_user_go_along(spark: Path, here: pa.Table) -> None:
    own = {**OPTIONS, "prices": "mine", "preset_dirs": [str(spark / "presets")]}
    quotes = found(spark, "own")
    assert bits(quotes) == bits(quote_table(thousand_lots(), **own))
    assert quotes["margin"].to_pylist() != here["margin"].to_pylist()


def test_a_task_that_is_tried_again(spark: Path, here: pa.Table) -> None:
    tries = {name: len(list(spark.glob(f"{name}-*"))) for name in ("retried", "again")}
    assert tries == {"retried": PARTS, "again": PARTS}, "each failed once before it was quoted, and once after"
    assert bits(found(spark, "retried")) == bits(here)


def test_an_executor_that_is_killed(spark: Path, facts: dict[str, Any]) -> None:
    killed = {int(path.read_text()) for path in spark.glob("killed-*")}
    assert killed
    assert not killed & {*facts["after"]}
    quotes, lots = found(spark, "killed"), thousand_lots().drop_columns(["cells"])
    assert quotes["at"].to_pylist() == list(range(LOTS * COPIES)), "none is lost, and none is there twice"
    due = bits(quote_table(lots, columns=["margin", "lot_margin", "ghg_kg"], **OPTIONS))
    told = due.pop("reason")
    for first in range(0, COPIES, 40):
        some = bits(quotes.take(pc.add(pa.array(range(0, LOTS * COPIES, COPIES)), first)))
        reasons = some.pop("reason")
        assert {**some, "at": due["at"]} == due
        assert all(each in (None, why) for each, why in zip(reasons, told, strict=True))
    assert pc.count(quotes["reason"]).as_py() == 2 * TOLD_REASONS, "of each of two partitions the first"


@pytest.mark.parametrize(
    ("unlike", "told"),
    [("version", r"it has recyc [\d.]+, asked by recyc 0\.0\.1"), ("digest", "it has presets .*, asked with 0123")],
)
def test_an_executor_that_would_quote_otherwise(facts: dict[str, Any], unlike: str, told: str) -> None:
    assert re.search(f"this executor would quote otherwise: {told}", facts[unlike])


def test_forms_and_columns_are_those_that_lots_were_drawn_for() -> None:
    assert {*filter(None, thousand_lots()["form"].to_pylist())} < {*FORMS}
    assert {*USUAL} < {*COLUMNS}

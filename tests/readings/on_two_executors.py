"""Has two executors of Spark quote the thousand lots, and presets of a user's own with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pyarrow import parquet
from thousand import thousand_lots

OWN = """
extends = "2025"
title = "mine"
[metals]
nickel = { value = 19000, unit = "USD/t", source = "imf-pcp-2025" }
"""


def quoted_on_spark(folder: Path) -> None:
    """Leave in a folder what frames of the lots came to (`on_spark.py`)."""
    (folder / "presets" / "prices").mkdir(parents=True)
    (folder / "presets" / "prices" / "mine.toml").write_text(OWN)
    parquet.write_table(thousand_lots(), folder / "lots.parquet")
    command = [sys.executable, str(Path(__file__).parent / "on_spark.py"), str(folder)]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-5_000:]

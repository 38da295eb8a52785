"""Shows the first quotes of a batch on a terminal."""

from __future__ import annotations

import csv
from contextlib import suppress
from io import StringIO
from typing import TYPE_CHECKING

from recyc_cli.batch.job import BEST, REFUSED, SCORE, WORDS
from recyc_cli.cli.commands.batches.said import SHOWN, aligned
from recyc_cli.scenario.keywords import ROWS

if TYPE_CHECKING:
    from recyc_cli.batch.job import Job, Outcome
    from recyc_cli.importing.lots.lot_files import LotFiles

USUAL = (*WORDS, BEST, "lot_mass_t", SCORE, "breakeven_feed_price", "lot_margin")
"""Columns shown where nobody asks for others, those in which something else than the usual stands."""
WIDEST = 20
"""Letters of a word, so that a lot keeps to its line."""


class Shown:
    """Takes quotes as lines of CSV, keeps the first of them, and shows these."""

    def __init__(self) -> None:
        self._text = b""
        self._lines = 0

    def write(self, text: bytes) -> None:
        """Take some lines, the headings first."""
        if self._lines <= SHOWN:
            self._text += text
            self._lines += text.count(b"\n")

    def table(self, job: Job, lots: LotFiles, outcome: Outcome, width: int) -> str:
        """Return the first lots as a table, and how to get the rest."""
        rows = list(csv.DictReader(StringIO(self._text.decode("utf-8", "replace"))))[:SHOWN]
        usual = {name: (None, "", ROWS[name].default) for name in WORDS}
        names = [
            name
            for name in self._names(job, lots)
            if any(row.get(name) not in usual.get(name, (None, "")) for row in rows)
        ]
        table = [names, *([_cell(row.get(name) or "") for name in names] for row in rows)]
        right = [at for at in range(len(names)) if all(_is_number(row.get(names[at]) or "0") for row in rows)]
        while len(names) > 1 and max(map(len, aligned(table, right))) > width:
            table = [[*row[:-2], row[-1]] for row in table]
            names, right = table[0], [at for at in right if at < len(table[0]) - 1]
        if not rows:
            return "no lots\n"
        what = f"{len(rows)} of {outcome.read:,} lots, " if outcome.read > len(rows) else ""
        money = str(job.settings.get("currency") or "USD")
        lines = [*aligned(table, right), "", f"{what}some of the columns; {money}, per t or of the lot (lot_...)"]
        return "\n".join([*lines, "all: -o quotes.csv .xlsx .parquet ..., or --format csv", ""])

    def _names(self, job: Job, lots: LotFiles) -> list[str]:
        """Return the columns to show: what a lot is called, what is asked for, whether it is refused."""
        asked = [*job.columns] or USUAL
        first = [*lots.kinds][:1]
        quoted = [f"quoted_{name}" if name in lots.kinds and name not in lots.targets else name for name in asked]
        return list(dict.fromkeys([*first, *quoted, REFUSED]))


def _cell(text: str) -> str:
    with suppress(ValueError):
        number = float(text)
        return f"{number:,.0f}" if abs(number) >= 1_000 else f"{number:.4g}"  # noqa: PLR2004 - four digits
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "~"


def _is_number(text: str) -> bool:
    with suppress(ValueError):
        float(text)
        return True
    return False

"""Says what is asked of a batch of files, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.engine.outputs import COLUMNS, USUAL
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.importing.lots.headings import Map
from recyc_cli.scenario.keywords import CHOICE, PRESET, ROWS, TEXT, TOLD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.importing.lots.lot_files import LotFiles

BEST, REFUSED, REASON = "best_route", "refused", "reason"
SUMMED = ("lot_mass_t", "lot_recovery_value", "lot_cost", "lot_margin")
WORDS = tuple(row.name for row in TOLD if row.kind in (PRESET, CHOICE, TEXT))
"""Keywords that are words: a row says which of them it was quoted with."""
SCORE = "margin"
"""What the best route of a lot is best by."""
TOLD_REASONS = 1_000
"""Refusals whose reason is told in words; of any more the code alone."""


class Job(NamedTuple):
    """What is asked.

    Attributes:
        files: of lots, `-` for standard input.
        settings: keywords that hold for all lots.
        output: the file to write; nothing for standard output.
        form: of it.
        table: sheet or table of the files read.
        said: what the user says of headings and cells.
        routes: to take each lot with, and find the best of; none where the lots or the settings say which.
        columns: what is wanted; nothing for the usual ones.
        rejects: file of the lots refused; nothing for none.
        summary: columns by which totals are told.
        jobs: processes at work.
        resume: whether to go on with what an earlier run has left.
        preset_dirs: folders of the user's presets.
        part_rows: rows after which a run that is ended can go on.
    """

    files: Sequence[str]
    settings: Mapping[str, Any]
    output: str = ""
    form: str = "csv"
    table: str = ""
    said: Map = Map()
    routes: Sequence[str] = ()
    columns: Sequence[str] = ()
    rejects: str = ""
    summary: Sequence[str] = ()
    jobs: int = 1
    resume: bool = False
    preset_dirs: Sequence[str] = ()
    part_rows: int = 1 << 20

    @property
    def wanted(self) -> list[str]:
        """The columns that programs compute: those asked for, what totals are of, what routes are compared by."""
        asked = self.columns or USUAL
        more = {*(SUMMED if self.summary else ()), *((SCORE,) if self.routes else ())}
        return [name for name in COLUMNS if name in asked or name in more]

    def check(self) -> None:
        """Refuse columns that there are none of, before anything is read.

        Raises:
            RecycError: E121.
        """
        known = [*COLUMNS, *WORDS, BEST, REFUSED, REASON]
        for name in self.columns:
            if name not in known:
                hint = did_you_mean(name, known) or "all: recyc guide columns"
                raise RecycError("E121", f"no column {name!r} in a row of quotes", "--columns", hint)


class Reject(NamedTuple):
    """A lot that is refused: where it stands, and why."""

    file: str
    line: int
    column: str
    code: str
    reason: str


def refused_column(error: RecycError, asked: Mapping[str, Any], lots: LotFiles, file: str) -> str:
    """Return the heading of the column that an error is about; nothing where it is about none or several."""
    flag = error.where.split(" ")[0]
    keywords = {name for name, row in ROWS.items() if flag and any(flag in each.flags for each in row.options)}
    keywords |= {name for name, value in asked.items() if error.given and value == error.given}
    return next((each.heading for each in lots.readings[file].columns if each.target and keywords & {each.target}), "")


def reason_of(error: RecycError) -> str:
    """Return the reason of a refusal, with what helps."""
    return error.message + (f" ({error.hint})" if error.hint else "")


class Outcome:
    """What came of a batch: `read` is `quoted` and `rejected`.

    Attributes:
        rejects: the first of them, in words.
        sums: by name of a group: lots, those refused, and the sums of `SUMMED`.
        prepared: groups whose program was in no cache.
    """

    def __init__(self) -> None:
        self.read = self.quoted = self.rejected = self.prepared = 0
        self.rejects: list[Reject] = []
        self.sums: dict[tuple[str, ...], list[float]] = {}

    def add(self, quoted: int, rejected: int, sums: Mapping[tuple[str, ...], Sequence[float]]) -> None:
        """Count some lots."""
        self.read += quoted + rejected
        self.quoted += quoted
        self.rejected += rejected
        for group, some in sums.items():
            before = self.sums.get(group, [0.0] * len(some))
            self.sums[group] = [a + b for a, b in zip(before, some, strict=True)]

    def kept(self) -> dict[str, Any]:
        """Return it as a record that `taken` reads."""
        return {
            "quoted": self.quoted,
            "rejected": self.rejected,
            "rejects": [list(each) for each in self.rejects],
            "sums": [[list(group), each] for group, each in self.sums.items()],
        }

    def take(self, kept: Mapping[str, Any]) -> None:
        """Take up what an earlier run has counted."""
        self.add(kept["quoted"], kept["rejected"], {tuple(group): each for group, each in kept["sums"]})
        self.rejects = [Reject(*each) for each in kept["rejects"]]

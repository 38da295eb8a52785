"""Types what came of a batch of lots."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from recyc_cli.report.shapes.asked import Note


class RejectedLot(TypedDict):
    """A lot that is refused: where it stands, and why."""

    file: str
    line: int
    """Of a text the line; of any other table the row, from 1."""
    column: str
    """Its heading; empty where the lot is refused for none, or for several."""
    code: str
    reason: str


class BatchReport(TypedDict):
    """Lots read, quoted and rejected: none is lost."""

    schema: Literal["recyc.batch/1"]
    recyc: str
    presets: str
    """Digest of the presets at hand."""
    scenario: dict[str, Any]
    """Keywords that hold for all lots, unless a column says otherwise."""
    read: int
    """quoted + rejected."""
    quoted: int
    rejected: int
    seconds: float
    rejects: list[RejectedLot]
    """The first of them."""
    summary: list[dict[str, Any]]
    """Totals by the columns of --summary."""
    warnings: list[Note]

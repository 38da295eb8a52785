"""Says how lots are read, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.batch.job import SUMMED
from recyc_cli.cli.output import target
from recyc_cli.errors import DATA, RecycError
from recyc_cli.importing.lots.reading import readings_told
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.batch.job import Job, Outcome
    from recyc_cli.importing.lots.lot_files import LotFiles

SHOWN = 10
"""Rows of a dry run, and refusals told on stderr."""
WIDEST = 40


def dry_run(lots: LotFiles) -> str:
    """Return how each file's headings are read, and its first rows."""
    lines: list[str] = []
    for rows in lots.first_rows(SHOWN):
        lines += [rows.file, ""]
        lines += aligned([("heading", "read as"), *readings_told(rows.reading)])
        read = rows.reading.read(rows.batch.columns)
        names = [name for name, column in read.columns.items() if any(each is not None for each in column)]
        table = [["line", *names, ""]]
        for at, line in enumerate(rows.batch.lines):
            fault = read.faults.get(at)
            why = rows.batch.bad.get(at) or (f"{fault.heading}: {fault.error.message}" if fault else "")
            table.append([str(line), *(_cell(read.columns[name][at]) for name in names), why])
        lines += ["", *aligned(table), ""]
    return "\n".join(lines)


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def aligned(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """Return rows as lines, their cells one below the other.

    >>> aligned([("a", "b"), ("long", "1")], {1})
    ['a     b', 'long  1']
    """
    right = set(right)
    widths = [max(min(len(row[at]), WIDEST) for row in rows) for at in range(len(rows[0]))]

    def line(row: Sequence[str]) -> str:
        cells = (
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        return "  ".join(cells).rstrip()

    return [line(row) for row in rows]


MASS = 2 + SUMMED.index("lot_mass_t")
"""Where in the sums of a group its mass stands: behind how many lots there are, and how many are refused."""
NO_SIZE = "no lot says how much it is, so the totals are 0: give a mass or a number of packs (columns mass_t, packs)"


def say_outcome(job: Job, lots: LotFiles, outcome: Outcome, seconds: float) -> None:
    """Say on stderr how many lots there were, which are refused and why, and what was not read."""
    prepared = f", {_many(outcome.prepared, 'kind', 'kinds')} of lots prepared" if outcome.prepared else ""
    read = _many(outcome.read, "lot", "lots")
    counted = f"{outcome.quoted:,} quoted + {outcome.rejected:,} rejected"
    lines = [f"{read} = {counted}; {seconds:.1f} s{prepared}"]
    for each in outcome.rejects[:SHOWN]:
        column = f", {each.column}" if each.column else ""
        lines.append(f"  {each.file}, line {each.line}{column}: {each.reason} [{each.code}]")
    if outcome.rejected > SHOWN:
        rest = f"  {outcome.rejected - SHOWN:,} more"
        lines.append(rest + (f": {job.rejects}" if job.rejects else ": --rejects FILE lists all"))
    lines += [f"  {each}" for each in unread(lots)]
    if job.summary and outcome.quoted and not any(each[MASS] for each in outcome.sums.values()):
        lines.append(f"  {NO_SIZE}")
    lines += [f"wrote {path}" for path in (job.output, job.rejects) if path]
    target.say("\n".join(lines))


def none_quoted(outcome: Outcome) -> RecycError:
    """Return the error of lots of which none can be quoted: why the first is refused."""
    first = outcome.rejects[0]
    where = f"{first.file}, line {first.line}" + (f", {first.column}" if first.column else "")
    return RecycError(first.code, f"no lot is quoted: {first.reason}", where, exit_code=DATA)


def _many(count: int, one: str, several: str) -> str:
    """Return a number of things.

    >>> _many(1, "lot", "lots"), _many(3000, "lot", "lots")
    ('1 lot', '3,000 lots')
    """
    return f"{count:,} {one if count == 1 else several}"


def unread(lots: LotFiles, carried: str = "not read, carried along") -> Iterable[str]:
    """Yield which headings are not known, and which words in their columns."""
    for file, reading in lots.readings.items():
        unknown = [each.heading for each in reading.columns if not each.known and each.heading]
        if unknown:
            yield f"{file}: {carried}: {', '.join(unknown)[:300]}; {_how_to_map(unknown)}"
        for reader in reading.readers:
            for word, (name, *others) in list(reader.taken.items())[:5]:
                yield f"{file}, {reader.column.heading}: {word} is read as {name}; there are also {', '.join(others)}"
            if reader.unread:
                words = ", ".join(repr(each[:WIDEST]) for each in list(reader.unread)[:5])
                yield f"{file}, {reader.column.heading}: taken as not said: {words}"


def _how_to_map(unknown: Sequence[str]) -> str:
    """Say how headings that nobody knows may be read.

    >>> _how_to_map(["Preis (EUR/t)"]), _how_to_map(["Kiste"])
    ('if that is paid for the feed: --map "Preis (EUR/t)=feed_price"', '--map says what they are')
    """
    from recyc_cli.importing.lots.headings import fits

    found = [(heading, keyword) for heading in unknown if (keyword := fits(heading))]
    if not found:
        return "--map says what they are"
    heading, keyword = found[0]
    return f'if {"that" if len(unknown) == 1 else heading} is paid for the feed: --map "{heading}={keyword}"'


def sums(job: Job, outcome: Outcome) -> str:
    """Return the totals of each group as a table."""
    code = str(job.settings.get("currency") or "USD")
    head = [*job.summary, "lots", "rejected", "t", *(f"{name} {code}" for name in ("value", "cost", "margin"))]
    rows = [head]
    for group, (lots, refused, *amounts) in sorted(outcome.sums.items()):
        rows.append([*group, f"{lots:,.0f}", f"{refused:,.0f}", *(f"{each:,.0f}" for each in amounts)])
    whole = [sum(each[at] for each in outcome.sums.values()) for at in range(len(SUMMED) + 2)]
    rows.append(["all", *[""] * (len(job.summary) - 1), *(f"{each:,.0f}" for each in whole)])
    return "\n".join([*aligned(rows, range(len(job.summary), len(head))), ""])


def report_of(job: Job, outcome: Outcome, seconds: float, presets: str) -> str:
    """Return what came of a batch as `recyc.batch/1`, with the digest of the presets."""
    from recyc_cli.render.forms.as_json import dump

    names = [*job.summary, "lots", "rejected", *SUMMED]
    groups = [dict(zip(names, [*group, *each], strict=True)) for group, each in sorted(outcome.sums.items())]
    return dump(
        {
            "schema": "recyc.batch/1",
            "recyc": __version__,
            "presets": presets,
            "scenario": {name: _plain(value) for name, value in job.settings.items()},
            "read": outcome.read,
            "quoted": outcome.quoted,
            "rejected": outcome.rejected,
            "seconds": seconds,
            "rejects": [each._asdict() for each in outcome.rejects],
            "summary": groups,
            "warnings": [],
        }
    )


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value

"""Quotes a few lots one by one, where numpy and pyarrow are not installed."""

from __future__ import annotations

import csv
import json
from io import StringIO
from math import isinf
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.quote import answer
from recyc_cli.batch.job import BEST, REASON, REFUSED, SCORE, SUMMED, WORDS, Outcome, Reject, reason_of, refused_column
from recyc_cli.batch.writing.forms import TEXTS, line_of_headings
from recyc_cli.engine.outputs import USUAL, Choice, row_of_quotes
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.lots.arrow_tables import needs
from recyc_cli.importing.lots.lot_records import keywords_of_row
from recyc_cli.report.answer import beyond
from recyc_cli.scenario.keywords import WAY, on_axis
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recyc_cli.batch.job import Job
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.lots.lot_files import LotFiles, Rows

MOST = 10_000
"""Lots that are quoted without the extra: a quote of its own takes a thousand times a program's row."""
ROUTE = on_axis(WAY)[-1]
Row = dict[str, Any]


def check_form(job: Job) -> None:
    """Refuse a form that takes the extra.

    Raises:
        RecycError: E114.
    """
    if job.form not in TEXTS:
        raise needs(f".{job.form}", f"-o {job.output}")
    if job.jobs > 1:
        raise needs("--jobs", "--jobs")


def rows_quoted(job: Job, lots: LotFiles, library: Library, outcome: Outcome) -> Iterator[Row]:
    """Yield the rows of quotes, and count them.

    Raises:
        RecycError: E114, where there are more than MOST.
    """
    settings = {**job.settings, **lots.settings}
    read = row_of_quotes(job.wanted)
    for rows in _few(lots):
        columns = [each if isinstance(each, list) else each.to_pylist() for each in rows.batch.columns]
        found = rows.reading.read(columns)
        for at, line in enumerate(rows.batch.lines):
            asked = keywords_of_row({name: each[at] for name, each in found.columns.items()}, settings, lots.units)
            row: Row = {name: column[at] for name, column in zip(rows.names, columns, strict=True)}
            fault = found.faults.get(at)
            why = rows.batch.bad.get(at)
            error = fault.error if fault else RecycError("E391", why) if why else None
            quoted = error or _best(job, asked, library, read)
            refused = isinstance(quoted, RecycError)
            if isinstance(quoted, RecycError):
                heading = fault.heading if fault else refused_column(quoted, asked, lots, rows.file)
                outcome.rejects.append(Reject(rows.file, line, heading, quoted.code, reason_of(quoted)))
                quoted = {REFUSED: quoted.code, REASON: reason_of(quoted)}
            row |= {name: None for name in _headings(job, lots) if name not in row} | {
                name: value for name, value in {**asked, **quoted}.items() if name in _headings(job, lots)
            }
            outcome.add(not refused, refused, _sums(job, row, quoted, refused=refused))
            yield row


def _few(lots: LotFiles) -> list[Rows]:
    """Return all lots, told to be too many before the first of them is quoted."""
    count, few = 0, []
    for rows in lots.rows():
        count += len(rows.batch.lines)
        if count > MOST:
            raise needs(f"more than {MOST:,} lots", rows.file)
        few.append(rows)
    return few


def _headings(job: Job, lots: LotFiles) -> list[str]:
    """Return the columns of a row that its file has not, in their order."""
    words = [name for name in WORDS if name in lots.targets or name in job.settings]
    margins = [f"{SCORE}_{name}" for name in job.routes]
    asked = [*job.columns] or [*words, *([BEST, *margins] if job.routes else []), *USUAL]
    return [name for name in (*asked, REFUSED, REASON) if name not in lots.kinds]


def _best(job: Job, asked: Mapping[str, Any], library: Library, read: Any) -> Row | RecycError:  # noqa: ANN401
    """Return what a lot comes to, on the best of some routes where these are asked for."""
    if not job.routes:
        return _quoted(asked, library, read)
    each = {name: _quoted({**asked, ROUTE: name}, library, read) for name in job.routes}
    sound = {name: row for name, row in each.items() if not isinstance(row, RecycError)}
    if not sound:
        return each[job.routes[0]]
    best = max(sound, key=lambda name: sound[name][SCORE])
    margins = {f"{SCORE}_{name}": row[SCORE] for name, row in sound.items()}
    return {**sound[best], BEST: best, **margins}


def _quoted(asked: Mapping[str, Any], library: Library, read: Any) -> Row | RecycError:  # noqa: ANN401 - a reader
    try:
        request = Request(**asked)
        found = read(answer(request, library))
    except (RecycError, RecycErrors) as error:
        return error.errors[0]
    if any(not isinstance(each, Choice) and isinf(each) for each in found.values()):
        return beyond(request)
    return {name: _value(each) for name, each in found.items()}


def _value(output: Any) -> Any:  # noqa: ANN401 - a number or a choice
    if isinstance(output, Choice):
        return output.names[int(output.place)]
    return float(output) if output - output == 0.0 else None


def _sums(job: Job, row: Row, quoted: Mapping[str, Any], *, refused: bool) -> dict[tuple[str, ...], list[float]]:
    names = [name for name in job.summary if name in row]
    if not names:
        return {}
    sums = [0.0 if refused else quoted.get(name) or 0.0 for name in SUMMED]
    return {tuple(str(row[name] or "") for name in names): [1.0, float(refused), *sums]}


def texts_of(rows: Iterator[Row], names: Sequence[str], form: str) -> Iterator[bytes]:
    """Yield rows as text, the headings first."""
    yield line_of_headings(names, form)
    for row in rows:
        if form == "jsonl":
            yield (json.dumps({name: row.get(name) for name in names}, ensure_ascii=False) + "\n").encode()
            continue
        out = StringIO()
        csv.writer(out, delimiter="\t" if form == "tsv" else ",", lineterminator="\n").writerow(
            [_cell(row.get(name)) for name in names]
        )
        yield out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:  # noqa: ANN401 - a cell
    """Return a cell that no spreadsheet takes for a formula."""
    text = isinstance(value, str) and value[:1] in ("=", "+", "-", "@") and not value[1:2].isdigit()
    return "" if value is None else f"'{value}" if text else value


def headings(job: Job, lots: LotFiles) -> list[str]:
    """Return the columns of the output."""
    return [*lots.kinds, *_headings(job, lots)]

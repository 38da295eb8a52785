"""`recyc batch` quotes files of lots into a file of quotes."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from recyc_cli.cli.commands.batches import asked
from recyc_cli.cli.commands.batches.said import dry_run, none_quoted, report_of, say_outcome, sums
from recyc_cli.cli.commands.batches.shown import Shown
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recyc_cli.batch.job import Job, Outcome
    from recyc_cli.batch.run_job import Watch
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.importing.lots.lot_files import LotFiles


@command(asked.OPTIONS)
def batch(settings: Settings) -> None:
    """Quote every lot of a file: CSV, JSON lines, Parquet, xlsx, DuckDB, SQLite; what came in stands before the quote.

    Headings are read in English and German; --dry-run shows how, --map says it otherwise. What an option gives holds
    for all lots, unless a column says otherwise. Lots in are quoted or rejected, and none is lost.

      recyc batch lots.csv -o quotes.xlsx
      recyc batch lots.csv --dry-run
      recyc batch lots.xlsx --route all --summary chemistry -o quotes.csv
      recyc batch lots.csv --map "Preis=feed_price EUR/t" --rejects rejects.csv
      recyc batch packs.parquet --region germany --jobs 2 -o quotes.parquet
      recyc batch packs.parquet -o quotes.parquet --resume
      recyc batch lots.csv --emit sql -o quotes.sql
    """
    from recyc_cli.catalog.open_library import open_library
    from recyc_cli.importing.lots.lot_files import LotFiles

    gc.enable()  # a batch lives longer than a quote
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # it gives the same memory out again
    started = time.monotonic()
    job = asked.job_of(settings)
    library = open_library(job.preset_dirs)
    given = [name for name, value in job.settings.items() if value is not None]
    lots = LotFiles(job.files, job.table, job.said, library, given)
    try:
        if settings.on("dry_run") or settings.text("emit"):
            return target.write_stdout(dry_run(lots)) if settings.on("dry_run") else _emit(job, lots, library, settings)
        outcome = _run(job, lots, library, settings)
        seconds = round(time.monotonic() - started, 2)
        if settings.on("json"):
            target.write_stdout(report_of(job, outcome, seconds, library.digest))
        if not settings.on("quiet"):
            say_outcome(job, lots, outcome, seconds)
        if job.summary and not settings.on("json"):
            (target.write_stdout if job.output else target.tell)(sums(job, outcome))
        if outcome.read and not outcome.quoted:
            raise none_quoted(outcome)
    finally:
        lots.close()


def _emit(job: Job, lots: LotFiles, library: Library, settings: Settings) -> None:
    """Write the SQL of a batch; the table is the one that is named, or has the file's name."""
    from recyc_cli.batch.sql.emit import sql_of
    from recyc_cli.files import write_whole

    name = job.table or os.path.basename(job.files[0]).partition(".")[0]  # noqa: PTH119 - as the other commands
    texts = sql_of(job, lots, library, name.strip("-") or "lots")
    if job.output:
        write_whole(job.output, "".join(texts).encode(), f"-o {job.output}")
        if not settings.on("quiet"):
            target.say(f"wrote {job.output}")
    else:
        for text in texts:
            target.write_stdout(text)


def _run(job: Job, lots: LotFiles, library: Library, settings: Settings) -> Outcome:
    """Run a job by programs, or where these are not installed by single quotes."""
    with _ended_by_signal(), _watched(settings) as watch:
        if job.output and asked.has_extra():
            from recyc_cli.batch.run_job import run_job

            return run_job(job, lots, library, watch)
        if job.output or settings.on("json"):
            return _streamed(job, lots, library, watch, _nowhere)
        if settings.text("format") or not target.on_terminal():
            return _streamed(job, lots, library, watch, target.write_stdout)
        shown = Shown()
        outcome = _streamed(job, lots, library, watch, shown.write)
    target.write_stdout(shown.table(job, lots, outcome, target.width()))
    return outcome


def _streamed(job: Job, lots: LotFiles, library: Library, watch: Watch, write: Callable[[bytes], None]) -> Outcome:
    """Quote lots into a stream of text, by programs or one by one."""
    if not asked.has_extra():
        return _plainly(job, lots, library, watch, write)
    from recyc_cli.batch.run_job import stream

    return stream(job, lots, library, watch, write)


def _nowhere(_: bytes) -> None:
    """Write nothing: standard output is for the report."""


def _plainly(job: Job, lots: LotFiles, library: Library, watch: Watch, write: Callable[[bytes], None]) -> Outcome:
    """Quote a few lots one by one."""
    from recyc_cli.batch import plain
    from recyc_cli.batch.job import Outcome
    from recyc_cli.batch.run_job import HEAD, reject_lines
    from recyc_cli.files import write_whole

    plain.check_form(job)
    outcome = Outcome()
    rows = plain.rows_quoted(job, lots, library, outcome)
    texts = plain.texts_of(rows, plain.headings(job, lots), job.form)
    if job.output:
        write_whole(job.output, b"".join(texts), f"-o {job.output}")
    else:
        for text in texts:
            write(text)
    if job.rejects:
        write_whole(job.rejects, HEAD.encode() + reject_lines(outcome.rejects), f"--rejects {job.rejects}")
    watch.rows(outcome.read)
    return outcome


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Have SIGTERM end a run as Ctrl-C does: in order."""

    def end(*_: Any) -> None:  # noqa: ANN401 - what a handler is given
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _watched(settings: Settings) -> Iterator[Watch]:
    """Show on a terminal how far a run is, once it takes more than a second."""
    from recyc_cli.batch.run_job import Watch

    def say(text: str) -> None:
        if not settings.on("quiet"):
            target.say(text)

    if settings.on("quiet") or sys.stderr is None or not sys.stderr.isatty():
        yield Watch(lambda _: None, say)
        return
    from recyc_cli.cli.output.progress import Progress

    with Progress("lots quoted") as progress:
        yield Watch(progress.at, say)

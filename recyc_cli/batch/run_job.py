"""Runs a batch of files: lots in, quotes out, whatever ends it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import time
from contextlib import suppress
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.batch.job import Outcome, Reject
from recyc_cli.errors import RecycError
from recyc_cli.files import write_whole
from recyc_cli.importing.lots.tables import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recyc_cli.batch.job import Job
    from recyc_cli.batch.quoting import Quoted
    from recyc_cli.batch.writing.parts import Parts
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.lots.lot_files import LotFiles

HEAD = ",".join(Reject._fields) + "\n"
KEPT_REJECTS = 20
"""Refusals that are told where nobody asks for a file of them."""


class Watch(NamedTuple):
    """Whoever looks on: told how many lots there are quoted, and what else is worth knowing."""

    rows: Callable[[int], None]
    say: Callable[[str], None]


def run_job(job: Job, lots: LotFiles, library: Library, watch: Watch) -> Outcome:
    """Quote the lots of files into a file.

    Args:
        job: what is asked.
        lots: the files, their headings read.
        library: the presets at hand.
        watch: looks on.

    Raises:
        RecycError: E115, where the output cannot be written, or another run is at it.
        KeyboardInterrupt: the run was ended; what is done stays for `--resume`.
    """
    from recyc_cli.batch.writing.parts import Parts

    parts = Parts(job.output, job.form, identity(job, library), HEAD.encode())
    outcome = Outcome()
    with parts.held():
        thrown = parts.begin(resume=job.resume)
        if thrown:
            watch.say("what an earlier run had left was of another batch, or not asked for with --resume: begun anew")
        if parts.progress:
            outcome.take(parts.progress)
            watch.say(f"goes on behind {outcome.read:,} lots of an earlier run")
        try:
            _fill(job, lots, library, parts, outcome, watch)
            if not parts.progress:
                _write_nothing(parts, lots)
            parts.finish(job.table, job.rejects)
        finally:
            parts.drop()
    return outcome


def _fill(job: Job, lots: LotFiles, library: Library, parts: Parts, outcome: Outcome, watch: Watch) -> None:
    """Write until all lots are quoted; where a signal ends it, what is done by then stays."""
    from recyc_cli.batch.quoting import Quoting
    from recyc_cli.batch.run import Tally
    from recyc_cli.batch.writing.behind import ALIVE, Behind

    tally, behind = Tally(), Behind()
    quoting = Quoting(job, lots, library, told=outcome.rejected, skip=outcome.read, alive=ALIVE)
    blocks = quoting.blocks(tally)
    kept = outcome.read

    def write(quoted: Quoted) -> None:
        nonlocal kept
        parts.write(quoted.table, reject_lines(quoted.rejects))
        count_lots(outcome, quoted)
        watch.rows(outcome.read)
        if outcome.read - kept >= job.part_rows:
            parts.close(outcome.kept())
            kept = outcome.read

    try:
        for quoted in blocks:
            behind.do(partial(write, quoted))
        behind.end()
        parts.close(outcome.kept())
    except KeyboardInterrupt:
        behind.end()
        _keep(parts, outcome, watch)
        raise
    except BaseException:
        with suppress(Exception):
            behind.end()
        raise
    finally:
        blocks.close()  # type: ignore[attr-defined]
        outcome.prepared = tally.prepared


def _keep(parts: Parts, outcome: Outcome, watch: Watch) -> None:
    """End a run that was interrupted: what was written whole is kept."""
    with suppress(OSError):
        parts.close(outcome.kept())
    if parts.progress:
        watch.say(f"stopped: {parts.progress['quoted'] + parts.progress['rejected']:,} lots are kept; --resume goes on")


def _write_nothing(parts: Parts, lots: LotFiles) -> None:
    """Write an output of headings alone."""
    import pyarrow as pa

    kinds = {name: pa.type_for_alias(kind) if isinstance(kind, str) else kind for name, kind in lots.kinds.items()}
    parts.write(pa.table({name: pa.array([], kind) for name, kind in kinds.items()}), b"")
    parts.close(Outcome().kept())


def count_lots(outcome: Outcome, quoted: Quoted) -> None:
    """Count some lots."""
    rows = quoted.table.num_rows
    outcome.add(rows - quoted.rejected, quoted.rejected, quoted.sums)
    outcome.rejects += quoted.rejects[: max(0, KEPT_REJECTS - len(outcome.rejects))]


def reject_lines(rejects: Sequence[Reject]) -> bytes:
    """Return refusals as lines of CSV."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rejects)
    return out.getvalue().encode("utf-8", "replace")


def identity(job: Job, library: Library) -> str:
    """Name what is asked of which files by which presets, so that only the same batch is gone on with.

    Raises:
        RecycError: E112, where standard input is to be gone on with.
    """
    if job.resume and STDIN in job.files:
        raise RecycError("E112", "standard input cannot be read from where a run was ended", "--resume", "give a file")
    files = [(path, os.stat(path).st_size, os.stat(path).st_mtime_ns) for path in job.files if path != STDIN]  # noqa: PTH116
    asked: dict[str, Any] = job._asdict()
    for name in ("resume", "jobs", "rejects", "part_rows"):
        del asked[name]
    text = json.dumps([asked, files, library.digest], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def stream(job: Job, lots: LotFiles, library: Library, watch: Watch, write: Callable[[bytes], None]) -> Outcome:
    """Quote the lots of files into a stream, as text that grows."""
    from recyc_cli.batch.quoting import Quoting
    from recyc_cli.batch.run import Tally
    from recyc_cli.batch.writing.forms import line_of_headings, quotes_as_text

    outcome, tally, started, rejects = Outcome(), Tally(), False, [HEAD.encode()]
    for quoted in Quoting(job, lots, library, alive=2).blocks(tally):
        if not started:
            write(line_of_headings(quoted.table.column_names, job.form))
            started = True
        write(quotes_as_text(quoted.table, job.form))
        if job.rejects:
            rejects.append(reject_lines(quoted.rejects))
        count_lots(outcome, quoted)
        watch.rows(outcome.read)
    if not started:
        write(line_of_headings(list(lots.kinds), job.form))
    if job.rejects:
        write_whole(job.rejects, b"".join(rejects), f"--rejects {job.rejects}")
    outcome.prepared = tally.prepared
    return outcome


def seconds_since(start: float) -> float:
    """Return the time that has passed, in hundredths [s]."""
    return round(time.monotonic() - start, 2)

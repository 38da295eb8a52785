"""Writes the SQL of a batch: a statement for each group of its lots, one for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.batch.asked import Asked as Question
from recyc_cli.batch.job import BEST, REFUSED, SCORE, WORDS
from recyc_cli.batch.lots_in import pieces
from recyc_cli.batch.sql.columns_read import ColumnsRead
from recyc_cli.batch.sql.expressions import UNWRITABLE, quoted
from recyc_cli.batch.sql.statement import Asked, Source, statement
from recyc_cli.engine.groups import Group, in_groups
from recyc_cli.engine.lots import asked_of
from recyc_cli.engine.outputs import COLUMNS, USUAL
from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.headings import is_number
from recyc_cli.scenario.keywords import ROWS as KEYWORDS
from recyc_cli.scenario.keywords import WAY, on_axis
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.batch.job import Job
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.lots.lot_files import LotFiles

ROUTE = on_axis(WAY)[-1]
_NUMBERS = ("double", "float", "half", "int", "uint", "decimal")


class _Seen(NamedTuple):
    """The groups of all lots, how many are in each, and everything that stands in each column that is read."""

    groups: dict[tuple[Any, ...], tuple[Group, int]]
    texts: dict[str, set[Any]]


def sql_of(job: Job, lots: LotFiles, library: Library, table: str) -> Iterator[str]:
    """Yield the SQL of a batch: its head, then a statement for each group.

    Args:
        job: what is asked.
        lots: the files, their headings read.
        library: the presets at hand.
        table: the name that the lots have where the SQL is run.

    Raises:
        RecycError: E378 where lots are not read column by column: passports, files of other headings, cells with units.
    """
    reading = _one_reading(lots)
    seen = _seen(lots)
    read = ColumnsRead(reading, seen.texts)
    settings = {**job.settings, **lots.settings}
    question = Question(job.settings, lots.units, job.wanted, job.preset_dirs, keep=True)
    programs = question.programs(library)
    conditions = {key: read.condition(group) for key, (group, _) in seen.groups.items()}
    yield _head(job, library, table, seen)
    for number, (key, (group, rows)) in enumerate(seen.groups.items(), 1):
        routes = [*job.routes] or [""]
        kept = {}
        for route in routes:
            whole = group._replace(words={**group.words, **({ROUTE: route} if route else {})})
            kept[route] = programs.of(*asked_of(whole, settings, lots.units))
        yield f"\n-- Group {number} of {len(seen.groups)}, {rows:,} of the lots read: {_name_of(group)}\n"
        asked = _answers(job, lots, settings, group)
        yield statement(Source(table, conditions[key], read.numbers, read.unread), kept, asked)
    programs.keep()
    none = "\n  ".join(f"AND CASE WHEN {each} THEN 1 ELSE 0 END = 0" for each in conditions.values())
    yield "\n-- Lots of no group: recyc batch quotes them\n"
    beyond = RecycError(UNWRITABLE, "of no group")
    routes = [*job.routes] or [""]
    nobody = Group({}, ())
    yield statement(
        Source(table, f"1 = 1\n  {none}", {}, read.unread),
        dict.fromkeys(routes, beyond),
        _answers(job, lots, {}, nobody),
    )


def _one_reading(lots: LotFiles) -> Any:  # noqa: ANN401 - how a file is read
    """Return how all files are read: SQL reads one table."""
    readings = list(lots.readings.values())
    if lots.slow or len({tuple((each.heading, each.target) for each in one.columns) for one in readings}) != 1:
        what = "passports are no table" if lots.slow else "the files have different headings"
        raise RecycError(UNWRITABLE, f"{what}: SQL reads one table", "--emit sql", "give files of one table")
    return readings[0]


def _seen(lots: LotFiles) -> _Seen:
    """Read all lots for their groups, and for the texts of their columns."""
    seen = _Seen({}, {})
    for piece in pieces(lots):
        names = dict(zip(piece.table.column_names, piece.table.columns, strict=True))
        for reader in lots.readings[piece.file].readers:
            column = names[reader.column.heading]
            texts = seen.texts.setdefault(reader.column.heading, set())
            if not (is_number(reader.column.target) and str(column.type).startswith(_NUMBERS)):
                texts.update(column.unique().to_pylist())
        found = in_groups(piece.block)
        counts = [0] * len(found.groups)
        for number in found.numbers.tolist():
            counts[number] += 1
        for group, rows in zip(found.groups, counts, strict=True):
            key = (*sorted(group.words.items()), *group.numbers)
            before = seen.groups.get(key, (group, 0))[1]
            seen.groups[key] = (group, before + rows)
    return seen


def _answers(job: Job, lots: LotFiles, settings: Mapping[str, Any], group: Group) -> Asked:
    """Return what a statement tells: the columns of `recyc batch`, in their order, for each group the same."""
    kinds = {name.lower() for name in lots.kinds}
    prefix = "recyc_"
    while any(name.startswith((prefix, f"v_{prefix}")) for name in kinds):
        prefix += "_"

    def free(name: str) -> str:
        return f"quoted_{name}" if name in kinds else name

    said = [name for name in WORDS if name in lots.targets and not (job.routes and name == ROUTE)]
    given = [name for name, value in {**job.settings, **lots.settings}.items() if name in WORDS and value is not None]
    words = {
        name: group.words.get(name) or str(settings.get(name) or KEYWORDS[name].default or "") or None
        for name in dict.fromkeys([*said, *given])
        if name not in kinds and (not job.columns or name in job.columns)
    }
    outputs = [name for name in COLUMNS if name in (job.columns or USUAL)]
    return Asked(
        lots=[name for name in lots.kinds if not name.startswith("column ")],
        words=words if settings or group.words else dict.fromkeys(words),
        columns={free(name): name for name in outputs},
        refused=free(REFUSED),
        score=SCORE,
        best=free(BEST),
        margins={route: free(f"{SCORE}_{route}") for route in job.routes},
        prefix=prefix,
    )


def _name_of(group: Group) -> str:
    """Return what the lots of a group have in common."""
    words = " ".join(f"{name}={word}" for name, word in group.words.items())
    numbers = f"own {', '.join(group.numbers)}" if group.numbers else ""
    return "; ".join(each for each in (words, numbers) if each).replace("\n", " ") or "all"


def _head(job: Job, library: Library, table: str, seen: _Seen) -> str:
    """Return what the SQL holds for."""
    settings = " ".join(f"{name}={value}" for name, value in job.settings.items() if value is not None)
    lines = [
        f"recyc {__version__}, presets {library.digest}",
        f"Lots of the table {quoted(table)}; for all of them: {settings or 'nothing beyond the defaults'}",
        f"{len(seen.groups):,} groups of lots, a SELECT for each; lots of no group are told by the last one.",
        "All have the same columns: UNION ALL joins them. Where refused is not NULL, it is the code of the refusal:",
        "recyc explain CODE. Numbers are DOUBLE PRECISION; amounts are per tonne as delivered, lot_ ones of the lot.",
        "It holds for these presets and this version alone: write it anew when either is another.",
    ]
    return "".join(f"-- {' '.join(line.split())}\n" for line in lines)

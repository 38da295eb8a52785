"""Writes the statement of a group of lots: levels of columns, then what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.batch.sql.expressions import (
    INPUT,
    LARGEST,
    NOTHING,
    UNWRITABLE,
    Expressions,
    Node,
    as_truth,
    columns_of,
    literal,
    quoted,
    text_in_sql,
)
from recyc_cli.engine.outputs import RECYCLED_BY
from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.headings import UNREAD
from recyc_cli.scenario.keywords import NUMERIC, ROWS, SHARE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.engine.cache import Kept

LARGE, SMALL = 1e25, 1e-25
"""Numbers of a lot outside of these are not computed: a warehouse stops where a product has no place in a column."""
FAULTY = "E122"
"""Code of a number that its keyword cannot be."""
NO_TEXT = "CAST(NULL AS VARCHAR(200))"
LEVEL = "OFFSET 0 ROWS"
"""Keeps a level from being written into the next by a planner, where what is used twice would be computed twice."""


class Source(NamedTuple):
    """Where lots stand.

    Attributes:
        table: their table.
        condition: what is true of those of the group.
        numbers: expressions of their numbers.
        unread: what is true of those whose numbers are not read.
    """

    table: str
    condition: str
    numbers: Mapping[str, str]
    unread: Sequence[str] = ()


class Asked(NamedTuple):
    """What a statement tells.

    Attributes:
        lots: headings of the lots that are told again.
        words: keywords that are words, as constants.
        columns: outputs, by the name that they are told under; of several routes the best one's.
        refused: name of the column of codes.
        score: what the best of several is best by.
        best: name of the column that says which that is.
        margins: of each of several, the name of the column of its score.
        prefix: of what a statement names itself.
    """

    lots: Sequence[str]
    words: Mapping[str, str | None]
    columns: Mapping[str, str]
    refused: str
    score: str
    best: str
    margins: Mapping[str, str]
    prefix: str


def statement(source: Source, programs: Mapping[str, Kept], asked: Asked) -> str:
    """Return the statement of a group.

    Args:
        source: where its lots stand.
        programs: by route where the best of several is asked for, else one alone.
        asked: what it tells.
    """
    expressions, prefix = Expressions(), asked.prefix
    taken = {
        route: expressions.take(each, prefix) for route, each in programs.items() if not isinstance(each, RecycError)
    }
    wanted = [at for each in taken.values() for at in (*each.outputs.values(), *(place for _, place in each.guards))]
    columns = columns_of(expressions, wanted, f"{prefix}t")
    inputs = [name for name in source.numbers if Node(INPUT, (), prefix + name) in expressions.nodes]
    codes: dict[str, str] = {}
    guards: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    for number, (route, kept) in enumerate(programs.items()):
        if isinstance(kept, RecycError):
            guards[route] = _refused_whole(kept.code, source)
            continue
        name, names = f"{prefix}r{number}", dict(kept.names)
        told = [(code, as_truth(columns.texts[at], truth=expressions.is_truth(at))) for code, at in taken[route].guards]
        codes[name] = _guard(_unread(source), told, [prefix + one for one in inputs], prefix)
        guards[route] = quoted(name)
        values[route] = {
            output: _named(columns.texts[place], names[output]) if output in names else columns.texts[place]
            for output, place in taken[route].outputs.items()
        }
    raw = {f"v_{prefix}{name}": source.numbers[name] for name in inputs}
    bounded = {prefix + name: _bounded(quoted(f"v_{prefix}{name}")) for name in inputs}
    levels = [raw, bounded, *columns.levels, codes]
    return _written(source, levels, _outputs(asked, guards, values), asked)


def _unread(source: Source) -> list[str]:
    return [f"WHEN {each} THEN {text_in_sql(UNREAD)}" for each in source.unread]


def _refused_whole(code: str, source: Source) -> str:
    """Return the code of a group that is refused as a whole: a faulty number of a row is told first."""
    faults, numbers = _unread(source), source.numbers
    for name in numbers:
        row = ROWS.get(name)
        if row and row.kind in NUMERIC:
            low = f">= {literal(-LARGEST)}" if row.signed else ">= 0E0" if row.default == 0.0 else "> 0E0"
            most = "1E0" if row.kind == SHARE else literal(LARGEST)
            faults.append(f"WHEN NOT ({numbers[name]} {low} AND {numbers[name]} <= {most}) THEN {text_in_sql(FAULTY)}")
    return f"CASE {' '.join(faults)} ELSE {text_in_sql(code)} END" if faults else text_in_sql(code)


def _bounded(number: str) -> str:
    return f"CASE WHEN {number} = 0E0 OR ABS({number}) BETWEEN {literal(SMALL)} AND {literal(LARGE)} THEN {number} END"


def _guard(unread: Sequence[str], told: Sequence[tuple[str, str]], inputs: Sequence[str], prefix: str) -> str:
    """Return the code of the first guard that does not hold; nothing where all do. What is infinite a guard refuses."""
    none = [f"WHEN {quoted(each)} IS NULL" for each in inputs]
    finite = f"<= {literal(LARGEST)} THEN {text_in_sql(UNWRITABLE)}"
    beyond = [f"{each} AND ABS({quoted(f'v_{name}')}) {finite}" for each, name in zip(none, inputs, strict=True)]
    failing = [f"WHEN NOT {text} THEN {text_in_sql(code)}" for code, text in told]
    kinds = (ROWS.get(each[len(prefix) :]) for each in inputs)
    codes = (FAULTY if row and row.kind in NUMERIC else UNWRITABLE for row in kinds)
    endless = [f"{each} THEN {text_in_sql(code)}" for each, code in zip(none, codes, strict=True)]
    cases = "\n      ".join([*unread, *beyond, *failing, *endless])
    return f"CASE {cases}\n      END" if cases else NO_TEXT


def _named(place: str, names: Sequence[str]) -> str:
    cases = " ".join(f"WHEN {place} = {literal(at)} THEN {text_in_sql(name)}" for at, name in enumerate(names))
    return f"CASE {cases} END" if cases else NO_TEXT


def _outputs(asked: Asked, guards: Mapping[str, str], values: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Return what is told, by name: of a lot that is refused its code alone."""
    if not asked.margins:
        ((route, code),) = guards.items()
        found = [
            (name, _if_quoted(code, values.get(route, {}).get(each), each)) for name, each in asked.columns.items()
        ]
        return [*found, (asked.refused, code if values else f"CAST({code} AS VARCHAR(200))")]
    scores = {
        route: f"COALESCE({_if_quoted(guards[route], values[route][asked.score], '')}, -1E300)" for route in values
    }
    cases = [
        f"WHEN {score} > -1E300{''.join(f' AND {score} >= {other}' for other in scores.values() if other != score)} "
        f"THEN {text_in_sql(route)}"
        for route, score in scores.items()
    ]
    best = f"CASE {' '.join(cases)} END" if cases else NO_TEXT
    name = quoted(asked.best)
    found = [(asked.best, best)]
    found += [
        (told, _if_quoted(guards[r], values.get(r, {}).get(asked.score), "")) for r, told in asked.margins.items()
    ]
    return (
        found
        + [
            (told, _of_best(name, {r: values[r].get(each) for r in values}, each))
            for told, each in asked.columns.items()
        ]
        + [(asked.refused, f"CASE WHEN {name} IS NULL THEN {next(iter(guards.values()))} END")]
    )


def _if_quoted(code: str, value: str | None, output: str) -> str:
    if value in (None, NOTHING) or not code.startswith('"'):
        return NO_TEXT if output == RECYCLED_BY else NOTHING
    return f"CASE WHEN {code} IS NULL THEN {value} END"


def _of_best(best: str, values: Mapping[str, str | None], output: str) -> str:
    cases = " ".join(
        f"WHEN {text_in_sql(route)} THEN {value}" for route, value in values.items() if value not in (None, NOTHING)
    )
    return f"CASE {best} {cases} END" if cases else NO_TEXT if output == RECYCLED_BY else NOTHING


def _written(
    source: Source, levels: Sequence[Mapping[str, str]], outputs: Sequence[tuple[str, str]], asked: Asked
) -> str:
    """Return the levels one after the other, and what is told in the end."""
    lines, below = [], quoted(source.table)
    for number, level in enumerate(levels):
        where = f"\n  WHERE {source.condition}" if number == 0 else ""
        if not level and number:
            continue
        name = quoted(f"{asked.prefix}s{number}")
        own = "".join(f",\n    {text} AS {quoted(column)}" for column, text in level.items())
        lines.append(f"{name} AS (\n  SELECT {below}.*{own}\n  FROM {below}{where}\n  {LEVEL})")  # noqa: S608 - names are quoted
        below = name
    told = [*((name, f"{below}.{quoted(name)}") for name in asked.lots)]
    told += [
        (name, NO_TEXT if word is None else f"CAST({text_in_sql(word)} AS VARCHAR(200))")
        for name, word in asked.words.items()
    ]
    if asked.margins:
        best, said = outputs[0]
        chosen = f"  SELECT {below}.*,\n    {said} AS {quoted(best)}\n  FROM {below}\n  {LEVEL}"  # noqa: S608 - as above
        lines.append(f"{quoted(asked.prefix + 'best')} AS (\n{chosen})")
        below = quoted(asked.prefix + "best")
        told = [(each, f"{below}.{quoted(each)}" if each in asked.lots else text) for each, text in told]
        outputs = [(best, f"{below}.{quoted(best)}"), *outputs[1:]]
    told += outputs
    listed = ",\n  ".join(f"{text} AS {quoted(name)}" for name, text in told)
    return f"WITH {', '.join(lines)}\nSELECT\n  {listed}\nFROM {below};\n"

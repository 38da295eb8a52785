"""Completes what the presets in force decide: paths, prices, corrections, shares of a mix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recyc_cli.catalog.vocabulary import kind_of
from recyc_cli.cli.input.keywords import quote_keywords
from recyc_cli.cli.input.settings import read_settings
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.scenario.keywords import CHOICE, FEED, KEYWORDS, LIST, PRESET, VARYING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.catalog.documents.document import Document, Record
    from recyc_cli.cli.completion.line import Line
    from recyc_cli.scenario.keyword_types import Keywords
    from recyc_cli.scenario.keywords import Keyword

Found = dict[str, str]
_PRICED = re.compile(r"(?:metals|reagents)\.([^.]+)|products\.([^.]+)\.price")
_PLAIN = re.compile(r"[\w/%.]+")
"""Units that a shell hands over as they stand."""


def documents_in_force(line: Line) -> Mapping[str, Document]:
    """Return the presets that a quote of the line rests on, by the prefix of their paths; else those of a usual one."""
    from recyc_cli.scenario.fill_in import defaults, fill_in
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolve import resolve

    library = line.library()
    usual: Keywords = {"chemistry": defaults("recyc", library)["chemistries"][0]}
    for keywords in (_keywords_of(line), usual):
        try:
            return resolve(fill_in(Request(**keywords), library), library=library).documents
        except (RecycError, RecycErrors):
            continue
    return {}


def _keywords_of(line: Line) -> Keywords:
    """Return the keywords of a line's quote, of several columns the first, without the numbers set by hand."""
    try:
        given = quote_keywords(read_settings(line.given, line.options))
    except (RecycError, RecycErrors):
        return {}
    lists = {row.name for row in KEYWORDS if row.kind == LIST}
    plain = {name: value for name, value in given.items() if name not in ("overrides", "price_overrides")}
    return {  # type: ignore[return-value]
        name: value[0] if isinstance(value, list) and name not in lists else value for name, value in plain.items()
    }


def paths_to_set(line: Line) -> Found:
    """Return the paths of numbers, a table at a time, and behind `=` the number in force."""
    numbers = {
        f"{prefix}.{path}": record
        for prefix, document in documents_in_force(line).items()
        for path, record in document.records.items()
    }
    path, equals, _ = line.start.partition("=")
    if equals:
        return _number(path, numbers[path]) if path in numbers else {}
    return {
        word if word.endswith(".") else f"{word}=": _said(numbers.get(word)) for word in next_parts(numbers, line.start)
    }


def next_parts(paths: Iterable[str], start: str) -> list[str]:
    """Return how paths go on after what is written: up to their next point, further where there is but one way.

    >>> next_parts(["region.wage", "region.grid.coal", "region.grid.gas"], "reg")
    ['region.wage', 'region.grid.']
    """
    fits = [path for path in paths if path.startswith(start)]
    while True:
        ends = {path: path.find(".", len(start)) + 1 or len(path) for path in fits}
        parts = list(dict.fromkeys(path[:end] for path, end in ends.items()))
        if len(parts) != 1 or not parts[0].endswith("."):
            return parts
        start = parts[0]


def prices_to_set(line: Line) -> Found:
    """Return the prices of the deck, and behind `=` the one in force."""
    prices = priced(documents_in_force(line))
    name, equals, _ = line.start.partition("=")
    if equals:
        return _number(name, prices[name]) if name in prices else {}
    return {f"{each}=": _said(record) for each, record in prices.items() if each.startswith(line.start)}


def priced(documents: Mapping[str, Document]) -> dict[str, Record]:
    """Return the prices of the deck in force by the names that `--price` takes."""
    records = documents["prices"].records if "prices" in documents else {}
    found = ((_PRICED.fullmatch(path), record) for path, record in records.items())
    return {match[1] or match[2]: record for match, record in found if match}


def what_varies(line: Line) -> Found:
    """Return what a break-even varies: options that are numbers, prices, paths."""
    documents = documents_in_force(line)
    options = {name: next(each.help for each in row.options if each.name == name) for name, (row, _) in VARYING.items()}
    prices = {name: _said(record) for name, record in priced(documents).items()}
    paths = [f"{prefix}.{path}" for prefix, document in documents.items() for path in document.records]
    known = {name: text for name, text in (options | prices).items() if name.startswith(line.start)}
    return known | (dict.fromkeys(next_parts(paths, line.start), "") if line.start else {})


def what_sweeps(line: Line) -> Found:
    """Return what a sweep varies, each with its `=`: what a break-even does, and keywords that are words."""
    name, equals, done = line.start.partition("=")
    if equals:
        return _words_swept(line, name, done)
    words = {row.short: next(each.help for each in row.options if each.help) for row in _worded()}
    named = what_varies(line) | {word: text for word, text in words.items() if word.startswith(line.start)}
    return {word if word.endswith(".") else f"{word}=": text for word, text in named.items()}


def _worded() -> list[Keyword]:
    """Return the keywords that are words of a list, as an option of their own gives them."""
    told = (row for row in KEYWORDS if any(each.help for each in row.options))
    return [row for row in told if row.kind in (PRESET, CHOICE) and row.axis and row.axis != FEED]


def _words_swept(line: Line, name: str, done: str) -> Found:
    """Return the words that a keyword may be, behind those that are written."""
    row = next((row for row in _worded() if row.short == name), None)
    if row is None:
        return {}
    *before, start = done.split(",")
    known = dict.fromkeys(row.choices, "") or dict(line.library().titles(kind_of(row.name)))
    head = f"{name}=" + "".join(f"{each}," for each in before)
    return {head + word: text for word, text in known.items() if word.startswith(start) and word not in before}


def figures_to_explain(line: Line) -> Found:
    """Return what `explain` tells: totals of the quote, and inputs by their paths."""
    from recyc_cli import quote

    documents = documents_in_force(line)
    keywords = _keywords_of(line)
    totals: Mapping[str, object] = quote(**keywords).to_dict()["totals"] if keywords else {}
    named = {name: "" for name, value in totals.items() if isinstance(value, float) and name.startswith(line.start)}
    paths = [f"{prefix}.{path}" for prefix, document in documents.items() for path in document.records]
    return named | (dict.fromkeys(next_parts(paths, line.start), "") if line.start else {})


def feeds_and_codes(line: Line) -> Found:
    """Return the chemistries, and of errors and notes the codes that begin as what is written."""
    from recyc_cli.report.notes.code_list import ERRORS, NOTES, entries

    start = line.start.lower()
    known = dict(line.library().titles("chemistries"))
    for name in (*ERRORS, *NOTES) if start else ():
        known |= {code: entry["title"] for code, entry in entries(name).items()}
    return {name: text for name, text in known.items() if name.lower().startswith(start)}


def corrections(line: Line) -> Found:
    """Return the corrections of the method, each with the switch it has not."""
    method = documents_in_force(line)["method"].tree
    table = method.get("corrections", {})
    named = {f"{name}={'off' if entry.get('on') else 'on'}": entry for name, entry in table.items()}
    return {word: str(entry.get("why") or "") for word, entry in named.items() if word.startswith(line.start)}


def currencies(line: Line) -> Found:
    """Return the currencies that the deck has a rate for."""
    rates = documents_in_force(line)["prices"].tree["fx"]
    return {code: "" for code in dict.fromkeys(("USD", *rates)) if code.startswith(line.start.upper())}


def shares_of_mix(line: Line) -> Found:
    """Return the chemistries of a mix, and behind `=` the share that is left of 1."""
    *done, last = line.start.split(",")
    name, equals, _ = last.partition("=")
    head, parts = "".join(f"{part}," for part in done), dict(part.split("=", 1) for part in done)
    if equals:
        left = 1.0 - sum(float(share) for share in parts.values())
        return {f"{head}{name}={left:.6g}": "what is left of 1"} if left > 0.0 else {}
    titles = line.library().titles("chemistries")
    return {f"{head}{each}=": text for each, text in titles.items() if each.startswith(last) and each not in parts}


def _number(path: str, record: Record) -> Found:
    """Return a path with the number in force, its unit behind it where a shell takes that as it stands."""
    unit = record.unit if record.unit != "1" and _PLAIN.fullmatch(record.unit) else ""
    return {f"{path}={record.value:.10g}{unit}": _said(record)}


def _said(record: Record | None) -> str:
    """Return the value of a record, its range and its source in a few words."""
    if record is None:
        return ""
    ends = None not in (record.low, record.high)
    span = f" ({record.low:g} to {record.high:g})" if ends else ""
    return f"{record.value:g} {record.unit}{span}, {record.source}"

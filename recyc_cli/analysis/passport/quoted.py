"""Makes keywords and notes of a quote of a passport, and of what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.passport.passport import one_reading, refusal
from recyc_cli.analysis.quote import quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.passports.chemistry_names import spread_of
from recyc_cli.importing.passports.found import FIELDS
from recyc_cli.importing.passports.keywords_of import KEEP, quote_keywords_of
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.notes.telling import in_order, note, reported
from recyc_cli.scenario.keywords import FEED, KEYWORDS, LOT, ROWS, acting_on, on_axis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.passports.reading import Reading
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.scenario.keyword_types import ReadKeywords

FAMILY = "family-alone"
CHANGES = "overrides"
_FEEDS = on_axis(FEED)
_OPTIONS = [(option, row.name) for row in KEYWORDS for option in row.options]
_BY_FLAG = {flag: name for option, name in _OPTIONS for flag in option.flags or (option.metavar,)}


class OfPassport(NamedTuple):
    """Keywords of a quote of a passport, and the reading that they are of."""

    keywords: dict[str, Any]
    reading: Reading
    library: Library


def with_passport(file: str, given: ReadKeywords, material_unit: str | None) -> OfPassport:
    """Return the keywords of a quote of a passport; what the user says beside it counts.

    Args:
        file: of the passport.
        given: what the user says.
        material_unit: of the materials' masses, or `none`: then they are not used.

    Raises:
        RecycError: the file cannot be read.
        RecycErrors: E386 what of it is refused, and the user did not decide.
    """
    library = open_library(given.get("preset_dirs", ()))
    reading = one_reading(file, library, None if material_unit == KEEP else material_unit)
    faults = [refusal(reading.file, each) for each in reading.refused if _decides(each.flag, given, material_unit)]
    if faults:
        raise RecycErrors(faults)
    chemistry = given.get(_FEEDS[0])
    if isinstance(chemistry, list) or any(given.get(name) is not None for name in _FEEDS[1:]):
        message = "a passport is of one chemistry: what is given beside it is several, a mix or a vehicle"
        raise RecycError("E112", message, "--passport", "leave one of the two out")
    kept = reading._replace(composition={}) if material_unit == KEEP else reading
    told = quote_keywords_of(kept, library, None if chemistry is None else str(chemistry))
    if any(given.get(row.name) is not None for row in acting_on(LOT)):
        told = {name: value for name, value in told.items() if ROWS[name] not in acting_on(LOT)}
    changes = [*told.get(CHANGES, ()), *given.get("overrides", ())]
    merged = {**told, **given} | ({CHANGES: changes} if changes else {})
    return OfPassport(merged, kept, library)


def _decides(flag: str, given: ReadKeywords, material_unit: str | None) -> bool:
    """Tell whether what is refused bears on a quote, and the user did not decide it."""
    flags = [each for each in flag.split(" and ") if each]
    return bool(flags) and not all(
        material_unit is not None if each not in _BY_FLAG else given.get(_BY_FLAG[each]) is not None for each in flags
    )


def notes_of_passport(of: OfPassport, given: ReadKeywords, answer: Quote | None) -> Iterator[Remark]:
    """Yield what is to know of a passport that was quoted.

    Args:
        of: the passport.
        given: what the user says beside it.
        answer: the quote, whose chemistry may be others of its family; None of a comparison.
    """
    for each in of.reading.doubts:
        if each.code != FAMILY and not (each.flag in _BY_FLAG and given.get(_BY_FLAG[each.flag]) is not None):
            yield note("passport-doubt", field=_label(each.field), what=each.message)
    for each in of.reading.refused:
        if not each.flag:
            yield note("passport-nonsense", what=each.message)
    filled = [_label(each.field) for each in of.reading.filled if given.get(each.field) is None]
    if filled:
        yield note("passport-filled", what=", ".join(filled), why=of.reading.filled[-1].why)
    if any(each.code == FAMILY for each in of.reading.doubts) and given.get(_FEEDS[0]) is None:
        yield from _spread(of, answer)


def told_beside(report: QuoteReport, remarks: Iterable[Remark]) -> QuoteReport:
    """Return the report of a quote with notes beside its own."""
    more = reported([(remark, "") for remark in remarks])
    return {**report, "warnings": in_order([*report["warnings"], *more])}


def _label(field: str) -> str:
    return str(FIELDS.get(field, {}).get("label", ROWS[field].words if field in ROWS else field.replace("_", " ")))


def _spread(of: OfPassport, answer: Quote | None) -> Iterator[Remark]:
    """Say what the margin is at the two ends of a family whose ratio is not known."""
    chemistry = str(of.keywords[_FEEDS[0]])
    if answer is None:
        low, high = spread_of(chemistry, of.library)
        yield note("passport-family", case="untold", feed=chemistry, low=low, high=high)
        return
    margins = []
    for name in spread_of(chemistry, of.library):
        changes = [each for each in of.keywords.get(CHANGES, ()) if not each.startswith(f"chemistries.{chemistry}.")]
        more = quote_keywords_of(of.reading, of.library, name).get(CHANGES, [])
        try:
            other = quote(**{**of.keywords, _FEEDS[0]: name, CHANGES: [*more, *changes]})
        except (RecycError, RecycErrors):
            continue
        margins.append((name, float(plain(other.result.margin))))
    if len(margins) > 1:
        (low, least), (high, most) = margins
        money = f"{answer.request.currency}/t"
        yield note(
            "passport-family", feed=chemistry, low=low, high=high, least=least, most=most, money=money,
            now=float(plain(answer.result.margin)),
        )  # fmt: skip

"""Turns settings into keywords of `recyc_cli.quote()`.

Defaults are the model's: only what was asked for is passed on.
"""

from __future__ import annotations

from recyc_cli.cli.input.options import shown
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.scenario.keywords import FEED, KEYWORDS, LIST, on_axis
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.cli.input.settings import Setting, Settings
    from recyc_cli.scenario.keyword_types import ReadKeywords
    from recyc_cli.scenario.keywords import Keyword, Option

MISSING = "E113"


def keywords(settings: Settings, *, one: bool = False) -> ReadKeywords:
    """Return the keywords of a quote or a comparison; an option with several values, as comparisons take, is a list.

    Args:
        settings: what was asked.
        one: whether there is one column, for which a number may be set once.

    Raises:
        RecycErrors: every fault in what was given at once.
    """
    scenario: ReadKeywords = {}
    faults: dict[tuple[str, str], RecycError] = {}
    for row in KEYWORDS:
        values: list[Any] = []
        for setting, option in ((settings.get(option.name), option) for option in row.options):
            if setting:
                values += _values(option, setting, faults)
        given = [shown(option.name) for option in row.options if settings.get(option.name)]
        where = " and ".join(given) or shown(row.options[0].name)
        twice = _given_twice(row, values) if one or row.kind != LIST else ""
        if twice:
            faults[row.name, where] = RecycError("E112", f"{twice} is given twice", where, "give it once")
        if values:
            single = len(values) == 1 and row.kind != LIST
            scenario[row.name] = values[0] if single else values  # type: ignore[literal-required]
    if faults:
        raise RecycErrors(faults.values())
    return scenario


def _given_twice(row: Keyword, values: list[Any]) -> str:
    """Name what is given twice: the mass of a lot, or a number that is set; columns may differ in anything else."""
    if row.kind != LIST:
        return f"the {row.words}" if len(values) > 1 and not row.axis else ""
    names = [str(value).partition("=")[0].strip() for value in values if "=" in str(value)]
    return next((name for name in names if names.count(name) > 1), "")


def _values(option: Option, setting: Setting, faults: dict[tuple[str, str], RecycError]) -> Iterator[Any]:
    """Yield the values of an option, its texts read; faults are noted by the text that has them, each once."""
    if not option.read:
        yield from setting.items
        return
    from recyc_cli.cli.input import values

    for item in setting.items:
        try:
            value = getattr(values, option.read)(item, setting.where)
        except RecycError as error:
            faults.setdefault((option.name, item), error)
        else:
            if value is not None:
                yield value


def quote_keywords(settings: Settings) -> ReadKeywords:
    """Return the keywords of one quote; a chemistry, a mix or a vehicle is asked for."""
    return with_feed(keywords(settings, one=True))


def with_feed(scenario: ReadKeywords) -> ReadKeywords:
    """Return the keywords of a quote, which say what the feed is; raise RecycError E113 where they do not."""
    if not scenario.keys() & {*on_axis(FEED)}:
        hint = "recyc quote nmc622 --route hydro, or --mix lfp=0.3,nmc811=0.7, or --vehicle nissan-leaf-40"
        raise RecycError(MISSING, "no chemistry given", "CHEMISTRY", hint)
    return scenario

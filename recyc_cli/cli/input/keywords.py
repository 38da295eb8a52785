"""Turns settings into keywords of `recyc_cli.quote()`.

Defaults are the model's: only what was asked for is passed on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.scenario.keywords import FEED, KEYWORDS, LIST, on_axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.cli.input.settings import Setting, Settings
    from recyc_cli.scenario.keyword_types import ReadKeywords
    from recyc_cli.scenario.keywords import Option

MISSING = "E113"


def keywords(settings: Settings) -> ReadKeywords:
    """Return the keywords of a quote or a comparison; an option with several values, as comparisons take, is a list.

    Raises:
        RecycErrors: every fault in what was given at once.
    """
    scenario: ReadKeywords = {}
    faults: dict[tuple[str, str], RecycError] = {}
    for row in KEYWORDS:
        for option in row.options:
            setting = settings.get(option.name)
            if setting:
                values = list(_values(option, setting, faults))
                one = len(values) == 1 and row.kind != LIST
                scenario[row.name] = values[0] if one else values  # type: ignore[literal-required]
    if faults:
        raise RecycErrors(faults.values())
    return scenario


def _values(option: Option, setting: Setting, faults: dict[tuple[str, str], RecycError]) -> Iterator[Any]:
    """Yield the values of an option, its texts read; faults are noted by the text that has them, each once."""
    if not option.read:
        yield from setting.items
        return
    from recyc_cli.cli.input import values

    for item in setting.items:
        try:
            yield getattr(values, option.read)(item, setting.where)
        except RecycError as error:
            faults.setdefault((option.name, item), error)


def quote_keywords(settings: Settings) -> ReadKeywords:
    """Return the keywords of one quote; a chemistry, a mix or a vehicle is asked for."""
    scenario = keywords(settings)
    if not scenario.keys() & {*on_axis(FEED)}:
        hint = "recyc quote nmc622 --route hydro, or --mix lfp=0.3,nmc811=0.7, or --vehicle nissan-leaf-40"
        raise RecycError(MISSING, "no chemistry given", "CHEMISTRY", hint)
    return scenario

"""Reads `--passport FILE`: the keywords of a quote that a passport gives."""

from __future__ import annotations

from recyc_cli.cli.input.keywords import keywords
from recyc_cli.cli.input.options import MATERIAL_UNIT, PASSPORT
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.analysis.passport.quoted import OfPassport
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.scenario.keyword_types import ReadKeywords


def passport_and_given(settings: Settings, *, one: bool) -> tuple[OfPassport | None, ReadKeywords]:
    """Return the passport that is asked for, if one is, and what is given beside it.

    Args:
        settings: what was asked.
        one: whether there is one quote, as `keywords` has it.

    Raises:
        RecycError, RecycErrors: faults of the options, and of the passport.
    """
    setting = settings.get(PASSPORT.name)
    given = keywords(settings, one=one)
    if setting is None:
        return None, given
    from recyc_cli.analysis.passport.quoted import with_passport

    return with_passport(setting.text, given, material_unit(settings)), given


def material_unit(settings: Settings) -> str | None:
    """Return the unit of the masses of materials, as it was given."""
    setting = settings.get(MATERIAL_UNIT.name)
    if setting is None:
        return None
    if setting.text.lower() not in MATERIAL_UNIT.values.split():
        from recyc_cli.cli.input.numbers_of_text import unreadable

        raise unreadable(setting.text, "a unit of materials", setting.where, "one of kg g none")
    return setting.text.lower()

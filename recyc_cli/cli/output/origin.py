"""Finds the variable or the file of settings that a fault speaks of."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.input.options import shown
from recyc_cli.cli.input.settings import read_settings
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.cli.input.settings import Setting


def place_of_setting(where: str, given: str, argv: Sequence[str]) -> str:
    """Return where the setting of a fault stands, if not on the command line; else `where` as it is.

    Args:
        where: what the fault names, such as `--region`; may be empty.
        given: the word that nothing goes by; may be empty.
        argv: the command line.
    """
    flag = where.partition(" ")[0]
    if not (given if not where else flag.startswith("--")) or _typed(flag, argv):
        return where
    for name, setting in _elsewhere(argv).items():
        if (where and shown(name) == flag) or (not where and given in setting.items):
            return setting.where
    return where


def _typed(flag: str, argv: Sequence[str]) -> bool:
    """Tell whether a flag stands on the command line."""
    return any(word.partition("=")[0] == flag for word in argv) if flag else False


def _elsewhere(argv: Sequence[str]) -> dict[str, Setting]:
    """Return the settings of a command that variables and files give; none where these cannot be read."""
    found: dict[str, Setting] = {}
    with suppress(RecycError, RecycErrors, OSError):
        functions, _ = functions_of(argv[0]) if argv and argv[0] in COMMANDS else ({}, "")
        options = {option.name: option for each in functions.values() for option in each.options}
        settings = read_settings({}, options.values())
        for name in options:
            setting = settings.get(name)
            if setting is not None:
                found[name] = setting
    return found

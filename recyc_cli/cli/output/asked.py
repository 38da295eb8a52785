"""Says what was asked on the command line, for the commands that lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.input.options import shown
from recyc_cli.scenario.keywords import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.render.look import Asked


def asked_options(settings: Settings) -> Asked:
    """Return the options of a question that stand on the command line: what environment and files say holds anyway."""
    return tuple(_given(settings))


def _given(settings: Settings) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for row in KEYWORDS:
        for option in row.options:
            setting = settings.get(option.name) if option.help else None
            if setting and setting.where == shown(option.name):
                yield row.axis, option.flags[0] if option.flags else "", setting.items

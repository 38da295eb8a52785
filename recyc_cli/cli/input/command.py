"""Makes a command out of a function of settings and the options that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.cli.input.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.scenario.keywords import Option

    Given = dict[str, Any]


def command(
    options: Iterable[Option], arranged: Callable[[Given], Given] = dict
) -> Callable[[Callable[[Settings], None]], Any]:
    """Make a function of settings one of what a command line gives: `run(**given)`; its docstring is its help.

    Args:
        options: what the command takes.
        arranged: puts what was given on the command line in its place, where that depends on what else was.
    """
    options = tuple(options)

    def decorate(function: Callable[[Settings], None]) -> Any:  # noqa: ANN401 - a function with `options` and `about`
        def run(**given: Any) -> None:  # noqa: ANN401 - what a command line gives
            function(read_settings(arranged(given), options))

        run.options, run.about = options, function.__doc__  # type: ignore[attr-defined]
        return run

    return decorate

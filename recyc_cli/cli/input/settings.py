"""Makes a command of a function of settings, and reads these: flags, RECYC_*, the two files."""

from __future__ import annotations

import os

from recyc_cli.catalog.files.config import load_config
from recyc_cli.cli.input.options import EVERY, RIVALS, shown
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from recyc_cli.scenario.keywords import Option

    Given = dict[str, Any]

CONFLICT, BAD_VALUE = "E112", "E111"
BY_COMMAS = ("names", "arguments")
"""Kinds of options whose values may stand in one word, separated by commas."""
_YES, _NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")
# RECYC_PRESETS, which the catalog reads, stands for --preset-dir; -o and what names one offer are for one run.
_NO_ENVIRONMENT = (
    "preset_dir", "output", "save", "reference", "dated", "offered_to", "left_margin", "at_a_loss", "live",
    "fail_below", "passport", "passports", "material_unit",
)  # fmt: skip
FOR_ONE_RUN = frozenset(_NO_ENVIRONMENT) - {"preset_dir"}


class Setting:
    """What was given, as one text and by its values, and where: `--mass`, `RECYC_MASS`, `recyc.toml: defaults.mass`."""

    __slots__ = ("items", "text", "where")

    def __init__(self, text: str, where: str, items: tuple[str, ...] = ()) -> None:
        self.text = text
        self.where = where
        self.items = items or (text,)


class Settings:
    """The settings in force, by option name. A missing one is left to the model's own default."""

    def __init__(self, layers: Iterable[Mapping[str, Setting]]) -> None:
        self._values: dict[str, Setting] = {}
        for layer in layers:
            taken = set(self._values)
            for name, setting in layer.items():
                rivals = {rival for group in RIVALS if name in group for rival in group} - {name}
                if name not in taken and not rivals & taken:
                    self._clash(name, setting, rivals)
                    self._values[name] = setting

    def _clash(self, name: str, setting: Setting, rivals: set[str]) -> None:
        """Refuse two options of one layer that say different things."""
        for rival in rivals & set(self._values):
            if {name, rival} != {"format", "json"} or "json" not in (setting.text, self._values[rival].text):
                message = f"{shown(rival)} and {shown(name)} say different things"
                raise RecycError(CONFLICT, message, where=setting.where, hint="give one of them")

    def get(self, name: str) -> Setting | None:
        """Return a setting, or None where nobody gave it."""
        return self._values.get(name)

    def text(self, name: str) -> str | None:
        """Return the text of a setting, or None."""
        setting = self._values.get(name)
        return setting.text if setting else None

    def on(self, name: str) -> bool:
        """Tell whether a flag is set."""
        setting = self._values.get(name)
        return setting is not None and _switch(setting)

    def items(self, name: str) -> list[str]:
        """Return the values of an option, one by one."""
        setting = self._values.get(name)
        return list(setting.items) if setting else []


def read_settings(given: Mapping[str, object], options: Iterable[Option]) -> Settings:
    """Return the settings of a command from what Typer was `given`; recyc.toml may name any option of any command."""
    options = tuple(options)
    files = load_config(EVERY - FOR_ONE_RUN)
    kinds = {option.name: option.kind for option in options}
    layers = [_flags(given, options), _environment(os.environ, options)]
    for file in files:
        values = {name: value for name, value in file.values.items() if name in kinds}
        layers.append({name: _setting(values[name], f"{file.file}: defaults.{name}", kinds[name]) for name in values})
    return Settings(layers)


def settings_of_flags(given: Mapping[str, object], options: Iterable[Option]) -> Settings:
    """Return the settings of a command line alone, whatever variables and files say."""
    return Settings([_flags(given, options)])


def _flags(given: Mapping[str, object], options: Iterable[Option]) -> dict[str, Setting]:
    """Return what stands on the command line."""
    layer = {}
    for option in options:
        value = given.get(option.name)
        if value not in (None, False, [], ()):
            layer[option.name] = _setting(value, shown(option.name), option.kind)
    return layer


def _environment(environ: Mapping[str, str], options: Iterable[Option]) -> dict[str, Setting]:
    """Return what RECYC_* says; an empty variable says nothing. Lists are separated by commas."""
    layer = {}
    for option in options:
        variable = "RECYC_" + option.name.upper()
        text = environ.get(variable, "").strip()
        if text and option.name not in _NO_ENVIRONMENT:
            layer[option.name] = _setting(
                text, variable, "names" if option.kind in ("list", "settings") else option.kind
            )
    return layer


def _setting(value: object, where: str, kind: str) -> Setting:
    """Return a setting of a layer as text, and its values: of names, what stands between commas too."""
    items = [_text(item) for item in (value if isinstance(value, (list, tuple)) else [value])]
    if kind == "numbers":
        from recyc_cli.cli.input.several import values_in

        items = [value for item in items for value in values_in(item, where)]
    if kind == "settings":
        from recyc_cli.cli.input.several import settings_in

        items = [value for item in items for value in settings_in(item, where)]
    if kind in BY_COMMAS:
        items = [part.strip() for item in items for part in item.split(",") if part.strip()] or items
    if kind == "text" and len(items) > 1:
        raise RecycError(CONFLICT, f"given {len(items)} times: {' and '.join(items)}", where, "give one of them")
    return Setting(",".join(items), where, tuple(items))


def _text(value: object) -> str:
    """Return a value as it would stand on the command line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ",".join(f"{name}={share}" for name, share in value.items())
    return str(value)


def _switch(setting: Setting) -> bool:
    """Read a flag that the environment or a file sets."""
    text = setting.text.lower()
    if text not in _YES + _NO:
        raise RecycError(BAD_VALUE, f"{setting.text!r} is neither true nor false", where=setting.where)
    return text in _YES


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


def read_all(readers: Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
    """Return what readers return, by their names; all that cannot be read is told at once."""
    read: dict[str, Any] = {}
    faults: list[RecycError] = []
    for name, reader in readers.items():
        try:
            read[name] = reader()
        except RecycError as error:
            faults.append(error)
    if faults:
        raise RecycErrors(faults)
    return read

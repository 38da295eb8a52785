"""Reports errors on stderr: text for people, `recyc.error/1` where JSON was asked for."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from recyc_cli.cli.output.origin import place_of_setting
from recyc_cli.cli.output.target import say, tell
from recyc_cli.errors import BUG, BUG_EXIT, RecycError, RecycErrors, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.scenario.keywords import Option

USAGE = "E110"
INTERRUPTED = 130
NONE_SUCH, EXTRA, FEW = "No such option", "unexpected extra argument", 2
"""What Typer says of an option that there is not, and of a word too many; options that a hint names at most."""
HANG = " " * 9
"""Before what goes on in a second line."""
ISSUES = "please report it with the command you ran; RECYC_DEBUG=1 shows where it happened"


def report_error(error: BaseException, argv: Sequence[str]) -> int:
    """Tell about an error and return the exit code."""
    if isinstance(error, BrokenPipeError):
        return _hush()
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
        return INTERRUPTED
    if isinstance(error, (RecycError, RecycErrors)):
        for each in error.errors:
            each.where = place_of_setting(each.where or _place(each.given, argv), each.given, argv)
        _tell(error.errors, argv)
        return error.exit_code
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        usage = _usage(error, argv)
        _tell([usage], argv)
        return usage.exit_code
    return _bug(error, argv)


def wants_json(argv: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Tell whether errors are wanted as JSON, whatever else the command line says.

    >>> wants_json(["quote", "--format", "json"], {}), wants_json(["quote", "--format=csv"], {"RECYC_FORMAT": "json"})
    (True, False)
    """
    formats = _given(argv, "--format")
    if "--json" in argv or formats:
        return "--json" in argv or formats[-1].lower() == "json"
    return environ.get("RECYC_FORMAT", "").lower() == "json"


def _given(argv: Sequence[str], flag: str) -> list[str]:
    """Return the values of an option as the words of a command line have them, whatever else they say."""
    values = [argv[index] for index in range(1, len(argv)) if argv[index - 1] == flag]
    return values + [word.partition("=")[2] for word in argv if word.startswith(f"{flag}=")]


def _tell(errors: Sequence[RecycError], argv: Sequence[str]) -> None:
    """Write all errors."""
    if not wants_json(argv, os.environ):
        first = {error.code: error for error in reversed(errors)}
        say("\n".join(_text(error, more=first[error.code] is error) for error in errors))
        return
    from recyc_cli.render.forms.as_json import dump

    entries = [_entry(error) for error in errors]
    presets = {} if errors[0].code == BUG else _presets(argv)
    tell(dump({"schema": "recyc.error/1", **presets, **entries[0], "errors": entries}))


def _presets(argv: Sequence[str]) -> dict[str, str]:
    """Return the digest of the presets at hand; nothing where these cannot be opened, which may be what went wrong."""
    with suppress(RecycError, RecycErrors, OSError):
        from recyc_cli.catalog.open_library import open_library
        from recyc_cli.cli.input.settings import read_settings
        from recyc_cli.scenario.keywords import ROWS

        given = {"preset_dir": _given(argv, "--preset-dir")}
        folders = read_settings(given, ROWS["preset_dirs"].options).items("preset_dir")
        return {"presets": open_library(folders).digest}
    return {}


def _text(error: RecycError, *, more: bool) -> str:
    """Return an error as lines: what, where, hint, and where more is told of its code; on a terminal none too wide."""
    told = [(f"error[{error.code}]: ", error.message), ("  where: ", error.where), ("  hint:  ", error.hint)]
    told = [(label, text) for label, text in told if text]
    told += [("  more:  ", f"recyc explain {error.code}")] if more else []
    if sys.stderr is None or not sys.stderr.isatty():
        return "\n".join(label + text for label, text in told)
    from recyc_cli.render.text import WIDTH, wrap

    return "\n".join(label + f"\n{HANG}".join(wrap(text, WIDTH - len(label))) for label, text in told)


def _entry(error: RecycError) -> dict[str, Any]:
    """Return an error as a record."""
    names = ("code", "message", "where", "hint", "exit_code")
    return {name: getattr(error, name) for name in names}


def _usage(error: Any, argv: Sequence[str]) -> RecycError:  # noqa: ANN401 - the usage errors of Typer have no public class
    """Return Typer's complaint about the command line as one of ours."""
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", None) or " ".join(["recyc", *argv[:1]])
    possible = getattr(error, "possibilities", None)
    message, near = str(error.format_message()).strip().rstrip("."), ""
    if message.startswith(NONE_SUCH):
        message = f"no such option {error.option_name}"
        near = _said_of(error.option_name, command) or did_you_mean(error.option_name, possible or ())
    elif EXTRA in message:
        near = _room_for(message.rpartition("(")[2].rstrip(")"), command)
    return RecycError(USAGE, message[:1].lower() + message[1:], command, f"{near} all: {command} -h".strip(), 2)


def _options(command: str) -> Sequence[Option]:
    """Return the options of a command, of which the words are given."""
    from recyc_cli.cli.command_table import COMMANDS, functions_of

    _, *words = command.split()
    functions = functions_of(words[0])[0] if words and words[0] in COMMANDS else {}
    return getattr(functions.get(" ".join(words[1:])), "options", ())


def _said_of(flag: str, command: str) -> str:
    """Return which options say a word that was taken for one; nothing where none does, or many.

    >>> _said_of("--health", "recyc quote"), _said_of("--csv", "recyc quote"), _said_of("--of", "recyc quote")
    ('did you mean --passport or --soh?', 'did you mean --format?', '')
    """
    word = flag.lstrip("-").lower()
    told = [each.flags[-1] for each in _options(command) if each.flags and word in _words(each.help)]
    return f"did you mean {' or '.join(told)}?" if 0 < len(told) <= FEW else ""


def _words(help_: str) -> set[str]:
    """Return the words of a text that hold a name, not a value or the end of a file's name."""
    return {word.strip(",:;()[]") for word in help_.split()}


def _room_for(word: str, command: str) -> str:
    """Return where a word belongs that a command has no place for; a name is one word.

    >>> _room_for("my own", "recyc presets new")
    ''
    >>> _room_for("lfp", "recyc quote"), _room_for("ni90", "recyc presets new"), _room_for("x", "recyc guide")
    ('several feeds: --mix nmc622=24t,lfp=16t as one, recyc compare side by side;', '--as ni90?', '')
    """
    flags = {flag for each in _options(command) for flag in each.flags}
    if "--as" in flags:
        return "" if " " in word else f"--as {word}?"
    return "several feeds: --mix nmc622=24t,lfp=16t as one, recyc compare side by side;" if "--mix" in flags else ""


def _place(given: str, argv: Sequence[str]) -> str:
    """Return how an unknown name stands on the command line: with its option or command; nothing where it does not.

    >>> _place("germny", ["quote", "lfp", "--region", "germny"]), _place("germny", ["quote", "--region=us,germny"])
    ('--region germny', '--region germny')
    >>> _place("lpf", ["compare", "nca", "lpf,lfp"]), _place("lpf", ["quote", "--seat", "holder", "lpf"])
    ('recyc compare nca lpf', 'recyc quote lpf')
    >>> _place("lpf", ["quote", "lfp"]), _place("", ["quote"])
    ('', '')
    """
    flag, before = "", ["recyc"]
    for word in argv:
        name, _, value = word.partition("=") if word.startswith("--") else (flag, flag, word)
        if given and given in (part.strip() for part in value.split(",")):
            return f"{name or ' '.join(before)} {given}"
        flag = word if word.startswith("--") else ""
        before += [] if name or word.startswith("-") else [word]
    return ""


def _bug(error: BaseException, argv: Sequence[str]) -> int:
    """Tell about a fault of recyc itself; the traceback only comes with RECYC_DEBUG=1."""
    if os.environ.get("RECYC_DEBUG", "0") not in ("", "0"):
        import traceback

        traceback.print_exception(error)
    message = f"a bug in recyc: {type(error).__name__}: {str(error)[:200]}"
    _tell([RecycError(BUG, message, hint=ISSUES, exit_code=BUG_EXIT)], argv)
    return BUG_EXIT


def _hush() -> int:
    """End quietly when the reader of a pipe has gone: nothing more is written, not even at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    return 0

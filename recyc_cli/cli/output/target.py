"""Writes results to stdout or a file, in the form asked for."""

# ruff: noqa: PTH112, PTH120, PTH122 (pathlib costs start-up)
from __future__ import annotations

import os
import stat
import sys

from recyc_cli.cli.input.options import shown
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.files import UNWRITABLE, check_place, real_path, write_whole
from recyc_cli.render.look import (
    ALL,
    DATA,
    FILE,
    FORMS,
    FULL,
    NONE,
    PICTURE,
    SCREEN,
    Look,
    forms_of,
    is_form,
    screen_forms,
    suffixes,
)
from recyc_cli.scenario.keywords import KEYWORDS, PLACE, WAY
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.render.look import Asked
    from recyc_cli.report.shapes.asked import Note
    from recyc_cli.scenario.keywords import Option

FORM = "E114"
NARROWEST = 80
"""Columns of a page at least, so that numbers are never cut, and of every file."""
_DIGITS = 4


class Target:
    """Where a result goes (`path` is empty for stdout), how it looks, and whether stderr keeps quiet."""

    __slots__ = ("look", "path", "quiet")

    def __init__(self, path: str, look: Look, *, quiet: bool) -> None:
        self.path = path
        self.look = look
        self.quiet = quiet


def target(settings: Settings, some: tuple[str, ...] = (), own: tuple[Option, ...] = ()) -> Target:
    """Return where to and in which form; what cannot work is refused before anything is computed.

    Args:
        settings: of the command.
        some: the forms it has that not every command has.
        own: options of its question that are no keywords.
    """
    path = settings.text("output") or ""
    path = "" if path == "-" else path
    form = _file_form(path, settings, some) if path else _form(settings, some)
    look = Look(
        form,
        verbose=settings.on("verbose"),
        unicode=_unicode() or bool(path),
        colour=coloured() and not settings.on("no_color") and not path,
        width=NARROWEST if path or _into_file() else width(),
    )
    quiet = settings.on("quiet")
    look.chart = _charted(settings, form)
    look.notes = _notes(look, path, quiet=quiet)
    look.asked = asked_options(settings, own) if look.notes != NONE and not path else None
    return Target(path, look, quiet=quiet)


def _notes(look: Look, path: str, *, quiet: bool) -> str:
    """Return how many notes a page has: a document all; a screen as asked; a pipe none, for they stand on stderr."""
    if path or is_form(look.form, DATA) or is_form(look.form, FULL):
        return ALL
    return look.notes if on_terminal() and not quiet else NONE


def deliver(result: str | bytes, to: Target, notes: Iterable[Note] = ()) -> None:
    """Write the result, text or bytes, and on stderr the notes that do not stand on the same screen."""
    if to.path or is_form(to.look.form, DATA) or to.look.notes == NONE:
        write_notes(notes, to)
    if to.path:
        write_whole(to.path, result, f"-o {to.path}")
        if not to.quiet:
            say(f"wrote {to.path}")
    else:
        write_stdout(result)


def write_notes(notes: Iterable[Note], to: Target) -> None:
    """Write notes to stderr, unless it is to keep quiet: a few; with `-v` all that the result does not hold."""
    if to.quiet:
        return
    from recyc_cli.render.notes import MARK, long_notes, short_notes
    from recyc_cli.render.text import wrap

    held = not to.path and is_form(to.look.form, DATA)
    whole = to.look.verbose and not held
    for line in long_notes(notes) if whole else short_notes(notes, "" if held else "-v"):
        long = line.startswith(MARK) and whole and on_terminal()
        say("\n".join(wrap(line, NARROWEST, " " * len(MARK))) if long else line)


def say(text: str) -> None:
    """Write a line for people to stderr. Terminal codes in it are dropped."""
    from recyc_cli.render.text import clean

    tell("\n".join(clean(line) for line in text.split("\n")) + "\n")


def tell(text: str) -> None:
    """Write text to stderr as it is. Where that is closed or full nobody is told, and the result is what it is."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        sys.stderr = None


def _charted(settings: Settings, form: str) -> bool:
    """Tell whether a screen is to have a picture, a file the other one; of a form that has none it is refused."""
    if not (is_form(form, SCREEN) or is_form(form, PICTURE)):
        no_picture(settings, form, "-o FILE.svg draws one")
    setting = settings.get("chart")
    return settings.on("chart") and (is_form(form, SCREEN) or bool(setting and setting.where.startswith("--")))


def no_picture(settings: Settings, what: str, hint: str) -> None:
    """Refuse --chart of what has no picture; that it is the habit of a file is in nobody's way."""
    setting = settings.get("chart")
    if setting and setting.where.startswith("--"):
        raise RecycError(FORM, f"{what} has no picture", setting.where, hint)


def _form(settings: Settings, some: tuple[str, ...]) -> str:
    """Return the form asked for, or table on a terminal and plain elsewhere."""
    if settings.on("json"):
        return "json"
    setting = settings.get("format")
    if setting is None:
        return "table" if on_terminal() and os.environ.get("TERM") != "dumb" else "plain"
    form = {"markdown": "md", "text": "plain"}.get(setting.text.lower(), setting.text.lower())
    if form in FORMS and is_form(form, FILE) and not settings.get("output"):
        raise RecycError(FORM, f"{form} is a form of files", setting.where, f"-o FILE.{form}")
    known = forms_of(some)
    if form not in known:
        told = screen_forms(some)
        every = "one of " + " ".join(told)
        if form in FORMS:
            raise RecycError(FORM, f"{form} is no form of this command", setting.where, every)
        hint = did_you_mean(form, told) or every
        raise RecycError(FORM, f"unknown format {setting.text!r}", setting.where, hint)
    return form


def _file_form(path: str, settings: Settings, some: tuple[str, ...]) -> str:
    """Return the form that a file's suffix stands for, once the file can be written."""
    suffix = os.path.splitext(path)[1].lower()
    known = suffixes(some=some)
    form = known.get(suffix)
    if form is None:
        message = f"no format for the suffix {suffix!r}" if suffix else "the file's name has no suffix"
        raise RecycError(FORM, message, f"-o {path}", "supported: " + " ".join(known))
    for name in ("json", "format"):
        setting = settings.get(name)
        flag = setting is not None and setting.where.startswith("--")
        form_asked = _form(settings, some) if setting and (flag or setting.text.lower() in forms_of(some)) else form
        if suffix in FORMS[form_asked][0]:
            form = form_asked
        elif flag and (form_asked, form) != ("table", "plain"):
            raise RecycError(FORM, f"--format {form_asked} does not go with {suffix}", f"-o {path}", "give one of them")
    writable(path)
    return form


def writable(path: str, flag: str = "-o") -> None:
    """Refuse a place where no file can be, before anything is computed."""
    where = f"{flag} {path}"
    real = real_path(path, where)
    folder = os.path.dirname(real)
    if os.path.isdir(path):
        raise RecycError(UNWRITABLE, "a directory stands where the file should go", where)
    if not os.path.isdir(folder):
        raise RecycError(
            UNWRITABLE, "the folder does not exist", where, f"create {os.path.dirname(path) or folder} first"
        )
    check_place(real, where)


def apart(path: str, settings: Settings, flag: str) -> None:
    """Refuse a result that would be written over another file of the same command."""
    result = settings.text("output")
    if result and real_path(result) == real_path(path):
        raise RecycError(
            "E112", f"{flag} and -o name the same file", f"-o {result}", "give the result a file of its own"
        )


def write_stdout(result: str | bytes) -> None:
    """Write the whole result; a character that the terminal cannot show becomes a question mark."""
    if sys.stdout is None:
        raise RecycError(UNWRITABLE, "standard output is closed", hint="write to a file: -o FILE")
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        if isinstance(result, bytes):
            sys.stdout.buffer.write(result)
        else:
            sys.stdout.write(result.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RecycError(UNWRITABLE, f"cannot write: {error.strerror or error}", "standard output") from None


def on_terminal() -> bool:
    """Tell whether results go to a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def _unicode() -> bool:
    """Tell whether standard output can show lines and marks."""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    return encoding.lower().replace("-", "").startswith("utf")


def coloured() -> bool:
    """Tell whether standard output shows colours: a terminal, unless NO_COLOR or a dumb one says no."""
    return on_terminal() and not (os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb")


def _into_file() -> bool:
    """Tell whether stdout is a file: it looks the same whatever terminal it was written from."""
    try:
        return sys.stdout is not None and stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def width() -> int:
    """Return the columns of the terminal, or those that a pipe is told to have."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal():
        return max(NARROWEST, int(columns[:_DIGITS]))
    try:
        return max(NARROWEST, os.get_terminal_size(1).columns) if on_terminal() else NARROWEST
    except (OSError, ValueError):
        return NARROWEST


def asked_options(settings: Settings, own: tuple[Option, ...] = ()) -> Asked:
    """Return the options of a question that stand on the command line: what environment and files say holds anyway."""
    rows = [(row.axis, option) for row in KEYWORDS for option in row.options if option.help]
    names = {each.name for each in own}
    asked = [*(("", each) for each in own if each.group != PLACE), *(row for row in rows if row[1].name not in names)]
    asked += [(WAY, each) for each in own if each.group == PLACE]
    found = ((axis, option, settings.get(option.name)) for axis, option in asked)
    return tuple(
        (axis, option.flags[0] if option.flags else "", setting.items)
        for axis, option, setting in found
        if setting and setting.where == shown(option.name)
    )

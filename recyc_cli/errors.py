"""Defines the error a user may cause: what went wrong, where, and what to do about it."""

from __future__ import annotations

from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BUG_EXIT, USAGE, DATA = 1, 2, 3
"""Exit codes."""
BUG = "E999"


class RecycError(Exception):
    """A fault of the command line (codes E1xx, exit 2) or of input data (E3xx, exit 3).

    >>> error = RecycError("E305", "unknown unit 'USD/kgg'", "deck.toml: metals.nickel", "did you mean USD/kg?")
    >>> str(error)
    "deck.toml: metals.nickel: unknown unit 'USD/kgg' (did you mean USD/kg?)"
    >>> error.exit_code
    3
    """

    __slots__ = ("code", "exit_code", "given", "hint", "message", "reason", "where")

    def __init__(
        self, code: str, message: str, where: str = "", hint: str = "", exit_code: int = 0, reason: str = "",
        given: str = "",
    ) -> None:  # fmt: skip
        super().__init__(code, message, where, hint, exit_code, reason, given)
        self.code = code
        self.message = message
        self.where = where
        self.hint = hint
        self.reason = reason
        """Why alone, of a message that also names what does not go together; else empty."""
        self.given = given
        """The word that is unknown, where that is the fault: a command line is searched for it; else empty."""
        self.exit_code = exit_code or (USAGE if code.startswith("E1") else DATA)

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return where + self.message + hint

    @property
    def errors(self) -> list[RecycError]:
        """Itself in a list, so that one error and many are handled alike."""
        return [self]


class RecycErrors(Exception):  # noqa: N818 - the plural of RecycError
    """All the faults of a file (or of a command line), raised at once."""

    __slots__ = ("errors",)

    def __init__(self, errors: Iterable[RecycError]) -> None:
        self.errors = list(errors)
        super().__init__(self.errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)

    @property
    def exit_code(self) -> int:
        """The exit code of the first fault."""
        return self.errors[0].exit_code if self.errors else DATA


def nearest(name: str, names: Iterable[str], count: int = 3) -> list[str]:
    """Return up to `count` of `names` that look like `name`, the likeliest first.

    >>> nearest("nmc62", ["lfp", "nmc622", "nmc811"])
    ['nmc622']
    """
    from difflib import get_close_matches

    spelled = {known.lower(): known for known in sorted(names, reverse=True)}
    matches = get_close_matches(name.lower(), spelled, count, 0.8) or get_close_matches(
        name.lower(), spelled, count, 0.6
    )
    return [spelled[match] for match in matches]


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return a hint that suggests the nearest names, or nothing.

    >>> did_you_mean("nikel", ["nickel", "cobalt"])
    'did you mean nickel?'
    >>> did_you_mean("qqq", ["nickel"])
    ''
    """
    matches = nearest(name, names)
    return f"did you mean {' or '.join(matches)}?" if matches else ""

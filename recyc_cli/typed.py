"""Hands on words of `typing` without that library, which would cost a fifth of a start."""

from __future__ import annotations

__all__ = ["TYPE_CHECKING", "Any", "Literal", "NoReturn", "TypeAlias", "TypeVar", "cast", "dataclass_transform"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, NoReturn, TypeAlias, TypeVar, cast, dataclass_transform
else:
    Any = Literal = NoReturn = TypeAlias = object
    """Stand in annotations alone, which nobody reads as the program runs."""

    def TypeVar(name: str, *bounds: object) -> str:  # noqa: ARG001, N802 - as `typing` calls it
        """Return the name of a type."""
        return name

    def cast(kind: str, value: object) -> object:  # noqa: ARG001
        """Return the value as it is."""
        return value

    def dataclass_transform(**said: object) -> object:  # noqa: ARG001
        """Return what leaves a class as it is."""
        return lambda kind: kind

"""Shows on a terminal how far something is, once it takes more than a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

PATIENCE = 1.0
"""Seconds in which nothing is shown."""


class Progress:
    """A line on stderr that is gone when the work is done."""

    def __init__(self, what: str) -> None:
        self._what, self._start = what, time.monotonic()
        self._shown: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        return self

    def at(self, count: int) -> None:
        """Show how much is done."""
        if self._shown is None and time.monotonic() - self._start > PATIENCE:
            from rich.console import Console
            from rich.progress import Progress as Bar
            from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} {task.description}"), TimeElapsedColumn())
            self._shown = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._shown.add_task(self._what, total=None)
            self._shown.start()
        if self._shown is not None:
            self._shown.update(self._task, completed=count)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown is not None:
            self._shown.stop()

"""Writes blocks in a thread of its own while the next ones are quoted."""

from __future__ import annotations

from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ALIVE = 3
"""Blocks that there are at once: one is written, one waits, one is made."""


class Behind:
    """Does work in the order it is given; one piece waits at most.

    Signals interrupt the first thread alone, so what is done here is done whole.
    """

    def __init__(self) -> None:
        self._queue: Queue[Callable[[], None] | None] = Queue(ALIVE - 2)
        self._fault: BaseException | None = None
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def do(self, work: Callable[[], None]) -> None:
        """Give work to do; raises what earlier work has raised, after which none is done."""
        if self._fault:
            raise self._fault
        self._queue.put(work)

    def end(self) -> None:
        """Wait until all is done; raises what work has raised."""
        self._queue.put(None)
        self._thread.join()
        if self._fault:
            raise self._fault

    def _serve(self) -> None:
        while (work := self._queue.get()) is not None:
            if self._fault is None:
                try:
                    work()
                except BaseException as error:  # noqa: BLE001 - it is raised again where the work comes from
                    self._fault = error

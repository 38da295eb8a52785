"""Quotes blocks in processes of their own, in memory that they share with the first.

A thread more would not help: a program is a thousand short statements, and threads wait for each other between them.
A worker ends when the other end of its pipe is gone, whatever ended that.
"""

from __future__ import annotations

import signal
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from recyc_cli.engine.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from recyc_cli.batch.asked import Asked
    from recyc_cli.engine.columns import Block, Rooms
    from recyc_cli.engine.lots import Quoted
    from recyc_cli.engine.programs import Programs


def quoted_by_workers(
    blocks: Iterator[Block], asked: Asked, programs: Programs, rooms: Rooms, jobs: int
) -> Iterator[tuple[Block, Quoted]]:
    """Yield blocks and what they come to, in their order.

    Args:
        blocks: of so many rows at most.
        asked: what is asked of them.
        programs: take what the workers prepare.
        rooms: where what they come to is laid.
        jobs: processes at work.
    """
    workers = [_Worker(asked, programs, rooms) for _ in range(jobs)]
    waiting: list[tuple[_Worker, Block]] = []
    try:
        for number, block in enumerate(blocks):
            worker = workers[number % jobs]
            if len(waiting) == jobs:
                first, sent = waiting.pop(0)
                yield sent, first.receive()
            worker.send(block)
            waiting.append((worker, block))
        for worker, sent in waiting:
            yield sent, worker.receive()
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """A process that quotes one block at a time."""

    def __init__(self, asked: Asked, programs: Programs, rooms: Rooms) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._asked, self._programs, self._rooms = asked, programs, rooms
        self._shared: Shared | None = None
        self._process = context.Process(target=_serve, args=(theirs, asked), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, block: Block) -> None:
        if self._shared is None:
            self._shared = Shared.made(block, len(self._asked.columns), self._rooms.rows)
        self._pipe.send(self._shared.put(block))

    def receive(self) -> Quoted:
        said = self._pipe.recv()
        if isinstance(said, BaseException):
            raise said
        answer, prepared = said
        self._programs.take(prepared)
        assert self._shared is not None  # noqa: S101 - something was sent
        return self._shared.taken(answer, self._rooms.next(answer.rows))

    def end(self) -> None:
        """Let the process end; what it is at work on is nobody's any more."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()
        if self._shared is not None:
            self._shared.close()


def _serve(pipe: Connection, asked: Asked) -> None:
    """Quote blocks until nobody is left to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked is told, and ends the workers
    with suppress(EOFError, OSError):
        programs = lots = None
        while True:
            message: Any = pipe.recv()
            try:
                programs = programs or asked.programs()
                lots = lots or asked.lots(programs)
                shared = Shared.attached(message)
                answer = shared.give(lots.quote(shared.block(message), shared.room(message)))
                said: Any = answer, programs.handed_over()
            except Exception as error:  # noqa: BLE001 - it is raised again by whoever asked
                said = error
            pipe.send(said)

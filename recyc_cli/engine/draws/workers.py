"""Runs the blocks of a plan on several cores, this process beside others.

What comes out does not depend on how many there are, for a block is drawn by its number and put in its place.
"""

from __future__ import annotations

import signal
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from recyc_cli.engine.draws.normals import BLOCK
from recyc_cli.engine.draws.sampler import Runner, Sampled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from recyc_cli.engine.columns import Numbers
    from recyc_cli.engine.draws.sampler import Plan

FEW = 24
"""Blocks up to which another process takes longer to start than it saves."""


def sampled(plan: Plan, jobs: int = 1, told: Callable[[int], None] = lambda _: None) -> Sampled:
    """Return the margins of all draws, and how they go with what is drawn.

    Args:
        plan: what is sampled.
        jobs: processes at work.
        told: is called with the number of draws that are done.
    """
    margins = np.empty((len(plan.cases), plan.draws))
    kept: dict[int, Numbers | float] = {}
    done = 0
    for number, block in _blocks(plan, jobs if plan.blocks > FEW else 1):
        start, rows = number * BLOCK, block.margins.shape[1]
        margins[:, start : start + rows] = block.margins
        kept[number] = block.products if number * BLOCK < plan.studied else 0.0
        done += rows
        told(done)
    products = np.zeros((len(plan.joint.draws), len(plan.cases)))
    for number in sorted(kept):
        products += kept[number]
    return Sampled(margins, products)


def _blocks(plan: Plan, jobs: int) -> Iterator[tuple[int, Sampled]]:
    """Yield blocks, each with its number, in the order in which they get done."""
    pipes = []
    context = get_context("spawn")
    workers = []
    try:
        for place in range(1, jobs):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, plan, place, jobs), daemon=True)
            process.start()
            theirs.close()
            pipes.append(ours)
            workers.append(process)
        runner = Runner(plan)
        waiting = dict.fromkeys(number for place in range(1, jobs) for number in range(place, plan.blocks, jobs))
        for number in range(0, plan.blocks, jobs):
            yield number, runner.block(number)
            for pipe in pipes:
                while waiting and pipe.poll():
                    yield _received(pipe, waiting)
        for place, pipe in enumerate(pipes, 1):
            while any(number % jobs == place for number in waiting):
                yield _received(pipe, waiting)
    finally:
        for pipe in pipes:
            pipe.close()
        for process in workers:
            process.terminate()
            process.join()


def _received(pipe: Connection, waiting: dict[int, None]) -> tuple[int, Sampled]:
    number, block = pipe.recv()
    if isinstance(block, BaseException):
        raise block
    del waiting[number]
    return number, Sampled(*block)


def _serve(pipe: Connection, plan: Plan, place: int, jobs: int) -> None:
    """Compute every so manieth block until all are done, or nobody is left to take them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked is told, and ends the workers
    with suppress(EOFError, OSError):
        try:
            runner = Runner(plan)
            for number in range(place, plan.blocks, jobs):
                pipe.send((number, tuple(runner.block(number))))
        except Exception as error:  # noqa: BLE001 - it is raised again by whoever asked
            pipe.send((-1, error))

"""Starts the program for `recyc` and `python -m recyc_cli`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from recyc_cli.version import __version__

INTERRUPTED = 130


def main() -> None:
    """Answer `--version` at once, without importing anything; hand everything else to the command line.

    A quote lives for a tenth of a second: collecting garbage and taking the interpreter down piece by piece would
    take a fifth of that. So the first is off, and the second is left to the operating system.
    """
    if sys.argv[1:] in (["--version"], ["-V"]) and _written(f"recyc {__version__}\n"):
        return
    gc.disable()
    try:
        from recyc_cli.cli.app import run_command

        code = run_command(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    _leave(code)


def _written(text: str) -> bool:
    """Write a line to stdout; tell whether it is there, for else the command line says why not."""
    if sys.stdout is None:
        return False
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        return False
    return True


def _leave(code: int) -> None:
    """End the process with everything written; what cannot be written has been told by then, if anybody listens."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()

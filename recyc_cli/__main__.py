"""The door: `recyc` and `python -m recyc_cli`."""

from __future__ import annotations

import sys

from recyc_cli import __version__

INTERRUPTED = 130


def main() -> None:
    """Answer `--version` at once, without importing anything; hand everything else to the command line."""
    if sys.argv[1:] in (["--version"], ["-V"]) and sys.stdout is not None:
        sys.stdout.write(f"recyc {__version__}\n")
        return
    try:
        from recyc_cli.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()

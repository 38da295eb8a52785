"""What holds for any command line, however odd: an answer or a refusal, and never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.app import run_command

if TYPE_CHECKING:
    import pytest


def answered_or_refused(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    """Run a command line: something stands on stdout just where it ended well."""
    capsys.readouterr()
    code = run_command(argv)
    ran = capsys.readouterr()
    assert code in (0, 2, 3), (argv, ran.err)
    assert bool(ran.out) == (code == 0), argv
    assert code == 0 or "error" in ran.err, argv
    assert "Traceback" not in ran.err

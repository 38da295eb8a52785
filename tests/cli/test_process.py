"""The program as a process: entry point, pipes, closed streams, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

RECYC = [sys.executable, "-m", "recyc_cli"]
QUOTE = [*RECYC, "quote", "nmc622", "--route", "hydro"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX pipes and signals")


def shell(script: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "RECYC": " ".join(RECYC)}
    return subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, env=environ, check=False)


def test_results_and_warnings_part() -> None:
    ran = subprocess.run([*QUOTE, "--json"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert ran.stdout.startswith("{")
    assert ran.stderr.startswith("! ")


def test_plain_when_piped() -> None:
    ran = subprocess.run([*QUOTE, "-q"], capture_output=True, text=True, check=True)
    assert "\x1b" not in ran.stdout
    assert "\N{BOX DRAWINGS LIGHT HORIZONTAL}" not in ran.stdout


@pytest.mark.parametrize("arguments", ["--json", "-v", "--format csv"])
def test_a_closed_pipe_is_quiet(arguments: str) -> None:
    nobody_reads, pipe = os.pipe()
    os.close(nobody_reads)
    ran = subprocess.run([*QUOTE, "-q", *arguments.split()], stdout=pipe, stderr=subprocess.PIPE, check=False)
    os.close(pipe)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_closed_streams() -> None:
    assert shell("$RECYC quote nmc622 --route hydro -q >&-").returncode == 2
    assert shell("$RECYC quote nmc622 --rout hydro 2>&-").returncode == 2
    assert shell("$RECYC --version >&-").stderr.count("Traceback") == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk() -> None:
    ran = shell("$RECYC quote nmc622 --route hydro -q > /dev/full")
    assert ran.returncode == 2
    assert "No space left" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_interrupt() -> None:
    """Nobody reads what the program writes: the pipe fills, and it waits until Ctrl-C."""
    # a shell's background jobs ignore Ctrl-C, and what they start inherits that
    heed = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    all_of_it = [*RECYC, "compare", "--json", "-q"]
    process = subprocess.Popen(all_of_it, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heed)  # noqa: PLW1509 - no threads here
    assert process.stdout is not None
    process.stdout.read(1)  # it writes, more than a pipe holds
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, b"")


def test_undecodable_arguments() -> None:
    ran = subprocess.run([*QUOTE, b"--prices", b"\xff\xfe"], capture_output=True, check=False)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


def test_version_without_the_command_line() -> None:
    code = "import sys; sys.argv = ['recyc', '--version']; from recyc_cli.__main__ import main; main()"
    code += "; print('typer' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "False"

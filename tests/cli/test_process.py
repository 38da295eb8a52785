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


LFP, WRONG = "quote lfp --route hydro", "quote lfp --rout hydro"
STREAMS: dict[str, tuple[int, str]] = {
    "--version >&-": (2, "standard output is closed"),
    "--version >/dev/full": (2, "No space left"),
    f"{LFP} >&-": (2, "standard output is closed"),
    f"{LFP} >/dev/full": (2, "No space left"),
    f"{LFP} 2>/dev/full": (0, ""),
    f"{WRONG} --json 2>/dev/full": (2, ""),
    f"{LFP} <&- >&- 2>&-": (2, ""),
}
MORE: dict[str, tuple[int, str]] = {
    "--version 2>&-": (0, ""),
    "--version >&- 2>&-": (2, ""),
    "-h >/dev/full": (2, "No space left"),
    "guide buyer >&-": (2, "standard output is closed"),
    f"{LFP} 2>&-": (0, ""),
    f"{LFP} >/dev/full 2>/dev/full": (2, ""),
    f"{LFP} -o $(mktemp -d)/lfp.csv >&- 2>/dev/full": (0, ""),
    f"{WRONG} 2>&-": (2, ""),
    f"{WRONG} 2>/dev/full": (2, ""),
    "explain E101 --json >/dev/full": (2, "No space left"),
    "--show-completion bash >/dev/full": (2, "No space left"),
}
"""What is closed or full where recyc writes, what it ends with, and what it says of it where it can."""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("line", [*STREAMS, *(pytest.param(line, marks=pytest.mark.slow) for line in MORE)])
def test_streams_that_are_closed_or_full(line: str) -> None:
    code, said = {**STREAMS, **MORE}[line]
    ran = shell(f"$RECYC {line}")
    assert ran.returncode == code, ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "E999" not in ran.stderr


GONE = {"--version": 0, f"{LFP} -q": 0, f"{LFP} -o lfp.csv": 2}
MORE_GONE = {
    f"{LFP} --save lfp.json": 2,
    "compare -q": 0,
    "presets list": 0,
    "presets check": 0,
    "presets new region --from us --as mine": 2,
    "presets import prices.csv --as mine": 3,
    "config": 0,
    "config --init": 2,
    "replay lfp.json": 3,
}


@pytest.mark.parametrize("line", [*GONE, *(pytest.param(line, marks=pytest.mark.slow) for line in MORE_GONE)])
def test_a_folder_that_is_gone(line: str) -> None:
    ran = shell(f'folder=$(mktemp -d); cd "$folder"; rmdir "$folder"; $RECYC {line}')
    assert ran.returncode == {**GONE, **MORE_GONE}[line], ran.stderr
    assert "Traceback" not in ran.stderr
    assert bool(ran.returncode) == ("error[E" in ran.stderr)


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

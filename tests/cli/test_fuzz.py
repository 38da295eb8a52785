"""Command lines drawn by the table of options: answered or refused, never a fault of the program, no number unbounded.

`FUZZ_LINES=100000 FUZZ_SEED=another pytest -n 0 -m slow -s tests/cli/test_fuzz.py` draws more and tells the exit codes.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fuzzed
import pytest
from few import few
from fuzz_values import BESIDE

from recyc_cli.cli.app import run_command

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK, PART, SLOW = 150, 2500, int(os.environ.get("FUZZ_LINES", "10000"))
SEED = os.environ.get("FUZZ_SEED", "command lines")
PRICED = ("quote", "compare", "breakeven", "explain", "finance", "sweep", "simulate", "sensitivity", "batch", "blend",
    "outlook", "comply", "certificate")  # fmt: skip
CHECK_FAILED = 4
BINARY = (".parquet", ".sqlite", ".db")
UNBOUNDED = re.compile("(?<![\\w./=-])[-+\N{MINUS SIGN}]?(nan|inf|infinity|\N{INFINITY})(?![\\w=-])", re.IGNORECASE)
REPEATED = ["config"], ["guide"]
"""Commands that say texts: a lag of `inf` as it was set, what a page says of NaN."""
PROGRAM = re.compile("<script>.*?</script>", re.DOTALL)
"""What computes on a page: it has a word for no number. The page's numbers stand apart from it, as JSON."""
SAVED = "quote lfp --route hydro --packs 20 --save ../in/saved.json --dated 2026-11-24 -q"


@pytest.fixture
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in a folder beside one with files to read, with an empty stdin."""
    (tmp_path / "in").mkdir()
    for name, text in BESIDE.items():
        (tmp_path / "in" / name).write_text(text, "utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO())))
    monkeypatch.setenv("PAGER", "cat")
    assert run_command(SAVED.split()) == 0


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("part", few(range(3), 3))
def test_drawn_lines_are_answered_or_refused(capsys: pytest.CaptureFixture[str], part: int) -> None:
    tried(capsys, fuzzed.lines(SEED, QUICK)[part::3])


@pytest.mark.slow
@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("part", range(SLOW // PART))
def test_thousands_of_drawn_lines_are_answered_or_refused(capsys: pytest.CaptureFixture[str], part: int) -> None:
    codes = tried(capsys, fuzzed.lines(f"{SEED} {part}", PART))
    with capsys.disabled():
        print(f"\nlines by exit code, part {part}: {dict(codes)}")  # noqa: T201 - for whoever asks with -s


def tried(capsys: pytest.CaptureFixture[str], lines: list[list[str]]) -> Counter[Any]:
    """Run lines; a third at least are quoted."""
    codes: Counter[Any] = Counter()
    faults = []
    for argv in lines:
        capsys.readouterr()
        code = run_command(argv)
        out, err = capsys.readouterr()
        codes[code] += 1
        codes["quoted"] += code == 0 and set(argv[:1]) <= set(PRICED) and not {"-h", "--help"} & set(argv)
        said = fault(code, "" if argv[:1] in REPEATED else out, err)
        if said:
            faults.append(f"{argv}: {said}")
        swept()
    assert not faults, f"{len(faults)} faults, {dict(codes)}:\n" + "\n".join(faults[:20])
    assert codes["quoted"] >= len(lines) / 3
    return codes


def fault(code: int, out: str, err: str) -> str:
    """Say what is wrong with what a line did; nothing where all is well."""
    if code not in (0, 2, 3) and not (code == CHECK_FAILED and "--fail" in err):
        return f"exit {code}: {err[-300:]}"
    if "Traceback" in out + err:
        return "a traceback"
    for text in (out, *written()):
        if found := unbounded(text):
            return f"a number without bounds: {found}"
    return ""


def unbounded(text: str) -> str:
    """Find an infinite number, or one that is none: in JSON as a number, elsewhere as a word of its own."""
    if text.startswith("{"):
        met: list[str] = []
        json.loads(text, parse_constant=met.append)
        return ", ".join(met)
    found = UNBOUNDED.search(PROGRAM.sub("", text))
    return found.string[max(found.start() - 60, 0) : found.end() + 20] if found else ""


def written() -> Iterator[str]:
    """Return the texts of the files that a line wrote; of a workbook its sheets."""
    for path in Path().rglob("*"):
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as book:
                yield from (book.read(name).decode() for name in book.namelist() if "sheet" in name)
        elif path.is_file() and path.suffix not in BINARY:
            yield path.read_text("utf-8")


def swept() -> None:
    """Empty the folder again."""
    for path in Path().iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()

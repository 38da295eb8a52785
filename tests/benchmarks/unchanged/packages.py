"""Two packages built and installed apart, and what each answers on its command line.

The reference is built from its commit once and kept, with its answers; the checkout is built anew each time, from its
files as they are, committed or not. Both stand on the same versions of other packages.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FORMS = ("json", "csv", "xlsx")
BIN, SUFFIX = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")


def reference_package(root: Path, commit: str, cache: Path) -> Path:
    """Return the folder of a commit's package, built and installed in `venv` there unless it is already."""
    commit = _run(["git", "-C", root, "rev-parse", "--verify", f"{commit}^{{commit}}"]).decode().strip()
    folder = cache / f"{commit[:12]}-py{sys.version_info.major}.{sys.version_info.minor}"
    if (folder / "versions.txt").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    archive = _run(["git", "-C", root, "archive", "--format=tar", commit])
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder / "source", filter="data")
    _run([*_pip(folder), "install", "--quiet", _wheel(folder, folder / "source")])
    versions = _run([*_pip(folder), "freeze", "--exclude", "recyc"])
    (folder / "versions.txt").write_bytes(versions)
    return folder


def package_of_checkout(root: Path, cache: Path, reference: Path) -> Path:
    """Return the folder of the package of the files at hand, with the reference's versions of what both depend on."""
    folder = cache / "checkout"
    install = [*_pip(folder), "install", "--quiet"]
    wheel = _wheel(folder, root)
    _run([*install, "--no-deps", "--force-reinstall", wheel])
    _run([*install, "--constraint", reference / "versions.txt", wheel])
    return folder


def ask_reference(folder: Path, files: Mapping[str, str], first: Iterable[str], cases: Mapping[str, str]) -> None:
    """Write the files that are given, run the first commands and answer every case, unless it was done before."""
    mark, work = folder / "asked.txt", folder / "work"
    table = repr((FORMS, files, first, cases))
    if mark.exists() and mark.read_text(encoding="utf-8") == table:
        return
    mark.unlink(missing_ok=True)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    for name, text in files.items():
        (work / name).write_text(text, encoding="utf-8")
    for command in first:
        _run([_program(folder), *shlex.split(command)], work)
    answer_all(folder, cases)
    refused = sorted(path.stem for path in work.glob("answers/*.err") if not path.read_bytes().startswith(b"exit: 0"))
    if refused:
        raise SystemExit(f"the reference refuses {', '.join(refused)}")
    mark.write_text(table, encoding="utf-8")


def copy_work(reference: Path, folder: Path) -> None:
    """Give a package the files that the reference reads, but none of its answers."""
    shutil.rmtree(folder / "work", ignore_errors=True)
    shutil.copytree(reference / "work", folder / "work", ignore=shutil.ignore_patterns("answers"))


def answer_all(folder: Path, cases: Mapping[str, str]) -> None:
    """Run every case in every form, each in a process of its own, into `work/answers`.

    Beside an answer `NAME.FORM` stands `NAME.FORM.err`: the exit code and what went to stderr.
    """
    (folder / "work" / "answers").mkdir(exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        tasks = [pool.submit(_answer, folder, name, shlex.split(cases[name]), form) for name in cases for form in FORMS]
    for task in tasks:
        task.result()


def _answer(folder: Path, name: str, argv: list[str], form: str) -> None:
    """Run one case in one form: a workbook goes to a file, what else there is to stdout."""
    work, file = folder / "work", f"answers/{name}.{form}"
    more = ["-o", file] if form == "xlsx" else ["--format", _name(folder, form)]
    ran = subprocess.run([_program(folder), *argv, *more], cwd=work, env=_alone(work), capture_output=True, check=False)
    (work / f"{file}.err").write_bytes(b"exit: %d\n" % ran.returncode + ran.stderr)
    if form != "xlsx":
        (work / file).write_bytes(ran.stdout)


def _name(folder: Path, form: str) -> str:
    """Return how a package calls a form: the CSV of one number a row has a name of its own where there is another."""
    apart = any((folder / "venv").glob("**/recyc_cli/render/forms/as_csv_long.py"))
    return "csv-long" if form == "csv" and apart else form


def _wheel(folder: Path, source: Path) -> Path:
    """Build a wheel of a source tree and return where it lies."""
    if not (folder / "venv").exists():
        _run([sys.executable, "-m", "venv", folder / "venv"])
    shutil.rmtree(folder / "wheel", ignore_errors=True)
    _run([*_pip(folder), "wheel", "--quiet", "--no-deps", "--wheel-dir", folder / "wheel", source])
    return next((folder / "wheel").glob("*.whl"))


def _pip(folder: Path) -> list[str | Path]:
    return [folder / "venv" / BIN / f"python{SUFFIX}", "-m", "pip", "--disable-pip-version-check"]


def _program(folder: Path) -> Path:
    return folder / "venv" / BIN / f"recyc{SUFFIX}"


def _alone(home: Path) -> dict[str, str]:
    """Return an environment with nobody's settings."""
    ours = ("RECYC_", "PYTHON", "COLUMNS", "NO_COLOR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "XDG_CONFIG_HOME": str(home / "nobody"), "XDG_CACHE_HOME": str(home / "nobody")}


def _run(argv: list[str | Path], folder: Path | None = None) -> bytes:
    """Run a command that must succeed and return what it wrote."""
    env = None if folder is None else _alone(folder)
    ran = subprocess.run(argv, cwd=folder, env=env, capture_output=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{shlex.join(map(str, argv))}\n{ran.stderr.decode()}")
    return ran.stdout

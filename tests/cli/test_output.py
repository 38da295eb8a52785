"""Where results go: `-o` writes whole files or nothing, stdout carries results alone."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

HYDRO = ("quote", "nmc622", "--route", "hydro")


def files() -> list[str]:
    return [path.name for path in Path().iterdir()]


def test_json_file(recyc: Callable[..., Any]) -> None:
    ran = recyc(*HYDRO, "-o", "out.json")
    assert (ran.code, ran.out) == (0, "")
    assert "wrote out.json" in ran.err
    assert json.loads(Path("out.json").read_text())["schema"] == "recyc.quote/1"
    assert files() == ["out.json"]


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("out.csv", "chemistry,form,"),
        ("out.md", "# NMC622"),
        ("OUT.JSON", '{\n  "schema"'),
        ("out.html", "<!DOCTYPE html>"),
        ("out.HTM", "<!DOCTYPE html>"),
    ],
)
def test_suffix_decides(recyc: Callable[..., Any], name: str, starts: str) -> None:
    assert recyc(*HYDRO, "-q", "-o", name) == (0, "", "")
    assert Path(name).read_text().startswith(starts)


def test_a_text_file_is_the_screen(recyc: Callable[..., Any]) -> None:
    assert recyc(*HYDRO, "-q", "-o", "out.txt").code == 0
    shown = recyc(*HYDRO, "-q", "--format", "plain").out
    assert Path("out.txt").read_text().startswith(shown.rstrip("\n"))


def test_same_bytes_as_stdout(recyc: Callable[..., Any]) -> None:
    recyc(*HYDRO, "-o", "out.json")
    assert recyc(*HYDRO, "--json").out == Path("out.json").read_text()
    assert recyc(*HYDRO, "--format", "json", "-o", "-").out == Path("out.json").read_text()


@pytest.mark.parametrize("name", ["out.xls", "out.xhtml", "out", "out.JSONL"])
def test_other_suffixes_are_refused(recyc: Callable[..., Any], name: str) -> None:
    ran = recyc(*HYDRO, "-o", name)
    assert ran.code == 2
    assert ".json .csv .md .html .htm .svg .xlsx .txt" in ran.err
    assert not files()


def test_format_and_suffix_disagree(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert recyc(*HYDRO, "--format", "md", "-o", "out.csv").code == 2
    monkeypatch.setenv("RECYC_FORMAT", "md")
    assert recyc(*HYDRO, "-o", "out.csv").code == 0


def test_directory_and_missing_folder(recyc: Callable[..., Any]) -> None:
    Path("out.json").mkdir()
    assert "directory" in recyc(*HYDRO, "-o", "out.json").err
    assert "does not exist" in recyc(*HYDRO, "-o", "none/out.json").err
    assert files() == ["out.json"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_read_only(recyc: Callable[..., Any]) -> None:
    Path("shut").mkdir(mode=0o500)
    assert recyc(*HYDRO, "-o", "shut/out.json").code == 2


def test_a_failed_write_leaves_the_old_file(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out.json").write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    ran = recyc(*HYDRO, "-o", "out.json")
    assert ran.code == 2
    assert "No space left" in ran.err
    assert Path("out.json").read_text() == "old"
    assert files() == ["out.json"]


def test_keeps_mode_and_follows_links(recyc: Callable[..., Any]) -> None:
    Path("real.json").write_text("old")
    Path("real.json").chmod(0o640)
    Path("link.json").symlink_to("real.json")
    assert recyc(*HYDRO, "-o", "link.json").code == 0
    assert Path("link.json").is_symlink()
    assert Path("real.json").stat().st_mode & 0o777 == 0o640
    assert json.loads(Path("real.json").read_text())


def test_a_name_as_long_as_names_may_be(recyc: Callable[..., Any]) -> None:
    name = "\N{BATTERY}" * 62 + ".json"  # 253 bytes of 255
    assert recyc(*HYDRO, "-q", "-o", name).code == 0
    assert files() == [name]


def test_bad_input_leaves_no_file(recyc: Callable[..., Any]) -> None:
    assert recyc("quote", "nmc62", "--route", "hydro", "-o", "out.csv").code == 2
    assert not files()


def test_warnings_go_to_stderr(recyc: Callable[..., Any]) -> None:
    ran = recyc(*HYDRO, "--json")
    messages = [warning["message"] for warning in json.loads(ran.out)["warnings"]]
    assert messages
    assert ran.err.startswith("! ")
    assert [message for message in messages if message in ran.err] == [], "the data hold them already"
    assert not recyc(*HYDRO, "--json", "-q").err


def test_a_narrow_encoding(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    assert recyc("compare", "lfp", "--format", "table", "-q").code == 0
    text = raw.getvalue().decode("ascii")
    assert "\n~ " in text
    assert "-----" in text


def test_bytes_are_written_as_they_are(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from recyc_cli.cli.output.target import Target, deliver
    from recyc_cli.render.look import Look

    deliver(b"\x00\xff", Target("out.bin", Look("json"), quiet=True))
    assert Path("out.bin").read_bytes() == b"\x00\xff"
    deliver(b"\x00\xff", Target("", Look("json"), quiet=True))
    assert capfdbinary.readouterr().out == b"\x00\xff"

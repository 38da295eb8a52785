"""How the reports look. The samples are fixed, so only a change of the drawing moves a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli.cli.command_table import COMMANDS
from recyc_cli.render.look import Look
from recyc_cli.render.render import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from syrupy.assertion import SnapshotAssertion


@pytest.mark.parametrize("form", ["table", "plain", "md"])
def test_quote(report: dict[str, Any], snapshot: SnapshotAssertion, form: str) -> None:
    assert render(report, Look(form)) == snapshot


def test_quote_in_full(report: dict[str, Any], snapshot: SnapshotAssertion) -> None:
    assert render(report, Look("plain", verbose=True)) == snapshot


def test_comparison(comparison: dict[str, Any], snapshot: SnapshotAssertion) -> None:
    assert render(comparison, Look("table")) == snapshot
    assert render(comparison, Look("table", unicode=False)) == snapshot
    assert render(comparison, Look("plain", verbose=True)) == snapshot
    assert render(comparison, Look("table", width=120)) == snapshot
    assert render(comparison, Look("md")) == snapshot


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("unicode", [True, False])
def test_every_terminal(
    report: dict[str, Any],
    comparison: dict[str, Any],
    snapshot: SnapshotAssertion,
    *,
    width: int,
    colour: bool,
    unicode: bool,
) -> None:
    for each in (report, comparison):
        drawn = render(each, Look("table", width=width, colour=colour, unicode=unicode))
        assert drawn == snapshot
        assert ("\x1b" in drawn) == colour
        assert drawn.isascii() or unicode


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help(recyc: Callable[..., Any], snapshot: SnapshotAssertion, command: str, flag: str) -> None:
    assert recyc(*command.split(), flag).out == snapshot

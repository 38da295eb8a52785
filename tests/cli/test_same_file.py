"""What a result is does not depend on the terminal it was asked from, and no form shows a number without end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ENDLESS = {
    "a burden": "region.grid.energy.coal=1.7e308MJ/MJ",
    "a burden of the cathode": "chemistries.nmc622.precursors.process_water=1.7e308",
    "an energy": "chemistries.nmc622.returning.2016-2020.pack_energy=1e-308",
}
QUOTE = ("quote", "nmc622", "--route", "hydro", "-q")


@pytest.mark.parametrize("name", ["routes.txt", "routes.md", "routes.html"])
def test_columns_do_not_change_a_file(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    written = set()
    for columns in ("40", "200", "9" * 30, ""):
        monkeypatch.setenv("COLUMNS", columns)
        assert recyc("compare", "lfp", "--route", "hydro", "--route", "direct", "-o", name, "-q").code == 0
        written.add(Path(name).read_bytes())
    assert len(written) == 1


FORMS = [("a burden", form) for form in ("json", "csv", "md", "plain", "table")]


@pytest.mark.parametrize(("what", "form"), [*FORMS, *((what, "csv") for what in ENDLESS if what != "a burden")])
def test_no_form_has_a_figure_without_end(recyc: Callable[..., Any], what: str, form: str) -> None:
    ran = recyc(*QUOTE, "--set", ENDLESS[what], "--format", form)
    assert (ran.code, ran.out) == (3, "")
    assert "E340" in ran.err


@pytest.mark.parametrize("name", ["endless.xlsx", "endless.html"])
def test_no_file_has_a_figure_without_end(recyc: Callable[..., Any], name: str) -> None:
    assert recyc(*QUOTE, "--set", ENDLESS["a burden"], "-o", name).code == 3
    assert recyc("compare", "nmc622", "--set", ENDLESS["a burden"], "-o", name).code == 3
    assert not Path(name).exists()

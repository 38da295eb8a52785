"""A screen of large amounts is told in thousands, sentences in full; what has no room is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recyc_cli.render.page import row
from recyc_cli.render.pages.screen.sections import screen_section

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

WON = ("quote", "nmc622", "--region", "korea", "--currency", "KRW", "-q")


@pytest.mark.parametrize("more", [(), ("--mass", "40t"), ("--route", "reuse"), ("--seat", "refiner")])
def test_won_are_told_in_thousands(recyc: Callable[..., Any], more: tuple[str, ...]) -> None:
    lines = recyc(*WON, *more, "--format", "plain").out.splitlines()
    assert any("1,000 KRW per tonne" in line for line in lines)
    assert "000 KRW/t" in lines[0]
    assert max(map(len, lines)) <= 80
    table = [line for line in lines if line.startswith(("cost  ", "margin  ", "value  "))]
    assert table
    assert all(len(word.replace(",", "").lstrip("-")) <= 6 for line in table for word in line.split()[1:])


def test_a_thousand_won_are_a_dollar_at_the_rate(recyc: Callable[..., Any]) -> None:
    """The same account in dollars, times the rate, in thousands: to the last digit shown."""
    dollars, won = (
        next(line for line in recyc(*WON[:4], *money, "-q").out.splitlines() if line.startswith("cost  ")).split()[-1]
        for money in ((), ("--currency", "KRW"))
    )
    rate = next(word for word in recyc(*WON).out.split("1 USD = ")[1].split())
    expected = float(dollars.replace(",", "")) * float(rate.replace(",", "")) / 1e3
    assert float(won.replace(",", "")) == pytest.approx(expected, abs=1.5)


def test_the_range_of_an_estimate_stays_beside_a_lot(recyc: Callable[..., Any]) -> None:
    line = next(line for line in recyc(*WON, "--mass", "40t").out.splitlines() if line.startswith("taken here"))
    assert " to " in line


def test_what_has_no_room_is_named() -> None:
    columns = ["x" * 20, "y" * 20, "z" * 20, "w" * 20]
    section = screen_section("what", columns, [row("a", "1", "2", "3", "4")], ["a note"])
    assert section.columns == ("what", *columns[:2], columns[3])
    assert section.notes == ["a note", f"left out for width: {columns[2]}"]
    assert section.rows[0].texts == ("a", "1", "2", "4")

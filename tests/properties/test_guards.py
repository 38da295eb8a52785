"""Where the model's equations end: shares that take all of the cost, and interest that goes to nothing."""

from __future__ import annotations

import numpy as np
import pytest

from recyc_cli import breakeven, quote
from recyc_cli.catalog.document import lookup
from recyc_cli.errors import RecycError

HYDRO = {"chemistry": "nmc622", "route": "hydro"}
REUSE = {"chemistry": "nmc622", "route": "reuse"}
SHARES = ("royalty=2", "royalty=98%", "working_capital_interest=8")


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("keywords", [HYDRO, REUSE])
def test_shares_that_take_more_than_all_of_the_cost_are_refused(keywords: dict[str, str], share: str) -> None:
    more = () if share != "royalty=98%" else ("method.operating.working_capital_interest=1",)
    with pytest.raises(RecycError) as caught:
        quote(**keywords, overrides=(f"method.operating.{share}", *more))
    assert caught.value.code == "E340"
    assert "take more than all of the cost" in caught.value.message


def test_a_royalty_beyond_the_cost_has_no_margin_to_break_even_with() -> None:
    found = breakeven("method.operating.royalty", start=0.0, end=3.0, **HYDRO)
    assert found.roots == []
    told = [x for x, lead in zip(found.values, found.leads, strict=True) if lead == lead]  # noqa: PLR0124 - false for NaN
    assert 0.9 < max(told) < 1.0

"""Formulas: what a spreadsheet would read otherwise is written so that it computes what the model did."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli.model.numbers.arithmetic import ceil, maximum, minimum, only_if, ratio, share_of, where
from recyc_cli.model.numbers.traced import Leaf, Traced
from recyc_cli.render.xlsx.behind import Behind
from recyc_cli.render.xlsx.formulas import DEEPEST, LONGEST, formulas


def leaf(value: float) -> Any:
    return Leaf("x", value, "1")


def formula(node: Traced) -> str:
    """Return the formula of a number, its inputs in A1, A2 …."""
    names: list[str] = []

    def spill(part: Traced) -> str:
        assert isinstance(part, Leaf)
        names.append(f"A{len(names) + 1}")
        return names[-1]

    _, texts = formulas([(node, "B1")], Behind([(node, None)]), spill)
    return texts[node.index]


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (lambda a, b: a - (b - 1.5), "A1-(A2-1.5)"),
        (lambda a, b: a - b - 1.5, "A1-A2-1.5"),
        (lambda a, b: a / (b * 3.0), "A1/(A2*3)"),
        (lambda a, b: a / b * 3.0, "A1/A2*3"),
        (lambda a, b: (a + b) * 2.0, "(A1+A2)*2"),
        (lambda a, b: a + (b + 2.0), "A1+(A2+2)"),
        (lambda a, b: -(a**2.0) + b, "-(A1^2)+A2"),
        (lambda a, b: a * -b, "A1*(-A2)"),
        (lambda a, b: a - -b, "A1-(-A2)"),
        (lambda a, b: a**b, "IF(A2=0,1,A1^A2)"),
        (lambda a, b: a**0.0 + b, "1+A2"),
        (lambda a, b: (a + 1.0) ** (b - 1.0), "IF(A2-1=0,1,(A1+1)^(A2-1))"),
        (lambda a, b: 2.0 ** (a**b), "2^IF(A2=0,1,A1^A2)"),
        (lambda a, b: a + b * -1.5, "A1+A2*(-1.5)"),
        (lambda a, b: maximum(a + 1.0, b), "MAX(A1+1,A2)"),
        (lambda a, b: minimum(a, b) * 2.0, "MIN(A1,A2)*2"),
        (lambda a, b: ceil(a / b), "-INT(-(A1/A2-1E-09))"),
        (lambda a, b: 10.0 / ceil(a) + b, "10/(-INT(-(A1-1E-09)))+A2"),
        (lambda a, b: where(a > b, a, 2.0 * b), "IF(A1>A2,A1,2*A2)"),
        (lambda a, b: where(a != b, a, float("nan")), 'IF(A1<>A2,A1,"n/a")'),
        (lambda a, b: ratio(a + 1.0, b, 0.0), "IF(A2=0,0,(A1+1)/A2)"),
        (share_of, 'IF(A2=0,"n/a",A1/A2)'),
    ],
)
def test_text(made: Any, text: str) -> None:
    assert formula(made(leaf(3.0), leaf(2.0))) == text


def test_shared_and_long_parts_get_cells_of_their_own() -> None:
    a, b = leaf(3.0), leaf(2.0)
    shared = a * b
    total: Any = shared + shared
    for _ in range(200):
        total = total + a * 2.0
    spilled: list[Traced] = []

    def spill(node: Traced) -> str:
        spilled.append(node)
        return f"A{len(spilled)}"

    homes, texts = formulas([(total, "B1")], Behind([(total, None)]), spill)
    assert shared.index in homes
    assert texts[shared.index] == "A1*A2"
    assert max(map(len, texts.values())) <= LONGEST + 20
    assert len(spilled) > 5


def test_deep_nests_get_cells_of_their_own() -> None:
    x = leaf(2.0)
    for _ in range(3 * DEEPEST):
        x = 1.0 / (1.0 + x)
    spilled: list[Traced] = []
    _, texts = formulas([(x, "B1")], Behind([(x, None)]), lambda node: spilled.append(node) or f"A{len(spilled)}")  # type: ignore[func-returns-value]
    assert max(text.count("(") for text in texts.values()) <= DEEPEST


def test_the_first_cell_of_a_number_is_its_home() -> None:
    total = leaf(1.0) + 2.0
    homes, texts = formulas([(total, "Quote!$B$1"), (total, "Figures!$B$9")], Behind([(total, None)]), lambda _: "A1")
    assert homes[total.index] == "Quote!$B$1"
    assert texts[total.index] == "A1+2"


def test_what_is_made_of_a_number_that_is_missing_is_missing() -> None:
    a, b = leaf(3.0), leaf(0.0)
    share: Any = share_of(a, b)
    spared = where(a > 1.0, a, share)
    figures = [1.0 - share, share * only_if(b > 0.0, a), spared + 1.0, where(share > 1.0, a, b)]
    addresses: list[str] = []

    def spill(node: Traced) -> str:
        del node
        addresses.append(f"A{len(addresses) + 1}")
        return addresses[-1]

    homes, texts = formulas(
        [(node, f"B{i}") for i, node in enumerate(figures)], Behind([(node, None) for node in figures]), spill
    )
    home = homes[share.index]
    assert texts[share.index] == 'IF(A2=0,"n/a",A1/A2)'
    assert texts[figures[0].index] == f'IF(ISTEXT({home}),"n/a",1-{home})'
    assert texts[figures[1].index].startswith(f"IF(OR(ISTEXT({home}),ISTEXT(")
    assert texts[spared.index] == f"IF(A1>1,A1,{home})"  # the branch that is not taken is no matter
    assert texts[figures[3].index] == f'IF(ISTEXT({home}),"n/a",IF({home}>1,A1,A2))'

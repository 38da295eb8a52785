"""`--live` writes one file without a door to the network, says what it discloses, and refuses what it cannot be."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from few import slowly
from page_reader import document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUOTE = ("quote", "nmc622", "--route", "hydro")
TWO = ("compare", "nmc622", "--route", "hydro", "--route", "reuse")
LARGEST = 500_000
"""Bytes of a page."""


@pytest.mark.parametrize("asked", [QUOTE, slowly((TWO,))], ids=["quote", "two"])
def test_a_page(recyc_program: Callable[..., Any], tmp_path: Path, asked: tuple[str, ...]) -> None:
    file = tmp_path / "page.html"
    ran = recyc_program(*asked, "-o", str(file), "--live")
    page = file.read_text("utf-8")
    assert ran.code == 0
    assert f"discloses all {len(document(page)['inputs'])} numbers" in ran.err
    assert len(page.encode()) < LARGEST
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(script) == 1
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in page
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|import\(|fetch\(", script[0]
    )
    assert "<noscript>" in page
    again = tmp_path / "again.html"
    assert recyc_program(*asked, "-q", "-o", str(again), "--live") == (0, "", "")
    assert again.read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ((*QUOTE, "--live"), "E114", "cannot be moved"),
        ((*QUOTE, "--live", "-o", "page.xlsx"), "E114", "cannot be moved"),
        ((*QUOTE, "--live", "--feed-price", "100", "--customer", "-o", "page.html"), "E112", "discloses every number"),
        (("compare", "nmc622", "--live", "-o", "page.html"), "E112", "2 columns at most"),
    ],
)
def test_what_cannot_be_moved(
    recyc_program: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    asked: tuple[str, ...],
    code: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = recyc_program(*asked)
    assert ran.code == 2
    assert f"error[{code}]" in ran.err
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


LIKELY = re.compile(r'<dd class="likely" data-built>likely (-?[\d,]+) to (-?[\d,]+), as built</dd>')


@pytest.mark.parametrize("asked", [QUOTE, slowly((TWO,))], ids=["quote", "two"])
def test_a_likely_range_is_that_of_the_json_and_of_the_quote_as_asked(
    recyc_program: Callable[..., Any], tmp_path: Path, asked: tuple[str, ...]
) -> None:
    file = tmp_path / "page.html"
    recyc_program(*asked, "-o", str(file), "--live", "-q")
    told = json.loads(recyc_program(*asked, "-q", "--range", "--format", "json").out)
    ends = [each["totals"]["likely"] for each in told.get("quotes", [told])]
    found = [tuple(float(end.replace(",", "")) for end in pair) for pair in LIKELY.findall(file.read_text("utf-8"))]
    assert found == [tuple(float(f"{each[end]:.2g}") for end in ("p10", "p90")) for each in ends]
    recyc_program(*asked, "-o", str(tmp_path / "without.html"), "--live", "--no-range", "-q")
    assert not LIKELY.search((tmp_path / "without.html").read_text("utf-8"))

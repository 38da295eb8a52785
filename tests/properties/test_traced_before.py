"""What is answered depends on what is asked alone, not on what this process traced before: compared byte for byte.

Each question is asked in this process once it has traced quotes that share presets with it, and in one that traced
the questions before it alone.

    python tests/properties/test_traced_before.py 4      the digest of one answer in four
"""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import compare, explain, finance, quote, sensitivity, simulate
from recyc_cli.analysis.live.live import Live
from recyc_cli.analysis.traced_quote import retraced_side_by_side, traced_quote
from recyc_cli.render.live.page import live_page
from recyc_cli.render.xlsx.workbook import comparison_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

NMC622: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "region": "germany", "currency": "EUR"}
BEFORE: list[dict[str, Any]] = [
    {"chemistry": "lfp", "route": "direct", "region": "germany", "currency": "EUR"},
    {"mix": {"lfp": 0.5, "nmc622": 0.5}, "route": "hydro", "region": "us"},
    {"vehicle": "leaf-24", "route": "hydro", "region": "china"},
    {"chemistry": "nmc622", "route": "reuse", "region": "germany", "prices": "2022"},
    {"chemistry": "nmc622", "route": "hydro", "region": "us", "currency": "CNY", "prices": "2022"},
]
"""Quotes that share chemistry, place, plants or exchange rates with the questions, and each have another of them."""


def told(asked: Any) -> bytes:
    """Return a report as JSON."""
    return json.dumps(asked.to_dict()).encode()


def page(**keywords: Any) -> bytes:
    """Return a page to move of two quotes side by side."""
    compared = compare(**keywords)
    report = compared.to_dict()
    return live_page(Live(compared.quotes), report["quotes"], report).encode()


def workbook(**keywords: Any) -> bytes:
    """Return a comparison as a workbook."""
    compared = compare(**keywords)
    report = compared.to_dict()
    return comparison_workbook(retraced_side_by_side(compared.quotes, report["quotes"]), report)


QUESTIONS: dict[str, Callable[[], bytes]] = {
    "explain a figure": lambda: told(explain("margin", **NMC622)),
    "explain a difference": lambda: told(explain("margin", why_not={"region": "us"}, **NMC622)),
    "explain a mix": lambda: told(explain("margin", mix={"nmc622": 0.5, "lfp": 0.5}, route="hydro", region="china")),
    "sensitivity by range": lambda: told(sensitivity(top=100, **NMC622)),
    "sensitivity by elasticity": lambda: told(sensitivity(by="elasticity", top=1000, **NMC622)),
    "simulation": lambda: told(simulate("nmc622", ["hydro", "reuse"], region="germany", draws=500)),
    "plant over its life": lambda: told(finance(**NMC622, draws=500)),
    "page to move": lambda: page(chemistry="nmc622", route=["hydro", "direct"], region="germany"),
    "workbook": lambda: workbook(chemistry=["nmc622", "lfp"], route="hydro", region="germany"),
}


def digest(question: str) -> str:
    """Answer a question, and return the digest of the answer."""
    return sha256(QUESTIONS[question]()).hexdigest()


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_an_answer_is_the_same_whatever_a_process_traced_before(every: int) -> None:
    ran = subprocess.run([sys.executable, __file__, str(every)], capture_output=True, check=True, timeout=300)
    for keywords in BEFORE:
        traced_quote(**keywords)
    assert {question: digest(question) for question in reversed([*QUESTIONS][::every])} == json.loads(ran.stdout)


def test_a_trace_shares_nothing_with_the_one_before() -> None:
    first, second = (traced_quote(**NMC622) for _ in range(2))
    assert not {node.index for node in first.nodes} & {node.index for node in second.nodes}


def test_quotes_side_by_side_share_the_inputs_of_the_presets_they_share() -> None:
    quotes = [quote(chemistry=name, route="hydro") for name in ("nmc622", "lfp")]
    one, other = retraced_side_by_side(quotes, [each.to_dict() for each in quotes])
    assert one.leaves["region.wage"] is other.leaves["region.wage"]


if __name__ == "__main__":
    sys.stdout.write(json.dumps({question: digest(question) for question in [*QUESTIONS][:: int(sys.argv[1])]}))

"""The HTML reports: whole, alone, the same every time; text of users and presets is text in them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import few, few_whole
from parsed import TAGS, Parsed

from recyc_cli.catalog.open_library import open_library
from recyc_cli.render.look import Look
from recyc_cli.render.references import references
from recyc_cli.render.render import render

if TYPE_CHECKING:
    from collections.abc import Callable

HYDRO = ("quote", "nmc622", "--route", "hydro", "--packs", "30", "-q")
EVIL = "<script>alert(1)</script> & \"q\" 'a' =cmd|x <img src=x onerror=alert(2)>"
ROUTES = ("pyro", "hydro", "direct", "hydro-to-cathode", "shred", "reuse")


def html(recyc: Callable[..., Any], *argv: str) -> str:
    ran = recyc(*argv, "--format", "html")
    assert ran.code == 0, ran.err
    text: str = ran.out
    return text


def harmless(text: str) -> Parsed:
    """Read a document, and show that it neither runs nor loads anything."""
    page = Parsed(text)
    assert page.names <= TAGS
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") or name in ("src", "style", "srcdoc") for name in attributes)
        if "href" in attributes:
            assert tag == "a"
            assert re.match(r"https?://", attributes["href"])
    assert "url(" not in text
    assert "@import" not in text
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        assert set(attributes.get("aria-labelledby", "").split()) <= set(ids)
    return page


@pytest.mark.parametrize("route", few(ROUTES, 2))
def test_a_report_says_what_the_json_says(recyc: Callable[..., Any], route: str) -> None:
    argv = ("quote", "nmc622", "--route", route, "--packs", "30", "-q")
    report = json.loads(recyc(*argv, "--json").out)
    page = harmless(html(recyc, *argv))
    for name in ("contained_value", "recovery_value", "cost", "margin", "breakeven_feed_price"):
        assert f"{report['totals'][name]:,.0f}" in page.text
    for entry in report["products"]:
        assert f"{entry['value']:,.0f}" in page.text
    for line in report["lines"]:
        assert not line["amount"] or f"{line['amount']:,.2f}".replace("-0.00", "0.00") in page.text
    known = json.loads(recyc("sources", "--json").out)["rows"]
    titles = {each["id"]: each["title"] for each in known}
    for name in report["sources"]:
        assert titles[name].rstrip(". ") in page.text
    assert sum(tag == "svg" for tag, _ in page.tags) == 3


KINDS = [
    ("quote", "lfp", "--route", "direct", "--disassemble", "cell"),
    ("quote", "--mix", "lfp=0.3,nmc811=0.7", "--route", "hydro", "--currency", "EUR"),
    ("quote", "nmc622", "--route", "pyro", "--method", "everbatt-2023", "--form", "cell"),
    ("quote", "nmc811", "--route", "hydro", "--form", "black-mass", "--mass", "1t"),
    *(("quote", "nmc622", "--route", "hydro", "--seat", seat) for seat in ("holder", "shredder", "refiner")),
    ("quote", "lco", "--route", "hydro", "--form", "scrap-electrode", "--feed-price", "-1e6"),
]


@pytest.mark.parametrize("argv", few_whole(KINDS, 3))
def test_every_kind_of_quote_has_a_report(recyc: Callable[..., Any], argv: tuple[str, ...]) -> None:
    page = harmless(html(recyc, *argv, "-q"))
    assert not re.search(r"\b(nan|inf|None)\b", page.text)


def test_a_comparison_marks_the_best(recyc: Callable[..., Any]) -> None:
    argv = ("compare", "nmc622", "lfp", "--route", "hydro", "--route", "pyro", "-q")
    best = json.loads(recyc(*argv, "--json").out)["best"]
    page = harmless(html(recyc, *argv))
    marked = [data for tag, data in page.pieces if tag == "th" and "(best)" in data]
    assert marked == [f"{each['route']} (best)" for each in best["by_chemistry"].values()]
    assert sum(tag == "svg" for tag, _ in page.tags) == 2 + 2 + 2 * 3


def test_the_same_bytes_twice(recyc: Callable[..., Any]) -> None:
    for argv in (HYDRO, ("compare", "nmc622", "--route", "hydro", "-q"), (*HYDRO, "--margin", "8%", "--customer")):
        assert html(recyc, *argv) == html(recyc, *argv)
    text = html(recyc, *HYDRO)
    recyc(*HYDRO, "-o", "out.html")
    assert Path("out.html").read_text() == text
    assert str(Path.cwd()) not in text


def test_hostile_text_stays_text(report: dict[str, Any], comparison: dict[str, Any]) -> None:
    report["bridge"] = [{"step": EVIL, "amount": 1.0, "level": True}]
    links = [("component:" + EVIL, "feed"), ("feed", "stage:" + EVIL), ("stage:" + EVIL, "product:a:" + EVIL)]
    flows = [{"from": start, "to": end, "kg_per_t": 1000.0} for start, end in links]
    report["flows"] = {"links": flows, "water_kg": 1.0, "other": [EVIL]}
    report["bibliography"] = [{"id": EVIL, "title": EVIL, "publisher": EVIL, "url": "javascript:alert(3)"}]
    for name in ("region", "prices", "plant", "business", "contract", "method", "profile"):
        report["scenario"][name] = EVIL
    report["scenario"]["overrides"] = [EVIL]
    report["warnings"] = [{"code": EVIL, "message": EVIL}]
    for entry in (*report["products"], *report["lines"], *report["wastes"]):
        entry["product" if "product" in entry else "item" if "item" in entry else "waste"] = EVIL
    page = harmless(render(report, Look("html")))
    assert "javascript:alert(3)" in page.text
    assert page.text.count("<script>alert(1)</script>") > 10
    shown = re.sub(r"\\(.)", lambda found: f"[{ord(found[1])}]", render(report, Look("md", verbose=True)))
    assert not re.search(r"<(?!https?://)", shown)
    for quote in comparison["quotes"]:
        quote |= {"bridge": report["bridge"], "flows": report["flows"]}
        quote["scenario"]["route"] = EVIL
    harmless(render(comparison, Look("html")))


def test_presets_of_a_user_stay_text(recyc: Callable[..., Any]) -> None:
    Path("presets/regions").mkdir(parents=True)
    Path("presets/regions/a&b'x.toml").write_text(
        f'extends = "us"\ntitle = {json.dumps(EVIL)}\nwage = {{ value = 31.0, unit = "USD/h", source = "my-own" }}\n'
    )
    Path("presets/sources.toml").write_text(
        f"[my-own]\ntitle = {json.dumps(EVIL)}\npublisher = {json.dumps(EVIL)}\n"
        "url = 'https://x.org/\"onmouseover=\"alert(1)'\n"
    )
    argv = ("quote", "nmc622", "--route", "hydro", "--region", "a&b'x", "--set", "region.water=0.002USD/L", "-q")
    for form in ("html", "md", "csv", "json", "plain", "table"):
        ran = recyc(*argv, "--no-range", "--format", form)
        assert ran.code == 0, ran.err
        if form == "html":
            page = harmless(ran.out)
            assert "region a&b'x" in page.text
            assert EVIL in page.text
            assert 'https://x.org/"onmouseover="alert(1)' in page.text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://x.org/ y", 'https://x.org/"a', "https://x.org/<b>", ""]
)
def test_only_plain_addresses_become_links(url: str) -> None:
    assert references([{"id": "a", "title": "A", "url": url}])[0].address == ""


def test_markdown_lists_the_sources(recyc: Callable[..., Any]) -> None:
    text = recyc(*HYDRO, "--format", "md").out
    assert "\n## Sources\n\n- " in text
    assert "<https://www.anl.gov/amd/everbatt> (everbatt-2023)" in text
    assert recyc(*HYDRO, "--format", "md", "-v").out.count("everbatt-2023)") == 1


def test_other_commands_write_html_too(recyc: Callable[..., Any]) -> None:
    assert "Argonne" in harmless(html(recyc, "sources")).text
    assert (
        "range searched"
        in harmless(html(recyc, "breakeven", "nmc622", "--route", "hydro", "--vary", "nickel", "-q")).text
    )


@pytest.mark.parametrize("argv", ["quote nmc622 --route hydro", "compare nmc622", "finance nmc622 --route hydro"])
def test_a_document_names_the_digest_of_the_presets_but_a_customers_copy(recyc: Callable[..., Any], argv: str) -> None:
    said = f", presets {open_library().digest}."
    assert said in recyc(*argv.split(), "--format", "html").out
    assert said not in recyc(*HYDRO, "--margin", "8%", "--customer", "--format", "html").out

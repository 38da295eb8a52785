"""The page in a real browser, under its own policy: every figure, every refusal, and that people can use it."""

from __future__ import annotations

import json
import os
import re
import shlex
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import COMPARE, Browser
from pages import OTHERS, ROUTES, data_of, keywords_of, page_of, page_of_two
from settings_of import asked, settings

from recyc_cli import breakeven, quote
from recyc_cli.analysis.live.live import Live
from recyc_cli.analysis.simulation.likely.likely import with_likely
from recyc_cli.render.live.page import live_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.slow
NAMES = "</script><script>globalThis.broken=1</script><img src=x onerror='globalThis.broken=1'>"


@pytest.fixture(scope="module")
def browser(tool: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    made = Browser(tool("chromium", "chromium-browser", "google-chrome"), tmp_path_factory.mktemp("profile"))
    made.size(1280)
    yield made
    made.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Callable[..., Browser]:
    def opened(page: str, behind: str = "") -> Browser:
        file = tmp_path / "page.html"
        file.write_text(page, encoding="utf-8")
        browser.heard.clear()
        browser.open(file.as_uri() + behind)
        return browser

    return opened


ELEMENTS = ("h", "c", "n", "o", "s", "cl")
"""Of reagents: without mass they refuse a quote that uses none of them; a page has only what a figure hangs on."""


@pytest.mark.parametrize("name", [*ROUTES, *OTHERS])
def test_every_figure_under_many_settings(opened: Callable[..., Browser], name: str) -> None:
    data, cases = data_of(name), []
    inputs = {each["name"]: each for each in data["inputs"]}
    for number, setting in enumerate(settings(inputs, 200 if name in ROUTES else 16, 33)):
        side = number % len(data["sides"])
        told = asked(keywords_of(name, side), setting, inputs, side)
        if isinstance(told, set) and not all(setting.get(f"materials.atomic_mass.{each}", 1.0) for each in ELEMENTS):
            continue
        cases.append([number, side, setting, sorted(told) if isinstance(told, set) else told])
    browser = opened(page_of(name))
    found = browser.run(f"({COMPARE})({json.dumps(cases)})")
    assert found["wrong"] == []
    assert found["figures"] > (20_000 if name in ROUTES else 500)
    assert browser.complaints() == []


@pytest.mark.parametrize("name", [*ROUTES, *OTHERS, "two"])
def test_what_is_told_at_first_is_what_was_written(opened: Callable[..., Browser], name: str) -> None:
    page = page_of_two() if name == "two" else page_of(name)
    written = [unescape(each) for each in re.findall(r'<span class="f">(.*?)</span>', page)]
    browser = opened(page)
    told = browser.run("[...document.querySelectorAll('.f')].map((each) => each.textContent)")
    shown = browser.run("[...document.querySelectorAll('.f')].map((each) => !each.closest('[hidden]'))")
    assert [each for each, seen in zip(told, shown, strict=True) if seen] == [
        each for each, seen in zip(written, shown, strict=True) if seen
    ]
    assert len(written) > 60
    assert browser.complaints() == []


def test_names_stay_text(opened: Callable[..., Browser]) -> None:
    made = quote(**ROUTES["hydro"])
    made.terms = {"reference": NAMES, "date": None, "valid_until": None, "offered_by": NAMES, "offered_to": None}
    browser = opened(live_page(Live([made]), [made.to_dict()]))
    assert "onerror" in browser.run("document.querySelector('header').textContent")
    assert browser.run("[document.images.length, document.scripts.length, globalThis.broken || 0]") == [0, 2, 0]


def test_only_its_own_script_runs(opened: Callable[..., Browser]) -> None:
    page = page_of("hydro").replace("</main>", "<script>globalThis.broken = 1</script></main>")
    assert opened(page).run("globalThis.broken || 0") == 0


def test_an_address_keeps_what_was_changed(opened: Callable[..., Browser]) -> None:
    page, nickel = page_of("hydro"), "prices.metals.nickel"
    digest = data_of("hydro")["presets"]
    browser = opened(page, f"#presets={digest}&{nickel}=25000&nobody=3&throughput=x&%E0%A4%A=1")
    due = quote(**ROUTES["hydro"], overrides=(f"{nickel}=25000 USD/t",)).to_dict()["totals"]["margin"]
    assert browser.run("recycPage.figures.named(recycPage.state.sides()[0], 'margin')") == pytest.approx(due, rel=1e-12)
    assert browser.run("[document.getElementById('other').hidden, recycPage.state.changed().length]") == [True, 1]
    assert browser.run("location.hash") == f"#presets={digest}&{nickel}=25000"
    browser = opened(page, f"#presets=0123&{nickel}=25000")
    assert browser.run("document.getElementById('other').hidden") is False
    assert browser.complaints() == []


@pytest.mark.parametrize("name", ["hydro", "shred", "reuse", "gate fee", "yuan", "vehicle"])
def test_the_command_line_gives_the_same(
    opened: Callable[..., Browser], recyc_program: Callable[..., Any], name: str
) -> None:
    data = data_of(name)
    inputs = {each["name"]: each for each in data["inputs"]}
    browser = opened(page_of(name))
    for setting in settings(inputs, 3, 5):
        told = browser.run(
            f"""(() => {{
              const {{ model, state, columns, changes, figures, show }} = recycPage;
              const set = {json.dumps(setting)};
              for (const [name, value] of Object.entries(set)) state.set(model.inputs.get(name), value);
              const faults = show();
              const told = [faults[0].map((each) => each.code), figures.named(state.sides()[0], "margin"),
                changes.command(columns[0])];
              for (const input of state.changed()) state.back(input);
              return told;
            }})()"""
        )
        codes, margin, command = told
        words = shlex.split(command)
        assert words[:2] == ["recyc", "quote"]
        ran = recyc_program(*words[1:], "--json", "-q")
        if codes:
            assert ran.code in (2, 3), (command, codes)
        else:
            assert json.loads(ran.out)["totals"]["margin"] == pytest.approx(margin, rel=1e-9), command


def test_break_evens_are_those_of_the_command(opened: Callable[..., Browser]) -> None:
    browser, keywords = opened(page_of("hydro")), ROUTES["hydro"]
    for name in ("throughput", "prices.metals.cobalt", "prices.products.lithium_carbonate.payable", "load"):
        roots = browser.run(f"recycPage.ranges.rootsOf(recycPage.model.inputs.get({json.dumps(name)}))[0]")
        due = breakeven(vary=name, **keywords).to_dict()["roots"]
        assert [value for value, _ in roots] == pytest.approx([each["value"] for each in due], rel=1e-9)


def test_a_hand_on_the_keys(opened: Callable[..., Browser]) -> None:
    browser = opened(page_of("hydro"))
    browser.ask("Input.dispatchKeyEvent", type="keyDown", key="/", text="/")
    assert browser.run("document.activeElement.id") == "search"
    browser.ask("Input.insertText", text="nickel deck")
    assert browser.run("document.querySelectorAll('#inputs .input').length") > 2
    browser.run("document.querySelector('#inputs input[type=range]').focus()")
    browser.ask("Input.dispatchKeyEvent", type="keyDown", key="ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39)
    browser.ask("Input.dispatchKeyEvent", type="keyUp", key="ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39)
    assert browser.run("recycPage.state.changed().length") == 1
    browser.ask("Input.dispatchKeyEvent", type="keyDown", key="Escape", code="Escape", windowsVirtualKeyCode=27)
    assert browser.run("recycPage.state.changed().length") == 0


def test_a_likely_range_is_told_as_built_once_an_input_is_moved(opened: Callable[..., Browser]) -> None:
    made = quote(**ROUTES["hydro"])
    report = with_likely(made, made.to_dict())
    seen = (
        "[...document.querySelectorAll('.likely')].filter((each) => each.offsetHeight).map((each) => each.textContent)"
    )
    page = live_page(Live([made]), [report])
    (built,) = opened(page).run(seen)
    assert re.fullmatch(r"likely -?[\d,]+ to -?[\d,]+, as built", built)
    likely = built.removesuffix(", as built")
    margin = f"{report['totals']['margin']:,.0f}"
    moved = [f"as built {margin}, {likely}; as set: run the command below"]
    assert opened(page, "#load=0.9").run(seen) == moved
    browser = opened(page, "#mode=1")
    assert browser.run(seen) == moved, "a price that is stated in the place of an estimate"
    assert browser.run("document.getElementById('reset').click(), " + seen) == [built]


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the checker of accessibility, which is no part of recyc: `AXE_CORE` names its file."""
    file = os.environ.get("AXE_CORE", "")
    if not Path(file).is_file():
        (pytest.fail if os.environ.get("TEST_TOOLS") == "required" else pytest.skip)("AXE_CORE names no file")
    return Path(file).read_text("utf-8")


@pytest.mark.parametrize("name", ["hydro", "two"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_it(opened: Callable[..., Browser], axe: str, name: str, width: int) -> None:
    browser = opened(page_of_two() if name == "two" else page_of(name), "#throughput=20000&load=0.9")
    browser.size(width)
    browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
    browser.run(f"{axe}; 0")
    found = browser.run(
        "axe.run(document).then((told) => [told.passes.length, told.violations.map((each) => "
        "[each.id, each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200) + node.failureSummary)])])"
    )
    wide = browser.run("[document.documentElement.scrollWidth, innerWidth]")
    browser.size(1280)
    assert found[1] == []
    assert found[0] > 30
    assert wide[0] <= wide[1]

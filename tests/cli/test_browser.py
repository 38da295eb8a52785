"""The reports in a real browser: no complaints, nothing wider than the page, every label inside its picture."""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--enable-logging=stderr",
)  # fmt: skip
SCROLLBAR = 20
"""Most that a scroll bar takes of the width [px]."""
MEASURE = """
<script>
const frame = document.documentElement, pictures = [];
for (const picture of document.querySelectorAll("svg")) {
  if (!picture.getClientRects().length) continue;
  const box = picture.viewBox.baseVal, labels = [];
  for (const label of picture.querySelectorAll("text")) {
    const at = label.getBBox();
    labels.push([label.textContent, at.x, at.y, at.x + at.width, at.y + at.height]);
  }
  pictures.push({width: box.width, height: box.height, labels});
}
const wide = [...document.querySelectorAll("main *")].filter(
  (each) => !each.closest(".scroll") && each.getBoundingClientRect().right > frame.clientWidth + 0.5);
document.body.dataset.measured = JSON.stringify({
  client: frame.clientWidth, scroll: frame.scrollWidth, wide: wide.map((each) => each.tagName), pictures});
</script>
"""
MEASURE_FILE = """
<script>
const picture = document.querySelector("svg"), whole = picture.getBoundingClientRect();
const labels = [...picture.querySelectorAll("text")].map((label) => {
  const at = label.getBoundingClientRect();
  return [label.textContent, at.left - whole.left, at.top - whole.top, at.right - whole.left, at.bottom - whole.top];
});
document.body.dataset.measured = JSON.stringify({width: whole.width, height: whole.height, labels});
</script>
"""
REPORTS = {
    "hydro": ("quote", "nmc622", "--route", "hydro", "--packs", "30"),
    "direct": ("quote", "lfp", "--route", "direct", "--disassemble", "cell"),
    "reuse": ("quote", "nmc622", "--route", "reuse", "--soh", "0.75", "--mass", "1234567t"),
    "mix": ("quote", "--mix", "lfp=0.31234,nmc811=0.68766", "--route", "hydro", "--price", "nickel=900000USD/t"),
    "compare": ("compare", "nmc622", "lfp"),
    "customer": ("quote", "nmc622", "--route", "hydro", "--packs", "30", "--margin", "8%", "--customer"),
}


@pytest.fixture
def chromium(tool: Callable[..., str]) -> str:
    return tool("chromium", "chromium-browser", "google-chrome")


def browse(chromium: str, page: Path, width: int, profile: Path) -> tuple[dict[str, Any], str]:
    """Open a page in a frame of this width, and return what was measured in it and what the browser logged.

    A window of Chromium's is at least 500 px wide; the frame inside it may be narrower.
    """
    inner = page.read_text().replace("</body>", MEASURE + "</body>")
    inner = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", inner)
    frame = f'<iframe id="page" style="width:{width}px;height:900px;border:0"></iframe>'
    fill = (
        f"<script>const page = document.getElementById('page'); page.srcdoc = {json.dumps(inner)};"
        "page.onload = () => { document.body.dataset.measured = page.contentDocument.body.dataset.measured; };</script>"
    )
    fill = fill.replace("</script>", "<\\/script>", fill.count("</script>") - 1)
    outer = page.with_suffix(f".{width}.html")
    outer.write_text(f'<!DOCTYPE html><html><body style="margin:0">{frame}{fill}</body></html>')
    command = [chromium, *FLAGS, f"--user-data-dir={profile}", f"--window-size={max(width, 600)},900"]
    ran = subprocess.run([*command, "--dump-dom", outer.as_uri()], capture_output=True, text=True, check=True)
    found = re.search(r'<body[^>]* data-measured="([^"]*)"', ran.stdout)
    assert found, ran.stderr
    return json.loads(unescape(found[1])), ran.stderr


def overlapping(labels: list[tuple[str, float, float, float, float]]) -> list[tuple[str, str]]:
    """Return the pairs of labels that meet by more than the blank around their letters [px]."""
    pairs = []
    for index, (first, left, top, right, bottom) in enumerate(labels):
        for second, left2, top2, right2, bottom2 in labels[index + 1 :]:
            across, down = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
            if across > 1.0 and down > 4.0:
                pairs.append((first, second))
    return pairs


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [360, 1400])
def test_a_report_in_a_browser(recyc: Callable[..., Any], chromium: str, tmp_path: Path, name: str, width: int) -> None:
    page = tmp_path / f"{name}.html"
    assert recyc(*REPORTS[name], "-q", "-o", str(page)).code == 0
    measured, log = browse(chromium, page, width, tmp_path / "profile")
    assert "CONSOLE" not in log
    assert width - SCROLLBAR <= measured["client"] <= width
    assert measured["scroll"] == measured["client"]
    assert measured["wide"] == []
    assert measured["pictures"]
    for picture in measured["pictures"]:
        assert len(picture["labels"]) > 5
        for words, left, top, right, bottom in picture["labels"]:
            assert left >= 0.0, words
            assert top >= 0.0, words
            assert right <= picture["width"], words
            assert bottom <= picture["height"], words
        assert overlapping(picture["labels"]) == []


def test_a_report_on_paper(recyc: Callable[..., Any], chromium: str, tmp_path: Path) -> None:
    page, paper = tmp_path / "report.html", tmp_path / "report.pdf"
    assert recyc(*REPORTS["hydro"], "-q", "-o", str(page)).code == 0
    command = [chromium, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={paper}"]
    subprocess.run([*command, "--no-pdf-header-footer", page.as_uri()], capture_output=True, check=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper.read_bytes())
    assert 5 <= len(sheets) <= 10
    for wide, tall in sheets:
        assert (float(wide), float(tall)) == pytest.approx((595.0, 842.0), abs=1.5)  # A4 in points


@pytest.mark.parametrize("name", REPORTS)
def test_a_picture_in_a_browser(recyc: Callable[..., Any], chromium: str, tmp_path: Path, name: str) -> None:
    """The file opens as it is, without a complaint, and no label leaves it or meets another."""
    file = tmp_path / f"{name}.svg"
    assert recyc(*REPORTS[name], "-q", "-o", str(file)).code == 0
    command = [chromium, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    ran = subprocess.run([*command, file.as_uri()], capture_output=True, text=True, check=True)
    assert "CONSOLE" not in ran.stderr
    assert "parsererror" not in ran.stdout
    page = tmp_path / f"{name}.html"
    page.write_text(f"<!DOCTYPE html><html><body>{file.read_text()}{MEASURE_FILE}</body></html>")
    ran = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, check=True)
    found = re.search(r'<body[^>]* data-measured="([^"]*)"', ran.stdout)
    assert found, ran.stderr
    measured = json.loads(unescape(found[1]))
    assert len(measured["labels"]) > 5
    for words, left, top, right, bottom in measured["labels"]:
        assert left >= 0.0, words
        assert top >= 0.0, words
        assert right <= measured["width"], words
        assert bottom <= measured["height"], words
    assert overlapping(measured["labels"]) == []

"""Writes a quote or two as a page that can be moved: one file, no network."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.live.live import REFUSALS
from recyc_cli.render.forms.html import parts as html_parts
from recyc_cli.render.forms.html.style import STYLE
from recyc_cli.render.live.document import live_document
from recyc_cli.render.live.sections import Made, head_of_page, results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.live.live import Live, Program
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport

SCRIPTS = (
    *("kernel", "model", "numbers", "data", "elements", "panel", "figures", "drawn", "breakeven", "changes", "page"),
)
"""Files of the script, in their order."""
PANEL = """<div class="panel js"><h2>Inputs</h2>
<div class="tools"><input class="search" id="search" type="search" placeholder="find any input ( / )"
 aria-label="find any input"><button type="button" id="reset">Reset all</button></div>
<p class="note" id="found" role="status"></p><div id="inputs"></div></div>"""


def live_page(
    live: Live, reports: Sequence[QuoteReport], report: ComparisonReport | None = None, *, every_figure: bool = False
) -> str:
    """Return the page.

    Args:
        live: the quotes, traced.
        reports: of the quotes.
        report: of the comparison, where they are two.
        every_figure: whether the page carries each figure of the JSON, for whoever checks it.
    """
    made = Made(live, reports, report)
    head, inside = head_of_page(made), results(made)
    if every_figure:
        made.carry_every_figure()
    told = [made.side(number) for number in range(len(live.sides))]
    program = live.program([each.figures for each in made.cells], made.columns)
    data = live_document(program, made.cells, told, _more(made, program))
    return _document(made.title, [*head, *_laid_out(inside)], data)


def _more(made: Made, program: Program) -> dict[str, Any]:
    """Return what the script is told of the page as a whole."""
    places = {name: place for place, name in enumerate(program.table.inputs)}
    commands = [[list(word) for word in words] for words in program.words]
    return {
        "recyc": made.reports[0]["recyc"],
        "presets": made.reports[0].get("presets", ""),
        "money": made.reports[0]["scenario"]["currency"],
        "columns": [
            {"label": name, "words": words, "sides": made.sides_of(column)}
            for column, (name, words) in enumerate(zip(made.columns, commands, strict=True))
        ],
        **REFUSALS,
        "order": [[words, [places[name] for name in some]] for words, some in program.order],
    }


def _laid_out(inside: Sequence[str]) -> list[str]:
    return ['<div class="layout">', PANEL, '<div class="results">', *filter(None, inside), "</div>", "</div>"]


def _document(title: str, parts: Sequence[str], data: str) -> str:
    script, digest = script_of_page()
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html_parts.text(title)}</title>",
        f"<style>\n{STYLE}\n{_file('live.css')}</style>",
    )
    body = ["<body>", "<main>", *parts, "</main>", '<div class="bar js" id="bar" aria-hidden="true"></div>']
    ends = [f'<script type="application/json" id="data">{data}</script>', f"<script>{script}</script>"]
    whole = ["<!DOCTYPE html>", '<html lang="en">', "<head>", *head, "</head>", *body, *ends, "</body>", "</html>"]
    return "\n".join(whole) + "\n"


@cache
def script_of_page() -> tuple[str, str]:
    """Return the script, the same in every page, and the digest that its policy lets run."""
    script = '"use strict";\n' + "".join(_file(f"{name}.js") for name in SCRIPTS)
    return script, base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _file(name: str) -> str:
    return files("recyc_cli.render.live").joinpath(name).read_text("utf-8")

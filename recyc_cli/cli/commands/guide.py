"""`recyc guide` pages the manual: who asks what, where numbers come from, how to write them."""

# ruff: noqa: PTH118, PTH120, PTH123 (without pathlib, as the other commands)
from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.render.look import Look
from recyc_cli.scenario.keywords import Option

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings

SHELVES = {
    "First": ("reading", "glossary"),
    "Who asks": (
        "buyer",
        "carmaker",
        "maker",
        "trader",
        "investor",
        "policy",
        "compliance",
        "researcher",
        "auditor",
    ),
    "What to do": (
        "compare",
        "what-if",
        "sure",
        "batch",
        "spark",
        "warehouse",
        "passports",
        "offers",
        "presets",
        "workbook",
        "page",
        "spreadsheet",
        "columns",
        "scripts",
    ),
    "Behind it": ("routes", "method", "impacts", "founding", "plants", "exit-codes"),
}
"""Pages of the manual in their order, by what a reader looks for; each is a file of `recyc_cli/guide/`."""
TOPICS = tuple(topic for topics in SHELVES.values() for topic in topics)
TOPIC = Option("topic", (), "TOPIC", "buyer, compare, sure, method ...: recyc guide lists all", "argument",
    values="pages")  # fmt: skip
_PAGER = "less -FR"


@command((TOPIC,))
def guide(settings: Settings) -> None:
    """Read the manual, a page a topic.

    recyc guide
    recyc guide reading
    recyc guide buyer
    """
    said = settings.text("topic")
    topic = said.lower().removesuffix(".md") if said else None
    if topic is not None and topic not in TOPICS:
        hint = did_you_mean(topic, TOPICS) or "all: recyc guide"
        raise RecycError("E101", f"no page {said!r} in the manual", "TOPIC", hint)
    text = page(topic) if topic else contents()
    if not _paged(text):
        target.deliver(text, target.Target("", Look(), quiet=True))


def page(topic: str) -> str:
    """Return the text of a page."""
    folder = os.path.join(os.path.dirname(__file__), "..", "..", "guide")
    with open(os.path.join(folder, f"{topic}.md"), encoding="utf-8") as file:
        return file.read()


def contents() -> str:
    """Return the list of pages with their headings, shelf by shelf."""
    lines = ["recyc guide TOPIC"]
    for shelf, topics in SHELVES.items():
        lines += ["", shelf, *(f"  {topic:13}{_heading(topic)}" for topic in topics)]
    return "\n".join([*lines, ""])


def page_headings() -> dict[str, str]:
    """Return the heading of each page."""
    return {topic: _heading(topic) for topic in TOPICS}


def _heading(topic: str) -> str:
    """Return what a page is about, in the words of its first line."""
    return page(topic).partition("\n")[0].removeprefix("# ")


def _paged(text: str) -> bool:
    """Hand a text to the pager of a terminal; tell whether there is one."""
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return False
    import shlex
    import subprocess
    from shutil import which

    command = shlex.split(os.environ.get("PAGER") or _PAGER)
    if not command or which(command[0]) is None:
        return False
    subprocess.run(command, input=text.encode(), check=False)  # noqa: S603 - the pager that the user named
    return True

"""Lists the commands, and opens the module of the one that is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Row:
    """A command: the module of its function, what it does, and the heading it stands under on the first screen."""

    __slots__ = ("about", "heading", "module")

    def __init__(self, module: str, about: str, heading: str) -> None:
        self.module, self.about, self.heading = module, about, heading


ASK, BEHIND = "Ask", "Behind it"
COMMANDS = {
    "compare": Row("commands.quotes.compare", "routes, plants, regions, years side by side, the best marked", ASK),
    "quote": Row("commands.quotes.quote", "one lot on one route, in five questions", ASK),
    "batch": Row("commands.batches.batch", "every lot of a file: CSV, xlsx, Parquet in, quotes out", ASK),
    "breakeven": Row("commands.quotes.breakeven", "where the margin is 0, for any number", ASK),
    "finance": Row("commands.quotes.finance", "a plant over its life: does it pay, what would make it", ASK),
    "explain": Row("commands.quotes.explain", "where a figure comes from, and what moves it most", ASK),
    "replay": Row("commands.quotes.replay", "a saved quote, as it was, or against today", ASK),
    "saved": Row("commands.quotes.saved", "saved quotes of a folder: till when, to whom, what has moved", ASK),
    "presets": Row("presets.commands", "the numbers behind a quote: list, show, check, write, import", BEHIND),
    "sources": Row("commands.sources", "where the numbers come from", BEHIND),
    "schema": Row("commands.schema", "what the JSON of a report is made of", BEHIND),
    "config": Row("commands.config", "what is in force, and from where; your own settings", BEHIND),
    "guide": Row("commands.guide", "the manual: buyer, trader, carmaker, auditor, spreadsheet ...", BEHIND),
}


def functions_of(command: str) -> tuple[Mapping[str, Any], str]:
    """Return what a command calls by the word behind its name, under no word if it is one function; help on several."""
    module = import_module(f"recyc_cli.cli.{COMMANDS[command].module}")
    return getattr(module, "COMMANDS", None) or {"": getattr(module, command)}, getattr(module, "HELP", "")

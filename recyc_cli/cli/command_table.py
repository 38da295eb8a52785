"""Lists the commands, and opens the module of the one that is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS = {
    "quote": ("commands.quotes.quote", "value, cost and margin of one chemistry on one route"),
    "compare": ("commands.quotes.compare", "chemistries and routes side by side"),
    "breakeven": ("commands.quotes.breakeven", "the price, throughput or any number at which a margin is zero"),
    "explain": ("commands.quotes.explain", "how a figure came about, and what it depends on most"),
    "replay": ("commands.quotes.replay", "a saved quote once more, or what has moved since"),
    "presets": ("presets.commands", "list, show, check, diff, write and import the numbers behind a quote"),
    "sources": ("commands.sources", "where the numbers come from"),
    "schema": ("commands.schema", "what the JSON of a report is made of"),
}


def functions_of(command: str) -> tuple[Mapping[str, Any], str]:
    """Return what a command calls by the word behind its name, under no word if it is one function; help on several."""
    module = import_module(f"recyc_cli.cli.{COMMANDS[command][0]}")
    return getattr(module, "COMMANDS", None) or {"": getattr(module, command)}, getattr(module, "HELP", "")

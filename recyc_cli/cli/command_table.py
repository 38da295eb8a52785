"""Lists the commands, and opens the module of the one that is called."""

from __future__ import annotations

from importlib import import_module

from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Row:
    """A command: the module of its function, what it does, and its place on the first screen.

    There it stands under a heading; those of one `line`, which says in a few words what they are for, share it.
    """

    __slots__ = ("about", "heading", "line", "module")

    def __init__(self, module: str, about: str, heading: str, line: str = "") -> None:
        self.module, self.about, self.heading, self.line = module, about, heading, line or about


ASK, BEHIND = "Ask", "Behind it"
MOVES, PLANS, LOTS, WHAT_IF, LAW, SAVED, NUMBERS, SHAPES = (
    "where the margin is 0; what moves it most",
    "what to buy; what comes back, by year",
    "every lot of a file; battery passports",
    "what if: at many values; and how sure it is",
    "the law, and papers that go with a lot",
    "saved quotes: as they were, and against today",
    "the numbers, where they come from, your own",
    "what JSON is made of; the manual",
)
"""What commands that share a line are for, together."""
COMMANDS = {
    "compare": Row("commands.quotes.compare", "routes, plants, regions, years side by side", ASK),
    "quote": Row("commands.quotes.quote", "one lot on one route, in five questions", ASK),
    "batch": Row(
        "commands.batches.batch",
        "every lot of a file: CSV, xlsx, Parquet in and out",
        ASK,
        LOTS,
    ),
    "passport": Row("commands.passports.passport", "what battery passports say, and what is doubtful", ASK, LOTS),
    "breakeven": Row("commands.quotes.breakeven", "where the margin is 0, for any number", ASK, MOVES),
    "sensitivity": Row(
        "commands.quotes.sensitivity", "what moves a margin: each input at its low and high", ASK, MOVES
    ),
    "explain": Row("commands.quotes.explain", "where a figure, a note or an error comes from", ASK),
    "sweep": Row("commands.quotes.sweep", "what if: a number, or two, at many values", ASK, WHAT_IF),
    "simulate": Row("commands.quotes.simulate", "how sure a margin is: all that is not known, drawn", ASK, WHAT_IF),
    "finance": Row("commands.quotes.finance", "a plant over its life: does it pay", ASK),
    "blend": Row("commands.batches.blend", "which lots to buy, and how much of each", ASK, PLANS),
    "outlook": Row("commands.quotes.outlook", "what comes back by year, and what it is worth", ASK, PLANS),
    "comply": Row("commands.proofs.comply", "the law: which rates are kept, from when, and on what it turns", ASK, LAW),
    "certificate": Row("commands.proofs.certificate", "a lot's metal: whose, how much, its footprint", ASK, LAW),
    "replay": Row("commands.quotes.replay", "a saved quote, as it was, or against today", BEHIND, SAVED),
    "saved": Row("commands.quotes.saved", "saved quotes: till when, to whom, what has moved", BEHIND, SAVED),
    "presets": Row("presets.commands", "the numbers: list, show, check, write, import", BEHIND, NUMBERS),
    "sources": Row("commands.sources", "where the numbers come from", BEHIND, NUMBERS),
    "config": Row("commands.config", "what is in force, and from where; your own settings", BEHIND, NUMBERS),
    "schema": Row("commands.schema", "what the JSON of a report is made of", BEHIND, SHAPES),
    "guide": Row("commands.guide", "the manual: buyer, trader, carmaker, auditor ...", BEHIND, SHAPES),
}


def functions_of(command: str) -> tuple[Mapping[str, Any], str]:
    """Return what a command calls by the word behind its name, under no word if it is one function; help on several."""
    module = import_module(f"recyc_cli.cli.{COMMANDS[command].module}")
    return getattr(module, "COMMANDS", None) or {"": getattr(module, command)}, getattr(module, "HELP", "")

"""Finds the figure that a user means by a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.labels import Labels
from recyc_cli.errors import RecycError, nearest
from recyc_cli.report.walk import figure_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.analysis.traced_quote import TracedQuote

    Names = dict[str, str]

PUBLIC = ("totals.", "stages.", "lines.", "products.", "contained.", "wastes.", "impacts.", "cathode.", "second_life.")
SHORT = (
    "totals.{}", "stages.{}.cost", "totals.cost_groups.{}", "lines.{}.amount", "{}.amount", "{}.cost", "{}.value",
    "contained.{}.value", "impacts.{}_kg",
)  # fmt: skip
EXAMPLES = "totals.margin, recovery/labor, stages.recovery.cost, products.recovery.nickel.value, region.wage"
SHOWN = 6
"""Names told where several may be meant."""


def find_figure(traced: TracedQuote, words: str) -> str:
    """Return the name of the figure that a user means.

    In this order: a name as it stands; one without its `totals.`, `stages.` or `lines.`; a product; a line of which
    each word only begins so (`recovery/labor/operators`); a figure that ends so; an input that ends so, the one with
    the shortest path; what is called so in words (`price of nickel`). Case does not matter, `/` is a point.

    Raises:
        RecycError E104: no such figure, or several; with the nearest names.
    """
    plain = words.strip().replace("/", ".").lower()
    known = {name.lower(): name for name in reversed(traced.names)}
    for shape in ("{}", *SHORT):
        if shape.format(plain) in known:
            return known[shape.format(plain)]
    inputs = {name.lower(): name for name in traced.numbers}
    figures = {low: name for low, name in known.items() if low not in inputs}
    several = (
        list(_products(plain, figures))
        or list(_lines(plain, figures))
        or list(_endings(plain, figures))
        or list(_inputs(plain, inputs))
        or list(_called(traced, words))
    )
    if len(several) == 1:
        return several[0]
    if several:
        raise RecycError("E104", f"{words!r} may mean several figures", "PATH", _listed(sorted(several)))
    for path in (plain, f"totals.{plain}"):
        constant = figure_at(traced.report, path)
        if constant is None or isinstance(constant, float):
            message = f"nothing stands behind {path}: it is 0, or has no value here"
            raise RecycError("E104", message, "PATH", "explain a figure that the scenario moves")
    raise RecycError("E104", f"no figure or input named {words!r}", "PATH", _hint(plain, known, inputs))


def _products(plain: str, figures: Names) -> Iterator[str]:
    """Yield the values of a product in the stages that sell it."""
    wanted = [plain.removeprefix("products.").replace(" ", "_"), "value"]
    for low, name in figures.items():
        words = low.split(".")
        if words[0] == "products" and words[2:] == wanted:
            yield name


def _lines(plain: str, figures: Names) -> Iterator[str]:
    """Yield the lines whose stage, group and item begin like the words asked for."""
    wanted = plain.removeprefix("lines.").removesuffix(".amount").split(".")
    for low, name in figures.items():
        if low.startswith("lines.") and low.endswith(".amount"):
            words = low.removeprefix("lines.").removesuffix(".amount").split(".")
            if len(wanted) <= len(words) and all(map(str.startswith, words, wanted)) and len(wanted) > 1:
                yield name


def _endings(plain: str, figures: Names) -> Iterator[str]:
    """Yield the figures of the report whose names end so (`capital.isbl`)."""
    for low, name in figures.items():
        if low.startswith(PUBLIC) and low.endswith(f".{plain}"):
            yield name


def _inputs(plain: str, inputs: Names) -> list[str]:
    """Return the inputs whose paths end so, of these the shortest (`wage`)."""
    ending = [name for low, name in inputs.items() if low.endswith(f".{plain}")]
    shortest = min((name.count(".") for name in ending), default=0)
    return [name for name in ending if name.count(".") == shortest]


def _called(traced: TracedQuote, figure: str) -> Iterator[str]:
    """Yield the names of what is called so in words, with or without where it stands."""
    labels, words = Labels(traced), figure.strip().lower()
    seen = set()
    for name, node in traced.names.items():
        label = labels.of(name)
        if words in (label.what.lower(), label.text.lower()) and node.index not in seen:
            seen.add(node.index)
            yield name


def _listed(names: Sequence[str]) -> str:
    """Join names, the first ones only where there are many."""
    rest = len(names) - SHOWN
    return " or ".join(names[:SHOWN]) + (f", and {rest} more" if rest > 0 else "")


def _hint(plain: str, known: Names, inputs: Names) -> str:
    """Suggest the nearest names: of figures that are reported, of inputs, or by one of their words."""
    if not plain:
        return f"for example {EXAMPLES}"
    within = {name[len(plain) + 1 :].partition(".")[0] for low, name in known.items() if low.startswith(f"{plain}.")}
    if within:
        return f"{plain} is a group; it holds {', '.join(sorted(within))}"
    public = [name for low, name in known.items() if low.startswith(PUBLIC) or "." not in low]
    short = {name.partition(".")[2]: name for name in public}
    words = {word for name in public if name not in inputs for word in name.split(".")[1:-1]}
    words |= {name.rpartition(".")[2] for name in inputs if name.startswith(("region.", "method."))}
    usual = [name for low, name in inputs.items() if low.startswith(("prices.", "region.", "method."))]
    close = nearest(plain, [*public, *short, *words, *usual]) or nearest(plain, known.values())
    if close:
        return f"did you mean {' or '.join(dict.fromkeys(short.get(name, name) for name in close))}?"
    return f"for example {EXAMPLES}"

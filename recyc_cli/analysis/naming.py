"""What a user means by the name of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.tracing import TracedQuote

PUBLIC = ("totals.", "stages.", "lines.", "products.", "contained.", "wastes.", "impacts.", "cathode.", "second_life.")
SHORT = ("totals.{}", "stages.{}.cost", "totals.cost_groups.{}", "lines.{}.amount", "{}.amount", "{}.cost", "{}.value")


def found(traced: TracedQuote, asked: str) -> str:
    """Return the name of the figure that a user means.

    In this order: a name as it stands; one without its `totals.`, `stages.` or `lines.`; a product; a line of which
    each word only begins so (`recovery/labor/operators`); a figure that ends so. Case does not matter, `/` is a point.

    Raises:
        RecycError E104: no such figure, or several; with the nearest names.
    """
    plain = asked.strip().replace("/", ".").lower()
    known = {name.lower(): name for name in reversed(traced.names)}
    for shape in ("{}", *SHORT):
        if shape.format(plain) in known:
            return known[shape.format(plain)]
    several = list(_products(plain, known)) or list(_lines(plain, known)) or list(_endings(plain, known))
    if len(several) == 1:
        return several[0]
    if several:
        raise RecycError("E104", f"{asked!r} may mean several figures", "PATH", " or ".join(sorted(several)[:6]))
    for path in (plain, f"totals.{plain}"):
        if _constant(traced.report, path):
            message = f"nothing stands behind {path}: it is 0, or has no value here"
            raise RecycError("E104", message, "PATH", "explain a figure that the scenario moves")
    raise RecycError("E104", f"no figure or input named {asked!r}", "PATH", _hint(plain, known))


def _constant(report: dict[str, Any], plain: str) -> bool:
    """Tell whether a report has a constant, or nothing, in the place of a figure."""
    at: Any = report
    for word in plain.split("."):
        if isinstance(at, list):
            at = {entry.get("stage"): entry for entry in at}
        if not isinstance(at, dict) or word not in at:
            return False
        at = at[word]
    return at is None or isinstance(at, float)


def _products(plain: str, known: dict[str, str]) -> Iterator[str]:
    """Yield the values of a product in the stages that sell it."""
    for low, name in known.items():
        words = low.split(".")
        if words[0] == "products" and words[2:] == [plain.replace(" ", "_"), "value"]:
            yield name


def _lines(plain: str, known: dict[str, str]) -> Iterator[str]:
    """Yield the lines whose stage, group and item begin like the words asked for."""
    wanted = plain.removeprefix("lines.").removesuffix(".amount").split(".")
    for low, name in known.items():
        if low.startswith("lines.") and low.endswith(".amount"):
            words = low.removeprefix("lines.").removesuffix(".amount").split(".")
            if len(wanted) <= len(words) and all(map(str.startswith, words, wanted)) and len(wanted) > 1:
                yield name


def _endings(plain: str, known: dict[str, str]) -> Iterator[str]:
    """Yield the figures of the report whose names end so (`capital.isbl`)."""
    for low, name in known.items():
        if low.startswith(PUBLIC) and low.endswith(f".{plain}"):
            yield name


def _hint(plain: str, known: dict[str, str]) -> str:
    """Suggest the nearest names: of figures that are reported, of inputs, or by their last word."""
    public = [name for low, name in known.items() if low.startswith(PUBLIC) or "." not in low]
    short = {name.partition(".")[2]: name for name in public}
    inputs = [name for low, name in known.items() if low.startswith(("prices.", "region.", "method."))]
    close = nearest(plain, [*public, *short, *inputs]) or nearest(plain, known.values())
    if close:
        return f"did you mean {' or '.join(dict.fromkeys(short.get(name, name) for name in close))}?"
    return (
        "for example totals.margin, recovery/labor, stages.recovery.cost, products.recovery.nickel.value, region.wage"
    )

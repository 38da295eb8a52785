"""What a user means by the name of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.tracing import TracedQuote

PUBLIC = ("totals.", "stages.", "lines.", "products.", "contained.", "wastes.", "impacts.", "cathode.", "second_life.")
SHORT = ("totals.{}", "stages.{}.cost", "totals.cost_groups.{}", "lines.{}.amount", "{}.amount", "{}.cost", "{}.value")


def found(traced: TracedQuote, asked: str) -> str:
    """Return the name of the figure that a user means.

    In this order: a name as it stands; one without its `totals.`, `stages.` or `lines.`; a product; a line of which
    each word only begins so (`recovery/labor/operators`). Case does not matter, `/` is as good as a point.

    Raises:
        RecycError E104: no such figure, or several; with the nearest names.
    """
    plain = asked.strip().replace("/", ".").lower()
    known = {name.lower(): name for name in reversed(traced.names)}
    for shape in ("{}", *SHORT):
        if shape.format(plain) in known:
            return known[shape.format(plain)]
    several = list(_products(plain, known)) or list(_lines(plain, known))
    if len(several) == 1:
        return several[0]
    if several:
        raise RecycError("E104", f"{asked!r} may mean several figures", "PATH", " or ".join(sorted(several)[:6]))
    raise RecycError("E104", f"no figure or input named {asked!r}", "PATH", _hint(plain, known))


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

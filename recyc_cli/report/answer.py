"""Holds what the model answers to a request, or says why there is no answer."""

from __future__ import annotations

from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.numbers.arithmetic import NO_RESULT, add_up, is_finite, plain
from recyc_cli.model.records.market import UnpricedError
from recyc_cli.scenario.resolve import resolve
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.records.feed import Stream
    from recyc_cli.model.records.result import Result
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.asked import Terms
    from recyc_cli.report.shapes.products import SecondLife
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

UNPRICED = "E333"
"""Code of a product, metal or reagent without a price."""
WITHOUT_END = (ZeroDivisionError, OverflowError, TypeError)
"""What numbers without a finite result lead to; a complex one cannot be compared."""


class Answer:
    """A computed quote: what was asked, filled in and resolved, and what the model says."""

    __slots__ = (
        "at_gate", "dated", "estimated", "request", "resolved", "rests_on", "result", "said", "second_life", "terms",
        "used",
    )  # fmt: skip

    def __init__(self, resolved: Resolved, result: Result) -> None:
        self.request = resolved.request
        self.resolved = resolved
        self.result = result
        self.terms: Terms | None = None
        """Reference, date and validity of a saved quote, and who offers to whom; None where nothing is said."""
        self.used: list[tuple[str, Record]] | None = None
        """The numbers behind it, once somebody asked (`provenance.records_of`)."""
        self.rests_on: list[list[str]] = []
        """The names of the inputs of each line, once the numbers behind it are known."""
        self.second_life: SecondLife | None = None
        """How its packs were graded and priced, once somebody asked (`blocks.second_life.second_life`)."""
        self.at_gate: dict[Stream, float] = {}
        """What each stream is paid where its holder hands it over, once somebody asked (`bid_notes`) [money/t]."""
        self.dated: dict[str, set[tuple[bool, str]]] | None = None
        """Its prices of another time than its deck, by their dates, once somebody asked (`age_notes`)."""
        self.estimated: list[str] | None = None
        """The paths of its estimates of place and price, once somebody asked (`age_notes`)."""
        self.said: list[Remark] | None = None
        """Its own notes, once somebody asked (`notes.notes_of`)."""

    def tell_alike(self, other: Answer) -> None:
        """Take over what is told beside the numbers of another answer to the same request."""
        self.used, self.rests_on, self.said = other.used, other.rests_on, other.said
        self.dated, self.estimated = other.dated, other.estimated


def answered(
    request: Request,
    library: Library | None = None,
    *,
    trace: bool = False,
    movable: bool = False,
    rows: Mapping[str, str] | None = None,
) -> tuple[Resolved, Result]:
    """Resolve a request and evaluate it, with the presets of a library or, without one, those at hand.

    With `trace` every number knows its formula (`analysis/traced_quote.py`), with `movable` for others in its place;
    with `rows` those of the numbers named (`scenario/build/trace_rows.py`); else each remembers what it moves with.

    Raises:
        RecycError, RecycErrors: as `analysis.quote.quote`. What trips over a preset or a number of the user's own is
            told as theirs; with the built-in ones alone it is a bug, and comes through as it is.
    """
    library = library or open_library(request.preset_dirs)
    own = library.has_own or request.overrides or request.price_overrides
    try:
        remember = not trace and rows is None
        resolved = resolve(request, None, library, trace=trace, movable=movable, remember=remember, rows=rows)
        result = evaluate(resolved.scenario)
    except (ZeroDivisionError, OverflowError) as fault:
        raise beyond(request) from fault
    except KeyError as fault:
        if not own:
            raise
        raise _lacking(request, fault) from fault
    except TypeError as fault:
        if rows is not None or not own:
            raise
        raise beyond(request) from fault
    price = 0.0 if result.breakeven_feed_price is None else result.breakeven_feed_price
    rows_of_burdens = (row for each in result.impacts.values() for row in each)
    burdens = add_up(rows_of_burdens if rows is not None else map(plain, rows_of_burdens))
    finite = list(map(is_finite, (result.value, result.cost, result.margin, price, burdens)))
    if not all(finite):
        raise beyond(request)
    return resolved, result


def _lacking(request: Request, fault: KeyError) -> RecycError:
    """A preset of the user's own that leaves out what the model needs: the built-in ones are complete."""
    where, key = ", ".join(request.preset_dirs) or "your presets", str(fault.args[0])
    if isinstance(fault, UnpricedError):
        hint = (
            f"price it in a deck; a cathode in its chemistry, as [products.{key}], or say what it is sold as: product"
        )
        message = f"nothing among the presets in force has a price of {key}"
        return RecycError(UNPRICED, message, where, hint, given=key)
    hint = "give it, or let the preset extend a built-in one that has it"
    return RecycError("E332", f"nothing among the presets in force is named {key!r}", where, hint)


def beyond(request: Request) -> RecycError:
    """Return the refusal of numbers that lead to no finite result."""
    where = ", ".join((*request.overrides, *request.price_overrides))
    hint = "look for a zero, a negative or a huge number among those you set"
    return RecycError(NO_RESULT, "these numbers lead to no finite result", where, hint)

"""What the reader of a quote has to know beside its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis import second_life
from recyc_cli.model.plant import INSTALLED, capacity, loads, trains_of
from recyc_cli.model.valuation import CONTAINED, ELEMENT_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.quote import Quote

NEAR = 0.05
"""A step of whole units is near when it lies within this share of the throughput."""
CLOSED = 1e-9


def cautions(quote: Quote) -> list[dict[str, str]]:
    """Return the warnings of a quote, each with its code."""
    found = [*_unsuited(quote), *_borrowed(quote), *_older(quote), *_steps(quote), *_unbalanced(quote)]
    found += second_life.cautions(quote)
    return [{"code": code, "message": message} for code, message in found]


def _unsuited(quote: Quote) -> Iterator[tuple[str, str]]:
    """The route sells nothing of what the cathode holds; one that sells whole packs sells all of it."""
    if quote.resolved.scenario.reuse is not None:
        return
    cathodes = {stream.chemistry.product: stream.chemistry for stream in quote.resolved.scenario.streams}
    recovery = [item for item in quote.result.sold if item.stage == "recovery"]
    sold = {ELEMENT_OF.get(item.product, item.product) for item in recovery}
    for product, chemistry in cathodes.items():
        inside = {element for element, _, _ in chemistry.inside["cathode"]}
        held = [element for element in CONTAINED if element in inside]
        if product not in sold and not sold & set(held):
            what = " and ".join(element.capitalize() for element in held)
            message = f"{quote.resolved.names['route']} sells nothing of the {what} in {chemistry.id}"
            yield "route-unsuited", f"{message}: only {', '.join(item.product for item in recovery) or 'nothing'}"


def _borrowed(quote: Quote) -> Iterator[tuple[str, str]]:
    key, used = quote.resolved.borrowed
    if used not in (key, "any"):
        yield "payables-borrowed", f"no payables known for region {key}: those of {used} are used"


def _older(quote: Quote) -> Iterator[tuple[str, str]]:
    """Prices the quote uses that are of another time than its deck."""
    document = quote.resolved.documents["prices"]
    year = str(document.tree.get("year", ""))
    used = {
        path.removeprefix("prices.")
        for line in quote.result.lines
        for path in line.inputs
        if path.startswith("prices.")
    }
    dates: dict[str, set[str]] = {}
    for path, record in document.records.items():
        owner = path.removesuffix(".price").removesuffix(".payable")
        if owner in used and record.date and not record.date.startswith(year):
            dates.setdefault(record.date, set()).add(owner.rpartition(".")[2])
    for date in sorted(dates):
        names = ", ".join(sorted(dates[date]))
        yield (
            "prices-older",
            f"deck {quote.resolved.names['prices']} has no price of {year} for {names}: theirs is of {date}",
        )


def _steps(quote: Quote) -> Iterator[tuple[str, str]]:
    """Whole units: a little more or less throughput buys one more or one less."""
    scenario = quote.resolved.scenario
    for account in quote.result.accounts:
        for item, rate, _ in loads(
            account.plant, account.rate, account.flows.amount, scenario.cathodes, scenario.method
        ):
            installed = INSTALLED[item.units][0]
            now = trains_of(item, capacity(rate, installed))
            for change in (1.0 - NEAR, 1.0 + NEAR):
                then = trains_of(item, capacity(rate * change, installed))
                if then != now:
                    message = f"{account.plant.stage}: {item.id} in {now:.0f} units here, {then:.0f} at"
                    yield "step-near", f"{message} {scenario.throughput * change:,.0f} t/yr"


def _unbalanced(quote: Quote) -> Iterator[tuple[str, str]]:
    balance = quote.result.balance
    if abs(balance.closure) > CLOSED * balance.entering:
        yield (
            "mass-open",
            f"the mass balance of method {quote.resolved.names['method']} misses {balance.closure:.1f} kg/t",
        )

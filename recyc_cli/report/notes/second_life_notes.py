"""What a reader of a reuse quote has to know: how it was graded and priced, what does not suit, where it turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.blocks.second_life import second_life
from recyc_cli.report.provenance import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.report.answer import Answer


def cautions(quote: Answer) -> Iterator[tuple[str, str]]:
    """Yield (code, message) of what a reuse quote assumes and what does not suit."""
    scenario, names, documents = quote.resolved.scenario, quote.resolved.names, quote.resolved.documents
    if scenario.reuse is None:
        return
    found = second_life(quote)
    if found is None:
        return
    from recyc_cli.report.notes import new_pack_notes

    chemistry, use = scenario.streams[0].chemistry, documents["application"].tree
    name = names["application"]
    if chemistry.family not in use["families"]:
        wanted = " or ".join(use["families"])
        yield "reuse-unsuited", f"{name} asks for {wanted} cathodes: {chemistry.id} is {chemistry.family}"
    if quote.request.soh is None:
        yield "soh-assumed", f"no state of health was given: reuse takes {scenario.reuse.soh:g}"
    if scenario.feed_price is None and scenario.reuse.purchase is None:
        message = "the holder gets what recycling pays: --feed-price where usable packs cost more"
        yield "feed-price-of-recycling", message
    if plain(found["users_revenue_per_kwh"]) < plain(found["price_per_kwh"]):
        worth, price = found["users_revenue_per_kwh"], found["price_per_kwh"]
        message = f"{name} earns its user {worth:.0f} per kWh over the second life, less than the price of {price:.0f}"
        yield "price-above-use", message
    yield from new_pack_notes.cautions(quote, found)
    mine = ("application.", f"stages.{scenario.reuse.rule.plant.id}.")
    own = [record for path, record in records_of(quote) if path.startswith(mine)]
    guessed = sum(record.evidence == "estimate" for record in own)
    if guessed:
        yield (
            "reuse-estimates",
            f"{guessed} of the {len(own)} numbers behind the second life are estimates with a range",
        )
    if quote.request.recycle is None:
        yield "recycled-by", f"what fails, and what comes back later, goes to {found['recycling']}, the best margin"

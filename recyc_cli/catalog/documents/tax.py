"""Finds the rate of value-added tax that prices include, of a file or of a request."""

from __future__ import annotations

from recyc_cli.catalog.documents.document import lookup
from recyc_cli.errors import RecycError
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from recyc_cli.catalog.documents.library import Library

Said = str | float
"""`included`, `excluded`, or the rate that is included."""
BAD_VALUE, UNSAID = "E111", "E164"
INCLUDED, EXCLUDED = "included", "excluded"
AS_A_RULE = {"CNY": "china with VAT"}
"""Currencies whose prices are quoted with tax as a rule -> the market whose decks state its rate."""
_YEAR = len("YYYY")


def tax_said(text: str, where: str) -> Said:
    """Return what is said of value-added tax: that it is included or excluded, or its rate.

    Raises:
        RecycError: E111 it is none of these.

    >>> tax_said("Included", "--vat"), tax_said("13%", "--vat"), tax_said("0.19", "--vat")
    ('included', 0.13, 0.19)
    """
    word = text.strip().lower()
    if word in (INCLUDED, EXCLUDED):
        return word
    number = word.removesuffix("%").strip()
    try:
        rate = float(number) / (100.0 if word.endswith("%") else 1.0)
        why = "a rate of tax: it may not be negative" if rate < 0.0 else "a rate of tax below 1"
    except ValueError:
        rate, why = -1.0, "known of value-added tax"
    if not 0.0 <= rate < 1.0:
        raise RecycError(
            BAD_VALUE, f"{text[:40]!r} is not {why}", where, "included, excluded, or its rate, such as 13%"
        )
    return rate


def rates(
    said: Said | None, currencies: Collection[str], period: str, library: Library, where: str
) -> dict[str, float]:
    """Return the rate of tax that is in the prices of each currency.

    Prices in US dollars are those of the world market: they have none, whatever is said.

    Args:
        said: `included` at the usual rate, `excluded`, a rate, or None where nothing is said.
        currencies: those of the prices, dollars left out.
        period: of the prices, 2025-09 or 2024.
        library: its built-in decks state the usual rates.
        where: the file, for messages.

    Raises:
        RecycError: E164 where it has to be said, or no usual rate is known.
    """
    if said == EXCLUDED:
        return dict.fromkeys(currencies, 0.0)
    if isinstance(said, float):
        return dict.fromkeys(currencies, said)
    usual = {code: _usual(code, period, library) for code in sorted(currencies)}
    for code, rate in usual.items():
        if said is None and code in AS_A_RULE:
            message = f"are the prices in {code} with value-added tax or without it?"
            out = f"{rate_text(rate)} out" if rate is not None else "it out"
            hint = (
                f"such quotes include it as a rule: --vat included takes {out}, --vat excluded takes them as they are"
            )
            raise RecycError(UNSAID, message, where, hint)
        if said == INCLUDED and rate is None:
            message = f"no usual rate of value-added tax is known for prices in {code} of {period}"
            raise RecycError(UNSAID, message, "--vat", "give the rate, such as --vat 19%")
    return {} if said is None else {code: rate for code, rate in usual.items() if rate is not None}


def rate_text(rate: float) -> str:
    """Write a rate.

    >>> rate_text(0.13), rate_text(0.1375)
    ('13 %', '13.75 %')
    """
    return f"{round(100 * rate, 6):g} %"


def _usual(code: str, period: str, library: Library) -> float | None:
    """Return the rate in force in a period: that of the newest deck of the currency's market that is not younger."""
    shelf = len(library.shelves) - 1
    decks = (library.on_shelf(shelf, "prices", name) for name in library.shelves[shelf].names("prices").values())
    known = {
        str(deck.tree["year"]): (rate, deck.name)
        for deck in decks
        if deck.tree.get("market") == AS_A_RULE.get(code) and (rate := lookup(deck.tree, "vat.rate")) is not None
    }
    years = [year for year in known if year <= period[:_YEAR]]
    if not years:
        return None
    rate, name = known[max(years)]
    library.document("prices", name)  # a saved quote keeps what it was asked for
    return float(rate)

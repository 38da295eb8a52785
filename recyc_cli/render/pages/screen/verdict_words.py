"""Holds the words of every verdict, and fills them in."""

from __future__ import annotations

from recyc_cli.render.numbers import as_text, fixed, two_digits
from recyc_cli.render.text import WIDTH, display_width
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.report.shapes.asked import LotSize
    from recyc_cli.report.shapes.quote import Totals

TAIL, SPARED, HELD = "¦", "‖", "§"
OF_CASES, OF_TEN = " of 10 cases", " of 10"
"""How often of ten, in full and where there is no room."""
WORDS = {
    "one": "{of} leaves {m}{u}{likely}",
    "one/loss": "{of} loses {m}{u}{likely}¦{mend}",
    "best": "{of}: {a} leaves {m}{u}¦, {lead} more than {b}",
    "best/sure": "{of}: {a} leaves {m}{u}{likely}¦; best in {k} of 10 cases",
    "best/rather": "{of}: {a} leaves {m}{u}{likely}¦; ahead of {b} in {k} of 10 cases",
    "best/other": "{of}: {a} leaves most, {m}{u}, but {leader} is best in {k} of 10 cases",
    "close": "{of}: {a} leaves {m}{u}§, but {others} may do better¦{j}",
    "loss": "{of}: ‖no new plant pays; ‖{a} loses least, {m}{u}¦{mend}",
    "loss/close": "{of}: ‖no new plant pays; ‖{a} loses least, {m}{u}§; {others} may lose less¦{j}",
    "loss/sure": "{of}: ‖no new plant pays; ‖{a} loses least, {m}{u}¦, in {k} of 10 cases¦{mend}",
    "loss/other": "{of}: ‖no new plant pays; ‖{a} loses least, {m}{u}¦, but {leader} in {k} of 10 cases",
    "nothing": "{of}: ‖nothing covers its running cost; ‖{a} loses least, {m}{u}",
    "nothing/close": "{of}: ‖nothing covers its running cost; ‖{a} loses least, {m}{u}§; {others} may lose less¦{j}",
    "alike": "{of}: {names} are alike at {m}{u}¦: choose by something else",
    "pay": "{of}: {a} can pay most, {p}{u}¦, and {is} {m} at {price}",
    "pay/close": "{of}: {a} can pay most, {p}{u}§; {b}, {q}, is close",
    "pay/may": "{of}: {a} can pay most, {p}{u}§; {others} may pay more¦{j}",
    "pay/other": "{of}: {a} can pay most, {p}{u}¦, but {leader} can in {k} of 10 cases",
    "fee/other": "{of}: ‖no new plant pays; ‖{a} asks the least gate fee, {p}{u}¦, but {leader} in {k} of 10 cases",
    "fee/close": "{of}: ‖no new plant pays; ‖{a} asks the least gate fee, {p}{u}§; {others} may ask less¦{j}",
    "fee": "{of}: ‖no new plant pays; ‖{a} asks the least gate fee, {p}{u}",
    "grid": "{of}: {a} leaves most, {m}{u}, {at}",
    "grid/alike": "{of}: {names} are alike; most is left {at}, {m}{u}",
    "grid/alike/loss": "{of}: {names} are alike; least is lost {at}, {m}{u}",
    "grid/alike/pay": "{of}: {names} are alike; {a} can pay most {at}, {p}{u}",
    "grid/loss": "{of}: ‖no new plant pays; ‖{a} loses least, {m}{u}, {at}",
    "grid/pay": "{of}: {a} can pay most, {p}{u}, {at}",
    "grid/fee": "{of}: ‖no new plant pays; ‖{a} asks the least gate fee, {p}{u}, {at}",
    "turn": "{of}: {a} beats {b} from {x} health up",
    "turn/pays": "{of}: {a} beats {b} from {x} health up¦ and pays from {y} up",
    "turn/always": "{of}: {a} beats {b} at every state of health",
    "turn/always/by": "{of}: {a} beats {b} at every state of health¦, by {least} to {most}{u}",
    "turn/always/pays": "{of}: {a} beats {b} at every state of health¦ and pays from {y} up",
    "turn/pay": "{of}: {a} can pay more than {b} at each state of health¦, by {least} to {most}{u}",
    "turn/price": "{of}: {a} pays from new packs at {y} {per} up",
    "unlike": "{of}: {a} {leaves} {m}{u}, {b} {does} {n}: they are not ranked",
    "quote": "{m}{u} is left{likely}; pay at most {p}¦ for the {forms}",
    "quote/fee": "{m}{u} is left{likely}; a gate fee of {p} or more would do",
    "quote/only": "{m}{u} is left{likely}",
    "quote/stated/fee": "{m}{u} is left at your {price}; paying {p} would leave nothing",
    "quote/loss": "{m}{u} is lost{likely}; pay {p} at most, not {f}",
    "quote/loss/fee": "{m}{u} is lost{likely}; take a gate fee of {p} or more",
    "quote/loss/only": "{m}{u} is lost{likely}",
    "quote/stated": "{m}{u} is left at your {price}; {p} would leave nothing",
    "lot": "The lot of {size} {leaves} {sum} {money}",
    "more": "and {count} more: -v",
    "gate": ": a gate fee of {p} covers it",
    "cash": ", and earns {cash} in cash",
    "less": ": pay {p}, not {f}",
}
"""A verdict's words; behind `¦` what is dropped where the line has no room, before it the unit; then what stands
between two `‖`, and last what stands behind `§`, for it says what a mark means."""
TEN_THOUSAND = 1e4
THOUSANDS = "thousands"
"""The scale of a table in which sentences are not."""


def worded(case: str, values: Mapping[str, str]) -> str:
    """Return a verdict in words: in full, without its unit, its tails, or what it can spare, whichever fits first.

    Where the table below is in thousands, the unit of the sentence stays, and the likely range goes.
    """
    pieces = WORDS[case].split(SPARED)
    wordings = ["".join(pieces), *([pieces[0] + pieces[-1]] if len(pieces) > 1 else [])]
    several = [values, *([{**values, "others": values["counted"]}] if values.get("counted") else [])]
    whole = [words.replace(HELD, "") for words in wordings]
    candidates = []
    for named in several:
        candidates += [text for words in whole for text in _shorter(words, named)]
    for told in (values, {**values, "likely": ""}):
        candidates += [text for words in wordings for text in _shorter(words.partition(HELD)[0], told)]
    return next((text for text in candidates if display_width(text) <= WIDTH), candidates[-1])


def _shorter(words: str, values: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence, each time shorter: one tail less, of each first a word, then the unit."""
    unit, likely = values.get("u", ""), values.get("likely", "")
    pairs = ((unit, likely), (unit, "")) if values.get("scale") == THOUSANDS else ((unit, likely), ("", likely))
    parts = words.split(TAIL)
    for kept in range(len(parts), 0, -1):
        full, bare = (f"{''.join(parts[:kept]).format(**{**values, 'u': u, 'likely': told})}." for u, told in pairs)
        yield from (full, full.replace(OF_CASES, OF_TEN), bare)


def amounts(totals: Totals, how: str, *, unstated: bool = True) -> dict[str, str]:
    """Return the amounts that sentences tell, without their sign: the words say it."""
    pay = totals["breakeven_feed_price"]
    told = {"m": totals["margin"], "p": pay, "f": totals["feed_price"], "cash": totals.get("cash_margin")}
    words = {name: told_out(amount, how) for name, amount in told.items() if amount is not None}
    words["mend"] = _mend(totals, words)
    if totals["feed_price"] is not None:
        fee = "a fee" if unstated else "gate fee"
        words["price"] = f"{fee} of {words['f']}" if totals["feed_price"] < 0.0 else words["f"]
    words["likely"], words["scale"] = likely_words(totals, how), how
    words["leaves"] = "loses" if totals["margin"] < 0.0 else "leaves"
    words["is"] = "loses" if totals["margin"] < 0.0 else "is left"
    return words


def likely_words(totals: Totals, how: str) -> str:
    """Return between what a margin is likely to lie, for the middle of a sentence."""
    ends = likely_ends(totals, how)
    return f", likely {' to '.join(_in_full(end, how) for end in ends)}" if ends else ""


def likely_ends(totals: Totals, how: str) -> tuple[str, str] | None:
    """Return between what a margin is likely to lie, each end to two digits: no more is known of it."""
    likely = totals.get("likely")
    if likely is None:
        return None
    low, high = (as_text(two_digits(end), how) for end in (likely["p10"], likely["p90"]))
    return low, high


def told_out(amount: float, how: str) -> str:
    """Return an amount without its sign; one told in thousands in full.

    >>> told_out(-1234.5, "whole"), told_out(2251040.0, "thousands")
    ('1,234', '2,251,000')
    """
    return _in_full(as_text(abs(amount), how), how)


def _in_full(text: str, how: str) -> str:
    """Return an amount that the table has in thousands as it is told in a sentence."""
    return f"{text},000" if how == THOUSANDS and text != "0" else text


def _mend(totals: Totals, words: Mapping[str, str]) -> str:
    """Return what mends a loss: a lower price, a gate fee, or that it is none in cash."""
    pay, price, cash = totals["breakeven_feed_price"], totals["feed_price"], totals.get("cash_margin") or 0.0
    if pay is None or price is None:
        return ""
    if pay > 0.0:
        return WORDS["less"].format(**words)
    return WORDS["cash" if price > 0.0 and cash > 0.0 else "gate"].format(**words)


def lot_size(mass: float) -> str:
    """Return how heavy a lot is.

    >>> lot_size(40.0), lot_size(12345.6)
    ('40 t', '12,346 t')
    """
    return f"{mass:,.4g} t" if mass < TEN_THOUSAND else f"{fixed(mass)} t"


def size_of_lot(lot: LotSize) -> str:
    """Return how large a lot is: its mass, packs and energy."""
    packs = [] if lot["packs"] is None else [f"{fixed(lot['packs'], 1).removesuffix('.0')} packs"]
    energy = [] if lot["kwh"] is None else [f"{fixed(lot['kwh'])} kWh"]
    weighed, mass = lot.get("mass_weighed_t"), lot_size(lot["mass_t"])
    mass = mass if weighed is None else f"{lot_size(weighed)} as weighed, {mass} dry"
    return ", ".join([mass, *packs, *energy])

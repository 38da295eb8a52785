"""Converts every unit string of a preset to a factor and a canonical unit.

Canonical: kg, USD, MJ, L, km, m2, mol, kW, h, counts. Three things are kept as they are written:

- `d` and `yr` are a plant's days and years of work and no multiples of an hour; mass per time is in tonnes
  (t/yr, t/d, t/h);
- grams per kg, MJ, L or mol are factors of their own (g/kg, g/MJ, g/L, g/mol) and not fractions;
- other currencies become USD only with the exchange rates of a price deck, which the caller has.
"""

from __future__ import annotations

from recyc_cli.errors import RecycError, nearest

CURRENCIES = (
    "USD", "EUR", "CNY", "GBP", "JPY", "KRW", "INR", "PLN", "CHF", "SEK", "THB", "SGD", "IDR", "CAD", "AUD",
)  # fmt: skip
SYMBOLS: dict[str, tuple[float, str]] = {
    "1": (1.0, ""),
    "fraction": (1.0, ""),
    "%": (0.01, ""),
    **{code: (1.0, code) for code in CURRENCIES},
    "kg": (1.0, "kg"),
    "g": (0.001, "kg"),
    "t": (1000.0, "kg"),
    "lb": (0.45359237, "kg"),
    "kt": (1e6, "kg"),
    "short_ton": (907.18474, "kg"),
    "long_ton": (1016.0469088, "kg"),
    "mol": (1.0, "mol"),
    "MJ": (1.0, "MJ"),
    "GJ": (1000.0, "MJ"),
    "kWh": (3.6, "MJ"),
    "MWh": (3600.0, "MJ"),
    "GWh": (3.6e6, "MJ"),
    "Btu": (0.00105505585262, "MJ"),
    "mmBtu": (1055.05585262, "MJ"),
    "kW": (1.0, "kW"),
    "L": (1.0, "L"),
    "m3": (1000.0, "L"),
    "gal": (3.785411784, "L"),
    "km": (1.0, "km"),
    "mile": (1.609344, "km"),
    "m2": (1.0, "m2"),
    "ft2": (0.09290304, "m2"),
    "pack": (1.0, "pack"),
    "module": (1.0, "module"),
    "cell": (1.0, "cell"),
    "person": (1.0, "person"),
    "h": (1.0, "h"),
    "d": (1.0, "d"),
    "yr": (1.0, "yr"),
}
_ORDER = tuple(dict.fromkeys(base for _, base in SYMBOLS.values() if base))
_GRAMS_PER = ("kg", "MJ", "L", "mol")
_TIMES = ("h", "d", "yr")

_known: dict[str, tuple[float, str]] = {}
_currencies: dict[str, str] = {}


def parse(unit: str) -> tuple[float, str]:
    """Return (factor, canonical unit): a value in `unit` times the factor is the value in the canonical unit.

    Raises RecycError E305 for a symbol that is not known.

    >>> parse("USD/t")
    (0.001, 'USD/kg')
    >>> parse("t/yr"), parse("h/d"), parse("%")
    ((1.0, 't/yr'), (1.0, 'h/d'), (0.01, '1'))
    >>> parse("kg/kg"), parse("g/kg")
    ((1.0, '1'), (1.0, 'g/kg'))
    """
    if unit not in _known:
        _known[unit] = _canonical(_terms(unit))
    return _known[unit]


def currency(canonical_unit: str) -> str:
    """Return the currency of an amount that is not in USD; nothing for USD, an exchange rate or no money.

    >>> currency("EUR/kg"), currency("USD/kg"), currency("EUR/USD")
    ('EUR', '', '')
    """
    if canonical_unit not in _currencies:
        money = [symbol for symbol in canonical_unit.replace("*", "/").split("/") if symbol in CURRENCIES]
        foreign = len(money) == 1 and money[0] != "USD" and canonical_unit.startswith(money[0])
        _currencies[canonical_unit] = money[0] if foreign else ""
    return _currencies[canonical_unit]


def in_dollars(canonical_unit: str) -> str:
    """Return the canonical unit with a foreign currency written as USD, to compare what two units measure.

    >>> in_dollars("EUR/kg"), in_dollars("EUR/USD")
    ('USD/kg', 'EUR/USD')
    """
    code = currency(canonical_unit)
    return canonical_unit.replace(code, "USD", 1) if code else canonical_unit


def in_currency(unit: str, code: str) -> str:
    """Return the unit of an amount of money with another currency; any other unit, or without a code, as it is.

    >>> in_currency("USD/t", "EUR"), in_currency("kWh/t", "EUR"), in_currency("CNY/kWh", "")
    ('EUR/t', 'kWh/t', 'CNY/kWh')
    """
    own = currency_of(parse(unit)[1])
    return unit.replace(own, code, 1) if own and code else unit


def currency_of(canonical_unit: str) -> str:
    """Return the currency of an amount of money, USD included; nothing for an exchange rate or no money.

    >>> currency_of("EUR/kg"), currency_of("USD/kg"), currency_of("EUR/USD"), currency_of("kg")
    ('EUR', 'USD', '', '')
    """
    return currency(canonical_unit) or ("USD" if canonical_unit.startswith("USD") else "")


def _terms(unit: str) -> list[tuple[str, int]]:
    """Split `a*b/c` into symbols with their exponents."""
    terms: list[tuple[str, int]] = []
    for index, piece in enumerate(unit.replace(" ", "").split("/")):
        first, *more = piece.split("*")
        terms += [(first, -1 if index else 1), *((symbol, 1) for symbol in more)]
    for symbol, _ in terms:
        if symbol not in SYMBOLS:
            raise unknown(unit, symbol)
    return terms


def unknown(unit: str, symbol: str) -> RecycError:
    """Return the error for a unit with a symbol that is not known, with the nearest ones."""
    spelled = {known.lower(): known for known in SYMBOLS}
    close = [spelled[symbol.lower()]] if symbol.lower() in spelled else nearest(symbol, SYMBOLS)
    hint = f"did you mean {unit.replace(symbol, close[0])}?" if close and symbol else "known: " + " ".join(SYMBOLS)
    return RecycError("E305", f"unknown unit {unit!r}", hint=hint)


def _canonical(terms: list[tuple[str, int]]) -> tuple[float, str]:
    """Multiply the factors out and name the canonical unit."""
    grams = _grams(terms)
    if grams is not None:
        return grams
    factor, powers = 1.0, dict.fromkeys(_ORDER, 0)
    for symbol, power in terms:
        scale, base = SYMBOLS[symbol]
        factor = factor * scale if power > 0 else factor / scale
        if base:
            powers[base] += power
    left = {base: power for base, power in powers.items() if power}
    over, under = [base for base in left if left[base] > 0], [base for base in left if left[base] < 0]
    if over == ["kg"] and len(under) == 1 and under[0] in _TIMES and left["kg"] == 1:
        return factor / 1000, f"t/{under[0]}"
    if left == {"kg": 1, "mol": -1}:
        return factor * 1000, "g/mol"
    top = "*".join(base for base in over for _ in range(left[base])) or "1"
    return factor, "/".join([top, *(base for base in under for _ in range(-left[base]))])


def _grams(terms: list[tuple[str, int]]) -> tuple[float, str] | None:
    """Treat g/kg, g/MJ, g/L and g/mol, and what converts to them, as factors of their own."""
    if len(terms) != len(("g", "per")) or terms[0] != ("g", 1) or terms[1][1] > 0 or terms[1][0] == "g":
        return None
    scale, base = SYMBOLS[terms[1][0]]
    return (1 / scale, f"g/{base}") if base in _GRAMS_PER else None

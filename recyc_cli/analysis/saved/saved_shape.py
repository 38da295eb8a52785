"""Checks that a saved quote has every part it needs, before anything reads it."""

from __future__ import annotations

from typing import Any

TEXT, NUMBER, TABLE, LIST, TEXTS, ANY = "text", "a number", "a table", "a list", "a list of text", ""
OR_NONE = " or null"
TEXT_OR_NONE, NUMBER_OR_NONE, TABLE_OR_NONE = TEXT + OR_NONE, NUMBER + OR_NONE, TABLE + OR_NONE
EACH = "*"
"""Key of what every entry of a table has to be."""
NUMBERS = {EACH: NUMBER}
TOTALS = {
    **dict.fromkeys(("contained_value", "recovery_value", "cost", "margin"), NUMBER),
    **dict.fromkeys(("feed_price", "breakeven_feed_price"), NUMBER_OR_NONE),
}
REPORT: dict[str, Any] = {
    **dict.fromkeys(("schema", "recyc"), TEXT),
    "scenario": {
        **dict.fromkeys(("form", "disassemble", "route", "region", "prices", "method", "profile", "seat"), TEXT),
        **dict.fromkeys(
            ("chemistry", "vehicle", "plant", "as_of", "contract", "business", "application"), TEXT_OR_NONE
        ),
        **dict.fromkeys(("throughput_t_per_year", "damaged"), NUMBER),
        **dict.fromkeys(("overrides", "corrections"), TEXTS),
        **dict.fromkeys(("currency", "mode"), TEXT),
    },
    "basis": {
        **dict.fromkeys(("amounts", "contained_value"), TEXT),
        **dict.fromkeys(("kwh_per_t", "packs_per_t"), NUMBER_OR_NONE),
    },
    "totals": {
        **TOTALS,
        **dict.fromkeys(("margin_pct", "margin_per_kwh", "margin_per_pack", "capital"), NUMBER_OR_NONE),
        "cost_groups": NUMBERS,
    },
    "stages": [
        {
            "stage": TEXT,
            **dict.fromkeys(("feed_t_per_t", "cost", "value"), NUMBER),
            "throughput_t_per_year": NUMBER_OR_NONE,
            "cost_groups": NUMBERS,
            "capital": TABLE_OR_NONE,
            "impacts": NUMBERS,
        }
    ],
    "lines": [
        {
            **dict.fromkeys(("kind", "stage", "item"), TEXT),
            **dict.fromkeys(("quantity", "price"), NUMBER_OR_NONE),
            **dict.fromkeys(("group", "unit", "price_unit"), TEXT_OR_NONE),
            "amount": NUMBER,
            "inputs": TEXTS,
        }
    ],
    "contained": [{"element": TEXT, "kg_per_t": NUMBER, **dict.fromkeys(("price_per_kg", "value"), NUMBER_OR_NONE)}],
    "products": [
        {
            **dict.fromkeys(("product", "stage"), TEXT),
            **dict.fromkeys(("kg_per_t", "value"), NUMBER),
            **dict.fromkeys(("recovery", "price_per_kg", "payable"), NUMBER_OR_NONE),
        }
    ],
    **dict.fromkeys(("black_mass", "cathode", "second_life", "lot"), TABLE_OR_NONE),
    "wastes": [{**dict.fromkeys(("waste", "stage"), TEXT), "kg_per_t": NUMBER}],
    "impacts": NUMBERS,
    "mass_balance": {
        **dict.fromkeys(("in_kg", "products_kg", "wastes_kg", "emissions_kg", "closure_kg"), NUMBER),
        "elements": {EACH: NUMBERS},
    },
    "terms": {**dict.fromkeys(("reference", "date"), TEXT), "valid_until": TEXT_OR_NONE},
    "sources": TEXTS,
    "warnings": [dict.fromkeys(("code", "message"), TEXT)],
}
LAYER: dict[str, Any] = {
    "values": TABLE,
    "records": {EACH: {"value": NUMBER, **dict.fromkeys(("unit", "source"), TEXT)}},
}
SAVED: dict[str, Any] = {
    **dict.fromkeys(("schema", "recyc", "reference", "date"), TEXT),
    "valid_until": TEXT_OR_NONE,
    "request": TABLE,
    "report": REPORT,
    "names": {EACH: {EACH: TEXT}},
    "presets": {EACH: {**dict.fromkeys(("kind", "name"), TEXT), **LAYER}},
}
_KINDS: dict[str, tuple[type, ...]] = {TEXT: (str,), NUMBER: (int, float), TABLE: (dict,), LIST: (list,)}


def misfit(data: object, shape: Any = SAVED, path: str = "") -> str:  # noqa: ANN401 - a name, a list of one or a table
    """Return the first place where data have not the shape that is due, with what is due there; nothing if they have.

    >>> misfit({"lines": [{"amount": "x"}]}, {"lines": [{"amount": NUMBER}]})
    'lines.0.amount: a number is due'
    """
    kind = shape if isinstance(shape, str) else LIST if isinstance(shape, list) else TABLE
    if not _is(data, kind):
        return f"{path}: {kind} is due"
    if isinstance(data, dict) and isinstance(shape, dict):
        lost = next((key for key in shape if key not in data and key != EACH), None)
        if lost is not None:
            return f"{path}.{lost} is missing".lstrip(".")
        inside = [(key, item, shape.get(key, shape.get(EACH, ANY))) for key, item in data.items()]
    elif isinstance(data, list) and isinstance(shape, list):
        inside = [(str(index), item, shape[0]) for index, item in enumerate(data)]
    else:
        return ""
    faults = (misfit(item, due, f"{path}.{key}".lstrip(".")) for key, item, due in inside)
    return next(filter(None, faults), "")


def _is(data: object, shape: str) -> bool:
    if shape == ANY:
        return True
    if shape.endswith(OR_NONE):
        return data is None or _is(data, shape.removesuffix(OR_NONE))
    if shape == TEXTS:
        return isinstance(data, list) and all(isinstance(item, str) for item in data)
    return isinstance(data, _KINDS[shape]) and not isinstance(data, bool)

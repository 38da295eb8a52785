"""Says in a sentence where a margin is positive along a sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.sweep.axis import CHEMISTRY, ROUTE
from recyc_cli.report.names import chemistry_name

if TYPE_CHECKING:
    from recyc_cli.report.shapes.studies.swept import SweptAxis, SweptZero

    Row = dict[str, float | str | None]

MARGIN = "margin"
SPELLED = 4
"""Series, or values, spelled out in the answer."""


def answer_of_sweep(axes: list[SweptAxis], rows: list[Row], zeros: list[SweptZero]) -> str:
    """Return the answer: along one number where each pays, else in how many cases.

    >>> axis = {"name": "nickel", "path": "nickel", "unit": "USD/t", "values": [1.0, 2.0], "now": 1.0}
    >>> rows = [{"nickel": x, "chemistry": "lfp", "route": "hydro", "sign": x - 1.5} for x in (1.0, 2.0)]
    >>> zero = {"chemistry": "lfp", "route": "hydro", "axis": "nickel", "value": 1.5, "margin_above": 1.0, "at": {}}
    >>> answer_of_sweep([axis], [{**row, "margin": row["sign"]} for row in rows], [zero])
    'hydro pays from nickel at 1.5 USD/t up'
    """
    if not all(MARGIN in row for row in rows):
        return f"{len(rows):,} cases"
    series = series_of(rows, axes)
    names = series_names(series)
    if len(axes) == 1 and axes[0]["unit"] is not None:
        told = _alike(
            [(names[key], _where(axes[0], some, _zeros_of(zeros, key))) for key, some in list(series.items())[:SPELLED]]
        )
    else:
        told = [_counted(names[key], axes, some) for key, some in list(series.items())[:SPELLED]]
    more = [f"and {len(series) - SPELLED} more"] if len(series) > SPELLED else []
    return "; ".join([*_shared(told, axes), *more])


def _shared(told: list[str], axes: list[SweptAxis]) -> list[str]:
    """Return sentences of which only the first names what varies and its unit.

    >>> axes = [{"name": "nickel", "unit": "USD/t"}]
    >>> _shared(["hydro pays from nickel at 5 USD/t up", "shred pays from nickel at 9 USD/t up"], axes)
    ['hydro pays from nickel at 5 USD/t up', 'shred from 9 up']
    """
    if len(axes) != 1 or axes[0]["unit"] is None:
        return told
    name, unit = spoken(axes[0]["name"]), "" if axes[0]["unit"] == "1" else f" {axes[0]['unit']}"
    named = next((at for at, text in enumerate(told) if f" {name} " in text), len(told))
    return [*told[: named + 1], *(_shared_with(text, name, unit) for text in told[named + 1 :])]


def _shared_with(text: str, name: str, unit: str) -> str:
    """Return a sentence without what one before it says already.

    >>> _shared_with("pyro pays with Ni up to 9 USD/t", "Ni", " USD/t"), _shared_with("pyro pays at no value", "Ni", "")
    ('pyro up to 9', 'pyro pays at no value')
    """
    for said, short in ((f" from {name} at ", " from "), (f" with {name} up ", " up ")):
        for verb in (" pays", " pay"):
            if verb + said in text:
                return text.replace(verb + said, short).replace(unit, "")
    return text


def spoken(name: str) -> str:
    """Return the name of what varies as a sentence has it.

    >>> spoken("lithium_carbonate"), spoken("feed-price"), spoken("region.wage")
    ('lithium carbonate', 'feed price', 'region.wage')
    """
    return name if "." in name else name.replace("_", " ").replace("-", " ")


def _alike(told: list[tuple[str, str]]) -> list[str]:
    """Return where each pays, those that pay alike together.

    >>> _alike([("hydro", "from nickel at 5 up"), ("shred", "at no value"), ("pyro", "at no value")])
    ['hydro pays from nickel at 5 up', 'shred and pyro pay at no value']
    >>> _alike([("hydro", "at no value"), ("shred", "at no value"), ("pyro", "at no value")])
    ['hydro, shred and pyro pay at no value']
    """
    names: dict[str, list[str]] = {}
    for name, where in told:
        names.setdefault(where, []).append(name)
    return [
        f"{' and '.join(filter(None, (', '.join(some[:-1]), some[-1])))} {'pay' if some[1:] else 'pays'} {where}"
        for where, some in names.items()
    ]


def series_of(rows: list[Row], axes: list[SweptAxis]) -> dict[tuple[str, str], list[Row]]:
    """Return the rows of each feed on each route; what an axis varies sets none apart."""
    varied = {axis["name"] for axis in axes}
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        key = tuple("" if name in varied else str(row[name]) for name in (CHEMISTRY, ROUTE))
        found.setdefault(key, []).append(row)  # type: ignore[arg-type]
    return found


def series_names(series: dict[tuple[str, str], list[Row]]) -> dict[tuple[str, str], str]:
    """Return what sets each series apart: its route, its feed, or both.

    >>> series_names({("lfp", "hydro"): [], ("nca", "hydro"): []})
    {('lfp', 'hydro'): 'LFP', ('nca', 'hydro'): 'NCA'}
    """
    feeds, routes = ({key[at] for key in series} for at in (0, 1))
    names = {}
    for feed, route in series:
        parts = [chemistry_name(feed)] if len(feeds) > 1 or not route else []
        parts += [route] if len(routes) > 1 or len(feeds) == 1 else []
        names[feed, route] = " ".join(filter(None, parts)) or "it"
    return names


def _zeros_of(zeros: list[SweptZero], key: tuple[str, str]) -> list[SweptZero]:
    return [zero for zero in zeros if (zero["chemistry"], zero["route"]) == key]


def _where(axis: SweptAxis, rows: list[Row], zeros: list[SweptZero]) -> str:
    """Return between which values a margin is positive, in words."""
    known = sorted((float(row[axis["name"]] or 0.0), row[MARGIN]) for row in rows if isinstance(row[MARGIN], float))
    if not known:
        return "at no value: every value is refused"
    turns = sorted(zeros, key=lambda zero: zero["value"])
    if not turns:
        return "at every value" if float(known[0][1] or 0.0) > 0.0 else "at no value"
    spans, start = [], None if float(known[0][1] or 0.0) <= 0.0 else ""
    for zero in turns:
        at = told_value(zero["value"])
        if (zero["margin_above"] or 0.0) > 0.0:
            start = at
        elif start is not None:
            spans.append(f"up to {at}" if not start else f"from {start} to {at}")
            start = None
    spans += [f"from {start} up" if not spans else f"from {start}"] if start else []
    return _with_unit(axis, " and ".join(spans)) if spans else "at no value"


def _with_unit(axis: SweptAxis, spans: str) -> str:
    """Return spans with the name before and the unit behind the first number.

    >>> _with_unit({"name": "soh", "unit": "1"}, "from 0.7 up")
    'from soh at 0.7 up'
    >>> _with_unit({"name": "feed-price", "unit": "USD/t"}, "up to 900")
    'with feed price up to 900 USD/t'
    """
    unit = "" if axis["unit"] in ("1", None) else f" {axis['unit']}"
    word, number, *rest = spans.replace("up to", "up-to").split(" ", 2)
    if word == "up-to":
        return " ".join(["with", spoken(axis["name"]), "up to", number + unit, *rest])
    return " ".join([word, spoken(axis["name"]), "at", number + unit, *rest])


def _counted(name: str, axes: list[SweptAxis], rows: list[Row]) -> str:
    """Return in how many cases a margin is positive; of one axis in words which they are."""
    gains = [row for row in rows if isinstance(row[MARGIN], float) and float(row[MARGIN] or 0.0) > 0.0]
    count = "none" if not gains else f"{len(gains):,}" if len(gains) < len(rows) else "all"
    told = f"{name} pays in {count} of {len(rows):,} cases"
    if len(axes) == 1 and 0 < len(gains) <= SPELLED and len(gains) < len(rows):
        told += f": {spoken(axes[0]['name'])} {', '.join(str(row[axes[0]['name']]) for row in gains)}"
    return told


def told_value(value: float) -> str:
    """Return a value with the digits that one reads.

    >>> told_value(9393.4), told_value(0.71234567), told_value(-250.26)
    ('9,393', '0.7123', '-250.3')
    """
    size = abs(value)
    return f"{value:,.0f}" if size >= 1000.0 else f"{value:.4g}"  # noqa: PLR2004 - as amounts per tonne are told

"""Draws settings of a page's inputs, and asks quotes under the same."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from recyc_cli import quote
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.report.walk import values_by_path
from recyc_cli.scenario.keywords import KEYWORDS, NUMERIC

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Setting = dict[str, float]
KEYWORD = {row.short: row.name for row in KEYWORDS if row.kind in NUMERIC}
ODD = (1e-9, 1e9, 1e200, 1e-200, 1.0, 0.0)


def settings(inputs: Mapping[str, dict[str, Any]], count: int, seed: int) -> Iterator[Setting]:
    """Yield settings: a few inputs within their ranges, all that are ranked, factors, whole decks, zeros, odd ones."""
    draw = random.Random(seed)  # noqa: S311 - settings, no secrets
    names = sorted(inputs)
    ranked = [name for name in names if inputs[name]["rank"] is not None]
    free = [name for name in names if not inputs[name]["room"]]
    deck = [name for name in free if inputs[name]["kind"] in ("prices", "region", "payables")]

    def within(name: str) -> float:
        return draw.uniform(*inputs[name]["span"])

    def scaled(name: str, decades: float) -> float:
        return inputs[name]["value"] * 10.0 ** draw.uniform(-decades, decades)

    for number in range(count):
        kind = number % 8
        if kind < 3:
            yield {name: within(name) for name in draw.sample(ranked, draw.randint(1, min(12, len(ranked))))}
        elif kind == 3:
            yield {name: within(name) for name in ranked}
        elif kind == 4:
            yield {name: scaled(name, 0.5) for name in draw.sample(free, min(25, len(free)))}
        elif kind == 5:
            yield {name: scaled(name, 0.2) for name in deck}
        elif kind == 6:
            signs = draw.choice((0.0, 0.0, -1.0))
            yield {name: signs * abs(inputs[name]["value"]) for name in draw.sample(names, draw.randint(1, 3))}
        else:
            some = {name: draw.choice(ODD) for name in draw.sample(names, 2)}
            yield some | {name: within(name) for name in draw.sample(ranked, 3)}


def asked(
    keywords: Mapping[str, Any], setting: Setting, inputs: Mapping[str, dict[str, Any]], side: int
) -> dict[str, Any] | set[str]:
    """Return every number of a quote under a setting by its path, or the codes of its refusal."""
    told, texts = dict(keywords), list(keywords.get("overrides", ()))
    for name, value in setting.items():
        each = inputs[name]
        if side not in each["sides"]:
            continue
        if each["flags"]:
            keyword = KEYWORD[each["path"]]
            given = told.get(keyword)
            told[keyword] = (value, given[1]) if isinstance(given, tuple) else value
        else:
            texts.append(f"{each['path']}={value!r}{each['behind']}")
    if any(inputs[name]["taxed"] and side in inputs[name]["sides"] for name in setting):
        told.setdefault("vat", "excluded")
    try:
        report = quote(**{**told, "overrides": tuple(texts)}).to_dict()
    except RecycError as error:
        return {error.code}
    except RecycErrors as errors:
        return {error.code for error in errors.errors}
    return dict(values_by_path({key: part for key, part in report.items() if key != "warnings"}))

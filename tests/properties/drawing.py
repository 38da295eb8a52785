"""Draws feeds, routes and places for the property tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from recyc_cli.model.evaluate import evaluate
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import Resolved, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.model.records.result import Result

CHEMISTRIES = ("nmc111", "nmc532", "nmc622", "nmc811", "nca", "lco", "lmo", "lfp")
OLIVINES = {"lfp"}
FORMS = ("pack", "module", "cell", "scrap-cell", "scrap-electrode", "black-mass")
ROUTES = ("pyro", "hydro", "direct")
REGIONS = ("us", "us-ca", "korea", "china")
METHODS = ("recyc", "everbatt-2023")
LEVELS = ("none", "module", "cell")


@st.composite
def places(draw: st.DrawFn, methods: tuple[str, ...] = METHODS) -> dict[str, Any]:
    """Draw everything about a quote but its feed."""
    return {
        "route": draw(st.sampled_from(ROUTES)),
        "region": draw(st.sampled_from(REGIONS)),
        "throughput_t_per_year": draw(st.floats(100.0, 200_000.0)),
        "method": draw(st.sampled_from(methods)),
    }


@st.composite
def feeds(draw: st.DrawFn, *, mixed: bool = True) -> dict[str, Any]:
    """Draw a feed: one chemistry in one form, a mix of chemistries, or a mix of forms."""
    kind = draw(st.sampled_from(("pure", "mix", "forms"))) if mixed else "pure"
    if kind == "forms":
        parts = st.tuples(st.sampled_from(CHEMISTRIES), st.sampled_from(FORMS))
        shares = draw(weights(draw(st.lists(parts, min_size=2, max_size=4, unique=True))))
        return {"mix": [(name, form, share) for (name, form), share in shares.items()]}
    form = draw(st.sampled_from(FORMS))
    feed: dict[str, Any] = {"form": form, "disassemble": draw(st.sampled_from(LEVELS)) if form == "pack" else "none"}
    if kind == "pure":
        return {**feed, "chemistry": draw(st.sampled_from(CHEMISTRIES))}
    names = draw(st.lists(st.sampled_from(CHEMISTRIES), min_size=2, max_size=4, unique=True))
    return {**feed, "mix": draw(weights(names))}


def weights(names: list[Any]) -> st.SearchStrategy[dict[Any, float]]:
    """Draw shares above 0 that sum to 1."""
    counts = st.lists(st.integers(1, 20), min_size=len(names), max_size=len(names))
    return counts.map(lambda drawn: {name: n / sum(drawn) for name, n in zip(names, drawn, strict=True)})


@st.composite
def scenarios(draw: st.DrawFn, methods: tuple[str, ...] = METHODS, *, mixed: bool = True) -> dict[str, Any]:
    """Draw the keywords of a quote; of a feed that its route takes."""
    place, feed = draw(places(methods)), feeds(mixed=mixed)
    return place | draw(feed.filter(unblended) if place["route"] == "direct" else feed)


def unblended(feed: Mapping[str, Any]) -> bool:
    """Tell whether no olivine is in one feed with other cathodes, which no plant parts as they are."""
    names = {part if isinstance(part, str) else part[0] for part in feed.get("mix", ())}
    return names <= OLIVINES or names.isdisjoint(OLIVINES)


def ran(
    keywords: Mapping[str, Any], leaves: Mapping[str, Any] | None = None, *, money: bool = False
) -> tuple[Resolved, Result]:
    """Resolve and evaluate, with numbers put in place of the presets'; for the money alone without its burdens."""
    resolved = resolve(Request(**keywords), leaves)
    return resolved, evaluate(resolved.scenario.for_money() if money else resolved.scenario)


def sampled(*every: int) -> pytest.MarkDecorator:
    """Return the parameter `every`: a test takes one case in so many each time, and all of them in a long proof."""
    return pytest.mark.parametrize("every", [*every, pytest.param(1, marks=pytest.mark.slow)])


def leaf(document: Document, path: str) -> float:
    """Return the number at a path of a preset."""
    at: Any = document.tree
    for key in path.split("."):
        at = at[key]
    return float(at)

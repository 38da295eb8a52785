"""Chooses how a law counts: what is settled, and every way that is left open."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.records.masses import HANDED_ON, PRODUCT, WHOLE, Counting, Masses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recyc_cli.analysis.compliance.books import Book, Switch

BAD_SWITCH = "E191"
REFINER = "refiner"
"""The question of what a plant behind makes of what is handed on."""
NOTHING, EVERYTHING = "nothing", "everything"

Choice = dict[str, str]


class Settled(NamedTuple):
    """What the user settled: choices by switch, and what the plant behind finishes, by element."""

    choices: Mapping[str, str]
    finished: Mapping[str, float]
    """Empty: nobody knows."""


def settled_choices(asked: Mapping[str, str], books: Iterable[Book]) -> dict[str, str]:
    """Return the choices that the user made, each of a switch that some book has.

    Raises:
        RecycError: E191, no such switch or choice.
    """
    known: dict[str, list[str]] = {}
    for book in books:
        for switch in book.switches.values():
            known.setdefault(switch.name, list(switch.choices))
    for name, choice in asked.items():
        if name not in known:
            hint = did_you_mean(name, known) or "switches: " + " ".join(known)
            raise RecycError(BAD_SWITCH, f"no rule asked for turns on {name!r}", "--switch", hint)
        if choice not in known[name]:
            hint = did_you_mean(choice, known[name]) or f"{name}={' or '.join(known[name])}"
            raise RecycError(BAD_SWITCH, f"{name} is not {choice!r}", "--switch", hint)
    return dict(asked)


def open_questions(switches: Iterable[Switch], settled: Settled, masses: Masses) -> dict[str, tuple[str, ...]]:
    """Return what a rate may turn on, each with its choices, the one that is reckoned with first."""
    questions: dict[str, tuple[str, ...]] = {}
    for switch in switches:
        chosen = settled.choices.get(switch.name)
        questions[switch.name] = (chosen,) if chosen else switch.choices
    if WHOLE not in settled.finished and any(each.use == HANDED_ON for each in masses.outputs):
        questions[REFINER] = (NOTHING, EVERYTHING)
    return questions


def choices_of(questions: Mapping[str, tuple[str, ...]]) -> Iterator[Choice]:
    """Yield every combination of choices, first the one that is reckoned with."""
    for choice in product(*questions.values()):
        yield dict(zip(questions, choice, strict=True))


def counting(choice: Choice, switches: Mapping[str, Switch], settled: Settled, masses: Masses) -> Counting:
    """Return how a law counts by one combination of choices."""
    away: dict[str, list[str]] = {"element": [], "product": [], "casing": []}
    wastes: list[str] = []
    for name, chosen in choice.items():
        switch = switches.get(name)
        if switch is None:
            continue
        first, other = switch.choices
        if switch.effect == "waste":
            wastes += switch.of if chosen == other else ()
        else:
            away[switch.effect] += switch.of if chosen != first else ()
    finished = dict(settled.finished)
    if REFINER in choice:
        share = 1.0 if choice[REFINER] == EVERYTHING else 0.0
        finished = dict.fromkeys((WHOLE, *(() if finished else _elements(masses))), share) | finished
    return Counting(
        casing=not away["casing"],
        left_out=tuple(away["element"]),
        wastes=tuple(wastes),
        unsold=tuple(away["product"]),
        finished=finished,
    )


def _elements(masses: Masses) -> set[str]:
    return {name for each in masses.outputs if each.use != PRODUCT for name in each.elements}

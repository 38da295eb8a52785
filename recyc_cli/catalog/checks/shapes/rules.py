"""Defines the shape of rules: what a law asks of recyclers, how it counts, where it holds."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from recyc_cli.catalog.checks.shapes.common import In, Shape, Titled

Mark = Literal["primary", "secondary", "unread"]
"""Whether the law's own text was read, another's of it, or none."""
Measure = Literal["efficiency", "recovery", "powder", "impurity", "smelting", "repair", "energy", "content"]


def _dated(text: str) -> str:
    if re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", text):
        return text
    said = {"hint": 'such as "2027-12-31"', "text": text}
    raise PydanticCustomError("day", "{text} is no day", said)


def _not_empty(text: str) -> str:
    if text.strip():
        return text
    raise PydanticCustomError("empty", "is empty", {})


Day = Annotated[str, AfterValidator(_dated)]
Told = Annotated[str, AfterValidator(_not_empty)]
Limit = Annotated[float, In("1", low=0.0)]


class Dated(Shape):
    """What each entry says of itself: what is asked, where it stands, who read it, from when till when it holds."""

    requirement: Told
    article: Told
    read: Mark
    start: Day
    end: Day = ""


class Switch(Shape):
    """An open question: what it acts on, and its choices, of which the first is reckoned with."""

    words: Told
    effect: Literal["casing", "element", "waste", "product"]
    choices: list[str]
    of: list[str]
    read: Mark
    cited: Told
    why: Told


class Rate(Dated):
    """A rate with a limit."""

    measure: Measure
    element: str = ""
    of: list[str] = []
    groups: list[str] = []
    switches: list[str] = []
    at_least: Limit | None = None
    at_most: Limit | None = None
    below: bool = False


class Export(Dated):
    """Where black mass may be shipped to."""

    cited: Told
    to: list[str]


class Credit(Dated):
    """What is paid to who makes something: a share of its cost from a year on."""

    makes: Literal["minerals", "cathodes", "cells", "any"]
    turns_on: Told
    paid: dict[str, Limit] = {}


class Duty(Dated):
    """What is done or not: it has no number."""

    cited: Told


class Rules(Titled):
    """presets/rules: what a law asks of recyclers."""

    law: Told
    state: Day
    unread: str = ""
    regions: list[str] = []
    groups: dict[str, list[str]] = {}
    switches: dict[str, Switch] = {}
    limits: dict[str, Rate] = {}
    exports: dict[str, Export] = {}
    credits: dict[str, Credit] = {}
    duties: dict[str, Duty] = {}

"""Turns the XML of an administration shell into the tree that its JSON has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from recyc_cli.errors import RecycError
from recyc_cli.importing.passports.files.json_text import BROKEN, DEEPEST, LONGEST, MOST

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_TAG = re.compile(rb"</?[A-Za-z_][^<>]*>")
_LEVELS = 4
"""Tags of XML that stand for one level of JSON."""
_LISTS = ("submodelElementCollection", "submodelElementList")


def parse_xml(data: bytes, name: str) -> Any:  # noqa: ANN401 - as JSON has it
    """Return the submodels of an environment in XML as its JSON has them.

    Raises:
        RecycError: E384 where it is no XML, declares entities, is too long or goes too deep.
    """
    if len(data) > LONGEST or data.count(b"<") > MOST:
        raise RecycError(BROKEN, "too long: no passport is", name)
    if _DECLARED.search(data):
        raise RecycError(BROKEN, "declares entities of its own, which are not followed", name)
    if _depth(data) > DEEPEST * _LEVELS:
        raise RecycError(BROKEN, f"nested more than {DEEPEST * _LEVELS} deep: no passport is", name)
    try:
        root = ET.fromstring(data)  # noqa: S314 - without entities, short and flat
    except (ET.ParseError, ValueError) as fault:
        raise RecycError(BROKEN, f"no XML: {fault}", name) from None
    models = [each for each in root.iter() if _tag(each) == "submodel"]
    return {"submodels": [_model(each) for each in models]}


def _depth(data: bytes) -> int:
    """Return how deep tags go, before anything is built of them."""
    depth = deepest = 0
    for tag in _TAG.finditer(data):
        closes, alone = tag[0].startswith(b"</"), tag[0].endswith(b"/>")
        depth += -1 if closes else 0 if alone else 1
        deepest = max(deepest, depth)
    return deepest


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: Element, name: str) -> Element | None:
    return next((each for each in element if _tag(each) == name), None)


def _text(element: Element, name: str) -> str | None:
    child = _child(element, name)
    return None if child is None or child.text is None else child.text.strip()


def _model(element: Element) -> dict[str, Any]:
    """Return a submodel."""
    meant = _child(element, "semanticId")
    elements = _child(element, "submodelElements")
    return {
        "idShort": _text(element, "idShort"),
        "semanticId": [] if meant is None else [each.text for each in meant.iter() if each.text and each.text.strip()],
        "submodelElements": [_element(each) for each in (() if elements is None else elements)],
    }


def _element(element: Element) -> dict[str, Any]:
    """Return an element of a submodel."""
    kind = _tag(element)
    value = _child(element, "value")
    held: Any = _text(element, "value")
    if kind in _LISTS:
        held = [_element(each) for each in (() if value is None else value)]
    elif kind == "multiLanguageProperty":
        texts = () if value is None else value
        held = [{"language": _text(each, "language"), "text": _text(each, "text")} for each in texts]
    return {"modelType": kind[:1].upper() + kind[1:], "idShort": _text(element, "idShort"), "value": held}

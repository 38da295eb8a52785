"""Takes the wrappings off a passport, and walks its leaves with their paths."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.catalog.files import toml_file
from recyc_cli.errors import RecycError
from recyc_cli.importing.passports.files.json_text import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    Steps = tuple[str, ...]

FORMATS = toml_file.load_toml(str(Path(__file__).with_name("formats.toml")), "formats.toml")
LISTS = {name: kind for kind, names in FORMATS["lists"].items() for name in names}
_JWT = "eyJ"
_PARTS_OF_JWT = 3
_URN = 300


class Leaf(NamedTuple):
    """One value: its path as a person finds it, its steps in plain letters, the entry of a list that it stands in."""

    path: str
    steps: Steps
    value: Any
    unit: str = ""
    item: str = ""
    kind: str = ""


@lru_cache(4096)
def letters_of(name: str) -> str:
    """Return a name in small letters and digits alone.

    >>> letters_of("Battery_Mass"), letters_of("unit:kilogram")
    ('batterymass', 'unitkilogram')
    """
    return "".join(letter for letter in name.lower() if letter.isalnum())


def unwrapped(tree: Any, name: str) -> tuple[Any, bool]:  # noqa: ANN401 - whatever JSON holds
    """Return a passport without the envelope of a signature or of shells, and whether a signature went unread."""
    signed = False
    text = tree if isinstance(tree, str) else tree.get("id") if isinstance(tree, dict) else None
    if isinstance(text, str):
        text = text.rpartition(",")[2] if text.startswith("data:") else text
        if text.startswith(_JWT) and text.count(".") == _PARTS_OF_JWT - 1:
            tree, signed = _payload(text, name), True
    if isinstance(tree, dict) and isinstance(tree.get("submodels"), list):
        models = tree["submodels"]
        if any(isinstance(model, dict) and "submodelElements" in model for model in models):
            tree = {"submodels": _elements(models)}
    elif isinstance(tree, dict) and "submodelElements" in tree:
        tree = {"submodels": _elements([tree])}
    return tree, signed


def _payload(text: str, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a signed token (JWT) holds, its signature unread."""
    body = text.split(".")[1]
    try:
        data = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except ValueError:
        raise RecycError("E384", "a signed token that does not unpack", name) from None
    read = parse_json(data, name)
    return read.get("vc", read) if isinstance(read, dict) else read


def _elements(elements: Any) -> Any:  # noqa: ANN401 - submodel elements
    """Return elements of a submodel by their short names; those without one as a list."""
    named = [each for each in elements if isinstance(each, dict)]
    if named and not all(each.get("idShort") for each in named):
        return [_element(each) for each in named]
    return {str(each["idShort"]): _element(each) for each in named}


def _element(element: dict[str, Any]) -> Any:  # noqa: ANN401 - submodel elements
    kind, value = element.get("modelType"), element.get("value")
    kind = kind.get("name") if isinstance(kind, dict) else kind
    if "submodelElements" in element:
        return _elements(element["submodelElements"])
    if kind == "MultiLanguageProperty":
        texts = [each for each in value or () if isinstance(each, dict)]
        return next(
            (each.get("text") for each in texts if each.get("language") == "en"),
            texts[0].get("text") if texts else None,
        )
    if isinstance(value, list):
        read = _elements(value)
        return list(read.values()) if kind == "SubmodelElementList" and isinstance(read, dict) else read
    return value


def leaves_of(tree: Any, path: str = "", steps: Steps = (), item: str = "", kind: str = "") -> Iterator[Leaf]:  # noqa: ANN401
    """Yield the values of a tree; a table of a value and its unit is one value, `left` is what stands in it."""
    if isinstance(tree, dict):
        if len(tree) == 1 and ("left" in tree or "right" in tree):
            if "left" in tree:
                yield from leaves_of(tree["left"], path, steps, item, kind)
            return
        alone = next((key for key in ("value", "@value") if key in tree), None)
        if alone and steps and not isinstance(tree[alone], (dict, list)):
            yield Leaf(path, steps, tree[alone], str(tree.get("unit") or ""), item, kind)
            tree = {key: value for key, value in tree.items() if key not in (alone, "unit")}
        for key, value in tree.items():
            step = letters_of(key)
            inside = f"{path}.{key}" if path else key
            own = (inside, LISTS[step]) if not kind and step in LISTS else (item, kind)
            yield from leaves_of(value, inside, (*steps, step), *own)
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            inside = f"{path}[{index}]"
            yield from leaves_of(value, inside, steps, inside if kind and item == path else item, kind)
    elif tree is not None and steps:
        yield Leaf(path, steps, tree, "", item, kind)


def names_and_texts(tree: Any) -> tuple[set[str], list[str]]:  # noqa: ANN401 - whatever JSON holds
    """Return all keys of a tree as they are spelled, and its texts that may name a version."""
    names: set[str] = set()
    texts: list[str] = []
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            names.update(each)
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, str) and len(each) < _URN and (":" in each):
            texts.append(each)
    return names, texts

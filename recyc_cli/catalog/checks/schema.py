"""Checks a document against the shape of its kind, with pydantic.

Only users' files and the tests come here: the built-in presets were checked when they were compiled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from recyc_cli.catalog.checks.shapes import SHAPES
from recyc_cli.catalog.checks.shapes.common import UNKNOWN, Quantity
from recyc_cli.catalog.documents import sums_to_one
from recyc_cli.catalog.documents.document import mapped
from recyc_cli.catalog.vocabulary import FOLLOWS, FORM_TABLES, PRICED_TABLES
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from recyc_cli.catalog.documents.document import Records, Tree

    Names = Mapping[str, Collection[str]]

_WORDS = {
    "missing": "is missing",
    "string_type": "text is due",
    "dict_type": "a group is due",
    "model_type": "a group is due",
    "model_attributes_type": "a group is due",
    "list_type": "a list of text is due",
}


def check_document(kind: str, tree: Tree, records: Records, known: Names | None = None) -> list[RecycError]:
    """Return all faults of a document's structure; `where` of each is the key path inside the document.

    Args:
        kind: of preset.
        tree: its values.
        records: its numbers.
        known: names that other presets give, as `preset_checks.known_names` gathers them; without, any will do.
    """
    context = _context(kind, tree, known or {})
    faults = [*_shape_faults(kind, tree, records, context), *sums_to_one.faults_of_sums(kind, tree)]
    if kind == "chemistries" and not any(isinstance(tree.get(form), dict) and tree[form] for form in FORM_TABLES):
        hint = "give [cell], [pack] or another form in kg/kg"
        faults.append(_fault("E314", "", "the chemistry has no composition", hint))
    if kind == "prices":
        faults += _product_faults(tree, records)
        faults += rule_faults(tree)
    return faults


def _context(kind: str, tree: Tree, known: Names) -> Names:
    """Return the names that a document may use: those of other presets, and those it gives itself."""
    if kind == "chemistries" and known:
        return {**known, "components": [*known["components"], *_table(tree, "components")]}
    if kind == "materials":
        return {**known, "atoms": _table(tree, "atomic_mass"), "followed": _table(tree, "elements")}
    return known


def _table(tree: Tree, key: str) -> Tree:
    table = tree.get(key)
    return table if isinstance(table, dict) else {}


def _fault(code: str, where: str | list[str], message: str, hint: str = "") -> RecycError:
    return RecycError(code, message, where if isinstance(where, str) else ".".join(where), hint)


def _shape_faults(kind: str, tree: Tree, records: Records, context: Names) -> Iterator[RecycError]:
    """Hold the tree against the pydantic shape of its kind, and say in plain words what does not fit."""
    shape = SHAPES.get(kind)
    if shape is None:
        return
    try:
        TypeAdapter(shape).validate_python(_quantities(tree, records), context={**context})
    except ValidationError as error:
        for details in error.errors(include_url=False):
            yield _worded(details, shape)


def _worded(details: ErrorDetails, shape: Any) -> RecycError:  # noqa: ANN401 - a model or a dict of models
    """Put a fault that pydantic found into plain words."""
    kind, message, loc = details["type"], details["msg"], [str(part) for part in details["loc"]]
    if kind == "extra_forbidden":
        return _fault("E313", loc, "unknown key", _choice(loc[-1], _keys(shape, loc[:-1])))
    if kind == UNKNOWN:
        where = loc[:-1] if loc[-1] == "[key]" else loc
        return _fault("E313", where, message, details["ctx"]["hint"])
    if kind == "literal_error":
        listed = message.removeprefix("Input should be ").replace(" or ", ", ").replace("'", "")
        known = [choice for choice in listed.split(", ") if choice]
        if loc[-1] == "[key]":
            return _fault("E313", loc[:-1], "unknown key", _choice(loc[-2], known))
        value = str(details["input"])[:80]
        hint = " ".join(filter(None, [did_you_mean(value, known), f"one of: {' '.join(known)}"]))
        return _fault("E313", loc, f"unknown choice {value!r}", hint)
    return _fault("E313", loc, _WORDS.get(kind, message))


def _choice(name: str, known: list[str]) -> str:
    return did_you_mean(name, known) or ("one of: " + " ".join(known) if known else "")


def _keys(shape: Any, path: list[str]) -> list[str]:  # noqa: ANN401 - a model or a dict of models
    """Return the keys of the group at a path of a shape."""
    for part in path:
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            shape = shape.model_fields[part].annotation if part in shape.model_fields else None
        arguments = getattr(shape, "__args__", ())
        models = [one for one in arguments if isinstance(one, type) and issubclass(one, BaseModel)]
        shape = models[0] if models else shape
    is_model = isinstance(shape, type) and issubclass(shape, BaseModel)
    return [field.alias or name for name, field in shape.model_fields.items()] if is_model else []


def _quantities(tree: Tree, records: Records) -> Tree:
    """Put the canonical unit beside every number."""

    def quantity(path: str, leaf: Any) -> Any:  # noqa: ANN401 - whatever stands there
        record = records.get(path)
        return Quantity(leaf, record.canonical_unit, record.unit) if record else leaf

    return mapped(tree, quantity)


def _product_faults(tree: Tree, records: Records) -> Iterator[RecycError]:
    """Each product has a price of its own or follows one that exists."""
    for name, product in _table(tree, "products").items():
        if not isinstance(product, dict):
            continue
        where, followed = f"products.{name}", product.get("of")
        if ("price" in product) == bool(followed):
            message = "a product has either a price or the price it is a share `of`"
            yield _fault("E313", where, message, 'of = "metals.nickel"')
        elif isinstance(followed, str) and followed not in records:
            yield _fault("E313", f"{where}.of", f"no price at {followed!r}", did_you_mean(followed, records))


def rule_faults(tree: Tree) -> list[RecycError]:
    """Return what is wrong: a price that follows nothing, a rule that names no price, prices that go in a circle."""
    prices, rules = _prices(tree), _rules(tree)
    faults = []
    for path, price in prices.items():
        if price == FOLLOWS and path not in rules:
            hint = f"write [{FOLLOWS}.{path}], or give the price"
            faults.append(RecycError("E313", "nothing says what this price follows", path, hint))
    for path, inputs in rules.items():
        for other in inputs:
            if other not in prices:
                hint = did_you_mean(other, prices)
                faults.append(RecycError("E313", f"no price at {other!r}", f"{FOLLOWS}.{path}", hint))
    circle = next((path for path in rules if path in _upstream(path, rules)), None)
    if circle is not None:
        faults.append(RecycError("E313", "the price follows itself in a circle", f"{FOLLOWS}.{circle}"))
    return faults


def _prices(tree: Tree) -> dict[str, object]:
    """Return every price of a deck by its path; a product that is paid a share of another has none."""
    found = {}
    for table in PRICED_TABLES:
        for name, item in _group(tree, table).items():
            price = item.get("price") if isinstance(item, dict) else item
            if price is not None:
                found[f"{table}.{name}"] = price
    return found


def _rules(tree: Tree) -> dict[str, list[str]]:
    """Return the paths that each price follows, by its own."""
    rules = _group(tree, FOLLOWS)
    return {
        f"{table}.{name}": [f"{other}.{key}" for other in PRICED_TABLES for key in _group(rule, other)]
        for table in PRICED_TABLES
        for name, rule in _group(rules, table).items()
    }


def _group(tree: object, name: str) -> Mapping[str, object]:
    group = tree.get(name) if isinstance(tree, dict) else None
    return group if isinstance(group, dict) else {}


def _upstream(path: str, rules: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the path of every price that one follows, through as many rules as there are."""
    seen: set[str] = set()
    due = list(rules.get(path, ()))
    while due:
        other = due.pop()
        if other not in seen:
            seen.add(other)
            yield other
            due += rules.get(other, ())

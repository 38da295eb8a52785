"""Checks a document against the shape of its kind, with pydantic: only users' files and the tests come here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from recyc_cli.catalog import fates
from recyc_cli.catalog.quantities import Quantity
from recyc_cli.catalog.shapes import SHAPES
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recyc_cli.catalog.document import Records, Tree

ROUNDED = 2e-2  # bills of material are rounded
FORMS = ("pack", "module", "cell", "scrap-electrode", "black-mass")

_WORDS = {
    "missing": "is missing",
    "string_type": "text is due",
    "dict_type": "a group is due",
    "model_type": "a group is due",
    "model_attributes_type": "a group is due",
    "list_type": "a list of text is due",
}


def check_document(kind: str, tree: Tree, records: Records, components: Collection[str] = ()) -> list[RecycError]:
    """Return all faults of a document's structure; `where` of each is the key path inside the document.

    `components` are the ids a chemistry may name; without them any will do.
    """
    faults = list(_shape_faults(kind, tree, records))
    if kind in {"stages", "routes"}:
        faults += fates.faults(tree)
    if kind == "chemistries":
        faults += _composition_faults(tree, components)
    if kind == "prices":
        faults += _product_faults(tree, records)
    return faults


def _fault(code: str, where: str | list[str], message: str, hint: str = "") -> RecycError:
    return RecycError(code, message, where if isinstance(where, str) else ".".join(where), hint)


def _shape_faults(kind: str, tree: Tree, records: Records) -> Iterator[RecycError]:
    """Hold the tree against the pydantic shape of its kind, and say in plain words what does not fit."""
    shape = SHAPES.get(kind)
    if shape is None:
        return
    try:
        TypeAdapter(shape).validate_python(_quantities(tree, records, ""))
    except ValidationError as error:
        for found in error.errors(include_url=False):
            yield _worded(found["type"], found["msg"], [str(part) for part in found["loc"]], shape)


def _worded(kind: str, message: str, loc: list[str], shape: Any) -> RecycError:  # noqa: ANN401 - a model or a dict of models
    """Put a fault that pydantic found into plain words."""
    if kind == "extra_forbidden":
        return _fault("E313", loc, "unknown key", _choice(loc[-1], _keys(shape, loc[:-1])))
    if kind == "literal_error":
        known = message.removeprefix("Input should be ").replace(" or ", ", ").replace("'", "").split(", ")
        if loc[-1] == "[key]":
            return _fault("E313", loc[:-1], "unknown key", _choice(loc[-2], known))
        return _fault("E313", loc, "unknown choice", "one of: " + " ".join(known))
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


def _quantities(tree: Tree, records: Records, path: str) -> Tree:
    """Put the canonical unit beside every number."""
    out: Tree = {}
    for key, value in tree.items():
        at = path + key
        if isinstance(value, dict):
            out[key] = _quantities(value, records, f"{at}.")
        else:
            record = records.get(at)
            out[key] = Quantity(value, record.canonical_unit, record.unit) if record else value
    return out


def _composition_faults(tree: Tree, components: Collection[str]) -> Iterator[RecycError]:
    """Each form of a chemistry is made of known components whose shares sum to one."""
    known = [form for form in FORMS if isinstance(tree.get(form), dict) and tree[form]]
    if not known:
        yield _fault("E314", "", "the chemistry has no composition", "give [cell], [pack] or another form in kg/kg")
    for form in known:
        shares = [share for share in tree[form].values() if isinstance(share, float)]
        if len(shares) == len(tree[form]) and abs(sum(shares) - 1.0) > ROUNDED:
            yield _fault("E314", form, f"the shares sum to {sum(shares):.4f}, not to 1", "kg per kg of the form")
        for name in tree[form]:
            if components and name not in components:
                hint = did_you_mean(name, components) or "components: " + " ".join(components)
                yield _fault("E313", f"{form}.{name}", "unknown component", hint)


def _product_faults(tree: Tree, records: Records) -> Iterator[RecycError]:
    """Each product has a price of its own or follows one that exists."""
    products = tree.get("products")
    for name, product in products.items() if isinstance(products, dict) else ():
        if not isinstance(product, dict):
            continue
        where, followed = f"products.{name}", product.get("of")
        if ("price" in product) == bool(followed):
            yield _fault(
                "E313", where, "a product has either a price or the price it is a share `of`", 'of = "metals.nickel"'
            )
        elif isinstance(followed, str) and followed not in records:
            yield _fault("E313", f"{where}.of", f"no price at {followed!r}", did_you_mean(followed, records))

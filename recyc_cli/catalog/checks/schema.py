"""Checks a document against the shape of its kind, with pydantic.

Only users' files and the tests come here: the built-in presets were checked when they were compiled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from recyc_cli.catalog.checks.followed import rule_faults
from recyc_cli.catalog.checks.quantities import Quantity
from recyc_cli.catalog.checks.shapes import SHAPES
from recyc_cli.catalog.documents import sums_to_one
from recyc_cli.catalog.vocabulary import FORM_TABLES
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.flows.feedstock import parse_formula

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pydantic_core import ErrorDetails

    from recyc_cli.catalog.documents.document import Records, Tree

_WORDS = {
    "missing": "is missing",
    "string_type": "text is due",
    "dict_type": "a group is due",
    "model_type": "a group is due",
    "model_attributes_type": "a group is due",
    "list_type": "a list of text is due",
}


class Known(NamedTuple):
    """Names that other presets give; where there are none, any will do."""

    components: Collection[str] = ()
    atoms: Collection[str] = ()
    """Elements with an atomic mass."""
    priced: Collection[str] = ()
    """Elements that a metal of the deck prices."""
    families: Collection[str] = ()
    """Families that a route suits or a stage treats apart."""


def check_document(kind: str, tree: Tree, records: Records, known: Known | None = None) -> list[RecycError]:
    """Return all faults of a document's structure; `where` of each is the key path inside the document."""
    known = known or Known()
    faults = [*_shape_faults(kind, tree, records), *sums_to_one.faults_of_sums(kind, tree)]
    if kind == "chemistries":
        faults += _composition_faults(tree, known)
        faults += _element_faults(tree, known)
    if kind == "materials":
        faults += _materials_faults(tree)
    if kind == "payables":
        tables = {name: table for name, table in tree.items() if name not in {"forms", "families", "borrow", "fixed"}}
        faults += _payable_faults(tables, "", known)
        families = tree.get("families")
        for family, regions in families.items() if isinstance(families, dict) else ():
            faults += _unknown("family", f"families.{family}", family, known.families)
            faults += _payable_faults(regions, f"families.{family}.", known)
    if kind == "prices":
        faults += _product_faults(tree, records)
        faults += rule_faults(tree)
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
        for details in error.errors(include_url=False):
            yield _worded(details, shape)


def _worded(details: ErrorDetails, shape: Any) -> RecycError:  # noqa: ANN401 - a model or a dict of models
    """Put a fault that pydantic found into plain words."""
    kind, message, loc = details["type"], details["msg"], [str(part) for part in details["loc"]]
    if kind == "extra_forbidden":
        return _fault("E313", loc, "unknown key", _choice(loc[-1], _keys(shape, loc[:-1])))
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


def _composition_faults(tree: Tree, known_names: Known) -> Iterator[RecycError]:
    """Each form of a chemistry is made of known components."""
    own = tree.get("components")
    components = [*known_names.components, *(own if isinstance(own, dict) else ())] if known_names.components else ()
    known = [form for form in FORM_TABLES if isinstance(tree.get(form), dict) and tree[form]]
    if not known:
        yield _fault("E314", "", "the chemistry has no composition", "give [cell], [pack] or another form in kg/kg")
    for form in known:
        for name in tree[form]:
            if components and name not in components:
                hint = did_you_mean(name, components) or "components: " + " ".join(components)
                yield _fault("E313", f"{form}.{name}", "unknown component", hint)


def _element_faults(tree: Tree, known: Known) -> Iterator[RecycError]:
    """The elements and the family of a chemistry are known ones."""
    cathode, own, payables = (tree.get(key) for key in ("cathode", "components", "payables"))
    for element in cathode if isinstance(cathode, dict) else ():
        yield from _unknown("element", f"cathode.{element}", element, known.atoms)
    yield from _formula_faults(own, "components", known.atoms)
    yield from _payable_faults(payables, "payables.", known)
    if isinstance(tree.get("family"), str):
        yield from _unknown("family", "family", tree["family"], known.families)


def _payable_faults(tables: object, start: str, known: Known) -> Iterator[RecycError]:
    """Payables are of elements that a metal prices."""
    for region, shares in tables.items() if isinstance(tables, dict) else ():
        for element in shares if isinstance(shares, dict) else ():
            yield from _unknown("element", f"{start}{region}.{element}", element, known.priced)


def _materials_faults(tree: Tree) -> Iterator[RecycError]:
    """Formulas are of elements with an atomic mass, and so are the elements followed or named."""
    groups = ("atomic_mass", "elements", "components", "reagents", "products")
    atoms, elements, *substances = (tree[name] if isinstance(tree.get(name), dict) else {} for name in groups)
    for element in elements:
        yield from _unknown("element", f"elements.{element}", element, atoms)
    for name, group in zip(groups[2:], substances, strict=True):
        yield from _formula_faults(group, name, atoms)
    for name, item in substances[-1].items():
        if isinstance(item, dict) and "element" in item:
            yield from _unknown("element", f"products.{name}.element", str(item["element"]), elements)


def _formula_faults(group: object, path: str, atoms: Collection[str]) -> Iterator[RecycError]:
    """Formulas without brackets, of elements with an atomic mass."""
    for name, item in group.items() if isinstance(group, dict) else ():
        formula = item.get("formula") if isinstance(item, dict) else None
        if not isinstance(formula, str):
            continue
        where = f"{path}.{name}.formula"
        try:
            moles = parse_formula(formula)
        except ValueError:
            yield _fault("E313", where, f"{formula!r} is no formula", "such as Li2CO3, without brackets")
            continue
        for element in moles:
            yield from _unknown("element", where, element, atoms)


def _unknown(what: str, where: str, name: str, known: Collection[str]) -> Iterator[RecycError]:
    if known and name not in known:
        plural = {"family": "families", "element": "elements"}[what]
        hint = did_you_mean(name, known) or f"{plural}: " + " ".join(known)
        yield _fault("E313", where, f"unknown {what} {name!r}", hint)


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

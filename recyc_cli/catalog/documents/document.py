"""Defines a preset once read: a tree of plain values and the record behind each number.

The tree holds canonical floats, text, booleans and lists of text; the records (unit, source, date, range) are
loaded only when somebody asks for them, because a quote without `explain` or JSON needs none.
"""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import renamed
from recyc_cli.errors import RecycError
from recyc_cli.row import Row
from recyc_cli.typed import TYPE_CHECKING, Any
from recyc_cli.units import currency, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from recyc_cli.model.numbers.arithmetic import Number

Tree = dict[str, Any]

_RIVALS = {"price": "of", "of": "price"}


class Record(Row):
    """A number with where it comes from; `value`, `low` and `high` are in `unit`, as written."""

    value: float
    unit: str
    canonical_unit: str
    low: float | None
    high: float | None
    date: str
    basis: str
    source: str
    evidence: str
    note: str

    @property
    def factor(self) -> float:
        """What turns a value in `unit` into one in the canonical unit (of its own currency)."""
        return parse(self.unit)[0]


Records = dict[str, Record]


def bare(value: float, unit: str, source: str = "") -> Record:
    """Return a number that says no more than its unit, which is known, and its source, if it has one."""
    return Record(value, unit, parse(unit)[1], None, None, "", "", source, "", "")


class Layer:
    """Values, the records behind them by path, and the currency of amounts that are not in USD."""

    __slots__ = ("_records", "foreign", "tree")

    def __init__(self, tree: Tree, foreign: dict[str, str], records: Records | Callable[[], Records]) -> None:
        self.tree = tree
        self.foreign = foreign
        self._records = records

    @property
    def records(self) -> Records:
        """The record of each number by its path in the document (`metals.nickel`)."""
        if not isinstance(self._records, dict):
            self._records = self._records()
        return self._records


class Document(Layer):
    """A preset: its kind, name and file, its values, and the overlays of the corrections it knows."""

    __slots__ = ("_notes", "kind", "name", "overlays", "path")

    def __init__(
        self,
        kind: str,
        name: str,
        path: str,
        layer: Layer,
        overlays: dict[str, Layer],
        notes: dict[str, str] | Callable[[], dict[str, str]],
    ) -> None:
        super().__init__(layer.tree, layer.foreign, layer._records)  # noqa: SLF001 - hands the loader on unopened
        self.kind = kind
        self.name = name
        self.path = path
        self.overlays = overlays
        self._notes = notes

    def __repr__(self) -> str:
        return f"<Document {self.id}>"

    @property
    def id(self) -> str:
        """`KIND/NAME`, or `KIND` where there is only one."""
        return f"{self.kind}/{self.name}" if self.name else self.kind

    @property
    def notes(self) -> dict[str, str]:
        """What the groups say about themselves, by path; the path of the whole document is empty."""
        if not isinstance(self._notes, dict):
            self._notes = self._notes()
        return self._notes

    @property
    def layers(self) -> dict[str, Layer]:
        """The document's own values, under no name, and the overlays by theirs."""
        return {"": self, **self.overlays}

    def with_layer(self, layer: Layer) -> Document:
        """Return the document with other values."""
        return Document(self.kind, self.name, self.path, layer, self.overlays, lambda: self.notes)

    def with_tree(self, tree: Tree) -> Document:
        """Return the document with the same numbers in another kind."""
        return self.with_layer(Layer(tree, self.foreign, lambda: self.records))


def merged(base: Tree, over: Tree) -> Tree:
    """Return `base` with `over` laid upon it; neither is changed, and branches left alone are shared.

    A product has a price of its own or follows another's (`of`): whichever is stated last stands alone.

    >>> merged({"a": {"x": 1.0, "y": 2.0}}, {"a": {"y": 3.0}})
    {'a': {'x': 1.0, 'y': 3.0}}
    >>> merged({"steel": {"of": "metals.iron"}}, {"steel": {"price": 0.3}})
    {'steel': {'price': 0.3}}
    """
    out = {key: old for key, old in base.items() if _RIVALS.get(key) not in over}
    for key, new in over.items():
        old = out.get(key)
        out[key] = merged(old, new) if isinstance(new, dict) and isinstance(old, dict) else new
    return out


def with_numbers(document: Document, numbers: Mapping[str, Record | Number]) -> Document:
    """Return the document with numbers in the place of others.

    Args:
        document: whose other numbers stay.
        numbers: by their paths: a record brings its unit and currency with it; of a bare number, in the canonical unit
            and perhaps an array or traced, the record stays what it was.
    """
    over: Tree = {}
    for path, number in numbers.items():
        *groups, last = path.split(".")
        at = over
        for key in groups:
            at = at.setdefault(key, {})
        at[last] = number.value * number.factor if isinstance(number, Record) else number
    records = {path: number for path, number in numbers.items() if isinstance(number, Record)}
    foreign = {path: code for path, code in document.foreign.items() if path not in numbers}
    foreign |= {path: code for path, record in records.items() if (code := currency(record.canonical_unit))}
    layer = Layer(merged(document.tree, over), foreign, lambda: {**document.records, **records})
    return document.with_layer(layer)


def lookup(tree: Tree, path: str) -> Any:  # noqa: ANN401 - a leaf or a branch
    """Return what stands at a path of the tree, or None.

    >>> lookup({"a": {"x": 1.0}}, "a.x"), lookup({"a": 1.0}, "a.x")
    (1.0, None)
    """
    at: Any = tree
    for key in path.split("."):
        at = at.get(key) if isinstance(at, dict) else None
    return at


def owner_of(documents: Mapping[str, Document], path: str) -> tuple[str, str]:
    """Split a path into the prefix of the preset in force that it lies in, if any, and the rest."""
    prefix = path.rpartition(".")[0]
    while prefix and prefix not in documents:
        prefix = prefix.rpartition(".")[0]
    return prefix, path.removeprefix(f"{prefix}.")


def todays_path(documents: Mapping[str, Document], path: str) -> str:
    """Return the path of a number of the presets in force as it is called today (`catalog.vocabulary.RENAMED`)."""
    prefix, inside = owner_of(documents, path)
    return f"{prefix}.{renamed(documents[prefix].kind, inside)}" if prefix else path


def leaves(tree: Tree, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every (path, leaf) of the tree.

    >>> list(leaves({"title": "deck", "metals": {"nickel": 16.0}}))
    [('title', 'deck'), ('metals.nickel', 16.0)]
    """
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def mapped(tree: Tree, change: Callable[[str, Any], Any], prefix: str = "") -> Tree:
    """Return a tree with every leaf changed, given its path and itself.

    >>> mapped({"metals": {"nickel": 16.0}}, lambda path, leaf: f"{path}: {leaf}")
    {'metals': {'nickel': 'metals.nickel: 16.0'}}
    """
    return {
        key: mapped(value, change, f"{prefix}{key}.") if isinstance(value, dict) else change(prefix + key, value)
        for key, value in tree.items()
    }


def with_corrections(document: Document, names: Iterable[str]) -> Document:
    """Return the document with the overlays of these corrections laid upon it in this order; others do nothing."""
    overlays = [document.overlays[name] for name in names if name in document.overlays]
    if not overlays:
        return document
    tree, foreign = document.tree, document.foreign
    for overlay in overlays:
        tree = merged(tree, overlay.tree)
        if foreign or overlay.foreign:
            stated = dict(leaves(overlay.tree))
            foreign = {path: code for path, code in foreign.items() if path not in stated} | overlay.foreign

    def records() -> Records:
        together = dict(document.records)
        for overlay in overlays:
            together |= overlay.records
            for path, leaf in leaves(overlay.tree):
                if not isinstance(leaf, float):  # text in the place of a number, or of one it is the rival of
                    head, _, key = path.rpartition(".")
                    together.pop(path, None)
                    together.pop(f"{head}.{_RIVALS.get(key, key)}", None)
        return together

    return document.with_layer(Layer(tree, foreign, records))


def in_usd(document: Document, fx: Mapping[str, float]) -> Document:
    """Return the document with its foreign amounts in USD; `fx` gives units of a currency per USD.

    Raises RecycError E315 for a currency without a rate.
    """
    if not document.foreign:
        return document
    foreign = document.foreign
    dollars = {
        path: lookup(document.tree, path) / units_per_usd(fx, code, f"{document.path}: {path}")
        for path, code in foreign.items()
    }

    def records() -> Records:
        changed = dict(document.records)
        for path, code in foreign.items():
            unit = changed[path].canonical_unit
            changed[path] = changed[path]._replace(canonical_unit=unit.replace(code, "USD", 1))
        return changed

    return document.with_layer(Layer(with_numbers(document, dollars).tree, {}, records))


def units_per_usd(fx: Mapping[str, float], code: str, where: str) -> float:
    """Return the units of a currency per USD, or raise RecycError E315."""
    if fx.get(code, 0.0) > 0.0:
        return fx[code]
    hint = f'give the price deck a rate: [fx] {code} = {{ value = ..., unit = "{code}/USD" }}'
    raise RecycError("E315", f"no exchange rate for {code}", where, hint)

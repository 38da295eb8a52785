"""Holds all presets: asks the user's folders first, the built-in presets last."""

from __future__ import annotations

from recyc_cli.catalog.documents.document import Document, Layer
from recyc_cli.catalog.documents.folder import Folder, fold_name
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS, kind_of
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean, nearest
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from recyc_cli.catalog.documents.record import Faults

    Check = Callable[["Library", Document, Faults], None]

Trail = tuple[tuple[int, str], ...]
AMBIGUOUS = "E107"
"""Code of a name that several presets go by."""
_ASKED_BY = ("vehicle", "plant", "route", "region", "prices", "contract", "business", "application")
"""Options that take the name of a preset, of the kind that they are called after."""


class Library:
    """Finds documents by kind and name; each is read once, and only when asked for.

    Args:
        folders: the user's, the first to be asked first.
        builtin: what is asked last.
        check: adds the faults of a user's file to those of its numbers; the built-in ones are checked when made.
    """

    __slots__ = ("_check", "_copies", "_digest", "_documents", "_gathering", "shelves")

    def __init__(self, folders: Iterable[str], builtin: Folder, check: Check | None = None) -> None:
        self.shelves = [*(Folder(folder) for folder in folders), builtin]
        self._check = check
        self._documents: dict[tuple[int, str, str], Document] = {}
        self._copies: dict[tuple[int, str, str], bool] = {}
        self._digest = ""
        self._gathering: dict[str, list[tuple[str, set[str]]]] = {}

    @property
    def has_own(self) -> bool:
        """Whether any presets but the built-in ones are at hand."""
        return not all(shelf.builtin for shelf in self.shelves)

    @property
    def digest(self) -> str:
        """Digest of all presets at hand: who has the same one speaks of the same numbers."""
        self._digest = self._digest or "+".join(dict.fromkeys(shelf.digest() for shelf in self.shelves))
        return self._digest

    def is_own(self, document: Document) -> bool:
        """Tell whether a preset stands in a folder of the user's, and is no copy of the built-in one.

        A plant that a route holds is theirs where the route is.
        """
        kind, name = document.kind, document.name
        if not any(fold_name(name) in shelf.names(kind) for shelf in self.shelves):
            kind, name = "routes", document.path.rpartition("/routes/")[2].removesuffix(".toml")
        found = (at for at, each in enumerate(self.shelves) if fold_name(name) in each.names(kind))
        return not self.shelves[self._holder(next(found, 0), kind, name)].builtin

    def document(self, kind: str, name: str = "") -> Document:
        """Return a preset by name or alias, in any case; of a kind with one file only, the name is left out.

        Raises RecycError E101 (unknown name), E102 (unknown kind) or E107 (several go by it), and RecycErrors with all
        faults of a faulty file.
        """
        shelf, canonical = self._find(kind, name)
        return self._load(self._holder(shelf, kind, canonical), kind, canonical, ())

    def resolve(self, kind: str, name: str) -> str:
        """Return the proper name behind a name or alias in any spelling, without opening the preset."""
        return self._find(kind, name)[1]

    def on_shelf(self, shelf: int, kind: str, name: str) -> Document:
        """Return the preset of this very name in one of the library's folders, whatever the others hold."""
        return self._load(shelf, kind, name, ())

    def every(self, kind: str, first: int = 0) -> Iterator[Document]:
        """Yield the presets of a kind from a shelf on, to look through them: none counts as asked for.

        Raises RecycErrors with all faults of a faulty file.
        """
        for name in self._nearest(lambda shelf: shelf.names(kind), first).values():
            shelf, canonical = self._find(kind, name, first)
            yield self._load(self._holder(shelf, kind, canonical), kind, canonical, ())

    def path(self, kind: str, name: str = "") -> str:
        """Return the file of a preset, as messages name it."""
        shelf, canonical = self._find(kind, name)
        return self.shelves[shelf].shown(kind, canonical)

    def names(self, kind: str) -> list[str]:
        """Return the names of all presets of a kind, the user's among them, sorted."""
        _known_kind(kind)
        return sorted(self._nearest(lambda shelf: shelf.names(kind)).values())

    def sound(self, kind: str) -> Iterator[Document]:
        """Yield the presets of a kind that can be read: a faulty one is told to whoever asks for it."""
        for name in self.names(kind):
            try:
                yield self.document(kind, name)
            except (RecycError, RecycErrors):
                continue

    def plants(self, routes: list[Document]) -> dict[str, Document]:
        """Return the plants of routes by name; hardly any route holds plants of its own."""
        if any("stages" in route.tree for route in routes):
            from recyc_cli.catalog.documents.route_plants import plants_of_routes

            return plants_of_routes(routes, lambda name: self.document("stages", name))
        return {name: self.document("stages", name) for route in routes for name in route.tree["plants"]}

    def titles(self, kind: str) -> dict[str, str]:
        """Return the title of each preset of a kind. This opens the user's files."""
        _known_kind(kind)
        return dict(sorted(self._nearest(lambda shelf: shelf.titles(kind)).items()))

    def aliases(self, kind: str) -> dict[str, str]:
        """Return the name behind each short one of a kind that means one preset only."""
        found = self._nearest(lambda shelf: shelf.aliases(kind))
        return {alias: meant[0] for alias, meant in found.items() if len(meant) == 1}

    def search(self, text: str) -> list[tuple[str, str, str]]:
        """Return (kind, name, title) of every preset with this text in its name, alias or title."""
        wanted, hits = fold_name(text), []
        for kind in KINDS:
            known = [item for shelf in self.shelves for item in shelf.aliases(kind).items()]
            meant = {name for alias, names in known if wanted in alias for name in names}
            for name, title in self.titles(kind).items():
                if wanted in fold_name(name) or wanted in fold_name(title) or name in meant:
                    hits.append((kind, name, title))
        return hits

    def sources(self) -> dict[str, dict[str, str]]:
        """Return every source by its id: title, publisher, year, url, license, note."""
        return self.document("sources").tree

    def _nearest(self, entries: Callable[[Folder], dict[str, Any]], first: int = 0) -> dict[str, Any]:
        """Return the entries of all shelves from one on: of what several have, that of the first to be asked."""
        return {key: entry for shelf in reversed(self.shelves[first:]) for key, entry in entries(shelf).items()}

    def _find(self, kind: str, name: str, first: int = 0) -> tuple[int, str]:
        """Return the shelf and the proper name: exact names on every shelf come before aliases on any."""
        _known_kind(kind)
        wanted = fold_name(name)
        shelves = list(enumerate(self.shelves))[first:]
        for index, shelf in shelves:
            if wanted in shelf.names(kind):
                return index, shelf.names(kind)[wanted]
        for _, shelf in reversed(shelves):
            behind = shelf.aliases(kind).get(wanted, [])
            if len(behind) > 1:
                titles = shelf.titles(kind)
                choice = ", ".join(f"{one} ({titles[one]})" for one in behind)
                raise RecycError(AMBIGUOUS, f"several {kind} go by {name!r}", hint=f"choose one: {choice}")
            if behind:
                return self._find(kind, behind[0], first)
        raise self._unknown(kind, name)

    def _holder(self, index: int, kind: str, name: str) -> int:
        """Return the shelf that holds what one of them shows: the last where that is a copy of the built-in preset.

        As of a clone's ./presets beside recyc installed. A copy extends copies alone, and lies over no other folder's.
        """
        last, key, wanted = len(self.shelves) - 1, (index, kind, name), fold_name(name)
        if index < last and key not in self._copies:
            between = any(wanted in shelf.names(kind) for shelf in self.shelves[index + 1 : last])
            above = None if between else self.shelves[index].copied(self.shelves[last], kind, wanted)
            found = (self._find(kind, parent) for parent in above or ())
            self._copies[key] = above is not None and all(self._holder(at, kind, each) == last for at, each in found)
        return last if self._copies.get(key) else index

    def _unknown(self, kind: str, name: str) -> RecycError:
        if kind in SINGLETONS:
            return RecycError("E301", f"no {kind}.toml among the presets")
        if not name:
            return RecycError("E101", f"which {KINDS[kind]}?", hint=f"all: recyc presets list {kind}")
        known = self._nearest(lambda shelf: shelf.aliases(kind)) | {name: [name] for name in self.names(kind)}
        close = dict.fromkeys(meant for match in nearest(name, known) for meant in known[match])
        guess = f"did you mean {' or '.join(close)}?" if close else ""
        said = self._together(name, known) or self._members(kind, name) or self._elsewhere(kind, name) or guess
        made = "" if said else "; of your own: recyc presets new -h"
        hint = " ".join(filter(None, [said, f"all: recyc presets list {kind}{made}"]))
        return RecycError("E101", f"unknown {KINDS[kind]} {name!r}", hint=hint, given=name)

    @staticmethod
    def _together(name: str, known: Iterable[str]) -> str:
        """Say where one word holds several names that there are."""
        parts, spelled = name.replace(",", " ").split(), set(map(fold_name, known))
        several = len(parts) > 1 and all(fold_name(part) in spelled for part in parts)
        return f"these are {len(parts)} names: {' and '.join(parts)};" if several else ""

    def _members(self, kind: str, name: str) -> str:
        """Name the presets that a word gathers: the regions of a market, the chemistries of a family."""
        wanted, shelf = fold_name(name), self.shelves[-1]
        if kind not in self._gathering:
            ready = filter(None, (shelf.ready(kind, one) for one in shelf.names(kind).values()))
            self._gathering[kind] = [
                (each.name, {fold_name(str(text)) for text in each.tree.values()}) for each in ready
            ]
        members = [one for one, words in self._gathering[kind] if wanted in words]
        return f"that may be {', '.join(members)};" if members else ""

    def _elsewhere(self, kind: str, name: str) -> str:
        """Say of which other kind there is a preset of that name."""
        wanted, kinds = fold_name(name), {kind_of(option): option for option in _ASKED_BY}
        return " ".join(
            f"there is a {KINDS[other]} of that name: --{option} {name};"
            for other, option in kinds.items()
            if other != kind and wanted in map(fold_name, self.names(other))
        )

    def _load(self, shelf: int, kind: str, name: str, trail: Trail) -> Document:
        key = (shelf, kind, name)
        if key not in self._documents:
            self._documents[key] = self.shelves[shelf].ready(kind, name) or self._read(shelf, kind, name, trail)
        return self._documents[key]

    def _read(self, shelf: int, kind: str, name: str, trail: Trail) -> Document:
        """Read and check a file, its parents first."""
        from recyc_cli.catalog.documents import reader

        place = self.shelves[shelf]
        empty = Document(kind, name, place.shown(kind, name), Layer({}, {}, {}), {}, {})
        tables = place.tables(kind, name)
        held = tables if kind == "routes" and isinstance(tables.get("stages"), dict) else {}
        parent = self._parent(tables, shelf, empty, (*trail, (shelf, name)))
        sources = self._source_ids(shelf, kind)
        rest = {key: value for key, value in tables.items() if key != "stages"} if held else tables
        document, faults = reader.read_document(rest, empty, parent, sources)
        if held:
            from recyc_cli.catalog.documents.route_plants import lay_in

            document = lay_in(
                document, held, lambda plant, above: self._held_parent(parent, plant, above), sources, faults
            )
        if self._check and not place.builtin and kind != "sources":
            self._check(self, document, faults)
        if faults.found:
            raise RecycErrors(faults.errors())
        return document

    def _parent(self, tables: dict[str, Any], shelf: int, child: Document, trail: Trail) -> Document | None:
        """Return what a preset extends: a namesake further down the search order, or any other preset."""
        if child.kind in SINGLETONS:
            below = (index for index, each in enumerate(self.shelves) if index > shelf and "" in each.names(child.kind))
            index = next(below, None)
            return None if index is None else self._load(index, child.kind, "", trail)
        name = tables.get("extends")
        if name is None:
            return None
        where = f"{child.path}: extends"
        if not isinstance(name, str):
            raise RecycError("E311", f"a preset extends one other of the {child.kind}, by name", where)
        first = shelf if self.shelves[shelf].builtin else 0
        try:
            parent = self._find(child.kind, name, first)
            if parent[1] == child.name:
                parent = self._find(child.kind, parent[1], shelf + 1)
        except RecycError as error:
            raise RecycError("E311", f"extends an {error.message}", where, error.hint) from None
        if parent in trail:
            chain = " -> ".join([*(step for _, step in trail), parent[1]])
            raise RecycError("E311", f"presets extend each other in a circle: {chain}", where)
        return self._load(parent[0], child.kind, parent[1], trail)

    def _held_parent(self, route: Document | None, plant: str, extends: object) -> Document | None:
        """Return what a plant in a route's file extends: a stage, or its namesake in the route that route extends."""
        from recyc_cli.catalog.documents.route_plants import taken_out

        if fold_name(plant) in {fold_name(name) for name in self.names("stages")}:
            hint = f'[stages.own-{plant}] with extends = "{plant}", and own-{plant} in plants'
            raise RecycError("E313", f"there is a stage {plant!r} already: a route's plant has its own name", hint=hint)
        if extends is None:
            return taken_out(route).get(plant) if route else None
        try:
            return self.document("stages", str(extends))
        except RecycError as error:
            raise RecycError("E311", f"extends an {error.message}", hint=error.hint) from None

    def _source_ids(self, shelf: int, kind: str) -> Collection[str]:
        if kind == "sources":
            return ()
        first = shelf if self.shelves[shelf].builtin else 0
        for index in range(first, len(self.shelves)):
            if "" in self.shelves[index].names("sources"):
                return self._load(index, "sources", "", ()).tree
        return ()


def _known_kind(kind: str) -> None:
    if kind not in KINDS and kind not in SINGLETONS:
        kinds = [*KINDS, *SINGLETONS]
        hint = did_you_mean(kind, kinds) or "kinds: " + " ".join(kinds)
        raise RecycError("E102", f"unknown kind of preset {kind!r}", hint=hint)

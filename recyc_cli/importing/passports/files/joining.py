"""Joins the parts of one battery, which several files or lines may hold.

Parts go together by the identifier of the battery. One that names no battery goes to the only one at hand, as far as it
says nothing of what is said there already. A passport that has chemistry and mass is whole, and stays as it is.
"""

from __future__ import annotations

from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.errors import RecycError
from recyc_cli.importing.passports.files.sources import texts_in
from recyc_cli.importing.passports.found import fields_of_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.importing.passports.files.sources import Text

FEW = 200
"""Parts that are looked at together; of more, those of one identifier alone are joined."""
HELD = 20_000
"""Parts that wait for others of their battery at most."""
WHOLE = ("chemistry", "mass")
SHARED = frozenset(
    ("identifier", "category", "status", "manufactured", "in_service", "placed_on_market", "last_update")
)
"""Fields that several parts of one passport may have."""


class Passport(NamedTuple):
    """The parts of one battery, each the start of its paths and its tree; or the fault for which it is not read."""

    name: str
    parts: tuple[tuple[str, Any], ...]
    fault: RecycError | None = None


class _Part(NamedTuple):
    text: Text
    identifier: str
    fields: frozenset[str]

    @property
    def whole(self) -> bool:
        return self.fields.issuperset(WHOLE)


def passports_in(path: str) -> Iterator[Passport]:
    """Yield the passports of a file, a package, JSON lines or a folder, one after the other."""
    for package, texts in groupby(texts_in(path), key=lambda text: text.package):
        parts = (_part(text) for text in texts)
        first = list(islice(parts, FEW + 1))
        if len(first) > FEW:
            yield from (_passport(group) for group in _streamed(chain(first, parts)))
            continue
        few = list(_grouped(first))
        for group in few:
            passport = _passport(group)
            yield passport._replace(name=package) if package and len(few) == 1 else passport


def _part(text: Text) -> _Part:
    if text.fault is not None:
        return _Part(text, "", frozenset())
    try:
        fields = fields_of_tree(text.tree, text.name)
    except RecycError as fault:
        return _Part(text._replace(tree=None, fault=fault), "", frozenset())
    identifier = next((str(leaf.value) for leaf in fields.get("identifier", ())), "")
    return _Part(text, identifier, frozenset(fields))


def _passport(group: list[_Part]) -> Passport:
    first = group[0].text
    if first.fault is not None:
        return Passport(first.name, (), first.fault)
    if len(group) == 1:
        return Passport(first.name, (("", first.tree),))
    return Passport(first.name, tuple((f"{part.text.name.rpartition('/')[2]}: ", part.text.tree) for part in group))


def _grouped(parts: list[_Part]) -> Iterator[list[_Part]]:
    """Yield the parts of each battery among a few."""
    groups: list[list[_Part]] = []
    for part in parts:
        if part.text.fault is None and part.identifier:
            alike = [group for group in groups if group[0].identifier == part.identifier]
            own = next((group for group in alike if _may_join(group, part)), None)
            if own is None:
                groups.append([part])
            else:
                own.append(part)
        elif part.whole or part.text.fault is not None:
            groups.append([part])
    loose = [part for part in parts if not part.identifier and not part.whole and part.text.fault is None]
    sound = [group for group in groups if group[0].text.fault is None]
    target = sound[0] if len(sound) == 1 else [] if not sound else None
    alone = _join_loose(target, loose)
    if target and target not in groups:
        groups.append(target)
    order = {id(part): place for place, part in enumerate(parts)}
    yield from sorted([*groups, *([part] for part in alone)], key=lambda group: order[id(group[0])])


def _join_loose(target: list[_Part] | None, loose: list[_Part]) -> list[_Part]:
    """Add to a battery the parts that name none, where no two say the same; return those that stay alone."""
    if target is None:
        return loose
    tried = list(target)
    for part in loose:
        if not _may_join(tried, part):
            return loose
        tried.append(part)
    target[:] = tried
    return []


def _may_join(group: Iterable[_Part], part: _Part) -> bool:
    """Tell whether a part says nothing that its group says."""
    return not any((each.fields & part.fields) - SHARED for each in group)


def _streamed(parts: Iterable[_Part]) -> Iterator[list[_Part]]:
    """Yield the parts of each battery among many: whole ones at once, the others when all is read."""
    held: dict[str, list[_Part]] = {}
    count = 0
    for part in parts:
        if part.text.fault is not None or part.whole or not part.identifier:
            yield [part]
            continue
        group = held.setdefault(part.identifier, [])
        if not _may_join(group, part):
            yield held.pop(part.identifier)
            count -= len(group)
            group = held.setdefault(part.identifier, [])
        group.append(part)
        count += 1
        if count > HELD:
            oldest = held.pop(next(iter(held)))
            count -= len(oldest)
            yield oldest
    yield from held.values()

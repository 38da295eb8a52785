"""Finds the numbers of presets in force that are parts of one whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.vocabulary import FORM_TABLES, REST
from recyc_cli.model.numbers.arithmetic import add_up, plain
from recyc_cli.model.numbers.chance.wholes import in_proportion, with_rest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.catalog.documents.document import Document, Record, Tree
    from recyc_cli.model.numbers.arithmetic import Number

FATES = "fates"


class Whole(NamedTuple):
    """Parts that are drawn so that they stay one whole."""

    parts: tuple[tuple[str, float], ...]
    """Their paths, as in a trace, and what they are where nothing is drawn [canonical unit]."""
    total: float
    """What they are together; of shares beside a rest, what they are at most [1]."""
    rest: str = ""
    """Path of the share that is what the others leave."""
    scaled: bool = False
    """Whether all are scaled to the total, as the parts of a bill of material are."""

    def kept(self, drawn: Mapping[str, Number]) -> dict[str, Number]:
        """Return the parts, drawn or as they are, so that they make the whole."""
        parts = {path: drawn.get(path, part) for path, part in self.parts}
        if self.scaled:
            return in_proportion(parts, self.total)
        return with_rest({path: part for path, part in parts.items() if path != self.rest}, self.total, self.rest)


def wholes(documents: Mapping[str, Document]) -> Iterator[Whole]:
    """Yield what belongs together in presets in force: fates of each stream, and what each form is made of.

    Args:
        documents: by the prefix of their paths in a trace.
    """
    for prefix, document in documents.items():
        if document.kind == "stages":
            yield from _fates(document.tree, f"{prefix}.", document.records, prefix)
        if document.kind == "chemistries":
            for form in FORM_TABLES:
                numbers = _numbers(document.tree.get(form, {}), f"{prefix}.{form}")
                if len(numbers) > 1:
                    yield Whole(tuple(numbers.items()), add_up(numbers.values()), scaled=True)


def _fates(tree: Tree, path: str, records: Mapping[str, Record], prefix: str) -> Iterator[Whole]:
    for key, value in tree.items():
        if isinstance(value, dict):
            rule = _streams if key == FATES else _fates
            yield from rule(value, f"{path}{key}.", records, prefix)


def _streams(group: Tree, path: str, records: Mapping[str, Record], prefix: str) -> Iterator[Whole]:
    """Yield each stream of a group of fates. Where none is the rest, the smallest share without a range gives way."""
    for key, value in group.items():
        if isinstance(value, dict):
            yield from _streams(value, f"{path}{key}.", records, prefix)
    numbers = _numbers(group, path.rstrip("."))
    shares = {name: share for name, share in numbers.items() if share > 0.0}
    if not shares or (len(shares) == 1 and REST not in group.values()):
        return
    rest = ""
    if REST not in group.values():
        rest = min(shares, key=lambda name: (_ranged(records, name.removeprefix(f"{prefix}.")), shares[name]))
    yield Whole(tuple(shares.items()), 1.0, rest)


def _ranged(records: Mapping[str, Record], path: str) -> bool:
    record = records.get(path)
    return record is not None and record.low is not None and record.high is not None and record.low < record.high


def _numbers(group: Tree, path: str) -> dict[str, float]:
    return {
        f"{path}.{name}": plain(share)
        for name, share in group.items()
        if not isinstance(share, (str, dict, bool, list))
    }

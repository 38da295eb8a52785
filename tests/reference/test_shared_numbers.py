"""Every preset number that both methods read in a default quote, by its path: `shared-numbers.txt`.

A number on the list moves the reference's answers where it is changed: a market's figure does not belong there, it is
chosen by a correction. Rewritten by `python tests/reference/test_shared_numbers.py`.
"""

from __future__ import annotations

from pathlib import Path

from recyc_cli import quote
from recyc_cli.catalog.documents.document import owner_of
from recyc_cli.report.provenance import records_of

LIST = Path(__file__).with_name("shared-numbers.txt")
CHEMISTRIES = ("nmc622", "lfp")
ROUTES = ("pyro", "hydro", "direct")


def read(method: str) -> dict[str, tuple[str, float]]:
    """Return the numbers that default quotes of a method rest on: the preset that each stands in, and its value."""
    found: dict[str, tuple[str, float]] = {}
    for chemistry in CHEMISTRIES:
        for route in ROUTES:
            asked = quote(chemistry=chemistry, route=route, method=method)
            asked.to_dict()
            documents = asked.resolved.documents
            for path, record in records_of(asked):
                found[path] = documents[owner_of(documents, path)[0]].id, record.value * record.factor
    return found


def shared() -> list[str]:
    """Return the paths of the numbers that are the same in both, of the same preset."""
    reference, ours = read("everbatt-2023"), read("recyc")
    return sorted(path for path, number in reference.items() if ours.get(path) == number)


def test_the_numbers_that_both_methods_read_are_listed() -> None:
    listed = LIST.read_text().split()
    assert shared() == listed


def test_no_pack_that_comes_back_and_no_price_is_shared() -> None:
    """What this market decides is chosen by a correction: prices, boxes, freight, wages paid and packs that return."""
    own = ("prices.", "region.packaging", "stages.collection.soh", "payables.")
    assert not [path for path in LIST.read_text().split() if path.startswith(own) or ".returning." in path]


if __name__ == "__main__":
    LIST.write_text("\n".join(shared()) + "\n")

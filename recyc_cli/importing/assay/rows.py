"""Tells whether shares in a row are an assay: lithium, and a metal of a cathode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.importing.assay.chemistry_of_assay import RULES
from recyc_cli.importing.assay.substances import MOISTURE, WORDS

if TYPE_CHECKING:
    from collections.abc import Collection

ION: str = RULES["cathode"]["ion"]
METALS: tuple[str, ...] = (*RULES["cathode"]["metals"], RULES["cathode"]["pair"]["metal"])


def assayed_substances() -> frozenset[str]:
    """Return all whose shares an assay tells; moisture is a keyword of its own.

    >>> {"li", "ni", "f"} <= assayed_substances(), "moisture" in assayed_substances()
    (True, False)
    """
    return frozenset(WORDS["names"]) - {MOISTURE}


def is_assay(shares: Collection[str]) -> bool:
    """Tell whether shares make an assay: lithium, and a metal of a cathode.

    >>> is_assay({"li", "ni", "al"}), is_assay({"al", "cu"}), is_assay({"ni", "co"})
    (True, False, False)
    """
    return ION in shares and not set(METALS).isdisjoint(shares)

"""Makes a feed of each lot whose row is an assay: black mass that holds what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.assay.assay_file import Assay
from recyc_cli.importing.assay.chemistry_of_assay import chemistry_text, feed_of_assay
from recyc_cli.importing.assay.rows import ION, METALS, assayed_substances, is_assay
from recyc_cli.importing.lots.headings import ASSAYS, has_assays
from recyc_cli.importing.lots.lot_records import MOST_FAULTS, NAME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.lots.lot_files import LotFiles

SOURCE, BLACK_MASS = "assays-of-lots", "black-mass"
_LOW = 2
"""Columns that set a price and are no assay, from which on they are not passed over."""


def read_shares(files: LotFiles, limited: Collection[str]) -> frozenset[str]:
    """Return the substances whose shares matter: all of assays, else what is limited or sets a price."""
    readings = files.readings.values()
    assays = any(has_assays(each.columns, assayed_substances()) for each in readings)
    return (assayed_substances() if assays else frozenset((ION, *METALS))) | {*limited}


def own_feeds(records: Iterable[dict[str, Any]], limited: Collection[str], library: Library) -> dict[str, str]:
    """Give each lot with an assay a chemistry of its own, and return the texts of these by name.

    Args:
        records: of lots; shares that are not limited are taken out of them.
        limited: substances whose shares the purchase limits.
        library: the presets there are.

    Raises:
        RecycErrors: E394 shares that set a price and are no assay, E373 an assay that cannot be; each with its lot.
    """
    texts: dict[str, str] = {}
    faults: list[RecycError] = []
    for at, record in enumerate(records, 1):
        where = str(record.get(NAME) or f"lot {at}")
        shares = {name: record[name] for name in assayed_substances() if record.get(name) is not None}
        for name in shares.keys() - set(limited):
            del record[name]
        if not is_assay(shares):
            faults += _left_over(shares, limited, where)
            continue
        name = f"assay-of-lot-{at}"
        try:
            texts[name] = _text(shares, where, library)
        except RecycError as error:
            faults.append(RecycError(error.code, error.message, where, error.hint))
        record |= {"chemistry": name, "form": BLACK_MASS}
    if faults:
        raise RecycErrors(faults[:MOST_FAULTS])
    return texts


def _text(shares: Mapping[str, float], where: str, library: Library) -> str:
    """Return the chemistry of an assay of the dry mass."""
    assay = Assay(dict(sorted(shares.items())), 0.0, [], [], [], where)
    return chemistry_text(feed_of_assay(assay, library, where), where, SOURCE)


def _left_over(shares: Mapping[str, float], limited: Collection[str], where: str) -> Iterator[RecycError]:
    """Yield the refusal of shares that would set the price of a lot and are no assay."""
    setting = [name for name in (ION, *METALS) if name in shares and name not in limited and name != METALS[-1]]
    if len(setting) >= _LOW or ION in setting:
        hint = "an assay has lithium and nickel, cobalt, manganese or iron; or pass a column over: --map 'Ni %=-'"
        yield RecycError(ASSAYS, f"shares of {', '.join(setting)} set a price and are no assay", where, hint)

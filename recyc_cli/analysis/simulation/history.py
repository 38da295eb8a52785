"""Reads the price history that a simulation replays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.spreads.replay import BAD, replay_of
from recyc_cli.errors import RecycError
from recyc_cli.importing import sheets
from recyc_cli.importing.prices.history import price_history
from recyc_cli.importing.prices.price_file import Asked, read_price_file

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.catalog.spreads.replay import Replay
    from recyc_cli.catalog.spreads.spread import Spreads


def replay_of_file(path: str, spreads: Spreads, library: Library) -> Replay:
    """Return what is replayed of a file of monthly prices: the months of those that are drawn.

    Tax in a price, the same in all months, moves with nothing and is left in.

    Args:
        path: of the file.
        spreads: which prices are drawn, and over which horizon.
        library: the decks.

    Raises:
        RecycError: E374 to E377 as a price file is read, E390 what cannot be replayed.
    """
    file = read_price_file(sheets.read_sheets(path), path, Asked())
    history = price_history(file, library, lambda _codes, _month: {}, path)
    series = {name: months for good, months in history.months.items() if (name := spreads.series_of(good))}
    if not series:
        known = ", ".join(good.rpartition(".")[2] for good in history.months)
        hint = f"drawn together are {', '.join(spreads.horizon['volatility'])}"
        raise RecycError(BAD, f"no price in it that moves by months: {known}", path, hint)
    in_order = {name: series[name] for name in spreads.horizon["volatility"] if name in series}
    return replay_of(history.file, in_order, spreads.months)

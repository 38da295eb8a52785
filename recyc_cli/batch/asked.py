"""Says what is asked of all lots of a batch, so that a process of its own can answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.catalog.open_library import open_library
from recyc_cli.engine.lots import Lots
from recyc_cli.engine.outputs import row_of_quotes
from recyc_cli.engine.programs import Programs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.catalog.documents.library import Library


class Asked(NamedTuple):
    """What is asked of all lots.

    Attributes:
        settings: keywords that hold for every lot, unless a column says otherwise.
        units: of columns of numbers, where they are not their own.
        columns: what is wanted, in the order of `engine.outputs.COLUMNS`.
        preset_dirs: folders of the user's presets.
        keep: whether programs are read from and written to the user's cache.
    """

    settings: Mapping[str, Any]
    units: Mapping[str, str]
    columns: Sequence[str]
    preset_dirs: Sequence[str]
    keep: bool

    def programs(self, library: Library | None = None) -> Programs:
        """Open the programs that answer it, with the presets of a library or those at hand."""
        wanted = list(self.columns)
        library = library or open_library(self.preset_dirs)
        return Programs(library, row_of_quotes(wanted), wanted, keep=self.keep)

    def lots(self, programs: Programs | None = None) -> Lots:
        """Return what quotes blocks of lots."""
        return Lots(programs or self.programs(), self.columns, self.settings, self.units)

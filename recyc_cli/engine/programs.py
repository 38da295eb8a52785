"""Holds the programs of groups of rows: from the cache, or prepared when first asked for."""

from __future__ import annotations

import gc
import json
from typing import TYPE_CHECKING, Any

from recyc_cli.engine import cache
from recyc_cli.engine.prepare import prepared
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.engine.cache import Kept
    from recyc_cli.engine.outputs import Outputs


class Programs:
    """Programs by what the rows of a group share.

    Attributes:
        made: groups that were prepared here, as they stood in no cache.
    """

    def __init__(self, library: Library, outputs: Outputs, asked: object, *, keep: bool = True) -> None:
        """Open the programs.

        Args:
            library: the presets at hand.
            outputs: reads off an answer what is asked for.
            asked: names what that is, so that what is kept of another question is not taken.
            keep: whether to read and write the user's cache.
        """
        self._library, self._outputs = library, outputs
        self._shelf = cache.Shelf(cache.file_of_programs(library.digest, asked)) if keep else None
        self._groups: dict[str, Kept] = {}
        self.made = 0
        self._fresh: dict[str, Kept] = {}

    def of(self, settings: Mapping[str, Any], rows: Mapping[str, str]) -> Kept:
        """Return the program of a group, or why all its rows are refused.

        Args:
            settings: keywords that its rows share.
            rows: numbers that each has its own of, with their units.
        """
        key = json.dumps([settings, rows], sort_keys=True)
        if key not in self._groups:
            kept = self._shelf.get(key) if self._shelf else None
            self._groups[key] = kept or self._made(key, settings, rows)
        return self._groups[key]

    def keep(self) -> None:
        """Write what was prepared here to the cache."""
        if self._shelf and self._fresh:
            for key, kept in self._fresh.items():
                self._shelf.put(key, kept)
            self._shelf.write()
            self._fresh = {}

    def handed_over(self) -> dict[str, Kept]:
        """Return what was prepared here since this was last asked, for whoever keeps it."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def take(self, groups: Mapping[str, Kept]) -> None:
        """Take what was prepared elsewhere."""
        self.made += len(groups)
        self._fresh |= groups
        self._groups |= groups

    def _made(self, key: str, settings: Mapping[str, Any], rows: Mapping[str, str]) -> Kept:
        self.made += 1
        self._fresh[key] = kept = self._prepared(settings, rows)
        return kept

    def _prepared(self, settings: Mapping[str, Any], rows: Mapping[str, str]) -> Kept:
        collecting = gc.isenabled()
        gc.disable()  # all that a trace makes stays until it is written: nothing is to be found
        try:
            return prepared(settings, rows, self._outputs, self._library)
        except (RecycError, RecycErrors) as error:
            return error.errors[0]
        finally:
            if collecting:
                gc.enable()

"""Writes BibTeX: the sources of a list, an entry each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.page import records
from recyc_cli.render.render import page_of
from recyc_cli.render.text import clean

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.report.shapes.any_report import AnyReport

_FIELDS = {"title": "title", "publisher": "author", "year": "year", "url": "url"}
"""What an entry has, by what a source has; an author in braces is no person's name."""
_ESCAPED = str.maketrans({char: f"\\{char}" for char in "&%$#_{}"} | {"\\": "/", "~": " ", "^": " "})
_KEY = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:+")


def draw(report: AnyReport, look: Look) -> str:
    r"""Return the sources as entries that `\\cite` finds by their ids."""
    entries = [
        _entry({key: clean(value or "") for key, value in each.items()}) for each in records(page_of(report, look))
    ]
    return "\n".join(entries)


def _entry(source: dict[str, str]) -> str:
    r"""Return one entry, its fields a line each.

    >>> print(_entry({"id": "usgs", "title": "Zinc & more", "publisher": "USGS", "url": "https://x.org/a_b"}), end="")
    @misc{usgs,
      title = {{Zinc \& more}},
      author = {{USGS}},
      url = {https://x.org/a_b},
    }
    """
    lines = [f"@misc{{{''.join(char for char in source.get('id', '') if char in _KEY)},"]
    for field, name in _FIELDS.items():
        text = source.get(field, "")
        told = "".join(char for char in text if char not in "{}\\ ") if name == "url" else text.translate(_ESCAPED)
        lines += [f"  {name} = {{{told if name in ('url', 'year') else f'{{{told}}}'}}},"] if told else []
    notes = [source.get(field, "").translate(_ESCAPED) for field in ("license", "note")]
    said = ". ".join(note.rstrip(". ") for note in notes if note)
    return "\n".join([*lines, *([f"  note = {{{said}}},"] if said else []), "}", ""])

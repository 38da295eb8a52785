"""The page of the manual that lists the columns of CSV, made of their table.

python tests/cli/columns.py            write it anew
"""

from __future__ import annotations

from pathlib import Path

from recyc_cli.report.blocks.row import COLUMNS

PAGE = Path(__file__).parents[2] / "recyc_cli" / "guide" / "columns.md"
HEAD = """# Columns of CSV

`recyc quote` and `recyc compare` write one row a quote with `--format csv` or
`-o FILE.csv`: the same columns in the same order, whatever is asked. A column
of a later release comes before `reference`, or after the last figure.

- What a setting means and may be is told by the option beside it.
- The unit `currency` is that of the row: `currency/t` is USD/t where `currency`
  says USD. Tonnes are those that `amounts_are` names; feed prices are per tonne
  of what `feed_price_is` names. `1` is a share of one.
- An empty cell: not given, or there is no such number (a mix has no chemistry,
  black mass no packs). Numbers have all their digits and a point.
- A setting that a figure has too ends in `_given`.

```text
"""


def page() -> str:
    """Return the page."""
    rows = [("column", "unit", "what it is"), *((each.name, each.unit, each.words) for each in COLUMNS)]
    wide = [max(len(row[index]) for row in rows) for index in (0, 1)]
    lines = [f"{name:{wide[0]}}  {unit:{wide[1]}}  {words}".rstrip() for name, unit, words in rows]
    return HEAD + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")

"""A comparison in full, for forms that are read apart from the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.report.in_full import Report, bibliography, illustrated

if TYPE_CHECKING:
    from recyc_cli.analysis.compare.compare import Comparison


def comparison_document(comparison: Comparison, report: Report) -> Report:
    """Return a comparison's `report` with `bridge` and `flows` in each of its quotes, one `bibliography` of all."""
    quotes = [illustrated(quote, each) for quote, each in zip(comparison.quotes, report["quotes"], strict=True)]
    names = {name for each in quotes for name in each["sources"]}
    return report | {"quotes": quotes, "bibliography": bibliography(comparison.quotes[0].resolved.library, names)}

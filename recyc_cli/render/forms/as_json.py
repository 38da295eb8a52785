"""The contract's JSON: two spaces, keys in order, no NaN, the same bytes for the same report."""

from __future__ import annotations

import json


def dump(report: object) -> str:
    r"""Return a report as JSON text. Raises ValueError for a number that is not finite.

    >>> dump({"margin": -1.5, "note": None})
    '{\n  "margin": -1.5,\n  "note": null\n}\n'
    """
    return json.dumps(report, indent=2, allow_nan=False) + "\n"

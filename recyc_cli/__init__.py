"""The economics of recycling lithium-ion EV batteries.

>>> from recyc_cli import quote
>>> q = quote(chemistry="lfp", route="hydro", method="everbatt-2023")
>>> q.to_dict()["schema"]
'recyc.quote/1'
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for the constant of `typing`, whose import would double `--version`
if TYPE_CHECKING:
    from recyc_cli.analysis.breakeven import breakeven
    from recyc_cli.analysis.compare import compare
    from recyc_cli.analysis.quote import quote

__version__ = "0.1.0"
__all__ = ["__version__", "breakeven", "compare", "quote"]


def __getattr__(name: str) -> object:
    """Return a public function, imported when it is first asked for."""
    if name == "quote":
        from recyc_cli.analysis.quote import quote

        return quote
    if name == "compare":
        from recyc_cli.analysis.compare import compare

        return compare
    if name == "breakeven":
        from recyc_cli.analysis.breakeven import breakeven

        return breakeven
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

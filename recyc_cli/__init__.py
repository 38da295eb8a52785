"""Computes the economics of recycling lithium-ion EV batteries.

>>> from recyc_cli import quote
>>> q = quote(chemistry="lfp", route="hydro", method="everbatt-2023")
>>> q.to_dict()["schema"]
'recyc.quote/1'
"""

from __future__ import annotations

from recyc_cli.version import __version__

TYPE_CHECKING = False  # type checkers take it for the constant of `typing`, whose import would double `--version`
if TYPE_CHECKING:
    from recyc_cli.analysis.breakeven.breakeven import breakeven
    from recyc_cli.analysis.compare.compare import compare
    from recyc_cli.analysis.compliance.certificate.certificate import certificate
    from recyc_cli.analysis.compliance.comply import comply
    from recyc_cli.analysis.explain.explain import explain
    from recyc_cli.analysis.finance.finance import finance
    from recyc_cli.analysis.quote import quote
    from recyc_cli.analysis.saved.save import freeze, replay
    from recyc_cli.analysis.simulation.simulate import simulate
    from recyc_cli.analysis.sweep.sweep import sweep

__all__ = [
    "__version__",
    "breakeven",
    "certificate",
    "compare",
    "comply",
    "explain",
    "finance",
    "freeze",
    "quote",
    "replay",
    "simulate",
    "sweep",
]


_HOMES = {
    "quote": "recyc_cli.analysis.quote",
    "compare": "recyc_cli.analysis.compare.compare",
    "breakeven": "recyc_cli.analysis.breakeven.breakeven",
    "certificate": "recyc_cli.analysis.compliance.certificate.certificate",
    "comply": "recyc_cli.analysis.compliance.comply",
    "explain": "recyc_cli.analysis.explain.explain",
    "finance": "recyc_cli.analysis.finance.finance",
    "freeze": "recyc_cli.analysis.saved.save",
    "replay": "recyc_cli.analysis.saved.save",
    "sweep": "recyc_cli.analysis.sweep.sweep",
    "simulate": "recyc_cli.analysis.simulation.simulate",
}


def __getattr__(name: str) -> object:
    """Return a public function, imported when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)

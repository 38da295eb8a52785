"""Checks what a simulation is asked, and tells every fault with what there is instead."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.catalog.spreads.spread import Spreads

BAD = "E180"
LEAST, MOST = 100, 5_000_000
"""Draws that a simulation may have: fewer tell no tenth, and the margins of more do not fit in memory."""
USUAL = {
    "draws": 100_000,
    "seed": 1,
    "sampler": "lhs",
    "horizon": "12mo",
    "fix": (),
    "only": (),
    "jobs": 0,
    "every": False,
    "bootstrap": None,
}
"""What a sample is where nobody says otherwise."""
SAMPLERS = ("lhs", "random")
MONTHS = "mo"


def named_in(names: Sequence[str] | str) -> Sequence[str]:
    """Return names as a list, a single one too.

    >>> named_in("lfp"), named_in(["lfp"])
    (('lfp',), ['lfp'])
    """
    return (names,) if isinstance(names, str) else names


def sample_and_scenario(keywords: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part the keywords of the sample from those of the quote, and refuse what no sample can be.

    >>> sample_and_scenario({"draws": 1000, "region": "us"})[1]
    {'region': 'us'}
    """
    sample = {name: keywords.get(name, usual) for name, usual in USUAL.items()}
    checked_count(sample["draws"])
    checked_sampler(sample["sampler"])
    return sample, {name: value for name, value in keywords.items() if name not in USUAL}


def checked_count(draws: int, where: str = "-n") -> int:
    """Return how many draws there are; refuse too few to tell, and more than anybody waits for.

    >>> checked_count(1000)
    1000
    """
    if not LEAST <= draws <= MOST:
        raise RecycError(
            BAD, f"{draws:,} draws: {LEAST} to {MOST:,} can be", where, "100,000 tell a mean to a third of a percent"
        )
    return draws


def spreads_at(horizon: str, library: Library) -> Spreads:
    """Return how far numbers may lie off at a horizon such as `12mo`."""
    from recyc_cli.scenario.fill_in import usual_spreads

    known = [f"{months}{MONTHS}" for months in usual_spreads(library).horizons]
    if horizon.lower() not in known:
        raise RecycError(
            BAD, f"no volatilities for a horizon of {horizon!r}", "--horizon", f"there are {' '.join(known)}"
        )
    return usual_spreads(library, int(horizon.lower().removesuffix(MONTHS)))


def checked_sampler(sampler: str) -> str:
    """Return the sampler.

    >>> checked_sampler("lhs")
    'lhs'
    """
    if sampler not in SAMPLERS:
        raise RecycError(BAD, f"no sampler {sampler!r}", "--sampler", f"there are {' '.join(SAMPLERS)}")
    return sampler


def held(joint: Joint, fixed: Iterable[str], only: Sequence[str]) -> set[str]:
    """Return the inputs that are not drawn: those that are fixed, by path or pattern, and those of no named group."""
    paths = [each.path for each in joint.inputs]
    groups = joint.groups()
    still: set[str] = set()
    for group in only:
        if group.replace("-", " ") not in groups:
            hint = f"groups: {', '.join(sorted(groups))}"
            raise RecycError(BAD, f"no input is of a group {group!r}", "--only", hint)
    if only:
        kept = {path for group in only for path in groups[group.replace("-", " ")]}
        still |= set(paths) - kept
    for name in fixed:
        found = [path for path in paths if fnmatchcase(path, name) or path.rpartition(".")[2] == name]
        if not found:
            hint = did_you_mean(name, paths) or "recyc simulate ... --json lists the inputs that are drawn"
            raise RecycError(BAD, f"no input that is drawn is called {name!r}", "--fix", hint)
        still |= set(found)
    return still

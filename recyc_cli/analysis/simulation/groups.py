"""Tells what groups of inputs do to a margin, each drawn alone or by its variance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.simulation.uncertain import checked_library, has_result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.analysis.simulation.uncertain import Uncertain
    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.report.shapes.studies.sensitivity import GroupIndex, MovedGroup


def moved_groups(uncertain: Uncertain, sample: Mapping[str, Any]) -> tuple[list[MovedGroup], int]:
    """Return the margin with each group alone drawn, all else as quoted, and how many draws tell it."""
    plan, joint = uncertain.plan({**sample, "sampler": "lhs"}), uncertain.joint
    from recyc_cli.engine.draws.normals import BLOCK
    from recyc_cli.engine.draws.sampler import Runner
    from recyc_cli.engine.draws.statistics import summary

    runner, inputs = Runner(plan), joint.groups()
    told: list[MovedGroup] = []
    margins = runner.alone(draws_of_groups(joint), range(plan.blocks))
    for group, found in margins.items():
        has_result(uncertain.quotes[0].quote, found)
        _, p10, _, p50, _, p90, _ = summary(found[0], "lhs").quantiles
        told.append({"group": group, "inputs": len(inputs.get(group, ())), "p10": p10, "p50": p50, "p90": p90})
    return sorted(told, key=lambda each: each["p10"] - each["p90"]), plan.blocks * BLOCK


def indices_of_groups(uncertain: Uncertain, sample: Mapping[str, Any]) -> tuple[list[GroupIndex], int]:
    """Return the share of each group in the variance, and how many draws of each sample tell it."""
    checked_library("scipy")
    plan, joint = uncertain.plan({**sample, "sampler": "lhs"}), uncertain.joint
    from recyc_cli.engine.draws.sampler import Runner
    from recyc_cli.engine.draws.sobol import BLOCK, sobol_indices

    runner, quote = Runner(plan), uncertain.quotes[0].quote

    def margins(draws: Mapping[str, Any]) -> Any:  # noqa: ANN401 - numbers of numpy
        found = runner.margins(draws, BLOCK)[0][0]
        has_result(quote, found)
        return found

    found = sobol_indices(margins, joint.draws, draws_of_groups(joint), plan.blocks, plan.seed)
    told: list[GroupIndex] = [
        {"group": name, "first": first, "total": found.total[name], "error": found.errors[name]}
        for name, first in found.first.items()
    ]
    return sorted(told, key=lambda each: -each["total"]), found.draws


def draws_of_groups(joint: Joint) -> dict[str, list[str]]:
    """Return the draws of each group: prices that move together are one."""
    from recyc_cli.engine.draws.drivers import group_of_draws

    groups: dict[str, list[str]] = {}
    for name, group in group_of_draws(joint).items():
        groups.setdefault(group, []).append(name)
    return groups

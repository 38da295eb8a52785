"""Says how to go on from a sweep: commands that run, made of what was asked."""

from __future__ import annotations

from itertools import pairwise

from recyc_cli.render.pages.screen.onward import as_asked, with_room, words_of_quote
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.pages.screen.onward import Command
    from recyc_cli.report.shapes.studies.swept import SweepReport, SweptAxis

EVEN = 1e-9
"""Share of a step by which others may differ and still be the same."""


def command_of_sweep(report: SweepReport, look: Look, *, numbers: bool) -> tuple[Command, ...]:
    """Return where a sweep leads: to where what moves the margin turns it, to its picture, and to all its rows."""
    asked = look.asked or ()
    varied = [f"--vary {axis['name']}={_values(axis)}" for axis in report["axes"]]
    if any(flag in ("--set", "--price") for _, flag, _ in asked):
        return ()
    again = " ".join(["recyc sweep", as_asked(asked), *varied])
    idle = [str(note.get("values", {}).get("option")) for note in report["warnings"] if note["code"] == "no-effect"]
    moving = [axis for axis in report["axes"] if f"--vary {axis['name']}" not in idle]
    first = next((axis for axis in moving if axis["unit"] is not None), None)
    one = words_of_quote(report["scenario"], {}, tuple(each for each in asked if len(each[2]) == 1))
    told: list[Command] = []
    if first is not None and numbers and one:
        name = first["name"] if "." not in first["name"] else first["path"]
        told.append((f"recyc breakeven {one} --vary {name}", "beyond the range, and against other routes"))
    told += [] if look.chart or not moving else [(f"{again} --chart", "the picture")]
    return with_room([*told, (f"{again} -o sweep.csv", "every row")] if moving else told)


def _values(axis: SweptAxis) -> str:
    """Return values as `--vary` takes them."""
    values, unit = axis["values"], axis["unit"] if axis["unit"] not in (None, "1") else ""
    if all(isinstance(value, str) for value in values):
        return ",".join(map(str, values))
    numbers = [float(value) for value in values]
    steps = [high - low for low, high in pairwise(numbers)]
    if len(steps) > 1 and all(abs(step - steps[0]) <= abs(steps[0]) * EVEN for step in steps):
        return f"{numbers[0]:.6g}:{numbers[-1]:.6g}{unit}/{len(numbers)}"
    ratios = [high / low for low, high in pairwise(numbers)] if all(value > 0.0 for value in numbers) else []
    if len(ratios) > 1 and all(abs(ratio / ratios[0] - 1.0) <= EVEN for ratio in ratios):
        return f"log:{numbers[0]:.6g}:{numbers[-1]:.6g}{unit}/{len(numbers)}"
    return ",".join(f"{value:.6g}{unit}" for value in numbers)

"""Five people do what they came for: a script each, and below each command what they have to read of its answer.

Below a command, `#:` starts a line that its screen has, in this order; `_` is a number and
`...` anything; marks are left out, and runs of blanks are one.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import readme

if TYPE_CHECKING:
    from collections.abc import Iterable

SCRIPTS = sorted(Path(__file__).parent.glob("*.sh"))
READ = "#: "
MOST, WIDEST = 6, 120
"""Commands of a task, and columns of one."""
NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
LIBRARY = "pandas"
"""What a script may import that a machine lacks."""


class Step(NamedTuple):
    """A command of a script, and what is read of its answer."""

    command: str
    read: list[str]


def steps(script: str) -> list[Step]:
    """Return the commands of a script: of recyc each alone, what lies between two of them as one piece of shell."""
    found: list[Step] = []
    goes_on = False
    for line in script.splitlines():
        if line.startswith(READ):
            found[-1].read.append(line.removeprefix(READ))
        elif line and not line.startswith("# "):
            if goes_on and not line.startswith("recyc "):
                found[-1] = found[-1]._replace(command=f"{found[-1].command}\n{line}")
            else:
                found.append(Step(line, []))
        goes_on = bool(found) and not found[-1].command.startswith("recyc ") and not found[-1].read and bool(line)
    return found


def pattern(read: str) -> str:
    """Return what finds a line in a screen whose blanks are single."""
    known = {"_": NUMBER, "...": ".{,200}?"}
    return "".join(known.get(word) or re.escape(word) for word in re.split(r"((?<!\w)_(?!\w)|\.\.\.)", read))


def missing(read: Iterable[str], screen: str) -> list[str]:
    """Return what is to be read and does not stand in a screen, in this order."""
    text, at = re.sub(r"[ \n]+", " ", re.sub("[▲≈]", "", screen)), 0
    lost = []
    for line in read:
        found = re.compile(pattern(line)).search(text, at)
        lost += [] if found else [line]
        at = found.end() if found else at
    return lost


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_task_is_done(path: Path, tmp_path: Path) -> None:
    commands = steps(path.read_text("utf-8"))
    own = [step.command for step in commands if step.command.startswith("recyc ")]
    assert 0 < len(own) <= MOST
    assert max(map(len, own)) < WIDEST
    assert all(step.read for step in commands if step.command in own), "somebody reads every answer"
    screens = []
    for step in commands:
        if f"import {LIBRARY}" in step.command and importlib.util.find_spec(LIBRARY) is None:
            continue
        code, shown = readme.screen(step.command, tmp_path)
        assert code == 0, (step.command, shown)
        assert not missing(step.read, shown), (step.command, missing(step.read, shown), shown)
        screens.append(shown)
    ADDS_UP[path.stem](screens)


def numbers(screens: list[str], row: str) -> list[float]:
    """Return the numbers of the first row that starts so, on the last screen that has it."""
    lines = [line for shown in screens for line in shown.splitlines()[::-1] if re.match(rf"[▲\s]*{row}\s", line)]
    return [float(each.replace(",", "")) for each in re.findall(rf"(?<=\s){NUMBER}(?=\s|$)", lines[-1])]


def offer_is_the_sum_of_its_positions(screens: list[str]) -> None:
    """Masses and sums of the positions are those of the lot; each sum is its price times its mass."""
    positions = [numbers(screens, "NMC622 pack"), numbers(screens, "LFP pack")]
    lot = numbers(screens, "the lot {3,}")
    assert [sum(each[0] for each in positions), sum(each[-1] for each in positions)] == [lot[0], lot[-1]]
    assert all(each[0] * each[2] == each[3] for each in positions)


def recycling_does_not_move_with_health(screens: list[str]) -> None:
    """Of nine amounts of a row three stand for each total; a second life leaves more the healthier packs are."""
    hydro, reuse = numbers(screens[:1], "hydro"), numbers(screens[:1], "reuse")
    assert [len(set(hydro[at : at + 3])) for at in (0, 3, 6)] == [1, 1, 1]
    assert [sorted(reuse[at : at + 3]) for at in (0, 3, 6)] == [reuse[at : at + 3] for at in (0, 3, 6)]


def freight_is_in_what_can_be_paid(screens: list[str]) -> None:
    """The holder is paid the same as the refiner pays, who can pay no more than value less cost and price."""
    for place in ("china", "korea"):
        sold, *_ = numbers(screens[2:3], place)
        price, value, cost, margin, *_, most = numbers(screens[3:4], place)
        assert sold == price
        assert abs(value - cost - margin) <= 1.0
        assert (most > price) == (margin > 0.0)


def nothing(screens: list[str]) -> None:
    """Nothing more is read than stands in the script."""
    assert screens


ADDS_UP = {
    "buyer": offer_is_the_sum_of_its_positions,
    "analyst": recycling_does_not_move_with_health,
    "trader": freight_is_in_what_can_be_paid,
    "researcher": nothing,
    "auditor": nothing,
}
"""What a person would check of several answers at once."""

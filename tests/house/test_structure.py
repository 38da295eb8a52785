"""The house stands as drawn: no circle of files, no arrow upward, folders, files and functions of a reader's size."""

from __future__ import annotations

from collections import Counter

from package_syntax import PACKAGE, circles, functions, imports, is_folder

ROOMS = (
    "cli",
    "render batch",
    "analysis",
    "engine",
    "importing report",
    "scenario",
    "catalog",
    "model",
)
"""From the top floor down; rooms of one floor do not import each other."""
MODEL = ("evaluate", "second_life", "recycling", "cathode seats per_what", "money", "flows", "records", "numbers")
FILES_A_FOLDER, LINES_A_FILE, LINES_A_FUNCTION = 12, 300, 40
SMALL = 60
"""Lines below which a file goes into the one of its folder that alone imports it, unless its subject is another."""
LATE = "imported only where it is asked for: what it imports costs start-up"
APART = {
    "analysis.finance.returns": "mathematics of a cash flow, beside the report of a plant",
    "analysis.simulation.history": LATE,
    "batch.reasons": "a lot quoted singly, beside blocks of lots",
    "batch.writing.workbook": "the one file that imports a library of workbooks there",
    "cli.output.origin": "reads settings once more, beside how a fault is written",
    "cli.output.write_live": LATE,
    "cli.presets.new_preset": LATE,
    "cli.presets.show_plants": LATE,
    "engine.draws.replayed": "months of a price history, beside how numbers are drawn",
    "render.pages.sweep.onward": LATE,
    "report.notes.feed_notes": "notes on the feed, beside the list of all notes",
}
"""Small files that one other of their folder imports, and the subject that keeps them apart."""


def floor_of(name: str, floors: tuple[str, ...]) -> int | None:
    return next((index for index, rooms in enumerate(floors) if name in rooms.split()), None)


def wrong_arrows(floors: tuple[str, ...], prefix: str = "") -> list[str]:
    """Return the imports that run upward, or between rooms of one floor."""
    wrong = []
    for name, others in imports().items():
        for other in others if name.startswith(prefix) else ():
            here, there = (each.removeprefix(prefix).split(".")[0] for each in (name, other))
            above, below = floor_of(here, floors), floor_of(there, floors)
            known = above is not None and below is not None and other.startswith(prefix)
            if known and here != there and above >= below:
                wrong.append(f"{name} -> {other}")
    return wrong


def test_no_file_imports_itself_through_others() -> None:
    assert circles() == []


def test_an_arrow_runs_only_downwards() -> None:
    assert wrong_arrows(ROOMS) == []


def test_inside_the_model_too() -> None:
    assert wrong_arrows(MODEL, "model.") == []


def test_a_question_asks_no_other_ones_inside() -> None:
    asked = [
        f"{name} -> {other}"
        for name, others in imports().items()
        for other in others
        if name.startswith("analysis.") and other.count(".") > 1 and other.startswith("analysis.")
        if name.split(".")[1] != other.split(".")[1]
    ]
    assert asked == []


def test_a_folder_holds_few_files() -> None:
    files = Counter(path.parent.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if path.stem != "__init__")
    assert {str(folder): count for folder, count in files.items() if count > FILES_A_FOLDER} == {}


def test_a_file_is_short() -> None:
    lines = {str(path.relative_to(PACKAGE)): path.read_text("utf-8").count("\n") for path in PACKAGE.rglob("*.py")}
    assert {name: count for name, count in lines.items() if count > LINES_A_FILE} == {}


def test_a_function_is_short() -> None:
    lines = {f"{name}.{node.name}": (node.end_lineno or 0) - node.lineno + 1 for name, node in functions()}
    assert {name: count for name, count in lines.items() if count > LINES_A_FUNCTION} == {}


def test_a_small_file_that_one_other_imports_has_a_subject_of_its_own() -> None:
    users: dict[str, set[str]] = {name: set() for name in imports() if not is_folder(name)}
    for name, others in imports().items():
        for other in others & users.keys():
            users[other].add(name)
    small = {
        name
        for name, by in users.items()
        if (PACKAGE / f"{name.replace('.', '/')}.py").read_text("utf-8").count("\n") < SMALL
        if len(by) == 1 and {each.rpartition(".")[0] for each in by} == {name.rpartition(".")[0]}
    }
    assert small == APART.keys()

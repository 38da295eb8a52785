"""Renews what is pinned of the presets: digests and sums, figures of usual quotes, README and its picture, snapshots.

    python tests/refresh.py            renew, and tell every figure that moved: old, new, per cent
    python tests/refresh.py --check    tell only, and fail where something is to be renewed

The stored draws of likely ranges take minutes, and hold while numbers move a little (tests/properties/test_likely.py
says when they do not): python -m recyc_cli.analysis.simulation.likely.make_table CHEMISTRY ... makes them anew.

Refuses where anything outside presets/ has changes that are not committed: what it rewrites has to be told apart from
what somebody wrote.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "pinned"), str(ROOT / "tests" / "cli")]
import options  # noqa: E402 - beside the pins
import picture  # noqa: E402 - stands beside the tests of the command line
import readme  # noqa: E402 - as the picture
from pins import FOLDER, PINS, pinned  # noqa: E402 - beside the pins

SNAPSHOTS = ["tests/cli/test_snapshots.py", "tests/cli/test_notes.py", "-q"]


def main() -> int:
    """Renew or check, and return the exit code: 1 where something is (to be) renewed under --check, 2 refused."""
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.stderr.write("usage: python tests/refresh.py [--check]\n")
        return 2
    strange = [] if check else not_committed()
    if strange:
        sys.stderr.write(f"not committed: {', '.join(strange)}\n  commit or put away what is not of presets/ first\n")
        return 2
    moved = [line for name in PINS for line in _pins(name, check=check)]
    stale = [
        words
        for words, renew in (
            ("outputs in README and the guide", _readme),
            ("picture of README", _picture),
            ("snapshots", _snapshots),
            ("list of options", _options),
        )
        if renew(check=check)
    ]
    sys.stdout.write("\n".join([*moved, *(f"{words}: changed" for words in stale), ""]))
    sys.stdout.write(f"{len(moved)} figures moved\n")
    return 1 if check and (moved or stale) else 0


def not_committed() -> list[str]:
    """Return the files outside presets/ with changes that are not committed."""
    told = subprocess.run(
        ["git", "status", "--porcelain"],  # noqa: S607 - whichever git is at hand
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [line[3:] for line in told.splitlines() if not line[3:].startswith("presets/")]


def _pins(name: str, *, check: bool) -> list[str]:
    """Compare a file of pins with today's numbers, write it unless only asked, and return what moved."""
    before, after = pinned(name), PINS[name]()
    if not check and before != after:
        (FOLDER / f"{name}.json").write_text(json.dumps(after, indent=1) + "\n", "utf-8")
    moved = []
    for entry in [*after, *(entry for entry in before if entry not in after)]:
        old, new = before.get(entry, {}), after.get(entry, {})
        moved += [
            f"{entry}: {key}: {_change(old.get(key), new.get(key))}"
            for key in old | new
            if old.get(key) != new.get(key)
        ]
    return moved


def _change(old: object, new: object) -> str:
    if isinstance(old, float) and isinstance(new, float):
        share = f" ({(new - old) / abs(old):+.2%})" if old else ""
        return f"{old:,.6g} -> {new:,.6g}{share}"
    return f"{old} -> {new}"


def _options(*, check: bool) -> bool:
    """List what every command takes; tell whether that changed."""
    new = options.options() != options.listed()
    if new and not check:
        options.LIST.write_text("\n".join(options.options()) + "\n", "utf-8")
    return new


def _readme(*, check: bool) -> bool:
    """Run the commands of README and the guide; tell whether their outputs changed."""
    with TemporaryDirectory() as place:
        texts = readme.stale(Path(place))
    for page, text in {} if check else texts.items():
        page.write_text(text, "utf-8")
    return bool(texts)


def _picture(*, check: bool) -> bool:
    """Draw the picture that README opens with; tell whether it changed."""
    with TemporaryDirectory() as place:
        svg = picture.drawn(Path(place))
    changed = svg != picture.PICTURE.read_text("utf-8")
    if changed and not check:
        picture.PICTURE.write_text(svg, "utf-8")
    return changed


def _snapshots(*, check: bool) -> bool:
    """Draw the reports of the snapshots; tell whether they changed."""
    wanted = [] if check else ["--snapshot-update"]
    command = [sys.executable, "-m", "pytest", "-n", "0", *SNAPSHOTS, *wanted]
    before = {path: path.read_bytes() for path in (ROOT / "tests/cli/__snapshots__").iterdir()}
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.returncode != 0 or any(path.read_bytes() != content for path, content in before.items())


if __name__ == "__main__":
    sys.exit(main())

"""Scripts rely on every option of every command: none goes unseen, and new ones are shown."""

from __future__ import annotations

import warnings

from options import listed, options


def test_no_option_goes() -> None:
    now, before = options(), listed()
    assert [each for each in before if each not in now] == [], "an option that scripts may use is gone"
    new = [each for each in now if each not in before]
    if new:
        warnings.warn(f"new, python tests/pinned/options.py lists them: {', '.join(new)}", stacklevel=1)


def test_the_list_has_every_command() -> None:
    shared = {each.rpartition(" ")[2] for each in listed()}
    assert {"--region", "--prices", "--json", "-o", "CHEMISTRY"} <= shared
    assert len({tuple(each.split()[:2]) for each in listed()}) >= 10

"""`batch --emit sql` writes SQL and nothing else; what it cannot write is refused before a file is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

LOTS = "id,chemistry,route,mass_kg,soh\nL-1,nmc622,hydro,12000,\nL-2,lfp,reuse,480,0.91\n"


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--emit", "python"), "E121", "no form 'python' to emit"),
        (("--emit", ""), "E121", "no form '' to emit"),
        (("--emit", "sql", "-o", "quotes.csv"), "E114", "a file of its own"),
        (("--emit", "sql", "--format", "csv"), "E112", "--emit sql quotes nothing, and --format tells of quotes"),
        (("--emit", "sql", "--rejects", "r.csv"), "E112", "--rejects tells of quotes"),
        (("--emit", "sql", "--summary", "chemistry"), "E112", "--summary tells of quotes"),
        (("--emit", "sql", "-o", "quotes.sql", "--resume"), "E112", "--resume tells of quotes"),
        (("--emit", "sql", "--columns", "profit"), "E121", "no column 'profit'"),
    ],
)
def test_what_cannot_be_emitted(recyc: Callable[..., Any], more: tuple[str, ...], code: str, said: str) -> None:
    Path("lots.csv").write_text(LOTS)
    ran = recyc("batch", "lots.csv", *more)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error[{code}]: ")
    assert said in ran.err
    assert [each.name for each in Path().iterdir()] == ["lots.csv"]


def test_sql_goes_where_it_is_asked(recyc: Callable[..., Any]) -> None:
    Path("lots.csv").write_text(LOTS)
    shown = recyc("batch", "lots.csv", "--emit", "sql")
    assert (shown.code, shown.err) == (0, "")
    assert recyc("batch", "lots.csv", "--emit", "sql", "-o", "quotes.sql", "-q") == (0, "", "")
    assert Path("quotes.sql").read_text("utf-8") == shown.out
    assert shown.out.count("SELECT") > shown.out.count("Group") > 1

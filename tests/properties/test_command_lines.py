"""Both readers of command lines give the same settings, whatever stands on the line."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

import pytest
import typer
from few import slowly
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.main import get_command

from recyc_cli.cli.commands.quotes.explain import OPTIONS as EXPLAIN
from recyc_cli.cli.input.options import COMPARE, LISTING, QUOTE
from recyc_cli.cli.input.settings import read_settings
from recyc_cli.cli.input.words import read_words
from recyc_cli.cli.typer_app import offer
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from recyc_cli.scenario.keywords import Option

TABLES = {"quote": QUOTE, "compare": COMPARE, "explain": EXPLAIN, "sources": LISTING}
VALUES = ("nmc622", "hydro", "-150", "12t", "--json", "a=b", "--", "-", "", "region.wage=30", "x,y", "-5%")
ODD = (
    "--",
    "-",
    "-vq",
    "--rout",
    "--rout=hydro",
    "-ofile.csv",
    "--quiet=1",
    "-1",
    "--help",
    "--form=",
    "--no-such",
    "",
)


def words_of(options: tuple[Option, ...]) -> st.SearchStrategy[list[str]]:
    """Draw command lines: options with their values apart or behind `=`, words, and what is odd."""
    flags = [(flag, each.kind) for each in options for flag in each.flags]
    values = st.sampled_from(VALUES)
    named = st.sampled_from(flags).flatmap(
        lambda flag: (
            st.just([flag[0]])
            if flag[1] == "flag"
            else values.flatmap(lambda value: st.sampled_from([[flag[0], value], [f"{flag[0]}={value}"], [flag[0]]]))
        )
    )
    return st.lists(named | st.builds(lambda word: [word], values | st.sampled_from(ODD)), max_size=7).map(
        lambda parts: [word for part in parts for word in part]
    )


def read_by_typer(words: list[str], options: tuple[Option, ...]) -> dict[str, Any] | None:
    """What Typer hands to a command that takes the options; None where it hands it nothing."""
    seen: list[dict[str, Any]] = []

    def command(**given: object) -> None:
        seen.append(given)

    command.options = options  # type: ignore[attr-defined]
    offer(command, words)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(context_settings={"help_option_names": ["-h", "--help"]})(command)
    try:
        with redirect_stdout(io.StringIO()):
            get_command(app).main(args=words, prog_name="recyc", standalone_mode=False)
    except Exception:  # noqa: BLE001 - the usage errors of Typer have no public class
        return None
    return seen[0] if seen else None


def told(given: dict[str, Any], options: tuple[Option, ...]) -> Any:
    """The settings by name, or the error that they are."""
    try:
        found = read_settings(given, options)
    except RecycError as error:
        return str(error)
    return {each.name: (found.text(each.name), found.items(each.name)) for each in options}


@pytest.mark.parametrize("examples", [18, slowly(167)])
@pytest.mark.parametrize("name", TABLES)
def test_both_readers_give_the_same_settings(name: str, examples: int) -> None:
    options = TABLES[name]

    @settings(max_examples=examples)
    @given(words_of(options))
    def check(words: list[str]) -> None:
        by_typer, plain = read_by_typer(words, options), read_words(words, options)
        if plain is not None:
            assert by_typer is not None, words
            assert told(dict(plain), options) == told(by_typer, options)

    check()


@pytest.mark.parametrize(
    "line",
    [
        "nmc622 --route hydro -q",
        "lfp --region=china --json",
        "--mix lfp=0.3,nca=0.7 --feed-price -150 --set a=1 --set b=2",
    ],
)
def test_a_usual_line_is_plain(line: str) -> None:
    assert read_words(line.split(), QUOTE) is not None

"""Help, short and long, is the table of options: all of it, in its groups, on screens of 80 columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.help import front
from recyc_cli.cli.help.command import Command, command_called
from recyc_cli.cli.help.layout import WIDTH
from recyc_cli.cli.help.screens import SCREEN, long_help, short_help, term
from recyc_cli.cli.input.options import GROUPS, QUOTE, WRITTEN
from recyc_cli.cli.input.words import read_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.scenario.keywords import Option

LINES = [f"{name} {word}".strip() for name in COMMANDS for word in functions_of(name)[0]]
FLAG = re.compile(r"(?<![\w-])(--?[a-z][a-z-]*)")
TO_COPY = [option for option in QUOTE if option.brief.partition("  ")[0] and option.group != WRITTEN]
ROW = 3
"""Lines that an option may take in long help."""


def command_of(line: str) -> Command:
    command = command_called(line.split())
    assert command is not None
    return command


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_of_every_command(recyc: Callable[..., Any], line: str, flag: str) -> None:
    ran = recyc(*line.split(), flag)
    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert lines[0].startswith(f"recyc {line}")
    assert max(map(len, lines)) <= WIDTH
    assert len(lines) <= SCREEN or flag == "--help"
    assert ran.out.isascii()


@pytest.mark.parametrize("argv", [(), ("-h",), ("--help",), ("presets",), ("presets", "-h"), ("presets", "--help")])
def test_a_first_screen_is_no_mistake(recyc: Callable[..., Any], argv: tuple[str, ...]) -> None:
    ran = recyc(*argv)
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= WIDTH
    assert len(ran.out.splitlines()) <= SCREEN or argv == ("--help",)


def test_the_first_screen_has_every_command(recyc: Callable[..., Any]) -> None:
    told = re.findall(r"^  ((?:\w+  )+) ", recyc().out, re.MULTILINE)
    assert " ".join(told).split() == list(COMMANDS)
    told = re.findall(r"^  (\w+) {3,}", recyc("presets").out, re.MULTILINE)
    assert told == list(functions_of("presets")[0])


@pytest.mark.parametrize("line", [line for line, _ in front.TRY])
def test_what_the_first_screen_suggests_runs(recyc: Callable[..., Any], line: str) -> None:
    assert recyc(*line.split()[1:]).code == 0


@pytest.mark.parametrize("line", LINES)
def test_long_help_lists_every_option_once(line: str) -> None:
    command = command_of(line)
    text = long_help(command)
    for option in command.options:
        assert sum(each == f"  {term(option)}" or each.startswith(f"  {term(option)} ") for each in text) == 1
    headings = [each.partition("  ")[0] for each in text if each.partition("  ")[0] in dict(GROUPS.values())]
    assert headings == [GROUPS[group][0] for group, options in command.groups.items() if options]


@pytest.mark.parametrize("line", LINES)
def test_an_option_takes_few_lines(line: str) -> None:
    rows = re.split(r"\n  (?=\S)", "\n".join(long_help(command_of(line))).split("\n\n", 2)[-1])
    assert max(row.split("\n\n")[0].count("\n") + 1 for row in rows) <= ROW


@pytest.mark.parametrize("line", LINES)
def test_short_help_names_no_option_that_the_command_does_not_take(line: str) -> None:
    command = command_of(line)
    body = "\n".join(short_help(command)).partition("\n\n")[2]
    shown = [each for each in body.splitlines() if not each.startswith("  recyc ")]
    known = {flag for option in command.options for flag in option.flags} | {"--help"}
    assert set(FLAG.findall("\n".join(shown))) - known == set()


@pytest.mark.parametrize("line", LINES)
def test_examples_are_plain_command_lines(line: str) -> None:
    for example in command_of(line).examples:
        command = command_of(example.removeprefix("recyc "))
        assert read_words(example.split()[len(command.name.split()) :], command.options) is not None, example


@pytest.mark.parametrize("option", TO_COPY, ids=lambda option: option.name)
def test_a_value_that_short_help_shows_works_as_it_stands(recyc: Callable[..., Any], option: Option) -> None:
    value = option.brief.partition("  ")[0]
    feed = () if option.name == "mix" else ("nmc622",)
    route = () if option.name in ("route", "seat") else ("--route", "hydro")
    ran = recyc("quote", *feed, *route, option.flags[0], value, "--json")
    assert ran.code == 0, ran.err


def test_a_mistyped_command_has_no_help(recyc: Callable[..., Any]) -> None:
    assert recyc("qoute", "--help").code == 2
    assert "did you mean quote" in recyc("qoute", "-h").err
    assert recyc("presets", "shwo", "-h").code == 2


def test_an_error_says_where_it_stands_and_what_to_do(recyc: Callable[..., Any]) -> None:
    assert recyc("quote", "nmc622", "--region", "germny").err.splitlines() == [
        "error[E101]: unknown region 'germny'",
        "  where: --region germny",
        "  hint:  did you mean germany? all: recyc presets list regions",
        "  more:  recyc explain E101",
    ]
    assert "where: --recycle hydo" in recyc("quote", "lfp", "--route", "reuse", "--recycle=hydo").err
    assert "where: --route hydo" in recyc("compare", "lfp", "--route", "pyro,hydo").err
    assert recyc("quote", "nmc622", "--rout", "hydro").err.splitlines() == [
        "error[E110]: no such option --rout",
        "  where: recyc quote",
        "  hint:  did you mean --route? all: recyc quote -h",
        "  more:  recyc explain E110",
    ]


def test_an_error_of_a_file_names_no_option(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECYC_REGION", "germny")
    told = recyc("quote", "nmc622").err
    assert "where: RECYC_REGION" in told
    assert "--region" not in told

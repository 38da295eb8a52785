"""TAB inserts what works, in the three shells, through a terminal as a person's."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import subprocess
import sys
import termios
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import few, slowly

from recyc_cli.cli.command_table import COMMANDS
from recyc_cli.cli.completion.complete import fitting
from recyc_cli.cli.completion.install import SHELLS
from recyc_cli.cli.completion.line import Line
from recyc_cli.cli.completion.values import meaning
from recyc_cli.cli.input.options import QUOTE
from recyc_cli.cli.input.words import read_words

if TYPE_CHECKING:
    from collections.abc import Callable

RECYC = [sys.executable, "-m", "recyc_cli"]
HYDRO = "recyc quote nmc622 --route hydro -q "
TYPED = {
    "a region": (HYDRO + "--region ", "\t\t"),
    "a region begun": (HYDRO + "--region ger", "\t"),
    "a region in capitals": (HYDRO + "--region GER", "\t"),
    "behind an equals sign": (HYDRO + "--region=ger", "\t"),
    "a deck": (HYDRO + "--prices ", "\t\t"),
    "a number by its path": (HYDRO + "--set pri", "\t", "metals.nic", "\t", "\t"),
    "a price": (HYDRO + "--price copp", "\t", "\t"),
    "one more chemistry": ("recyc compare --route hydro -q lfp,", "\t\t"),
    "a share": ("recyc quote -q --route hydro --mix lfp=0.4,nmc622=", "\t"),
    "what varies": ("recyc breakeven nmc622 --route hydro -q --vary ", "\t\t"),
    "a chemistry": ("recyc quote ", "\t\t"),
}
"""What is typed; two TABs choose the first of several."""
INSERTED = {
    "a region begun": "--region germany",
    "a region in capitals": "--region germany",
    "behind an equals sign": "--region=germany",
    "a number by its path": "--set prices.metals.nickel=1",
    "a price": "--price copper=1",
    "one more chemistry": "-q lfp,l",
    "a share": "--mix lfp=0.4,nmc622=0.6",
}
WRAPPER = """#!/bin/sh
if [ -n "$_RECYC_COMPLETE" ]; then
    {recyc} "$@"
    echo asked >> {log}
else
    {recyc} "$@" > /dev/null
    echo "$? $*" >> {log}
fi
"""
START = {
    "bash": (
        ["bash", "-i"],
        ".bashrc",
        "PS1='> '; bind 'TAB:menu-complete'; bind 'set menu-complete-display-prefix on'\n",
    ),
    "zsh": (["zsh", "-i"], ".zshrc", "PS1='> '; unsetopt beep\n"),
    "fish": (["fish", "-i"], "config/fish/config.fish", "function fish_prompt; echo '> '; end; set -g fish_greeting\n"),
}
"""How a shell is started, its own file in a home, and what stands in it."""
PATIENCE = 30.0


class Terminal:
    """A shell in a pseudo-terminal, with a `recyc` on its path that writes down what it is called with."""

    def __init__(self, command: list[str], home: Path) -> None:
        self.log, folder = home / "log", home / "bin"
        folder.mkdir()
        self.log.touch()
        program = folder / "recyc"
        program.write_text(WRAPPER.format(recyc=" ".join(RECYC), log=self.log))
        program.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RECYC_")}
        environment = kept | {"HOME": str(home), "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "TERM": "xterm"}
        self.end, other = pty.openpty()
        self.process = subprocess.Popen(
            command,
            stdin=other,
            stdout=other,
            stderr=other,
            env=environment,
            cwd=home,
            start_new_session=True,
            preexec_fn=partial(fcntl.ioctl, 0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no threads; fish wants a terminal of its own
        )
        os.close(other)
        self.screen = ""
        # TABs by which the first of several is chosen: fish lists, lists all, chooses
        self.chosen_by = 3 if command[0] == "fish" else 2

    def type(self, *parts: str) -> str:
        """Type text, wait for the shell to answer TABs, press Enter; return the command that ran, its code first."""
        self._settle()
        for part in parts:
            if part.strip("\t"):
                os.write(self.end, part.encode())
                continue
            asked = self._count()
            os.write(self.end, b"\t")
            self._until(lambda before=asked: self._count() > before)  # type: ignore[misc]
            for _ in range(self.chosen_by - 1 if len(part) > 1 else 0):
                self._settle()
                os.write(self.end, b"\t")
            self._settle()
        os.write(self.end, b"\r")
        self._settle()
        os.write(self.end, b"\r")
        self._until(lambda: bool(self._ran()))
        return self._ran()[-1]

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.end)

    def _lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    def _count(self) -> int:
        return self._lines().count("asked")

    def _ran(self) -> list[str]:
        return [line for line in self._lines() if line != "asked"]

    def _settle(self, quiet: float = 0.3) -> None:
        """Read what the shell writes until it writes nothing for a while."""
        while select.select([self.end], [], [], quiet)[0]:
            self.screen += os.read(self.end, 65536).decode("utf-8", "replace")

    def _until(self, done: Callable[[], bool]) -> None:
        stop = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < stop, self.screen
            self._settle(0.05)


@pytest.fixture
def terminal(
    request: pytest.FixtureRequest, tool: Callable[..., str], recyc: Callable[..., Any], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:  # fmt: skip
    shell = request.param
    tool(shell)
    command, file, text = START[shell]
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("ZDOTDIR", raising=False)
    own = tmp_path / file
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(text)
    for _ in range(2):  # a second time changes nothing
        assert recyc("--install-completion", shell).code == 0
    assert own.read_text().count("recyc") == (0 if shell == "fish" else own.read_text().splitlines()[-1].count("recyc"))
    opened = Terminal(command, tmp_path)
    yield opened
    opened.close()


@pytest.mark.slow
@pytest.mark.parametrize("terminal", SHELLS, indirect=True)
@pytest.mark.parametrize("what", TYPED)
def test_tab_inserts_what_works(terminal: Terminal, what: str) -> None:
    code, _, line = terminal.type(*TYPED[what]).partition(" ")
    typed = TYPED[what][0].removeprefix("recyc ")
    assert code == "0", line
    assert len(line) > len(typed), terminal.screen
    assert INSERTED.get(what, typed) in line


@pytest.mark.slow
@pytest.mark.parametrize("terminal", ["zsh", "fish"], indirect=True)
def test_a_shell_shows_a_line_of_help(terminal: Terminal) -> None:
    terminal.type("recyc quote nmc622 --route hydro -q --region ", "\t\t")
    assert "Duisburg" in terminal.screen


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_shown(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    monkeypatch.setenv("SHELL", f"/bin/{shell}")
    assert recyc("--show-completion").out == recyc("--show-completion", shell).out
    assert "_RECYC_COMPLETE" in recyc("--show-completion").out


def test_another_shell_is_refused(recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHELL", raising=False)
    for argv in (("--install-completion",), ("--show-completion", "zhs"), ("--show-completion", "bash", "zsh")):
        ran = recyc(*argv)
        assert (ran.code, ran.out) == (2, "")
        assert "E110" in ran.err


def complete(shell: str, *words: str) -> str:
    environ = {**os.environ, "_RECYC_COMPLETE": shell}
    ran = subprocess.run([*RECYC, *words], capture_output=True, text=True, env=environ, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def test_what_a_shell_is_told() -> None:
    assert complete("bash", "quote", "--thr") == "--throughput\n"
    assert complete("bash", "quote", "nmc622", "--region", "=", "ger") == "germany\n"
    assert complete("bash", "quote", "nmc622", "--set", "region.wage", "=").startswith("38")
    assert complete("fish", "quote", "lfp", "-o", "") == ":files\n"
    assert complete("zsh", "quote", "nmc622", "--region", "ger").startswith("germany\tGermany")


def test_what_suits_is_told_with_its_heading() -> None:
    assert complete("zsh", "quote", "--route", "secondary-smelter", "") == "lead-acid\tLead-acid, starter battery\n"
    assert "lead-acid" not in complete("bash", "quote", "--route", "hydro", "").split()
    assert complete("fish", "guide", "Bu") == "buyer\tThe buyer: what may I pay for this lot?\n"


def test_nothing_faulty_is_told_to_a_shell(tmp_path: Path) -> None:
    Path("recyc.toml").write_text("nonsense")
    assert complete("zsh", "quote", "nmc622", "--preset-dir", str(tmp_path / "nowhere"), "--region", "") == ""
    assert complete("zsh", "quote", "nmc622", "--set", "region.wage=")
    assert complete("zsh", "qoute", "") == ""


FREE = {
    "as_of",
    "distance",
    "feed_price",
    "gate_fee",
    "kwh",
    "mass",
    "new_pack_price",
    "packs",
    "pack_energy",
    "pack_mass",
    "pass_rate",
    "soh",
    "moisture",
}
FREE |= {
    "moisture",
    "fail_below",
    "damaged",
    "lag",
    "left_margin",
    "load",
    "capacity",
    "electricity",
    "payables",
    "wage",
    "throughput",
    "offered_by",
    "offered_to",
    "valid",
    "reference",
    "dated",
}
"""Options whose value is a number or a text of one's own: nothing to choose from."""


@pytest.mark.parametrize("option", [each for each in QUOTE if each.kind != "flag"], ids=lambda each: each.name)
def test_an_option_completes_its_value(option: Any) -> None:
    before = ["quote", "nmc622", *option.flags[:1]] if option.flags else ["quote"]
    assert bool(fitting([*before, ""])) == (option.name not in FREE)
    assert bool(meaning(option)) == (option.name not in FREE)


NAMES = ["region", "prices", "route", "plant", "business", "contract", "currency", "seat"]


@pytest.mark.parametrize("name", few(NAMES, 2))
def test_every_name_offered_works(recyc: Callable[..., Any], name: str) -> None:
    """A third of them, to be quick: which ones does not depend on chance."""
    found = list(fitting(["quote", "nmc622", f"--{name}", ""]))
    assert len(found) == len(set(found))
    for value in found[:: 3 if len(found) > 9 else 1]:
        ran = recyc("quote", "nmc622", f"--{name}", value, "--json", "-q")
        assert ran.code == 0, (value, ran.err)


def test_an_own_preset_is_offered(recyc: Callable[..., Any]) -> None:
    assert recyc("presets", "new", "region", "--from", "us", "--as", "nevada", "-q").code == 0
    assert list(fitting(["quote", "nmc622", "--region", "nev"])) == ["nevada"]


@pytest.mark.parametrize(
    ("before", "start"),
    [
        slowly((("compare", "nmc622", "--chain"), "shred@us,")),
        (("compare", "nmc622", "--chain"), "shred@germany,hydro@ko"),
        (("comply", "nmc622", "--route", "hydro", "--rules", "eu", "--switch"), ""),
        (("comply", "nmc622", "--route", "hydro", "--region", "china", "--duty"), ""),
        (("comply", "nmc622", "--route", "hydro", "--rules", "eu", "--duty"), "fluids=yes,st"),
    ],
    ids=lambda part: part if isinstance(part, str) else part[-1],
)
def test_a_value_of_several_names_works(recyc: Callable[..., Any], before: tuple[str, ...], start: str) -> None:
    found = list(fitting([*before, start]))
    assert found
    for value in found[:: max(1, len(found) // 4)]:
        whole = value if not value.endswith("@") else next(iter(fitting([*before, f"{value}ge"])))
        ran = recyc(*before, whole, "-q")
        assert ran.code == 0, (whole, ran.err)


def test_a_chain_begins_with_black_mass_and_buys_it() -> None:
    assert list(fitting(["compare", "nmc622", "--chain", ""])) == ["shred@"]
    bought = fitting(["compare", "nmc622", "--chain", "shred@us,"])
    assert {"shred@us,hydro@", "shred@us,direct@"} <= bought.keys()
    assert not bought.keys() & {"shred@us,shred@", "shred@us,reuse@", "shred@us,pyro@"}
    assert fitting(["compare", "nmc622", "--chain", "shred@us,hydro@china,"]) == {}


def test_a_group_is_one_that_is_drawn() -> None:
    lists = [fitting([*words, "se"]) for words in (("simulate", "lfp", "--only"), ("sensitivity", "lfp", "--group"))]
    assert lists == [{"second-life": ""}] * 2


def test_a_path_in_force_is_that_of_the_line() -> None:
    german = fitting(["quote", "nmc622", "--region", "germany", "--set", "region.wage="])
    korean = fitting(["quote", "nmc622", "--region", "korea", "--set", "region.wage="])
    assert len(german) == len(korean) == 1
    assert german != korean
    assert "stages.pyro." in fitting(["quote", "nmc622", "--route", "pyro", "--set", "stages."])
    assert "stages.pyro." not in fitting(["quote", "nmc622", "--route", "hydro", "--set", "stages."])


def test_a_line_knows_what_is_due() -> None:
    assert Line([""]).choices.keys() == COMMANDS.keys()
    assert Line(["quote", "lfp", "--json", "--ro"]).choices.keys() >= {"--route"}
    assert Line(["quote", "lfp", "--json", "--json", ""]).due is None
    assert "--route" in fitting(["compare", "--route", "hydro", "--r"])
    assert "--json" not in fitting(["quote", "--json", "--j"])
    assert read_words(["lfp"], QUOTE) == Line(["quote", "lfp", ""]).given


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        (("--vary", "nick"), "nickel="),
        (("--vary", "pri"), "prices="),
        (("--vary", "prices=2023,202"), "prices=2023,2024"),
        (("--vary", "mode="), "mode=rail"),
        (("--vary", "region.wa"), "region.wage="),
        (("--figure", "margin,cap"), "margin,capital"),
    ],
)
def test_what_a_sweep_varies_completes(typed: tuple[str, ...], due: str) -> None:
    assert due in fitting(["sweep", "nmc622", *typed])


def test_codes_complete_behind_explain() -> None:
    """A chemistry stands there too; codes are offered once one begins."""
    assert "nmc622" in fitting(["explain", ""])
    assert not any(name.startswith("E1") for name in fitting(["explain", ""]))
    assert {"E151", "E152"} <= set(fitting(["explain", "E15"]))
    assert list(fitting(["explain", "payables-b"])) == ["payables-borrowed"]
    assert "codes" not in fitting(["quote", "E15"])


def test_a_route_has_a_short_name_and_completes_to_its_own(recyc: Callable[..., Any]) -> None:
    assert "hydro-to-cathode" in fitting(["quote", "nmc622", "--route", "hydro-"])
    assert fitting(["quote", "nmc622", "--route", "cat"]) == {"cathode": "hydro-to-cathode"}
    assert "cathode" not in fitting(["quote", "nmc622", "--route", ""])
    short, full = (
        recyc("quote", "nmc622", "--route", name, "--json", "-q").out for name in ("cathode", "hydro-to-cathode")
    )
    assert short == full


def test_help_of_explain_names_codes(recyc: Callable[..., Any]) -> None:
    assert "E332" in recyc("explain", "-h").out

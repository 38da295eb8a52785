"""Saved quotes: the same bytes again, whatever the presets have become; what moved adds up; broken files are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import few

from recyc_cli.analysis.saved.saved_file import sealed, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

QUOTES = {
    "plain": ("quote", "NMC", "--route", "hydro", "--mass", "40t", "--prices", "2024"),
    "reuse": ("quote", "lfp", "--route", "reuse", "--soh", "0.85"),
    "mix": ("quote", "--mix", "lfp=0.3,nmc811=0.7", "--route", "pyro", "--currency", "EUR"),
    "changed": ("quote", "nca", "--route", "direct", "--price", "nickel=12000USD/t", "--set", "region.wage=30EUR/h"),
    "reference": ("quote", "nmc111", "--route", "hydro", "--method", "everbatt-2023", "--disassemble", "cell"),
    "seat": ("quote", "nmc622", "--route", "hydro", "--seat", "refiner", "--contract", "glencore-ace"),
}


def save(recyc: Callable[..., Any], name: str, *more: str) -> Any:
    ran = recyc(*QUOTES[name], "--save", "offer.json", "--dated", "2026-11-24", *more)
    assert ran.code == 0, ran.err
    return ran


OFFERED: list[bytes] = []


def offered(recyc: Callable[..., Any]) -> Path:
    """Lay down the plain quote, saved by the first who asks: saving it again would give the same bytes."""
    path = Path("offer.json")
    if not OFFERED:
        save(recyc, "plain")
        OFFERED.append(path.read_bytes())
    path.write_bytes(OFFERED[0])
    return path


def own_deck(**metals: float) -> None:
    """Lay a deck of the same name over the built-in one, as a later release would."""
    folder = Path("presets/prices")
    folder.mkdir(parents=True)
    lines = [
        f'{name} = {{ value = {value}, unit = "USD/t", source = "imf-pcp-2025" }}' for name, value in metals.items()
    ]
    (folder / "2024.toml").write_text('title = "later"\nextends = "2024"\n[metals]\n' + "\n".join(lines))


FORMS = ("csv", "md", "plain")
DRAWN = [pytest.param(name, form, marks=[] if at % 2 and at % len(FORMS) == place else pytest.mark.slow)
    for at, name in enumerate(QUOTES) for place, form in enumerate(FORMS)]  # fmt: skip
"""One form of every second quote, in turn, and JSON of the others; a long proof takes all."""


@pytest.mark.parametrize(("name", "form"), [*few(((name, "json") for name in QUOTES), 2), *DRAWN])
def test_same_bytes_with_later_presets(recyc: Callable[..., Any], name: str, form: str) -> None:
    first = save(recyc, name, "--format", form).out
    own_deck(nickel=99999.0, lithium_carbonate=88888.0)
    again = recyc("replay", "offer.json", "--format", form)
    assert again.code == 0
    assert again.out == first
    assert "model-moved" not in again.err


def test_users_presets_are_frozen_with_it(recyc: Callable[..., Any]) -> None:
    own_deck(nickel=20000.0)
    first = save(recyc, "plain", "--json").out
    Path("presets/prices/2024.toml").unlink()
    again = recyc("replay", "offer.json", "--json")
    assert again.out == first
    assert "model-moved" not in again.err


def test_a_saved_quote_says_nothing_of_the_machine(recyc: Callable[..., Any], tmp_path: Path) -> None:
    own_deck(nickel=20000.0)
    save(recyc, "plain", "--preset-dir", str(tmp_path))
    assert str(tmp_path) not in Path("offer.json").read_text()


def test_the_same_quote_has_the_same_reference(recyc: Callable[..., Any]) -> None:
    save(recyc, "plain")
    first = Path("offer.json").rename("first.json").read_bytes()
    save(recyc, "plain")
    assert Path("offer.json").read_bytes() == first
    Path("offer.json").unlink()
    save(recyc, "plain", "--reference", "Q-7", "--valid", "30d")
    terms = json.loads(recyc("replay", "offer.json", "--json").out)["terms"]
    assert terms == {
        "reference": "Q-7",
        "date": "2026-11-24",
        "valid_until": "2026-12-24",
        "offered_by": None,
        "offered_to": None,
    }


def test_a_saved_quote_is_not_overwritten(recyc: Callable[..., Any]) -> None:
    save(recyc, "plain")
    first = Path("offer.json").read_bytes()
    ran = recyc(*QUOTES["mix"], "--save", "offer.json", "-o", "copy.csv")
    assert (ran.code, ran.out) == (2, "")
    assert "error[E160]: it exists, and is not overwritten" in ran.err
    assert "give another name: --save FILE" in ran.err
    assert Path("offer.json").read_bytes() == first
    assert not Path("copy.csv").exists()


@pytest.mark.parametrize("currency", ["USD", "EUR"])
def test_what_moved_adds_up(recyc: Callable[..., Any], currency: str) -> None:
    save(recyc, "plain", "--currency", currency)
    folder = Path("presets/prices")
    folder.mkdir(parents=True)
    (folder / "2024.toml").write_text(
        'title = "later"\nextends = "2024"\n'
        '[metals]\nsource = "imf-pcp-2025"\nunit = "USD/t"\nnickel = 17000\ncobalt = 20000\n'
        '[fx]\nsource = "fred-fx"\nEUR = { value = 0.9, unit = "EUR/USD" }\n'
    )
    report = json.loads(recyc("replay", "offer.json", "--against", "now", "--json").out)
    margin = report["totals"]["margin"]
    moved = {move["path"]: move["effect"] for move in report["moves"]}
    # The steps are differences of margins of some 1e3; each rounds to 1e-13.
    assert sum(moved.values()) == pytest.approx(margin["now"] - margin["then"], abs=1e-9)
    assert moved["prices.metals.nickel"] > 0 > moved["prices.metals.cobalt"]
    assert ("prices.fx.EUR" in moved) == (currency == "EUR")
    assert set(moved) <= {"prices.metals.nickel", "prices.metals.cobalt", "prices.fx.EUR", "other"}
    # Two decks of one share: the salt is dearer by its share of the nickel. A nickel that is moved alone moves the salt
    # by what is in it: the rest, 0.15 of 0.93 x 77 kg x 0.18 USD/kg.
    assert -2.0 < moved["other"] * (1.0 if currency == "USD" else 1 / 0.9) < -1.8


def test_nothing_moved(recyc: Callable[..., Any]) -> None:
    save(recyc, "reuse")
    report = json.loads(recyc("replay", "offer.json", "--against", "now", "--json").out)
    assert report["moves"] == []
    assert report["totals"]["margin"]["then"] == report["totals"]["margin"]["now"]


def sealed_anew(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Change the saved quote at hand as somebody would who knows how it is sealed."""
    saved: dict[str, Any] = json.loads(Path("offer.json").read_text())
    saved.pop("seal")
    change(saved)
    Path("offer.json").write_text(text_of(sealed(saved)))  # type: ignore[arg-type]
    return saved


def dearer(saved: dict[str, Any]) -> None:
    """Have a quote say a cost that is higher by 1 wherever it says it."""
    totals, stage = saved["report"]["totals"], saved["report"]["stages"][-1]
    line = next(each for each in saved["report"]["lines"] if each["stage"] == stage["stage"] and each["kind"] == "cost")
    for table, name in ((totals, "cost"), (stage, "cost"), (line, "amount")):
        table[name] += 1.0
    for table in (totals, stage):
        table["cost_groups"][line["group"]] += 1.0
    totals["margin"] -= 1.0


def test_another_model_is_told_and_the_answer_stays(recyc: Callable[..., Any]) -> None:
    offered(recyc)
    saved = sealed_anew(lambda saved: (dearer(saved), saved.update(recyc="0.1.9")))
    ran = recyc("replay", "offer.json", "--json")
    assert json.loads(ran.out) == saved["report"]
    assert "! saved by recyc 0.1.9" in ran.err
    assert "altered" not in ran.err
    moved = json.loads(recyc("replay", "offer.json", "--against", "now", "--json").out)["moves"]
    assert [(move["path"], round(move["effect"], 9)) for move in moved] == [("recyc", 1.0)]


ALTERATIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a total": lambda saved: saved["report"]["totals"].update(margin=5000.0),
    "all that belongs together": dearer,
    "a line": lambda saved: saved["report"]["lines"][3].update(price=0.01),
    "a product": lambda saved: saved["report"]["products"][0].update(recovery=0.999),
    "an impact": lambda saved: saved["report"]["impacts"].update(ghg_kg=12.0),
    "the balance": lambda saved: saved["report"]["mass_balance"].update(wastes_kg=1.0),
    "what was asked": lambda saved: saved["report"]["scenario"].update(route="pyro"),
    "an input": lambda saved: saved["request"].update(mass_t=80.0),
    "the validity": lambda saved: saved.update(valid_until="2031-01-01"),
    "a total of an older release": lambda saved: (
        saved.update(recyc="0.1.0"),
        saved["report"]["totals"].update(margin=5000.0),
    ),
}


@pytest.mark.parametrize("what", few(ALTERATIONS, 3))
def test_what_its_own_inputs_do_not_give_is_told_whatever_the_seal_says(recyc: Callable[..., Any], what: str) -> None:
    offered(recyc)
    saved = sealed_anew(ALTERATIONS[what])
    ran = recyc("replay", "offer.json", "--json")
    told = json.loads(ran.out)
    assert told["warnings"][0]["code"] == "altered"
    assert "! altered: " in ran.err
    assert {**told, "warnings": told["warnings"][1:]} == saved["report"], "the answer shown is the one in the file"


def test_what_was_altered_is_told_in_every_form(recyc: Callable[..., Any]) -> None:
    offered(recyc)
    sealed_anew(dearer)
    assert "! altered: " in recyc("replay", "offer.json", "--customer").err
    assert "its own inputs" in recyc("replay", "offer.json", "--format", "md").out
    assert (
        json.loads(recyc("replay", "offer.json", "--against", "now", "--json").out)["warnings"][0]["code"] == "altered"
    )


def test_inputs_that_give_nothing_are_told(recyc: Callable[..., Any]) -> None:
    offered(recyc)
    sealed_anew(lambda saved: saved["request"].update(region="atlantis"))
    assert "! altered: its inputs give no quote" in recyc("replay", "offer.json", "-o", "quote.csv").err


def test_a_last_digit_that_another_system_rounds_otherwise_is_no_move(recyc: Callable[..., Any]) -> None:
    offered(recyc)
    saved = json.loads(Path("offer.json").read_text())
    saved.pop("seal")
    saved["report"]["totals"]["margin"] *= 1.0 + 1e-13
    Path("offer.json").write_text(text_of(sealed(saved)))
    assert "saved by recyc" not in recyc("replay", "offer.json").err
    assert json.loads(recyc("replay", "offer.json", "--against", "now", "--json").out)["moves"] == []


def test_bytes_that_are_no_text_do_not_break_the_seal(recyc: Callable[..., Any]) -> None:
    ran = recyc(*QUOTES["plain"], "--save", "offer.json", "--reference", "Q\udcff")
    assert ran.code == 0
    replayed = recyc("replay", "offer.json", "--json")
    assert (replayed.code, json.loads(replayed.out)["terms"]["reference"]) == (0, "Q?")


def test_expired(recyc: Callable[..., Any]) -> None:
    recyc(*QUOTES["plain"], "--save", "offer.json", "--dated", "2020-01-01", "--valid", "4w")
    assert "! this quote was valid until 2020-01-29" in recyc("replay", "offer.json").err


@pytest.mark.parametrize(
    ("argv", "code", "exit_code"),
    [
        (("replay",), "E113", 2),
        (("replay", "none.json"), "E301", 3),
        (("replay", "."), "E301", 3),
        (("replay", "offer.json", "-o", "./offer.json"), "E112", 2),
        (("replay", "offer.json", "--against", "nwo"), "E121", 2),
        ((*QUOTES["plain"], "--valid", "30d"), "E112", 2),
        ((*QUOTES["plain"], "--save", "no/offer.json"), "E115", 2),
        ((*QUOTES["plain"], "--save", "new.json", "--valid", "soon"), "E111", 2),
        ((*QUOTES["plain"], "--save", "new.json", "--dated", "2026-13-01"), "E111", 2),
        ((*QUOTES["plain"], "--save", "new.json", "--dated", "9999-12-31", "--valid", "30d"), "E111", 2),
        ((*QUOTES["plain"], "--save", "new.json", "-o", "./new.json"), "E112", 2),
        ((*QUOTES["plain"], "--save", "new.json", "--dated", "2026-01-02", "--valid", "2026-01-01"), "E150", 2),
    ],
)
def test_refused(recyc: Callable[..., Any], argv: tuple[str, ...], code: str, exit_code: int) -> None:
    offered(recyc)
    ran = recyc(*argv)
    assert (ran.code, ran.out) == (exit_code, "")
    assert f"error[{code}]" in ran.err
    assert not Path("new.json").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E350"),
        ("\0\1", "E350"),
        ("[]", "E350"),
        ('{"schema": "recyc.quote/1"}', "E350"),
        ('{"schema": "recyc.saved/1"}', "E351"),
        ('{"schema": "recyc.saved/1", "x": NaN}', "E351"),
        ("[" * 100_000, "E350"),
    ],
)
def test_files_that_are_no_saved_quote(recyc: Callable[..., Any], text: str, code: str) -> None:
    Path("offer.json").write_text(text)
    ran = recyc("replay", "offer.json")
    assert ran.code == 3
    assert f"error[{code}]" in ran.err


LOST = [(lost, more) for lost in ("report", "request", "presets", "names") for more in ((), ("--against", "now"))]


@pytest.mark.parametrize(("lost", "more"), few(LOST, 3))
def test_sealed_but_incomplete(recyc: Callable[..., Any], lost: str, more: tuple[str, ...]) -> None:
    offered(recyc)
    saved = json.loads(Path("offer.json").read_text())
    saved.pop("seal")
    saved[lost] = None
    Path("offer.json").write_text(text_of(sealed(saved)))
    ran = recyc("replay", "offer.json", *more)
    assert ran.code == 3
    assert "error[E350]" in ran.err


def test_a_bug_in_what_draws_a_replay_is_no_fault_of_the_file(
    recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    offered(recyc)

    def broken(*_: object) -> None:
        raise KeyError("margin")

    monkeypatch.setattr("recyc_cli.cli.output.write_quote.render", broken)
    assert recyc("replay", "offer.json").code == 1


@pytest.mark.parametrize(
    ("more", "code"), [((), "E999"), (("--set", "region.wage=30"), "E332"), (("--preset-dir", "own"), "E332")]
)
def test_a_bug_is_the_users_fault_only_where_something_is_the_users(
    recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], code: str
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("margin")

    Path("own").mkdir()
    monkeypatch.setattr("recyc_cli.report.answer.evaluate", broken)
    ran = recyc(*QUOTES["plain"], *more)
    assert ran.code == (1 if code == "E999" else 3)
    assert f"error[{code}]" in ran.err


def test_a_changed_digit_breaks_the_seal(recyc: Callable[..., Any]) -> None:
    path = offered(recyc)
    path.write_text(path.read_text().replace("16815.97", "16815.98"))
    assert "error[E351]" in recyc("replay", "offer.json").err


WAYS: tuple[tuple[str, ...], ...] = (
    (), ("--customer",), ("-o", "copy.html"), ("-o", "copy.xlsx"), ("--against", "now")
)  # fmt: skip
SPOILT = [(lost, more) for lost in ("recyc", "scenario", "contained", "lot", "lines") for more in WAYS]


@pytest.mark.parametrize(("lost", "more"), few(SPOILT, 3))
def test_a_seal_is_no_proof_that_the_rest_is_there(recyc: Callable[..., Any], lost: str, more: tuple[str, ...]) -> None:
    """Another program may seal what it likes."""
    offered(recyc)
    saved = json.loads(Path("offer.json").read_text())
    del saved["seal"]
    saved["report"][lost] = 5.0
    Path("offer.json").write_text(json.dumps(sealed(saved)))
    ran = recyc("replay", "offer.json", "-q", *more)
    assert ran.code in (0, 3), ran.err
    assert ran.code == 0 or "error[E350]" in ran.err

"""Quotes that are signed with a key, and lists of those that lie in a folder."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli.analysis.saved.saved_file import sealed, text_of
from recyc_cli.analysis.saved.saved_list import saved_quotes

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parent / "samples" / "saved"
SAVE = ("quote", "lfp", "--route", "hydro", "-q", "--dated", "2026-11-24", "--save")
KEY, OTHER = "2b7e151628aed2a6abf7158809cf4f3c\n", "another key of more than 16 bytes"


def changed(change: Callable[[dict[str, Any]], object], name: str, into: str = "") -> None:
    """Change a saved quote and seal it anew."""
    saved: dict[str, Any] = json.loads(Path(name).read_text())
    saved.pop("seal")
    change(saved)
    Path(into or name).write_text(text_of(sealed(saved)))  # type: ignore[arg-type]


SAVED: dict[tuple[str, ...], bytes] = {}


def save(recyc: Callable[..., Any], name: str, *terms: str) -> None:
    """Save a quote, by the program once; saving it again would give the same bytes."""
    if terms not in SAVED:
        assert recyc(*SAVE, "saved.json", *terms).code == 0
        SAVED[terms] = Path("saved.json").read_bytes()
        Path("saved.json").unlink()
    Path(name).write_bytes(SAVED[terms])


@pytest.fixture
def signed(recyc: Callable[..., Any]) -> str:
    Path("offers.key").write_text(KEY)
    Path("other.key").write_text(OTHER)
    save(recyc, "offer.json", "--sign", "offers.key")
    return "offer.json"


def test_a_signature_is_proved_with_its_key(recyc: Callable[..., Any], signed: str) -> None:
    ran = recyc("replay", signed, "--sign", "offers.key", "--json")
    assert ran.code == 0
    assert ran.out == recyc("replay", signed, "--json").out, "without a key it is read all the same"
    assert KEY.strip() not in Path(signed).read_text()
    Path("same.key").write_text(f"  {KEY}\r\n")
    assert recyc("replay", signed, "--sign", "same.key").code == 0
    ran = recyc("replay", signed, "--sign", "other.key")
    assert (ran.code, ran.out) == (3, "")
    assert "error[E352]: its signature is not of this key" in ran.err


@pytest.mark.parametrize("terms", [{"valid_until": "2031-01-01"}, {"offered_to": "Fleet AG"}])
def test_terms_that_were_changed_everywhere_are_told_by_the_signature(
    recyc: Callable[..., Any], signed: str, terms: dict[str, str]
) -> None:
    """Nothing else can: terms are no figures that inputs give."""
    changed(lambda saved: (saved.update(terms), saved["report"]["terms"].update(terms)), signed)
    ran = recyc("replay", signed)
    assert ran.code == 0
    assert "altered" not in ran.err
    assert "error[E352]" in recyc("replay", signed, "--sign", "offers.key").err


def test_a_quote_without_a_signature_does_not_pass_for_a_signed_one(recyc: Callable[..., Any], signed: str) -> None:
    changed(lambda saved: saved.pop("signature"), signed)
    assert "error[E352]: it is not signed" in recyc("replay", signed, "--sign", "offers.key").err


def test_keys_that_are_none(recyc: Callable[..., Any]) -> None:
    Path("short.key").write_text("secret\n")
    for name, code, exit_code in (("short.key", "E153", 2), ("none.key", "E301", 3)):
        ran = recyc(*SAVE, "offer.json", "--sign", name)
        assert (ran.code, ran.out) == (exit_code, "")
        assert f"error[{code}]" in ran.err
        assert not Path("offer.json").exists()
    assert "add --save FILE" in recyc("quote", "lfp", "--sign", "short.key").err


@pytest.fixture
def offers(recyc: Callable[..., Any]) -> str:
    """Lay down a folder of quotes, and of what is none."""
    folder = Path("offers")
    folder.mkdir()
    Path("offers.key").write_text(KEY)
    terms = ("--valid", "2026-12-24", "--offered-to", "Fleet AG", "--reference", "Q-7")
    save(recyc, "offers/fleet.json", *terms, "--sign", "offers.key")
    save(recyc, "offers/without-suffix")
    changed(
        lambda saved: saved["report"]["totals"].update(margin=5000.0), "offers/without-suffix", "offers/forged.json"
    )
    (folder / "edited.json").write_text((folder / "fleet.json").read_text().replace("Q-7", "Q-8"))
    (folder / "cut.json").write_text((folder / "fleet.json").read_text()[:3000])
    (folder / "foreign.json").write_text('{"name": "a package"}')
    (folder / "notes.txt").write_text("of no program")
    (folder / "older").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.json")
    return str(folder)


def rows(ran: Any) -> dict[str, dict[str, Any]]:
    assert ran.code == 0, ran.err
    return {row["file"]: row for row in json.loads(ran.out)["rows"]}


def test_a_folder_of_quotes_is_listed(recyc: Callable[..., Any], offers: str) -> None:
    Path(offers, "earlier.json").write_bytes(gzip.decompress((SAMPLES / "offer.json.gz").read_bytes()))
    listed = rows(recyc("saved", offers, "--json"))
    fleet = listed["fleet.json"]
    terms = [fleet[name] for name in ("reference", "date", "valid_until", "offered_to", "signed")]
    assert terms == ["Q-7", "2026-11-24", "2026-12-24", "Fleet AG", "yes"]
    asked = json.loads(Path("offers/fleet.json").read_text())["report"]
    assert (fleet["price"], fleet["price_unit"]) == (asked["totals"]["feed_price"], asked["basis"]["breakeven"])
    assert (fleet["margin_then"], fleet["moved"], fleet["by"]) == (asked["totals"]["margin"], 0.0, None)
    assert listed["without-suffix"]["state"] == "without an end"
    earlier = listed["earlier.json"]
    assert earlier["state"] == "without an end"
    assert earlier["moved"] == pytest.approx(earlier["margin_now"] - earlier["margin_then"])
    assert earlier["by"]
    assert listed["forged.json"]["state"] == "altered"
    assert "totals.margin says 5,000.00" in listed["forged.json"]["problem"]
    broken = {name: row["problem"] for name, row in listed.items() if row["state"] == "no saved quote"}
    assert "its seal is broken" in broken.pop("edited.json")
    assert "not JSON" in broken.pop("cut.json")
    assert "no schema" in broken.pop("foreign.json")
    assert set(broken) <= {"pipe.json"}
    assert not {"notes.txt", "older"} & set(listed)


def test_what_moved_since_is_told(recyc: Callable[..., Any], offers: str) -> None:
    asked = json.loads(Path("offers/fleet.json").read_text())["report"]["scenario"]
    deck = Path(f"presets/prices/{asked['prices']}.toml")
    deck.parent.mkdir(parents=True)
    metal = 'lithium_carbonate = { value = 90, unit = "USD/kg", source = "imf-pcp-2025" }'
    deck.write_text(f'title = "later"\nextends = "{asked["prices"]}"\n[metals]\n{metal}\n')
    (fleet,) = rows(recyc("saved", f"{offers}/fleet.json", "--json")).values()
    assert fleet["by"].startswith("prices.metals.lithium_carbonate")
    assert fleet["moved"] != 0.0


def test_validity_is_held_against_the_day(offers: str) -> None:
    for day, state in ((date(2026, 12, 24), "valid"), (date(2026, 12, 25), "expired")):
        (row,) = saved_quotes(f"{offers}/fleet.json", today=day)
        assert (row["file"], row["state"]) == (f"{offers}/fleet.json", state)


def test_signatures_of_a_folder_are_proved(recyc: Callable[..., Any], offers: str) -> None:
    listed = rows(recyc("saved", offers, "--json", "--sign", "offers.key"))
    assert listed["fleet.json"]["signed"] == "proved"
    other = listed["without-suffix"]
    assert (other["state"], other["problem"], other["signed"]) == ("not proved", "it is not signed", "no")


def test_a_list_in_other_forms(recyc: Callable[..., Any], offers: str) -> None:
    table = {row["file"]: row for row in csv.DictReader(io.StringIO(recyc("saved", offers, "--format", "csv").out))}
    assert {"fleet.json", "without-suffix", "forged.json", "edited.json", "cut.json", "foreign.json"} <= set(table)
    assert table["fleet.json"]["offered_to"] == "Fleet AG"
    Path(offers, "without-suffix").unlink()
    Path(offers, "forged.json").unlink()
    plain = recyc("saved", offers).out
    for words in ("Fleet AG", "Q-7", "2026-12-24", "its seal is broken"):
        assert words in plain
    Path("empty").mkdir()
    assert "no saved quotes in empty" in recyc("saved", "empty").out
    ran = recyc("saved", "nowhere")
    assert (ran.code, ran.out) == (3, "")
    assert "error[E301]" in ran.err

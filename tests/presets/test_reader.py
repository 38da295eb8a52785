"""Reading a preset: inheritance, extending, overlays, and every fault told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recyc_cli.catalog.documents.document import in_usd, with_corrections
from recyc_cli.catalog.vocabulary import OWN
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Shelves

DECK = """
title = "Deck"
source = "handbook"
unit = "USD/kg"
date = "2020"
note = "about the deck"

[metals]
nickel = { value = 16000, unit = "USD/t", source = "survey", evidence = "market", date = 2021 }
cobalt = 33
copper = { value = "98/14*2", low = 13, high = "30/2", evidence = "estimate" }

[metals.deep]
unit = "EUR/kg"
source = "survey"
tin = 20

[products.steel]
of = "metals.nickel"
label = "Steel"
grades = ["a", "b"]
scrap = true

[when.late.metals]
nickel = 17000
cobalt = { value = 40, unit = "EUR/kg" }

[when.later]
source = "survey"
unit = "USD/t"
metals.copper = 9000
"""


def _faults(shelves: Shelves, text: str, kind: str = "prices", **more: str) -> list[RecycError]:
    files = {f"{kind}/x.toml": text, **{f"{kind}/{name}.toml": other for name, other in more.items()}}
    try:
        shelves(files).document(kind, "x")
    except (RecycError, RecycErrors) as error:
        return error.errors
    pytest.fail("the file was taken")


def test_numbers_take_what_they_lack_from_the_nearest_group(shelves: Shelves) -> None:
    deck = shelves({"prices/deck.toml": DECK}).document("prices", "deck")
    assert deck.tree["metals"] == {"nickel": 16.0, "cobalt": 33.0, "copper": 14.0, "deep": {"tin": 20.0}}
    nickel, tin = deck.records["metals.nickel"], deck.records["metals.deep.tin"]
    assert nickel[:3] == (16000.0, "USD/t", "USD/kg")
    assert (nickel.source, nickel.evidence, nickel.date) == ("survey", "market", "2021")
    assert (tin.source, tin.unit, tin.date) == ("survey", "EUR/kg", "2020")
    assert deck.records["metals.copper"][3:5] == (13.0, 15.0)
    assert deck.tree["products"]["steel"] == {
        "of": "metals.nickel",
        "label": "Steel",
        "grades": ["a", "b"],
        "scrap": True,
    }
    assert deck.notes == {"": "about the deck"}
    assert "unit" not in deck.tree["metals"]["deep"]


def test_foreign_money_waits_for_a_rate(shelves: Shelves) -> None:
    deck = shelves({"prices/deck.toml": DECK}).document("prices", "deck")
    assert deck.foreign == {"metals.deep.tin": "EUR"}
    dollars = in_usd(deck, {"EUR": 0.8})
    assert dollars.tree["metals"]["deep"]["tin"] == 25.0
    assert dollars.records["metals.deep.tin"].canonical_unit == "USD/kg"
    assert dollars.foreign == {}
    assert deck.tree["metals"]["deep"]["tin"] == 20.0
    with pytest.raises(RecycError, match="no exchange rate for EUR"):
        in_usd(deck, {})


def test_corrections_are_laid_over_a_copy(shelves: Shelves) -> None:
    deck = shelves({"prices/deck.toml": DECK}).document("prices", "deck")
    late = with_corrections(deck, ["late", "unheard-of"])
    assert late.tree["metals"]["nickel"] == 17.0, "a bare number keeps the unit of what it replaces"
    assert late.records["metals.nickel"].source == "survey"
    assert late.foreign == {"metals.deep.tin": "EUR", "metals.cobalt": "EUR"}
    later = with_corrections(deck, ["later"])
    assert later.tree["metals"]["copper"] == 9.0, "the overlay's own group comes first"
    assert deck.tree["metals"] == {"nickel": 16.0, "cobalt": 33.0, "copper": 14.0, "deep": {"tin": 20.0}}
    assert later.tree["products"] is deck.tree["products"], "branches left alone are shared"
    assert with_corrections(deck, ["unheard-of"]) is deck


def test_a_child_changes_what_it_states_and_keeps_the_rest(shelves: Shelves) -> None:
    child = """
extends = "deck"
[metals]
nickel = 20000
cobalt = { value = 35, source = "survey" }
[products.steel]
price = { value = 300, unit = "USD/t", source = "survey" }
"""
    deck = shelves({"prices/deck.toml": DECK, "prices/child.toml": child}).document("prices", "child")
    assert deck.tree["title"] == "Deck"
    assert deck.tree["metals"] == {"nickel": 20.0, "cobalt": 35.0, "copper": 14.0, "deep": {"tin": 20.0}}
    assert deck.records["metals.nickel"].source == OWN, "that of the number it replaces says another one"
    assert deck.records["metals.nickel"].unit == "USD/t", "as the number it replaces"
    assert deck.records["metals.nickel"].evidence == "", "the rest of the old record is gone"
    assert "of" not in deck.tree["products"]["steel"], "a price of its own replaces the price it followed"
    assert set(deck.records) == {
        "metals.nickel",
        "metals.cobalt",
        "metals.copper",
        "metals.deep.tin",
        "products.steel.price",
    }


def test_a_childs_own_word_counts_more_than_its_parents_corrections(shelves: Shelves) -> None:
    child = 'extends = "deck"\n[metals]\nnickel = 20000\n[when.later.metals]\ncobalt = 50\n'
    deck = shelves({"prices/deck.toml": DECK, "prices/child.toml": child}).document("prices", "child")
    assert with_corrections(deck, ["late"]).tree["metals"]["nickel"] == 20.0
    assert with_corrections(deck, ["late"]).tree["metals"]["cobalt"] == 40.0
    both = with_corrections(deck, ["later"]).tree["metals"]
    assert (both["copper"], both["cobalt"]) == (9.0, 50.0)


def test_extending_does_not_inherit_aliases(shelves: Shelves) -> None:
    parent, child = 'title = "A"\naliases = ["first"]\n', 'title = "B"\nextends = "a"\n'
    document = shelves({"routes/a.toml": parent, "routes/b.toml": child}).document("routes", "b")
    assert "aliases" not in document.tree


def test_all_faults_of_a_file_come_at_once(shelves: Shelves) -> None:
    text = """
[metals]
nickel = 5
cobalt = { value = 5, unit = "USD/kgg", source = "handbok" }
copper = { value = nan, unit = "USD/kg", source = "handbook" }
tin = { value = 5, low = 6, unit = "USD/kg", source = "handbook" }
lead = { value = 5, unit = "USD/kg", source = "handbook", evidence = "estimate" }
zinc = { value = 5, unit = "USD/kg", source = "handbook", evidence = "rumour", colour = "red" }
gold = { value = true, unit = "USD/kg", source = "handbook" }
iron = { value = "1+1", unit = "USD/kg", source = "handbook" }
mixed = [1, 2]
"odd name" = 3
"""
    found = {(error.code, error.where.rpartition(" ")[2]) for error in _faults(shelves, text)}
    assert found == {
        ("E304", "metals.nickel"),
        ("E305", "metals.cobalt.unit"),
        ("E306", "metals.cobalt.source"),
        ("E307", "metals.copper"),
        ("E308", "metals.tin.low"),
        ("E308", "metals.lead"),
        ("E309", "metals.zinc.evidence"),
        ("E310", "metals.zinc.colour"),
        ("E307", "metals.gold"),
        ("E307", "metals.iron"),
        ("E313", "metals.mixed"),
        ("E313", "name"),
    }


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a = { value = 1e999, unit = '1', source = 'handbook' }", "E307", "not finite"),
        ("a = { value = '1/0', unit = '1', source = 'handbook' }", "E307", "no number"),
        ("a = { value = '__import__', unit = '1', source = 'handbook' }", "E307", "no number"),
        ("a = { value = '', unit = '1', source = 'handbook' }", "E307", "no number"),
        ("a = { value = [1], unit = '1', source = 'handbook' }", "E307", "a list"),
        ("a = { value = 2020-01-01, unit = '1', source = 'handbook' }", "E307", "a date"),
        ("a = { value = 1, unit = 3, source = 'handbook' }", "E305", "a unit is text"),
        ("a = { value = 1, unit = '1', source = 3 }", "E306", "id of an entry"),
        ("a = { value = 1, high = 0.5, unit = '1', source = 'handbook' }", "E308", "below the value"),
        ("a = { value = 1, unit = '1', source = 'handbook', note = 3.5 }", "E310", "text is due"),
        ("a = { unit = '1', low = 3 }", "E304", "low without a value"),
        ("when = 3", "E313", "must be a table"),
        ("[when]\nlate = 3", "E313", "must be a table"),
        ("[when.late]\na = 3", "E304", "when.late.a: the number has no unit"),
        ("extends = 'nowhere'", "E311", "unknown price deck 'nowhere'"),
        ("extends = ['a']", "E311", "by name"),
        ("extends = 'x'", "E311", "unknown price deck 'x'"),
        ("", "E302", "empty"),
        (" \n", "E302", "empty"),
        ("a = \n", "E303", "line 1"),
        (f"a = {'9' * 5000}\n", "E303", "too many digits"),
        (f"year = 0x{'f' * 5000}\n", "E303", "too many digits"),
        (f"{'a.' * 3000}b = 1\n", "E303", "nested too deeply"),
        (f"a = {'[' * 100}{']' * 100}\n", "E303", "nested too deeply"),
    ],
)
def test_each_fault_says_what_and_where(shelves: Shelves, text: str, code: str, words: str) -> None:
    (error,) = [error for error in _faults(shelves, text) if error.code == code][:1]
    assert words in str(error)
    assert "presets/prices/x.toml" in error.where
    assert error.exit_code == 3


def test_a_shared_unknown_source_is_told_once(shelves: Shelves) -> None:
    text = "source = 'handbok'\nunit = '1'\n" + "".join(f"n{i} = {i}\n" for i in range(20))
    (error,) = _faults(shelves, text)
    assert "did you mean handbook?" in error.hint


def test_a_number_cannot_become_a_group(shelves: Shelves) -> None:
    parent = "unit = '1'\nsource = 'handbook'\na = 1\nb.c = 2\nd = 'text'\n"
    child = "extends = 'y'\nunit = '1'\nsource = 'handbook'\na.b = 1\nb = 3\nd = true\n"
    errors = _faults(shelves, child, y=parent)
    assert {error.where.rpartition(" ")[2] for error in errors if error.code == "E313"} == {"a", "b", "d"}


def test_rest_may_stand_for_a_share(shelves: Shelves) -> None:
    parent = "unit = '1'\nsource = 'handbook'\nfates.li = { out = 0.9, waste = 'rest' }\n"
    child = "extends = 'y'\nunit = '1'\nsource = 'handbook'\nfates.li = { out = 'rest', waste = 0.2 }\n"
    document = shelves({"stages/y.toml": parent, "stages/x.toml": child}).document("stages", "x")
    assert document.tree["fates"]["li"] == {"out": "rest", "waste": 0.2}
    assert set(document.records) == {"fates.li.waste"}


def test_circles_are_found(shelves: Shelves) -> None:
    (error,) = _faults(shelves, "extends = 'y'", y="extends = 'z'", z="extends = 'x'")
    assert "circle: x -> y -> z -> x" in error.message


@pytest.mark.parametrize(("data", "code"), [(b"\xff\xfe", "E302"), (b"a\0b", "E302"), (b"a = '\xe9'", "E302")])
def test_what_is_no_text_is_refused(shelves: Shelves, tmp_path: Path, data: bytes, code: str) -> None:
    library = shelves({"prices/x.toml": "a"})
    (tmp_path / "0/prices/x.toml").write_bytes(data)
    with pytest.raises(RecycError) as caught:
        library.document("prices", "x")
    assert caught.value.code == code


def test_a_directory_is_no_preset(shelves: Shelves, tmp_path: Path) -> None:
    library = shelves({"prices/x.toml": "a = 1"})
    (tmp_path / "0/prices/x.toml").unlink()
    library.names("prices")
    with pytest.raises(RecycError) as caught:
        library.document("prices", "x")
    assert caught.value.code in {"E101", "E301"}
    (tmp_path / "0/prices/x.toml").mkdir()
    with pytest.raises(RecycError, match="directory"):
        library.shelves[0].tables("prices", "x")


def test_byte_order_marks_and_windows_lines_do_no_harm(shelves: Shelves, tmp_path: Path) -> None:
    library = shelves({"prices/x.toml": "a"})
    (tmp_path / "0/prices/x.toml").write_bytes(b"\xef\xbb\xbftitle = 'A'\r\n")
    assert library.document("prices", "x").tree == {"title": "A"}


def test_sources_are_texts(shelves: Shelves) -> None:
    library = shelves({"sources.toml": "[one]\ntitle = 'One'\nyear = 2020\nnote = 'seen'\n"})
    assert library.sources() == {"one": {"title": "One", "year": "2020", "note": "seen"}}
    library = shelves({"sources.toml": "[two]\nyear = 3\n[three]\ntitle = 'x'\nmore.deep = 1\n"})
    with pytest.raises(RecycErrors) as caught:
        library.sources()
    assert len(caught.value.errors) == 2

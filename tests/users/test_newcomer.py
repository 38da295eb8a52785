"""Whoever types `recyc` and then only what screens suggest comes to an offer to hand on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import readme

if TYPE_CHECKING:
    from pathlib import Path

SUGGESTED = re.compile(r"^(?:next|hint:)? +(recyc (?:.*\\\n)*.*)$", re.MULTILINE)
OFFER = "--customer"
MOST = 3
"""Commands of the shortest way."""


def suggested(screen: str) -> list[str]:
    """Return the commands that a screen suggests, without what each shows."""
    found = (re.sub(r" \\\n +", " ", each) for each in SUGGESTED.findall(screen))
    return [re.split(r" {2,}", each)[0] for each in found]


def shown(command: str, folder: Path) -> str:
    """Return what a terminal shows of a command that works."""
    code, screen = readme.screen(command, folder)
    assert code == 0, (command, screen)
    return screen


def test_from_recyc_alone_to_an_offer(tmp_path: Path) -> None:
    ways = [["recyc"]]
    known = {"recyc"}
    while ways:
        way = ways.pop(0)
        screen = shown(way[-1], tmp_path)
        if OFFER in way[-1]:
            break
        fresh = [each for each in suggested(screen) if each.split()[1] in ("quote", "compare") and each not in known]
        known |= set(fresh)
        ways += [[*way, each] for each in sorted(fresh, key=lambda each: OFFER not in each)]
    assert len(way) <= MOST, way
    assert re.search(r"^wrote (\S+\.html)$", screen, re.MULTILINE)
    offer = (tmp_path / "offer.html").read_text("utf-8")
    assert "Offer for NMC622" in offer
    assert "What is left" not in re.sub(r"<style>.*?</style>", "", offer, flags=re.DOTALL), "no account of ours"


def test_the_table_of_routes_leads_there_too(tmp_path: Path) -> None:
    """From the first command that `recyc` names, by its best route, to the offer of a lot."""
    first = suggested(shown("recyc", tmp_path))[0]
    assert first == "recyc compare nmc622 lfp"
    lot = next(each for each in suggested(shown(first, tmp_path)) if "--mass" in each)
    offer = next(each for each in suggested(shown(lot, tmp_path)) if OFFER in each)
    assert "wrote offer.html" in shown(offer, tmp_path)


def test_no_offer_is_suggested_that_is_refused(tmp_path: Path) -> None:
    """At a stated price that loses money, or of the holder, who sells the feed himself, there is none to make."""
    for more in ("--feed-price 9000", "--seat holder"):
        screen = shown(f"recyc quote nmc622 --route hydro --mass 40t {more}", tmp_path)
        assert not [each for each in suggested(screen) if OFFER in each]

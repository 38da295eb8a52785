"""Describes what is recycled, where and how, in the lines above a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.vocabulary import several
from recyc_cli.report.names import chemistry_name, label

if TYPE_CHECKING:
    from collections.abc import Sequence

PARITY = 1.005
"""Shares of the listed price up to it are told as 100 % at the most."""


def product(name: str, scenario: dict[str, Any]) -> str:
    """Return a product's words; a cathode is named by its chemistry.

    >>> product("lfp", {"chemistry": "lfp", "mix": None}), product("nickel", {"chemistry": "lfp", "mix": None})
    ('LFP cathode', 'nickel')
    """
    made = {scenario["chemistry"], *(part["chemistry"] for part in scenario["mix"] or ())}
    return f"{chemistry_name(name)} cathode" if name in made else label(name)


def above_listed(products: Sequence[dict[str, Any]]) -> list[str]:
    """Explain shares of the listed price above 100 %, where there are any: the metal is listed, a salt of it is sold.

    >>> above_listed([{"payable": 0.96}, {"payable": 1.002}])
    []
    >>> above_listed([{"payable": 1.06}])
    ['Paid above 100 %: as sold, a sulfate for one, it earns more than the price listed for its metal.']
    """
    if not any(entry["payable"] > PARITY for entry in products):
        return []
    return ["Paid above 100 %: as sold, a sulfate for one, it earns more than the price listed for its metal."]


def subject(scenario: dict[str, Any]) -> str:
    """Return what is recycled: a chemistry or a mix, and its form.

    >>> subject({"chemistry": "nmc622", "form": "pack", "mix": None})
    'NMC622 pack'
    """
    if not scenario["mix"]:
        vehicle = f"{scenario['vehicle']}, " if scenario.get("vehicle") else ""
        return f"{vehicle}{chemistry_name(str(scenario['chemistry']))} {scenario['form']}"
    parts = [f"{part['share'] * 100:.4g} % {chemistry_name(part['chemistry'])}" for part in scenario["mix"]]
    if scenario["form"] == "mixed":
        parts = [f"{part} {each['form']}" for part, each in zip(parts, scenario["mix"], strict=True)]
        return " + ".join(parts)
    return f"{' + '.join(parts)} {scenario['form']}"


def terms(report: dict[str, Any]) -> list[str]:
    """Return the reference, date and validity of a saved quote, and who offers to whom, as lines, where they are said.

    >>> saved = {"reference": "Q-7", "date": "2026-11-24", "valid_until": "2026-12-24"}
    >>> terms({"terms": {**saved, "offered_by": "ACME Recycling", "offered_to": "Fleet AG"}})
    ['quote Q-7 of 2026-11-24, valid until 2026-12-24', 'offered by ACME Recycling to Fleet AG']
    """
    said = report.get("terms")
    if not said:
        return []
    until = f", valid until {said['valid_until']}" if said["valid_until"] else ""
    names = [(word, said.get(f"offered_{word}")) for word in ("by", "to")]
    offered = " ".join(["offered", *(f"{word} {name}" for word, name in names if name)])
    saved = [f"quote {said['reference']} of {said['date']}{until}"] if said["reference"] else []
    return saved + ([offered] if any(name for _, name in names) else [])


def setting(report: dict[str, Any]) -> list[str]:
    """Return where and how: region, throughput, deck and its date, method, and what differs from the usual."""
    return shared([report])


def shared(reports: Sequence[dict[str, Any]]) -> list[str]:
    """Return where and how as `setting` does, as far as it is the same for all of the reports."""
    lines = []
    for told in (_where, _how):
        parts = [told(report) for report in reports]
        lines.append(", ".join(part for part in parts[0] if all(part in others for others in parts)))
    lines += [f"changed: {text}" for text in reports[0]["scenario"]["overrides"]]
    return [line for line in lines if line]


def _where(report: dict[str, Any]) -> list[str]:
    """Return the place, its size, and the way there."""
    scenario = report["scenario"]
    where = [f"region {scenario['region']}", f"{scenario['throughput_t_per_year']:,.6g} t/yr".replace(".0 ", " ")]
    if scenario.get("load", 1.0) != 1.0:
        where.append(f"{scenario['load'] * 100:.3g} % of it worked")
    if scenario["plant"]:
        where.append(f"plant {scenario['plant']}")
    if scenario["disassemble"] != "none":
        where.append(f"disassembled to {several(scenario['disassemble'])}")
    if scenario.get("distance_km") is not None:
        where.append(f"{scenario['distance_km']:,.6g} km to the plant")
    if scenario.get("mode", "truck") != "truck":
        where.append(f"by {scenario['mode']}")
    if scenario.get("damaged"):
        where.append(f"{scenario['damaged'] * 100:.4g} % damaged")
    return where


def _how(report: dict[str, Any]) -> list[str]:
    """Return prices, method and terms."""
    scenario, basis = report["scenario"], report["basis"]
    deck = f"prices {scenario['prices']}"
    dated = str(basis.get("price_date") or "")
    deck += f" ({dated})" if dated and dated != str(scenario["prices"]) else ""
    how = [deck, f"method {scenario['method']}"]
    if scenario["profile"] != "typical":
        how.append(f"{scenario['profile']} recoveries")
    if scenario["seat"] != "chain":
        how.append(f"seat {scenario['seat']}")
    return how + [f"{name} {scenario[name]}" for name in ("business", "contract") if scenario.get(name)]

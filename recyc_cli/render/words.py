"""Describes what is recycled, where and how, in the lines above a table."""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import several
from recyc_cli.report.names import chemistry_name, label
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.report.shapes.asked import Basis, Feed, Made, Scenario, Termed
    from recyc_cli.report.shapes.products import Product
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.saved import CustomerBasis

PARITY = 1.005
"""Shares of the listed price up to it are told as 100 % at the most."""


def product(name: str, scenario: Made) -> str:
    """Return a product's words; a cathode is named by its chemistry.

    >>> product("lfp", {"chemistry": "lfp", "mix": None}), product("nickel", {"chemistry": "lfp", "mix": None})
    ('LFP cathode', 'nickel')
    """
    made = {scenario["chemistry"], *(part["chemistry"] for part in scenario["mix"] or ())}
    return f"{chemistry_name(name)} cathode" if name in made else label(name)


def above_listed(products: Sequence[Product]) -> list[str]:
    """Explain shares of the listed price above 100 %, where there are any: the metal is listed, a salt of it is sold.

    >>> above_listed([{"payable": 0.96}, {"payable": 1.002}])
    []
    >>> above_listed([{"payable": 1.06}])
    ['Paid above 100 %: as sold, a sulfate for one, it earns more than the price listed for its metal.']
    """
    if not any(entry["payable"] > PARITY for entry in products):
        return []
    return ["Paid above 100 %: as sold, a sulfate for one, it earns more than the price listed for its metal."]


def forms(form: str) -> str:
    """Return the word for what is delivered, of which there is more than one.

    >>> forms("pack")
    'packs'
    """
    return several(form)


def subject(scenario: Feed) -> str:
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


def subjects(scenario: Feed) -> str:
    """Return what is recycled, of which there is more than one.

    >>> subjects({"chemistry": "nmc622", "form": "pack", "mix": None})
    'NMC622 packs'
    """
    return subject(scenario).removesuffix(scenario["form"]) + forms(scenario["form"])


def heading(scenario: Scenario) -> str:
    """Return what is recycled, and on which route."""
    return f"{subject(scenario)}, {scenario['route']} route"


def terms(report: Termed) -> list[str]:
    """Return the reference, date and validity of a saved quote, and who offers to whom, as lines, where they are said.

    >>> saved = {"reference": "Q-7", "date": "2026-11-24", "valid_until": "2026-12-24"}
    >>> terms({"terms": {**saved, "offered_by": "ACME Recycling", "offered_to": "Fleet AG"}})
    ['quote Q-7 of 2026-11-24, valid until 2026-12-24', 'offered by ACME Recycling to Fleet AG']
    """
    said = report["terms"]
    if not said:
        return []
    until = f", valid until {said['valid_until']}" if said["valid_until"] else ""
    names = [("by", said["offered_by"]), ("to", said["offered_to"])]
    offered = " ".join(["offered", *(f"{word} {name}" for word, name in names if name)])
    saved = [f"quote {said['reference']} of {said['date']}{until}"] if said["reference"] else []
    return saved + ([offered] if any(name for _, name in names) else [])


def basis_words(basis: Basis | CustomerBasis) -> str:
    """Return what amounts rest on in one line: dry or wet, where feed prices hold, with or without tax.

    >>> basis_words({"mass": "wet", "moisture": 0.12, "incoterm": "DAP", "vat": "excluded"})
    'of dry mass (12 % water as weighed), feed prices DAP, without VAT'
    """
    if "mass" not in basis:
        return ""
    moisture = basis.get("moisture")
    water = "" if moisture is None else f" ({100.0 * moisture:.3g} % water as weighed)"
    taxed = "with" if basis.get("vat") == "included" else "without"
    return f"of dry mass{water}, feed prices {basis.get('incoterm')}, {taxed} VAT"


def amounts_words(basis: Basis | CustomerBasis) -> str:
    """Return the sentence of what amounts are per and rest on.

    >>> amounts_words({"amounts": "USD per t of pack as delivered"})
    'Amounts are USD per t of pack as delivered.'
    """
    rest = basis_words(basis)
    return f"Amounts are {basis['amounts']}{': ' if rest else ''}{rest}."


def setting(scenario: Scenario, basis: Basis) -> list[str]:
    """Return where and how: region, throughput, deck and its date, method, and what differs from the usual."""
    return _alike([_where(scenario)], [_how(scenario, basis)], scenario["overrides"])


def shared(quotes: Sequence[QuoteReport]) -> list[str]:
    """Return where and how as `setting` does, as far as it is the same for all quotes."""
    where = [_where(quote["scenario"]) for quote in quotes]
    how = [_how(quote["scenario"], quote["basis"]) for quote in quotes]
    return _alike(where, how, changed_in_all([quote["scenario"] for quote in quotes]))


def changed_in_all(scenarios: Sequence[Scenario]) -> list[str]:
    """Return what was changed of the presets in every one of some scenarios."""
    first, *others = (scenario["overrides"] for scenario in scenarios)
    return [text for text in first if all(text in other for other in others)]


def _alike(where: list[list[str]], how: list[list[str]], overrides: list[str]) -> list[str]:
    """Return lines of what all say, and of what is changed."""
    lines = [", ".join(part for part in parts[0] if all(part in others for others in parts)) for parts in (where, how)]
    return [line for line in (*lines, *(f"changed: {text}" for text in overrides)) if line]


def _where(scenario: Scenario) -> list[str]:
    """Return the place, its size, and the way there."""
    where = [f"region {scenario['region']}", size(scenario)]
    if scenario.get("load", 1.0) != 1.0:
        where.append(load(scenario))
    if scenario["plant"]:
        where.append(f"plant {scenario['plant']}")
    return where + way_there(scenario)


def size(scenario: Scenario) -> str:
    """Return how much a plant takes."""
    return f"{scenario['throughput_t_per_year']:,.6g} t/yr".replace(".0 ", " ")


def load(scenario: Scenario) -> str:
    """Return how much of a plant's size is worked."""
    return f"{scenario.get('load', 1.0) * 100:.3g} % of it worked"


def way_there(scenario: Scenario) -> list[str]:
    """Return what is done before the plant: how far packs are opened, and the way."""
    where = []
    if scenario["disassemble"] != "none":
        where.append(f"disassembled to {several(scenario['disassemble'])}")
    if scenario.get("distance_km") is not None:
        where.append(f"{scenario['distance_km']:,.6g} km to the plant")
    if scenario.get("mode", "truck") != "truck":
        where.append(f"by {scenario['mode']}")
    if scenario.get("damaged"):
        where.append(f"{scenario['damaged'] * 100:.4g} % damaged")
    return where


def _how(scenario: Scenario, basis: Basis) -> list[str]:
    """Return prices, method and terms."""
    deck = f"prices {scenario['prices']}"
    dated = str(basis.get("price_date") or "")
    deck += f" ({dated})" if dated and dated != str(scenario["prices"]) else ""
    return [deck, f"method {scenario['method']}", *further(scenario)]


def further(scenario: Scenario) -> list[str]:
    """Return terms other than the usual: recoveries, seat, partners."""
    how = []
    if scenario["profile"] != "typical":
        how.append(f"{scenario['profile']} recoveries")
    if scenario["seat"] != "chain":
        how.append(f"seat {scenario['seat']}")
    partners = {"business": scenario.get("business"), "contract": scenario.get("contract")}
    return how + [f"{role} {name}" for role, name in partners.items() if name]

"""Chemistries beyond the reference's eight: what they are made of, what they sell for, which routes refuse them."""

from __future__ import annotations

import pytest

from recyc_cli import quote
from recyc_cli.catalog.documents.document import Document, with_corrections
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError

LIBRARY = open_library()
METHOD = LIBRARY.document("methods", "recyc")
ON = [name for name, item in METHOD.tree["corrections"].items() if item["on"]]
NEW = ("nmc955", "lmfp", "lmo-nmc", "nfpp", "nfm", "lead-acid")
LITHIUM = ("nmc955", "lmfp", "lmo-nmc")
SODIUM = ("nfpp", "nfm")
FORMS = ("pack", "module", "cell", "scrap-electrode", "black-mass")
ROUNDING = 1e-4
"""Shares of the new designs have six digits; some twenty of them sum to 1 within this."""

INTERMEDIATES = ("hydro-to-precursor", "hydro-to-mhp")
SUITED = {
    "nmc955": {"pyro", "hydro", "direct", "hydro-to-cathode", *INTERMEDIATES, "shred", "reuse"},
    "lmfp": {"pyro", "hydro", "direct", "shred"},
    "lmo-nmc": {"pyro", "hydro", "direct", "shred", "reuse"},
    "nfpp": {"shred"},
    "nfm": {"pyro", "hydro", "shred"},
    "lead-acid": {"secondary-smelter"},
}
ROUTES = ("pyro", "hydro", "direct", "hydro-to-cathode", *INTERMEDIATES, "shred", "reuse", "secondary-smelter")


def design(name: str) -> Document:
    """Return a chemistry as the method `recyc` takes it."""
    return with_corrections(LIBRARY.document("chemistries", name), ON)


@pytest.mark.parametrize("name", NEW)
def test_shares_sum_to_one(name: str) -> None:
    tree = design(name).tree
    for form in FORMS:
        if form in tree:
            assert sum(tree[form].values()) == pytest.approx(1.0, abs=ROUNDING), form


@pytest.mark.parametrize("name", NEW)
def test_what_nobody_published_says_so(name: str) -> None:
    """Composition and energy of these designs are beliefs with a range, or come from a named source."""
    records = LIBRARY.document("chemistries", name).records
    own = [record for record in records.values() if record.source == "recyc-estimate"]
    assert own
    assert all(record.low is not None and record.high is not None for record in own)
    assert records["design.pack_energy"].evidence in {"estimate", "published-model"}


@pytest.mark.parametrize(("name", "route"), [(name, route) for name in NEW for route in ROUTES])
def test_a_route_takes_what_it_suits_and_says_why_not(name: str, route: str) -> None:
    if route in SUITED[name]:
        report = quote(chemistry=name, route=route).to_dict()
        assert report["totals"]["recovery_value"] > 0.0
        assert report["basis"]["kwh_per_t"] > 0.0
        return
    with pytest.raises(RecycError) as refused:
        quote(chemistry=name, route=route)
    assert refused.value.code == "E131"
    assert len(refused.value.message.partition(": ")[2]) > 20, "the reason stands behind the colon"


@pytest.mark.parametrize(
    ("new", "base", "more"),
    [("nmc955", "nmc811", 1.0), ("lmfp", "lfp", 1.0), ("nfm", "nfpp", 1.0), ("lfp", "nfm", 1.0)],
)
def test_the_order_of_specific_energies(new: str, base: str, more: float) -> None:
    """More nickel, or manganese at 4.1 V, holds more than its base; sodium holds less than iron phosphate."""

    def specific(name: str) -> float:
        tree = design(name).tree["design"]
        return float(tree["pack_energy"] / tree["pack_mass"])

    assert specific(new) > more * specific(base)


@pytest.mark.parametrize("name", SODIUM)
def test_a_sodium_cell_has_aluminium_foils_and_hard_carbon(name: str) -> None:
    cell = design(name).tree["cell"]
    assert not {"copper", "graphite", "lipf6"} & set(cell)
    assert cell["hard_carbon"] > 0.15
    assert cell["aluminum"] > 1.5 * design("lfp").tree["cell"]["aluminum"] * cell["cathode"], "two foils of it"
    report = quote(chemistry=name, route="shred").to_dict()
    assert "li" not in report["mass_balance"]["elements"]
    assert report["mass_balance"]["elements"]["na"]["in_kg"] > 30.0


@pytest.mark.parametrize("name", SODIUM)
def test_a_sodium_cell_is_near_the_published_inventory(name: str) -> None:
    """Peters et al.: cathode 46.4, anode with its foil 34.4, electrolyte 18.7 of 105.4 parts by weight.

    A tenth of the cell either way: their cathode holds manganese and magnesium, their cell its own foils and carbon.
    """
    cell = design(name).tree["cell"]
    assert cell["cathode"] == pytest.approx(0.464 / 1.054, abs=0.1)
    assert cell["napf6"] + cell["ec"] + cell["dmc"] == pytest.approx(0.187 / 1.054, abs=0.1)
    assert cell["hard_carbon"] + cell["aluminum"] == pytest.approx(0.344 / 1.054, abs=0.1)


def test_a_lead_battery_holds_its_lead() -> None:
    """56 % by Recobat; 10,000 t of lead were made of 18,000 t by Bourson (1995): no less than that is in it."""
    held = {item["element"]: item["kg_per_t"] for item in _lead()["contained"]}
    assert held["pb"] == pytest.approx(560.0, abs=15.0)
    assert held["pb"] > 1000.0 * 10 / 18


def test_what_counts_is_named() -> None:
    assert _lead()["basis"]["contained_value"] == "Pb"
    assert quote(chemistry="nmc622", route="hydro").to_dict()["basis"]["contained_value"] == "Li, Ni, Co, Mn"
    assert quote(chemistry="nfpp", route="shred").to_dict()["basis"]["contained_value"] == "nothing"


def test_batteries_are_bought_at_their_own_payables() -> None:
    report = _lead()
    share = design("lead-acid").tree["payables"]["us"]["pb"]
    assert report["totals"]["feed_price"] == pytest.approx(share * report["totals"]["contained_value"])
    paid = next(line for line in report["lines"] if line["item"] == "feed price")
    rests_on = [path for path in paid["inputs"] if "payables." in path or path.startswith("prices.")]
    assert rests_on == ["prices.metals.lead", "chemistries.lead-acid.payables.us.pb"]
    assert "payables-borrowed" not in {warning["code"] for warning in report["warnings"]}
    other = _lead(region="korea")["totals"]
    assert other["feed_price"] == pytest.approx(0.7 * other["contained_value"]), "no table of its own: any"


def test_a_deck_beats_what_a_chemistry_says_of_its_product() -> None:
    def price(**keywords: object) -> float:
        products = quote(chemistry="lmfp", route="direct", prices="2024", **keywords).to_dict()["products"]
        return next(float(item["price_per_kg"]) for item in products if item["product"] == "lmfp")

    assert price() == pytest.approx(5.198, abs=0.001)
    assert price(price_overrides=["lmfp=3000USD/t"]) == 3.0
    assert price(overrides=["chemistries.lmfp.products.lmfp.price=4"]) == pytest.approx(0.004)


def test_recycling_after_a_second_life_has_to_suit_too() -> None:
    with pytest.raises(RecycError, match="secondary-smelter does not suit nmc622"):
        quote(chemistry="nmc622", route="reuse", recycle="secondary-smelter")


@pytest.mark.parametrize(("name", "route"), [("lead-acid", "secondary-smelter"), ("nfpp", "shred"), ("lmfp", "hydro")])
def test_a_quote_without_a_route_takes_one_that_suits(name: str, route: str) -> None:
    report = quote(chemistry=name).to_dict()
    assert report["scenario"]["route"] == route
    assert "route-assumed" in {warning["code"] for warning in report["warnings"]}


def test_a_battery_without_cells_is_not_opened() -> None:
    with pytest.raises(RecycError, match="no composition for cell"):
        _lead(disassemble="cell")


def _lead(**keywords: object) -> dict:  # type: ignore[type-arg]
    return quote(chemistry="lead-acid", route="secondary-smelter", **keywords).to_dict()  # type: ignore[arg-type]


def test_the_recipe_of_the_blend_makes_what_is_in_it() -> None:
    """Lithium, nickel, cobalt and manganese of its chemicals are those of its cathode: the shares are rounded to 0.1 %.

    GREET's manganese oxide is Mn2O3 (157.87 g/mol), its sulfates are without water.
    """
    tree = design("lmo-nmc").tree
    atoms = {"li": 6.94, "ni": 58.693, "co": 58.933, "mn": 54.938, "o": 15.999}
    mole = sum(atoms[element] * count for element, count in tree["cathode"].items()) / 1000.0
    made, cathode = tree["precursors"], tree["cathode"]
    assert made["lithium_carbonate"] * mole / 73.89e-3 * 2.0 == pytest.approx(cathode["li"], rel=2e-3)
    assert made["nickel_sulfate"] * mole / 154.75e-3 == pytest.approx(cathode["ni"], rel=2e-3)
    assert made["cobalt_sulfate"] * mole / 154.99e-3 == pytest.approx(cathode["co"], rel=2e-3)
    manganese = made["manganese_oxide"] / 157.87e-3 * 2.0 + made["manganese_sulfate"] / 151.00e-3
    assert manganese * mole == pytest.approx(cathode["mn"], rel=2e-3)

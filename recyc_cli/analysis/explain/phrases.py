"""Lists the patterns of paths and names, and the phrase that describes each."""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import FORMS as KNOWN_FORMS
from recyc_cli.scenario.keywords import KEYWORDS

Phrases = tuple[tuple[str, str], ...]

FORMS = "|".join(KNOWN_FORMS)
ITEM: Phrases = (
    ("*.a", "cost factor a of {0}"),
    ("*.b", "cost exponent b of {0}"),
    ("*.c", "fixed cost c of {0}"),
    ("*.cost_index", "cost index of {0}"),
    ("*.feed_share", "share of the feed to {0}"),
    ("*.labor", "station hours of {0}"),
    ("*.largest", "largest unit of {0}"),
    ("*.scale_exponent", "scale exponent of {0}"),
)
PRODUCT: Phrases = (
    ("products.*.price", "price of {0:product} sold"),
    ("products.*.payable", "payable share of {0:product}"),
)
REQUEST = "request"
INPUTS: dict[str, Phrases] = {
    REQUEST: (
        *((row.short, row.words) for row in KEYWORDS if row.words),
        ("mix.*", "share of {0} in the feed"),
        ("mix.*.*", "share of {0} {1} in the feed"),
    ),
    "prices": (
        *PRODUCT,
        ("metals.*", "price of {0}"),
        ("reagents.*", "price of {0} bought"),
        ("alternatives.*", "other price of {0}"),
        ("fx.*", "{0} per USD"),
        ("vat.rate", "value-added tax"),
        ("cepci", "plant cost index (CEPCI)"),
    ),
    "payables": (
        ("forms.*", "payable share for {0:form}"),
        ("fixed.*", "fixed price of {0}"),
        ("yields.*.*", "share of {0} that a shredder sells in {1}"),
        ("tolls.*.*", "toll for {1:form}, {0}"),
        ("powders.*", "black mass of {0:form} over that of batteries"),
        ("mixing.penalty", "discount on mixed black mass"),
        ("*.*", "payable share of {1} in black mass, {0}"),
    ),
    "regions": (
        ("electricity|natural_gas|diesel|water", "price of {0}"),
        ("waste_water", "price of treating waste water"),
        ("tip_fee", "fee of the landfill"),
        ("freight", "freight rates against the US"),
        ("plant_factor.*", "cost of {0} plants over what their equipment says"),
        ("interest_over", "interest over the method's"),
        ("preprocessing_grid", "share of the grid's burdens counted in preprocessing"),
        ("vat", "value-added tax"),
        ("grid.energy|emissions.*", "{1:burden} of grid electricity"),
        ("grid.water", "water of grid electricity"),
    ),
    "chemistries": (
        *PRODUCT,
        ("cathode.*", "moles of {0} in the cathode"),
        (f"{FORMS}.*", "share of {1} in {0:form}"),
        ("design.*", "{0}"),
        ("returning.*.*", "{1} of what was built {0}"),
        ("parts.pack|module.*", "mass of {1} in {0:form}"),
        ("precursors.*", "{0} for new cathode"),
        ("payables.*.*", "payable share of {1}, {0}"),
    ),
    "stages": (
        ("reagents.*.*", "{0} per {1:fed}"),
        ("reagents.*.*.*", "{0} per {2} in {1} fed"),
        ("fates.*.*", "share of {0} that goes to {1}"),
        ("fates.*.*.*", "share of {1} in {0} that goes to {2}"),
        ("energy.*.*", "{0} per {1:fed}"),
        ("water.*", "process water per {0:fed}"),
        ("co2.*", "CO2 per {0:fed}"),
        ("co2.reagent.*", "CO2 per {0} bought"),
        ("wastes.*.*", "{0} per {1:fed}, as the reference counts it"),
        ("wastes.*.reagent.*", "{0} per {1} bought, as the reference counts it"),
        ("direct_energy.*.*", "{1:burden} per {0} burned"),
        ("equipment.*.feed.*", "share of {1} in what {0} takes"),
        *((f"equipment.{pattern}", phrase) for pattern, phrase in ITEM),
        ("payable.*", "payable share of {0}"),
        ("legs.*.distance", "distance, {0}"),
        ("legs.*.packaging_on.*", "packaging charged on {1} mass, {0}"),
        ("new_packs.*.*", "price of new packs {1}, {0}"),
        ("cycle_life.*", "cycle life of {0}"),
    ),
    "equipment": ITEM,
    "materials": (("atomic_mass.*", "atomic mass of {0}"),),
    "impacts": (
        ("materials.*.energy|emissions.*", "{2:burden} of making {0:product}"),
        ("materials.*.water", "water of making {0:product}"),
        ("fuels.*.energy|emissions.*", "{2:burden} of supplying {0}"),
        ("fuels.*.water", "water of supplying {0}"),
        ("combustion.*.*", "{1:burden} of burning fuel, {0}"),
        ("truck_energy.*", "energy of {0} trucks"),
        ("mode_energy.*", "energy of transport by {0}"),
        ("characterization.ch4|n2o", "CO2e of {0:burden}"),
    ),
}
"""Kind of preset, or the request -> patterns of paths inside it, and the phrases for them.

In a pattern `*` is any one word and `a|b` either of two; a phrase takes what these stand for, in turn.
"""
FIGURES: tuple[tuple[str, str, str], ...] = (
    ("totals.cost_groups.*", "{0}", ""),
    ("totals.*", "{0}", ""),
    ("lot.totals.*", "{0} of the lot", ""),
    ("basis.kwh_per_t", "nameplate energy per t", ""),
    ("basis.packs_per_t", "packs per t", ""),
    ("stages.*.cost_groups.*", "{1}", "{0}"),
    ("stages.*.capital.*", "{1}", "{0}"),
    ("stages.*.impacts.*", "{1:burden}", "{0}"),
    ("stages.*.throughput_t_per_year", "feed per year", "{0}"),
    ("stages.*.feed_t_per_t", "feed per t delivered", "{0}"),
    ("stages.*.*", "{1}", "{0}"),
    ("stages.*", "{0}", ""),
    ("lines.*.*.*.amount", "{2}", "{1} of {0}"),
    ("lines.*.*.*.quantity|price", "{3} of {2}", "{0}"),
    ("lines.*.*.amount", "{1} sold", "{0}"),
    ("lines.*.*.quantity|price", "{2} of {1} sold", "{0}"),
    ("lines.*.*", "{1}", "{0}"),
    ("lines.*", "lines of the account", "{0}"),
    ("products.*.*.value", "{1} sold", "{0}"),
    ("products.*.*.recovery", "share of {1} recovered", "{0}"),
    ("products.*.*.*", "{2} of {1} sold", "{0}"),
    ("contained.*.value", "value of {0} contained", ""),
    ("contained.*.kg_per_t", "{0} contained", ""),
    ("contained.*.price_per_kg", "price of {0} contained", ""),
    ("wastes.*.*.kg_per_t", "{1}", "{0}"),
    ("impacts.*", "{0:burden}", ""),
    ("cathode.kg_per_t", "cathode made per t", ""),
    ("cathode.cost_per_kg", "cost per kg", "cathode made"),
    ("cathode.virgin_cost_per_kg", "cost per kg", "virgin cathode"),
    ("cathode.cost_items.*", "{0}", "cathode made"),
    ("cathode.virgin_cost_items.*", "{0}", "virgin cathode"),
    ("cathode.recycled|virgin.*", "{1:burden}", "{0} cathode"),
    ("black_mass.assay.*", "share of {0}", "black mass"),
    ("chemistry.*.forms.*.*", "share of {2} in {1:form} as delivered", "{0:chemistry}"),
    ("chemistry.*.design.*", "{1} as delivered", "{0:chemistry}"),
    ("chemistry.*.parts.*.*", "mass of {2} in {1:form} as delivered", "{0:chemistry}"),
    ("mass_balance.*", "{0}", "mass balance"),
    ("mass_balance.elements.*.*", "{1}", "mass balance of {0}"),
    ("**.*.campaigns.*.outputs.*.*", "share of {3} that goes to {2}", "{0}, {1:chemistry}"),
    ("**.*.campaigns.*.outputs.*.*.*", "share of {4} in {3} that goes to {2}", "{0}, {1:chemistry}"),
    ("**.*.campaigns.*.reagent_fates.*.*", "share of {2} that goes to {3}", "{0}, {1:chemistry}"),
    ("*.flows.amount", "components fed", "{0}"),
    ("*.flows.amount.*", "{1} fed", "{0}"),
    ("*.flows.amount.*.*", "{2} in {1} fed", "{0}"),
    ("*.flows.black_mass.*.components.*", "{2} in the black mass", "{0}, {1:chemistry}"),
    ("*.flows.black_mass.*.components", "components of the black mass", "{0}"),
    ("*.flows.co2", "process CO2", "{0}"),
    ("*.flows.reagents.*", "{1} used", "{0}"),
    ("*.flows.energy.*", "{1} used", "{0}"),
    ("*.flows.feed|gas|water", "{1}", "{0}"),
    ("*.capital.*", "{1}", "{0}"),
    ("*.production.*", "{1} per year", "{0}"),
    ("*.rate", "feed per year", "{0}"),
    ("result.delivered_rate", "feed delivered per year", ""),
    ("result.freight_products.*", "{0} shipped", ""),
    ("result.hauls.*.impacts.*", "{1:burden}", "freight {0}"),
    ("result.second.recycled.costs.*", "{0}", "recycling of rejects"),
    ("result.second.recycled.impacts.*", "{0:burden}", "recycling of rejects"),
    ("result.second.recycled.*", "{0}", "recycling of rejects"),
    ("result.second.*.*", "{1} ({0})", "second life"),
    ("second_life.recycling_margins.*", "margin of recycling by {0}", ""),
    ("second_life.*", "{0}", "second life"),
    ("scenario.freight.*.*.*", "{2} ({1}, {0})", "freight"),
    ("result.delivered", "components delivered", ""),
    ("result.delivered.*", "{0} delivered", ""),
    ("result.delivered.*.*", "{1} in {0} delivered", ""),
    ("scenario.market.elements.*.compound", "priced compound per kg of {0}", ""),
    ("result.impacts.*.*", "{1:burden} per t", "{0}"),
    ("chemistry.*.inside.reagent.*.*", "share of {2} in {1}", ""),
    ("chemistry.*.inside.*.*", "share of {2} in {1}", "{0:chemistry}"),
)
"""Patterns of the names of what is computed, and the phrases for what it is and where it stands; `**` is any words."""
WORDS = {
    "others": "other components", "other": "other elements", "feed": "feed",
    "bms": "battery management system", "mms": "module management system",
    "ghg": "GHG", "isbl": "ISBL", "osbl": "OSBL", "cepci": "CEPCI",
    "r_and_d": "R&D",
}  # fmt: skip
"""What some ids are called here, where neither the presets nor the tables of a quote have words that fit a sentence."""
PLACES = {"prices": "deck", "payables": "payables"}
"""What presets of some kinds are called for short."""
ROWS = ("_mj", "_l", "_g", "_kg")
"""Units at the end of a burden's key in a report."""

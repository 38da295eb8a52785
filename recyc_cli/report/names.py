"""Names ids as people write them: stages, groups, products, chemistries, burdens."""

from __future__ import annotations

from recyc_cli.report.figures import FIGURES

_LABELS = {
    "annualized_capital": "annualized capital",
    "feedstock": "feed price",
    "lithium_carbonate": "lithium carbonate",
    "copper_metal": "copper (metal)",
    "iron_phosphate_residue": "iron phosphate",
    "repurposed_pack": "repurposed packs",
    "hydro-to-cathode": "to cathode",
    "hydro-to-precursor": "to precursor",
    "hydro-to-mhp": "to MHP",
    "nickel_in_mhp": "nickel in MHP",
    "cobalt_in_mhp": "cobalt in MHP",
    "manganese_in_mhp": "manganese in MHP",
    "feed": "the feed, handed over",
    "soh": "state of health",
    "profile": "recoveries",
    "as_of": "prices as of",
    "isbl": "ISBL",
    "osbl": "OSBL",
    "pm2_5_g": "PM2.5",
    "co2_with_voc_co_g": "CO2 with VOC, CO",
    "throughput_t_per_year": "throughput, t/yr",
    "ghg_kg": "GHG (CO2e)",
    "pvdf": "PVDF",
    "lipf6": "LiPF6",
    "napf6": "NaPF6",
    "ec": "EC",
    "dmc": "DMC",
    "pp": "PP",
    "pe": "PE",
    "pet": "PET",
}
_LABELS |= {figure.id: figure.words for figure in FIGURES}
_UNITS = {"mj": "MJ", "l": "L", "g": "g", "kg": "kg"}
_LOWER = ("total_energy", "fossil_fuels", "coal", "natural_gas", "petroleum", "water")
_NAMES = {"nox": "NOx", "sox": "SOx"}


def label(name: str) -> str:
    """Return the words for an id of a stage, group, product, waste or item.

    >>> label("sulfuric_acid"), label("feedstock")
    ('sulfuric acid', 'feed price')
    """
    return _LABELS.get(name) or name.replace("_", " ")


def chemistry_name(name: str) -> str:
    """Return a chemistry as it is written on paper.

    >>> chemistry_name("nmc622")
    'NMC622'
    """
    return name.upper() if name.isascii() and len(name) <= len("nmc622") else name


def impact(name: str) -> tuple[str, str]:
    """Return the words and the unit of an impact's key.

    >>> impact("total_energy_mj"), impact("nox_g"), impact("ghg_kg")
    (('total energy', 'MJ'), ('NOx', 'g'), ('GHG (CO2e)', 'kg'))
    """
    stem, _, unit = name.rpartition("_")
    words = _LABELS.get(name) or (label(stem) if stem in _LOWER else _NAMES.get(stem, stem.upper()))
    return words, _UNITS.get(unit, unit)


def taxed_as_a_rule(code: str) -> bool:
    """Tell whether prices in a currency are quoted with tax where they are quoted, so that it must be said.

    >>> taxed_as_a_rule("CNY"), taxed_as_a_rule("EUR")
    (True, False)
    """
    from recyc_cli.catalog.documents.tax import AS_A_RULE

    return code in AS_A_RULE

"""What is asked of both packages: quotes and comparisons of every sort, other questions, and quotes saved before.

Nothing of the package is imported here: only its command line is known.
"""

from __future__ import annotations

QUOTES = {
    "hydro": "quote nmc622 --route hydro",
    "pyro, reference": "quote nmc111 --route pyro --method everbatt-2023",
    "direct, reference, opened": "quote nmc811 --route direct --method everbatt-2023 --disassemble cell",
    "direct, EUR": "quote nca --route direct --region germany --currency EUR --price nickel=12000EUR/t",
    "cathode, KRW, as of": "quote nmc955 --route hydro-to-cathode --region korea --currency KRW --as-of 2023-06",
    "deck with tax, CNY": "quote lfp --route hydro --region china --prices china-2023 --currency CNY",
    "imported deck": "quote nmc532 --route shred --region china --prices smm --preset-dir own",
    "mix, JPY": "quote --mix lfp=0.3,nmc811=0.7 --route pyro --region japan --currency JPY --kwh 5000",
    "mix of four, opened": "quote --mix lfp=0.3,nmc811=0.3,nca=0.2,lco=0.2 --route hydro --disassemble cell",
    "black mass, lot": "quote nmc622 --route hydro --form black-mass --region korea --mass 40t --throughput 20kt/yr",
    "assay, refiner": "quote lot-17 --route hydro --form black-mass --seat refiner --preset-dir own",
    "reuse, lot": "quote lfp --route reuse --soh 0.85 --packs 20",
    "reuse by another study": "quote lfp --route reuse-ma-2024 --soh 0.9 --region china",
    "reuse, all said": "quote lmo-nmc --route reuse --application home --soh 0.8 --pass-rate 0.6"
    " --new-pack-price 99EUR/kWh --recycle pyro",
    "vehicle": "quote --vehicle nissan-leaf-40 --route hydro --packs 12 --profile conservative",
    "plant": "quote nmc811 --plant brunp -v",
    "plant on black mass": "quote nmc622 --plant li-cycle-hub --form black-mass",
    "contract": "quote nmc622 --route hydro --seat refiner --contract glencore-ace",
    "business, shredder, rail": "quote nmc622 --route hydro --seat shredder --business alliance --mode rail"
    " --distance 500km --damaged 0.1",
    "scrap electrode, INR": "quote lco --route hydro --form scrap-electrode --region india --currency INR --mass 900kg",
    "sodium-ion": "quote nfm --route hydro --profile optimistic --feed-price 30%",
    "lead": "quote lead-acid --route secondary-smelter --region us-ca",
    "numbers of one's own": "quote nmc811 --route hydro --prices latest --set region.electricity=60USD/MWh"
    " --set stages.hydro.fates.cathode.ni.nickel=0.97 --correction labor-scale=off",
    "offer": "quote lfp --route hydro --packs 20 --gate-fee 898EUR/t --currency EUR --customer --offered-by ACME",
    "offer of reuse": "quote nmc622 --route reuse --region uk --currency GBP --gate-fee 2500GBP/t --customer --mass 3t",
}
COMPARISONS = {
    "all routes": "compare",
    "reference": "compare nca lmo --method everbatt-2023 --form cell",
    "regions and profiles": "compare nmc622 --route hydro --region us,china,germany --profile conservative,optimistic",
    "seats, plants": "compare nmc622 --plant brunp --plant fortum-harjavalta --seat shredder,refiner,chain",
    "decks, health, CNY": "compare lfp --route hydro --route reuse --soh 0.7 --soh 0.9 --prices 2022,china-2024"
    " --currency CNY",
}
OTHERS = {
    "breakeven": "breakeven nmc622 --route hydro --vary nickel",
    "breakeven, tie": "breakeven nmc622 --route reuse --against-route hydro --vary soh --currency EUR",
    "explain": "explain nmc622 margin --route hydro --elasticities",
    "explain, why not": "explain lfp cost --route direct --why-not region=china,throughput=50kt/yr",
}
REPLAYS = {
    "replay": "replay plain.json",
    "replay, reuse": "replay reuse.json",
    "replay, offer": "replay offer.json --customer",
    "replay, against now": "replay plain.json --against now",
}
CASES = {**QUOTES, **COMPARISONS, **OTHERS, **REPLAYS}

FILES = {
    "lab.csv": "element,value,unit\nNi,19.4,%\nCo,6.1,%\nMn,5.7,%\nLi,3.62,%\nCu,1.85,%\nAl,2.1,%\nC,33,%\n",
    "smm.csv": "date,item,price,unit\n2025-11,lithium carbonate,92500,CNY/t\n2025-11,nickel,119000,CNY/t\n",
}
"""Files of other people that the first commands read."""
FIRST = (
    "presets new feed --assay lab.csv --as lot-17 --dir own",
    "presets import smm.csv --as smm --vat included --dir own",
    "quote nmc622 --route hydro --mass 40t --save plain.json --dated 2026-11-24 --valid 2099-12-31",
    "quote lfp --route reuse --soh 0.85 --packs 20 --save reuse.json --dated 2026-11-24",
    "quote lfp --route hydro --packs 20 --gate-fee 898EUR/t --customer --save offer.json --dated 2026-11-24",
)
"""Run once, by the reference alone: presets and saved quotes that both packages then read."""

"""Holds the words of every note, the most important first."""

from __future__ import annotations

from recyc_cli.report.notes.wording.decisive import DECISIVE
from recyc_cli.report.notes.wording.template import Words

MOVING: dict[str, Words] = {
    "new-pack-price": Words(
        "no price of new [{wanted} ]packs for {year}: those of [{of} ]{used} are used",
        "new packs are priced as of {used}¦; none of {year} is known¦: --new-pack-price",
    ),
    "plant-route": Words(
        "{plant} works {routes}, not {route}: its throughput and investment are not taken",
        "{plant} works by {routes}, not {route}¦: size and investment are not taken",
    ),
    "plant-stands": Words(
        "{plant} does not run: {status}, by the last word on it ({date}[: {word}]); it is quoted as if it ran",
        "{plant} is {status} ({date})¦: quoted as if it ran",
    ),
    "plant-state-old": Words(
        "the last word on the state of {plant}, {status}, is of {date}, {years:.0f} years before the prices",
        "{plant} was {status} in {date}¦: no later word was found",
    ),
    "plant-inherited": Words(
        "public figures of {plant} ({status}): {figures}; all else is that of the generic {route} route"
        "[; where they meet, its own figures win over the {profile} profile]",
        "{plant} gives {count} figures of its own¦; all else is the generic {route} plant",
    ),
    "step-near": Words(
        "{stage} buys {now:.0f} x {what} here, {then:.0f} at {there:,.0f} t/yr",
        "{stage} buys {now:.0f} x {what}¦; at {there:,.0f} t/yr {then:.0f}¦: a step is near",
    ),
    "throughput-assumed": Words(
        "no throughput was given: {usual:,.0f} t/yr is usual for {route}",
        "no throughput was given: {usual:,.0f} t/yr is usual for {route}¦: --throughput",
    ),
    "passport-family": Words(
        "the passport names a family, not its ratio: quoted as {feed:name}, {now:,.0f} {money}; as {low} it would be"
        " {least:,.0f}, as {high} {most:,.0f}",
        "the ratio is not known: {feed:name} is taken¦; {low} leaves {least:,.0f}, {high} {most:,.0f}",
    ),
    "passport-family/untold": Words(
        "the passport names a family, not its ratio: quoted as {feed:name}; it may be anything from {low} to {high}",
        "the ratio is not known: {feed:name} is taken¦; it may be {low} to {high}",
    ),
    "passport-doubt": Words(
        "the passport's {field}: {what}",
        "the passport's {field} is in doubt¦: {what}",
        ("the passport is in doubt: {each}", "{field}"),
    ),
    "passport-nonsense": Words(
        "the passport says what cannot be, and this quote does not use: {what}",
        "the passport says what cannot be¦: {what}",
    ),
    "passport-filled": Words(
        "the passport does not tell {what}: what is usual stands in ({why})",
        "the passport does not tell {what}",
    ),
    "certificate-part": Words(
        "these fields are a part of {model}, whose maker adds: {what}",
        "a part of {model}¦, whose maker adds the rest: {what}",
    ),
    "certificate-part/unread": Words(
        "read again, {model} does not say what was meant: {what}",
        "{model} does not say what was meant¦: {what}",
    ),
    "no-result": Words(
        "{count} of the {all} values scanned lead to no finite result",
        "{count} of the {all} values scanned lead to no finite result",
    ),
}
"""Move the numbers."""
BACKGROUND: dict[str, Words] = {
    "pack-scaled": Words(
        "{vehicle} has {dense:.0f} kWh/t, the pack of {feed:name} {usual:.0f}: what stores the energy goes from"
        " {before:.0%} to {after:.0%} of the mass, foils and case fill up; older cells hold up to a quarter more"
        " cathode per kWh",
        "{vehicle} holds {dense:.0f} kWh/t, the {feed:name} pack {usual:.0f}¦: its cells were scaled",
    ),
    "pack-scaled/unscaled": Words(
        "{vehicle} is composed as {feed:name} is: nothing tells what goes with the energy of its pack",
        "{vehicle} is composed as {feed:name} is¦: nothing tells what its energy changes",
    ),
    "pack-scaled/all-cells": Words(
        "{vehicle} has {dense:.0f} kWh/t, the pack of {feed:name} {usual:.0f}: more than the cells of {feed:name} could"
        " hold; it is taken as a pack of nothing but cells",
        "{vehicle} holds {dense:.0f} kWh/t, the {feed:name} pack {usual:.0f}¦: taken as nothing but cells",
    ),
    "pack-scaled/returning": Words(
        "packs of {feed:name} that come back, built {built}, have {dense:.0f} kWh/t, new ones {usual:.0f}: what stores"
        " the energy goes from {before:.0%} to {after:.0%} of the mass, foils and case fill up; older cells hold up to"
        " a quarter more cathode per kWh",
        "packs that come back hold {dense:.0f} kWh/t¦, new ones {usual:.0f}¦: --vehicle",
    ),
    "feed-price-delivered": Words(
        "feed is quoted {terms}: {quoted:,.0f} {money}, of which the holder gets {paid:,.0f} and the usual way,"
        " {way:,.0f}, stands under collection",
        "feed is quoted delivered, {quoted:,.0f}¦: {way:,.0f} of it stands under collection",
    ),
    "black-mass-carriage": Words(
        "black mass is quoted {term} in {region:there}: {way:,.0f} {money} of way is off its price",
        "black mass is quoted {term}: {way:,.0f} {money} of way is off its price",
    ),
    "prices-older": Words(
        "deck {deck} has no figure of {period} for some numbers: they are of {dates}",
        "{count} prices are not of {period:month}, the oldest of {oldest:month}¦: --price",
    ),
    "prices-older/as-of": Words(
        "as of {period}, deck {deck} stands with numbers of {dates}",
        "{count} prices are not of {period:month}, the oldest of {oldest:month}¦: --price",
    ),
    "estimates": Words(
        "estimates with a range, not quoted figures: {tables}",
        "{count} numbers of place and price are estimates¦: recyc explain tells which",
    ),
    "seat-is-chain": Words(
        "the {seat} does all of the work here: its account is that of the chain",
        "the {seat} does all the work here: its account is that of the chain",
    ),
    "payable-above-one": Words(
        "payables of {metals} are above 100 %: they pay for lithium that is not priced apart",
        "{metals} are paid above 100 %¦: lithium not priced apart is in it",
    ),
    "new-pack-region": Words(
        "new packs in {region} are taken at {ratio:.2f} of the world's price, as all packs of {year} are",
        "new packs in {region} are taken at {ratio:.2f} of the world's price¦, as in {year}",
    ),
    "new-pack-region/family": Words(
        "new packs with {region} cathodes are taken at {ratio:.2f} of the world's price, as all packs of {year} are",
        "new {region} packs are taken at {ratio:.2f} of the world's price¦, as in {year}",
    ),
    "recycled-by": Words(
        "what fails, and what comes back later, goes to {recycling}, the best margin",
        "rejects and packs that come back go to {recycling}, the best¦: --recycle",
    ),
    "mass-open": Words(
        "the mass balance of method {method} misses {kg:.1f} kg/t", "the mass balance of {method} misses {kg:.1f} kg/t"
    ),
}
"""Tell how the numbers came about: on demand alone."""

WORDS = DECISIVE | MOVING | BACKGROUND

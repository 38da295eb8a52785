"""Holds the words of notes that may change the decision, the most important first."""

from __future__ import annotations

from recyc_cli.report.notes.wording.template import Words

DECISIVE: dict[str, Words] = {
    "several-returns": Words(
        "the return has {count} values, {rates}: the cash flow turns more than once; go by what is left over",
        "the return has {count} values, {rates}¦: go by what is left over",
    ),
    "draws-refused": Words(
        "{refused} of {draws} draws have no result, such as batteries too worn for their way: they are left out",
        "{refused} of {draws} draws have no result¦: left out",
    ),
    "expired": Words(
        "this quote was valid until {date}", "this quote was valid until {date}¦: recyc replay FILE --against now"
    ),
    "altered": Words(
        "this quote is not what its own inputs give: {path} says {before}, they give {found}; figures that differ:"
        " {count}. It was changed after it was saved, or saved by an unfinished recyc {now}",
        "altered: {path} says {before}, its inputs give {found}",
    ),
    "altered/refused": Words(
        "this quote is not what its own inputs give: they give none: {why}",
        "altered: its inputs give no quote¦: {why}",
    ),
    "model-moved": Words(
        "saved by recyc {then}; recyc {now} finds {path} to be {found} where {before} was quoted",
        "saved by recyc {then}; recyc {now} finds {found}, not {before}¦: {path}",
    ),
    "model-moved/refused": Words(
        "saved by recyc {then}; recyc {now} cannot compute it any more: {why}",
        "saved by recyc {then}; recyc {now} cannot compute it any more¦: {why}",
    ),
    "offer-at-a-loss": Words(
        "the offer loses {loss:,.0f} {money}: it lies {over:,.0f} above {limit:,.0f}, where nothing is left",
        "the offer loses {loss:,.0f} {money}¦: it lies {over:,.0f} above {limit:,.0f}¦, where nothing is left",
    ),
    "offer-unstated": Words(
        "no price was stated: the offer is at {price:,.0f} {money}, an estimate of what the market pays",
        "no price was stated: {price:,.0f} {money} is an estimate",
    ),
    "offer-prices-old": Words(
        "the offer rests on prices of {period}, {months} months ago: --price states today's",
        "the offer rests on prices of {period:month}, {months} months ago¦: --price",
    ),
    "chain-in-all": Words(
        "{feed:name} over both sites: {left:,.0f} {money} is left, {one:,.0f} at {first} and {other:,.0f} at {last};"
        " black mass goes over at {price:,.0f} per t of it, and the way between costs {way:,.0f}",
        "{feed:name} over both sites: {left:,.0f} is left, {one:,.0f} {first}, {other:,.0f} {last}¦; way {way:,.0f}",
    ),
    "renamed": Words("--set {before}: it is called {after} now", "--set {before}: it is called {after} now"),
    "renamed/preset": Words(
        "{file}: {before} is called {after} now: `recyc presets check --mend` rewrites it",
        "{before} is called {after} now¦: recyc presets check --mend",
    ),
    "left-out/unpriced": Words(
        "{way} left out[ for {feed:name}]: {why}", "{way} left out[ for {feed:name}]¦: no price of {product}"
    ),
    "implausible": Words("{path}: {why}", "{name} {value}: a slip of the unit?¦ {usual}"),
    "no-effect": Words("{option} changes nothing here: {why}", "{option} changes nothing here¦: {why}"),
    "beyond-range": Words(
        "{value} lies outside the range known of {path}, {low} to {high}",
        "{value} lies outside what is known¦ of {path}¦, {low} to {high}",
    ),
    "plant-feed": Words(
        "{plant} takes {takes}, and {forms} are quoted: --form {takes} quotes what it takes",
        "{plant} takes {takes}, and {forms} are quoted¦: --form {takes}",
        ("{forms} are quoted, and others taken by {each}¦: --form {takes}", "{plant}"),
    ),
    "route-assumed": Words(
        "no route was given: {route} is taken; --route names another",
        "no route was given: {route} is taken: --route¦, or recyc compare {feed}",
    ),
    "off-centre": Words(
        "{feed:name} by {route}: {margin:,.0f} {money} is not in the middle of what is likely: half of all cases lie"
        " from {low:,.0f} to {high:,.0f}, as many above {middle:,.0f} as below",
        "{feed:name} {route}: {margin:amount} is off the middle of its cases¦: half lie from {low:amount} to"
        " {high:amount}",
    ),
    "year-before": Words(
        "at the prices of {year} {feed:name} by {route}[ ({where})] left {then:,.0f} {money}, not {now:,.0f}:"
        " --prices {year}",
        "at the prices of {year} {feed:name} by {route} left {then:amount}¦[ ({where})]¦: --prices {year}",
        ("at the prices of {year}: {each}¦: --prices {year}", "{feed:name} {route} left {then:amount}"),
    ),
    "newer-prices": Words(
        "deck {used} is used unless another is asked for; the newest is {newest}: --prices latest",
        "prices are of {used:month}; those of {newest:month} are there¦: --prices latest",
    ),
    "reuse-estimates": Words(
        "{count} of the {all} numbers behind the second life are estimates with a range",
        "{route} rests on {count} estimates among its {all} numbers",
        ("{route} rests on estimates: {each} of its numbers", "{count} of {all}"),
    ),
    "payables-older": Words(
        "{region:place} payables are of {dates}, {months} months from deck {deck}: they decide what feed and black mass"
        " are paid",
        "{region:place} payables are of {newest:month}, {months} months {way}¦ than the prices¦: --payables",
        ("payables are months off the prices: {each}¦: --payables", "{months} ({region:place})"),
    ),
    "payables-borrowed": Words(
        "no payables are known for region {region}: those of {used} are used",
        "{region:place} payables are not known, those of {used:place} are used¦: --payables",
        ("payables of {each} are not known, others' are used¦: --payables", "{region:place}"),
    ),
    "feed-price-estimated": Words(
        "{forms} are paid {share:.0f} % of black mass by an estimate ({low:.0f} to {high:.0f} %): {ranges} {money};"
        " --feed-price takes yours",
        "what {forms} cost is an estimate¦: --feed-price¦ ({ranges})",
    ),
    "feed-price-estimated/toll": Words(
        "{forms} are paid what a shredder sells less a toll, by an estimate {toll:,.0f} ({low:,.0f} to {high:,.0f})"
        " {money}: {ranges} {money}; --feed-price takes yours",
        "what {forms} cost is an estimate¦: --feed-price¦ ({ranges})",
    ),
    "feed-price-estimated/one": Words(
        "{forms} are paid {share:.0f} % of black mass by an estimate ({low:.0f} to {high:.0f} %): {ranges} {money};"
        " --feed-price takes yours",
        "{forms} are taken to cost {price:,.0f} ({least:,.0f} to {most:,.0f}), an estimate¦: --feed-price",
    ),
    "feed-price-estimated/toll-one": Words(
        "{forms} are paid what a shredder sells less a toll, by an estimate {toll:,.0f} ({low:,.0f} to {high:,.0f})"
        " {money}: {ranges} {money}; --feed-price takes yours",
        "{forms} are taken to cost {price:,.0f} ({least:,.0f} to {most:,.0f}), an estimate¦: --feed-price",
    ),
    "feed-unpaid": Words(
        "buyers in {region:there} are not known to pay for the {metals} of {feed:name}, {part:.0%} of its metal value:"
        " the margin holds as long as sellers do not ask for it; go by what the feed may cost at most",
        "nobody in {region:there} pays for the {metals} of {feed:name}¦, {part:.0%} of its metal value¦: go by"
        " `at most`",
        ("nobody pays for {each}¦: go by `at most`", "{metals} of {feed:name} ({region:place})"),
    ),
    "black-mass-mixed": Words(
        "iron phosphate among nickel and cobalt costs a discount that nobody prints: none is taken;"
        " --set payables.mixing.penalty=0.1 takes a tenth of its price",
        "mixed black mass sells at a discount, none is taken¦: --set payables.mixing.penalty=0.1",
    ),
    "black-mass-mixed/taken": Words(
        "black mass of mixed families loses {taken:.0%} of its price; --set payables.mixing.penalty=0.1 takes a tenth",
        "mixed black mass loses {taken:.0%} of its price¦: --set payables.mixing.penalty=0.1",
    ),
    "outside-specification": Words(
        "black mass of {feed:name} lies outside of what its payables hold for: {what}; such lots sell at discounts that"
        " nobody prints: none is taken[; --set payables.penalties.any.{first}.price=20USD/t takes one]",
        "outside the payables' specification¦: {what}",
    ),
    "outside-specification/priced": Words(
        "black mass of {feed:name} lies outside of what its payables hold for: {what}; the ledger has what is taken"
        " off",
        "outside the payables' specification¦: {what}",
    ),
    "tax-taken-out": Words(
        "prices of yours in {codes}: value-added tax of {rate} taken out",
        "value-added tax of {rate} taken out of your {codes}",
    ),
    "mass-taken-wet": Words(
        "{given:,.6g} t are taken as weighed, with {moisture:.3g} % water: {dry:,.6g} dry t; of dry ones say dmt",
        "{given:,.6g} t as weighed are {dry:,.6g} dry t¦: dmt says otherwise",
    ),
    "price-holds-way": Words(
        "the feed price is {term}: it holds {way:,.0f} {money} of the way, which its seller bears",
        "the feed price is {term}: its seller bears {way:,.0f} {money} of the way",
    ),
    "feed-bought-apart": Words(
        "the feed is bought at the prices of deck {decks}", "the feed is bought at the prices of {decks}"
    ),
    "soh-assumed": Words(
        "no state of health was given: {route} takes {soh:g}[, that of packs built {vintage}]",
        "no state of health was given; {route} takes {soh:.0%}¦: --soh",
    ),
    "part-load": Words(
        "the plant works {load:.1%} of its feed[, the public load of {plant}]: margin {margin:,.0f}, full {full:,.0f}"
        " {money}",
        "the plant works {load:.0%} of its feed¦; full it would leave {full:,.0f}¦: --load",
    ),
    "feed-price-of-recycling": Words(
        "the holder gets what recycling pays: --feed-price where usable packs cost more",
        "{forms} are taken at what recycling pays[, {price:,.0f}]¦; usable ones may cost more",
    ),
    "feed-price-of-recycling/bids": Words(
        "the holder gets what recycling pays, {recyclers:,.0f} {money}; buyers for reuse bid {own:,.0f}: --feed-price"
        " where usable packs cost more",
        "{forms} are taken at what recycling pays, {recyclers:,.0f}¦; for reuse {own:,.0f} is bid",
    ),
    "feed-price-of-reuse": Words(
        "the holder gets what buyers for reuse bid, {own:,.0f} {money}; recycling pays {recyclers:,.0f}: --feed-price"
        " takes yours",
        "packs are taken at what reuse bids, {own:,.0f}¦; recycling pays {recyclers:,.0f}¦: --feed-price",
    ),
    "new-pack-breakeven": Words(
        "{route} stands and falls with the price of new packs: {here:.0f} {unit} here[ ({market} packs, {year})]"
        "[, {then:.0f} at the price of {newest}]; margin 0 at {zero:.0f}",
        "{route} turns at a new pack of {zero:.0f} {unit}; {here:.0f} is taken¦: --new-pack-price",
        ("{route} turns at new packs of {each} {unit}¦: --new-pack-price", "{zero:.0f} ({feed:name})"),
    ),
    "route-unsuited": Words(
        "{route} sells nothing of the {metals} in {feed:name}: it recovers {sold}",
        "{route} sells nothing of the {metals} in {feed:name}¦, only {sold}",
    ),
    "reuse-unsuited": Words(
        "{use} asks for {wanted} cathodes: {feed:name} is {family}",
        "{use} asks for {wanted} cathodes; {feed:name} is {family}",
    ),
    "price-above-use": Words(
        "{use} earns its user {worth:.0f} per kWh over the second life, less than the price of {price:.0f}",
        "{use} earns {worth:.0f} {money}/kWh over its life¦, less than the pack's price, {price:.0f}",
    ),
    "profile-unknown": Words(
        "no {profile} recoveries are known for {route}: the {usual} ones are used",
        "no {profile} recoveries are known for {route}¦: the {usual} ones are used",
    ),
    "points-refused": Words(
        "{count:,} of {points:,} points have no quote: {codes} (recyc explain CODE says why)",
        "{count:,} of {points:,} points have no quote¦: {codes}",
    ),
    "zeros-left-out": Words(
        "zeros were not looked for along {lines:,} more lines: a sweep of fewer values lists them",
        "zeros were not looked for along {lines:,} more lines",
    ),
    "blend-unquoted": Words(
        "the plan cannot be quoted as one mix: {why}", "the plan was not quoted as one mix¦: {why}"
    ),
    "blend-apart": Words(
        "quoted as one mix the plan earns {share:.2g} % of its sales more or less than the linear programme says",
        "as one mix the plan earns {share:.2g} % of its sales more or less¦ than planned",
    ),
    "blend-refused": Words(
        "{lots:,} lots cannot be quoted and were left out, the first of them {lot}: {why}",
        "{lots:,} lots were left out¦: {lot}: {why}",
    ),
    "left-out": Words("{way} left out[ for {feed:name}]: {why}", "{way} was left out[ for {feed:name}]¦: {why}"),
}

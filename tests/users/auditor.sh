# The auditor: "5,828 of value in the tonne? The nickel in it looks high." From a figure to its formula, its inputs,
# their sources, and who says otherwise.

# The account that is doubted.
recyc quote nmc622 --route hydro
#: 2 What is sold kg recovered USD/kg paid USD
#: nickel _ _ % _ _ % _
#: recyc explain nmc622 --route hydro

# The line, down to the numbers that nobody computes.
recyc explain nmc622 lines.recovery.nickel --route hydro --depth 2
#: Nickel sold, recovery [lines.recovery.nickel.amount] is _ USD/t
#: nickel sold, recovery = quantity of nickel sold × price of
#: price of nickel, deck ...: westmetall-lme, market
#: Sources
#: https://www.westmetall.com

# The source itself, and the number where it stands.
recyc sources westmetall-lme
#: title LME cash settlement prices
#: url https://www.westmetall.com
recyc presets show prices/2026-05 --search nickel
#: nickel _ USD/t westmetall-lme

# What the note means that stands below.
recyc explain payables-older
#: What it means
#: What to do

# The same account as formulas, to check the sums by hand.
recyc quote nmc622 --route hydro -o quote.xlsx
#: wrote quote.xlsx

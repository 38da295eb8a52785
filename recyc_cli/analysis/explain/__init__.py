"""How a figure came about, in words, formulas and shares. May import analysis.traced_quote, report and all below."""

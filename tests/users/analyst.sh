# The analyst of a carmaker: 3,000 LFP packs come back at a state of health between 0.75 and 0.85. Second life or
# recycling, how sure is it, and where does the answer turn?

# Both, at three states of health, in one table.
recyc compare lfp --packs 3000 --route reuse,hydro --region china --soh 0.75,0.8,0.85
#: LFP: ... state of health
#: a lot of _ t, 3,000 packs, _ kWh
#: margin at SOH cash pay at most
#: 0.75 0.8 0.85 0.75 0.8 0.85 0.75 0.8 0.85
#: _ _ _ _ _ _ _ _ _
#: _ _ _ _ _ _ _ _ _
#: ! reuse rests on _ estimates among its _ numbers

# From which state of health on does a second life leave more?
recyc breakeven lfp --route reuse --against-route hydro --vary soh --region china
#: LFP packs by reuse, against LFP packs by hydro · lead in USD/t
#: lead

# And from which price of new packs on does it pay?
recyc breakeven lfp --route reuse --vary new-pack-price --region china --soh 0.8
#: The margin is zero at
#: margin 0 _ 0

# For the slides: the account of the lot, and the table as rows.
recyc quote lfp --packs 3000 --route reuse --region china --soh 0.8
#: The lot of _ t, 3,000 packs, _ kWh
#: The second life stationary, from a state of health of 70 %
#: new packs _ USD/kWh; margin 0 at _
recyc compare lfp --packs 3000 --route reuse,hydro --region china --soh 0.75,0.8,0.85 -o reuse.xlsx
#: wrote reuse.xlsx

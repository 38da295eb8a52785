# The buyer: 24 t of NMC622 and 16 t of LFP packs wait at a yard in Germany. What may I bid, in EUR, with my own
# power price, my own payables and a gate fee, and what do I hand to the seller?

# My standing numbers, once.
recyc config --init --region germany --currency EUR --electricity 145EUR/MWh --payables ni=65%,co=65%,li=20%
#: wrote recyc.toml with region, currency, payables, electricity

# Which way with the whole lot?
recyc compare --mix nmc622=24t,lfp=16t
#: 60 % NMC622 + 40 % LFP packs, EUR per tonne as delivered · Germany
#: 1 EUR = _ USD · a lot of 40 t
#: changed: payables.ni=65%, payables.co=65%, payables.li=20%
#: shred _ _ _
#: hydro _ _ _

# As an account, if the seller pays me a gate fee of 100 EUR/t.
recyc quote --mix nmc622=24t,lfp=16t --route hydro --gate-fee 100
#: EUR/t is left at your gate fee of 100
#: The lot of 40 t, _ packs, _ kWh
#: region.electricity=145EUR/MWh
#: 40 t EUR
#: taken here as stated -4,000 -100
#: at most, for a new plant margin 0 _ _
#: recyc quote --mix nmc622=24t,lfp=16t --route hydro --gate-fee 100 \
#: --customer -o offer.html

# The offer: what each of the two is paid so that 8 % of the value is left to me.
recyc quote --mix nmc622=24t,lfp=16t --route hydro --margin 8% --customer --offered-by "ACME Recycling"
#: Offer for 60 % NMC622 + 40 % LFP pack
#: offered by ACME Recycling
#: position t packs EUR/t EUR
#: NMC622 pack 24.00 _ _ _
#: LFP pack 16.00 _ _ _
#: the lot 40.00 _ _

# On paper, for the seller.
recyc quote --mix nmc622=24t,lfp=16t --route hydro --margin 8% --customer -o offer.html
#: wrote offer.html

# The trader: one lot of black mass with the laboratory's assay. What does each place pay the holder, and what is it
# worth to each with the way there?

# What the laboratory sent.
printf 'element,value,unit\nNi,19.4,%%\nCo,6.1,%%\nMn,5.7,%%\nLi,3.62,%%\nCu,1.85,%%\nAl,2.1,%%\nC,33,%%\n' > lab.csv
recyc presets new feed --assay lab.csv --as lot-17
#: nearest cathode: nmc622
#: recyc quote lot-17 --route hydro --form black-mass

# What each place pays the holder.
recyc compare lot-17 --form black-mass --seat holder --route hydro --region korea,china,germany
#: LOT-17 by hydro: China leaves _ USD/t
#: china _
#: korea _
#: ! payables are months off the prices

# What it is worth to whoever refines it there, by ship from here.
recyc compare lot-17 --form black-mass --seat refiner --route hydro --region korea,china --distance 9000km --mode ship
#: LOT-17 by hydro: China can pay most, _ USD/t
#: 9,000 km to the plant · by ship
#: pay
#: price value cost margin likely range cash at most
#: china _ _ _ _ _ to _ _ _
#: korea _ _ _ _ _ to _ _ _

# And next door, by truck.
recyc compare lot-17 --form black-mass --seat refiner --route hydro --region germany --distance 400km
#: 400 km to the plant
#: germany

# What the freight to Korea costs, and from where that price is.
recyc explain lot-17 freight --form black-mass --region korea --distance 9000km --mode ship
#: Freight rates against the US, region korea [region.freight] is _
#: freight: preprocessor to recovery plant

# Whose payables these are, and of when.
recyc presets show payables/2025-h2 --search korea
#: payables.korea

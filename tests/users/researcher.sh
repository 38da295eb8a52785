# The researcher: a cathode of my own with more nickel, beside the usual one, as one wide table in pandas.

# The cathode, as a preset that extends the nearest one.
recyc presets new chemistry --from nmc811 --as ni90
#: wrote presets/chemistries/ni90.toml
sed -i -e 's/^#ni = { value = 0.8,/ni = { value = 0.9,/; s/^#co = { value = 0.1,/co = { value = 0.05,/' \
  -e 's/^#mn = { value = 0.1,/mn = { value = 0.05,/' presets/chemistries/ni90.toml
recyc presets check presets/chemistries/ni90.toml
#: no faults

# One row a quote, the same columns whatever is asked.
recyc compare ni90 nmc811 --route hydro,direct,pyro --region us,china -o ni90.csv
#: wrote ni90.csv
python3 - <<'END'
import pandas
table = pandas.read_csv("ni90.csv")
wide = table.pivot(index=["chemistry", "region"], columns="route", values="margin")
print(wide.shape, wide.loc["ni90"].round(0))
END
#: (4, 3)

# What my number changes, exactly: which inputs the margin depends on.
recyc explain ni90 --route hydro --why-not chemistry=nmc811
#: NI90
#: nmc811

# And what to cite.
recyc sources everbatt-2023 batpac-5 --format bib
#: @misc{everbatt-2023
#: url =
#: {batpac-5

"""Names the columns of the table of plants whose cost is public."""

from __future__ import annotations

COLUMNS = (
    ("plant", "plant", "<"),
    ("region", "region", "<"),
    ("form", "takes", "<"),
    ("throughput_t_per_year", "t/yr", ">"),
    ("year", "year", "<"),
    ("stands", "word", "<"),
    ("capital_musd", "M USD", ">"),
    ("our_capital_musd", "ours", ">"),
    ("capital_over_ours", "over ours", ">"),
    ("operating_usd_per_t", "running, USD/t", ">"),
    ("operating_over_ours", "over ours, running", ">"),
    ("held", "held", "<"),
    ("estimate_class", "class", ">"),
    ("stages", "stages", "<"),
    ("word", "record", "<"),
    ("why", "why not held", "<"),
)
NOTES = (
    "Fixed capital as publicly said, and ours at the same form, size, region and year; class after AACE 18R-97.",
    "Held: the costs that ours are calibrated on and tested against. recyc presets show plants/NAME has the sources.",
)

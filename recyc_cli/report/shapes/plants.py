"""Plants whose cost is public."""

from __future__ import annotations

from typing import TypedDict


class PlantRow(TypedDict):
    """What a plant is publicly said to cost, and what the model says at its form, size, region and year."""

    plant: str
    word: str
    """The record in the plant's preset."""
    stands: str
    """study, announced, estimate (while it was built) or built."""
    year: str
    region: str
    route: str
    stages: str
    chemistry: str
    form: str
    throughput_t_per_year: float
    """Feed of that form at which it costs that [t/yr]."""
    estimate_class: float | None
    """After AACE 18R-97 [1]."""
    capital_musd: float
    """Fixed capital, publicly [million USD]."""
    our_capital_musd: float
    """[million USD]."""
    capital_over_ours: float
    """[1]."""
    operating_usd_per_t: float | None
    """Publicly, without feed and capital [USD/t]."""
    our_operating_usd_per_t: float | None
    """[USD/t]."""
    operating_over_ours: float | None
    """[1]."""
    held: str
    """Whether ours are calibrated on it and tested against it: yes or no."""
    why: str | None
    """Why not."""

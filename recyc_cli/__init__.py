"""The economics of recycling lithium-ion EV batteries."""

from __future__ import annotations

__version__ = "0.1.0"

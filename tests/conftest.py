"""What every test shares: drawn examples are the same in every run, and no clock judges them.

`HYPOTHESIS_PROFILE=explore pytest` draws others each time, to look for what nobody thought of.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("proof", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "proof"))

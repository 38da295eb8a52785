"""What every test shares: nobody's settings or presets, and drawn examples that are the same in every run.

`HYPOTHESIS_PROFILE=explore pytest` draws others each time, to look for what nobody thought of. No clock judges a test.
"""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

for name in [name for name in os.environ if name.startswith("RECYC_")]:
    del os.environ[name]
os.environ["XDG_CONFIG_HOME"] = str(Path(__file__).parent / "nobody")  # no such folder

settings.register_profile("proof", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "proof"))

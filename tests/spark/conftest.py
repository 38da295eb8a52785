from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # tests here share modules

collect_ignore = ["on_spark.py"]
"""A program of its own, which needs Spark to be read at all."""

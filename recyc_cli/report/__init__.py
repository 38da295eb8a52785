"""A result as the public report: every figure, block and note. May import scenario, catalog and model."""

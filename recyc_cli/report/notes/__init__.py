"""What a reader has to know beside the numbers. May import report's blocks, scenario, catalog and model."""

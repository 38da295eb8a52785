"""The parts of a report, a file each. May import scenario, catalog and model."""

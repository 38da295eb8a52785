"""Files of other people become presets. May import scenario, catalog and the ground."""

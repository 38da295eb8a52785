"""A request and the presets in force become a Scenario. May import catalog and model."""

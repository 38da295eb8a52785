"""Each part of a Scenario from its presets, a file each. May import catalog.documents, model and scenario's records."""

"""Laboratory assays become chemistries. May import importing's readers, scenario and catalog."""

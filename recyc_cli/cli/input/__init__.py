"""Options, settings and their values become keywords of a request. May import scenario and catalog."""

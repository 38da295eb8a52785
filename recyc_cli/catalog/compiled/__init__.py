"""The built-in presets as one file that is never stale. May import catalog.documents and catalog.files."""

"""New presets written as text, whole or not at all. May import catalog.documents and catalog.files."""

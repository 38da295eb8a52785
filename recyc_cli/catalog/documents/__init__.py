"""A preset as it is read: tree, records, parents, overlays, dates. May import catalog.files."""

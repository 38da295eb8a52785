"""What a preset must be beyond its numbers; the one folder that imports pydantic. May import catalog.documents."""

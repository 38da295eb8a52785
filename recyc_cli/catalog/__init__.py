"""Finds, reads, checks and resolves presets. The only room that touches TOML and pydantic."""

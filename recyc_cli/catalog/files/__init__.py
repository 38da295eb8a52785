"""Where presets and settings lie on disk, and their raw tables. May import the ground."""

"""Presets found, read and checked. May import the ground, and of the model its numbers and element masses."""

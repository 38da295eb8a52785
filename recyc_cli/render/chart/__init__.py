"""Pictures as inline SVG, drawn by small pure functions: the same numbers give the same bytes."""

"""Command line: options in, model or analysis, rendering out. No arithmetic."""

"""Where a result goes and how a command fails. May import render and report."""

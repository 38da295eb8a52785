"""The commands that ask for a quote, or about one. May import cli.input, cli.output, analysis and render."""

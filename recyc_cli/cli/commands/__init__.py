"""One file a command. May import cli.input, cli.output, analysis and render."""

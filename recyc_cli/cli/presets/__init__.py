"""`recyc presets`: one file a subcommand. May import cli.input, cli.output, importing, catalog and render."""

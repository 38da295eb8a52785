"""Holds the manual, a Markdown page a topic, read by `recyc guide`. May import nothing."""

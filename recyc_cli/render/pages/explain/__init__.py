"""Pages of an explanation: the account, its tree, a difference. May import render's page and report's names."""

"""Pages of one quote: account, detail, second life, customer's copy. May import render's page and report's names."""

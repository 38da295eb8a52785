"""Writes the programs of lots as SQL, for where the lots are: one statement for each group of them."""

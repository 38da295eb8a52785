"""What a number may be: a float, many side by side, one that knows its formula. May import nothing."""

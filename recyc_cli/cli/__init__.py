"""The command line: reads what is asked and says where answers go. May import everything but the model."""

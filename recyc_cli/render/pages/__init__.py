"""What a report says, line by line, whatever the form. May import report's names and shapes."""

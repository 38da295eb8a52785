"""Questions asked of the model, a folder each. May import report and all below; one question never another's inside."""

"""One file per form of output, one page per report. Knows reports; computes nothing. May import report and below."""

"""One file per form of output. Knows ledgers and results; computes nothing."""

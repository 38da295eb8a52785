"""The value of one number at which a margin is zero. May import analysis.quote, report and all below."""

"""Sets what plants are publicly said to cost beside what the model says of them.

May import report and every room below it, and `analysis/quote.py`.
"""

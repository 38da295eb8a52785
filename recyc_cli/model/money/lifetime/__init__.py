"""What a plant earns over its life: the money of a year, depreciation and tax, and what that is worth today.

May import the ledger of a quote and what stands below it; knows no preset and no search.
"""

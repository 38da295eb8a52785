"""How the trade writes amounts and their units: what every door of the program reads them by.

May import the catalog's files and the ground.
"""

"""Opens the files that passports come in, and joins the parts of one battery.

May import what the rest of passports may, and of it the tree.
"""

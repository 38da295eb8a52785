"""Chooses which lots to buy, and how much of each, for what a plant takes.

May import analysis' own files beside the folders of other questions, engine, report and every room below.
"""

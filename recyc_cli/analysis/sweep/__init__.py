"""Quotes a scenario at every value of one or two of its inputs.

May import analysis' own files beside the folders of other questions, engine, report and every room below.
"""

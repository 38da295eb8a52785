"""Foresees what comes back by year: batteries, metals, value and margin.

May import analysis' own files beside the folders of other questions, engine, report and every room below.
"""

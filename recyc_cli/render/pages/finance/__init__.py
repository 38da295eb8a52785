"""Lays out a plant over its life: whether it pays, what would make it pay, its cash flow.

May import render's page, words and screens, and the shapes of report.
"""

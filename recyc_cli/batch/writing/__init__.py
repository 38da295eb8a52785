"""Writes tables of quotes, part by part, into files of any form.

May import the ground alone.
"""

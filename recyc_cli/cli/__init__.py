"""Reads what a command line asks for, and says where its answers go.

May import every room but the model.
"""

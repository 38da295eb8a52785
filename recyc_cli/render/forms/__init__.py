"""Writes forms of output, a file each: table, plain, csv, json, md, html, xlsx.

May import render's own files, its pages and charts, and report's names and shapes.
"""

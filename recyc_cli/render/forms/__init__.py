"""One file per form of output: table, plain, csv, json, md, html, xlsx. May import render's pages and report."""

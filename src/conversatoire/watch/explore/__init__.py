"""`conversatoire explore`: the watch tool as a web page on one's own machine, by Datasette over the study's index.

A page is a function in `pages/` that gets an `Asked` and returns an `Answer`; `plugin.py` turns it into HTML, CSV or JSON, and every fault into a
page that says what to do. No JavaScript, no request elsewhere, nothing written.
"""

"""The observatory: a static site over all months of a study, from their tables and notes (docs/site.md).

Pages are made of plain models (`overview`, `lives`, `careers`, `courses`, `happenings`, `search`), drawn by `figures`, written by `write`.
"""

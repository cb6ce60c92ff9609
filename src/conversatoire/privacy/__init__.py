"""Pseudonyms as exports are read, and the removal of an author or of what is too old. Light to import: every verb of the command line does."""

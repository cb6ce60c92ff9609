"""Conversatoire: a reproducible observatory of web conversations."""

__version__ = "0.1.0"

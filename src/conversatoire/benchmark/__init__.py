"""Brands side by side, pages, reaction times, and what the analyst sets beside the posts."""

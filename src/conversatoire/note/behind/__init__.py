"""The posts behind what the note counts: a list of them for each number, and for each figure those of each of its marks.

A list is named by what it holds (`lists.named`): `topic-3`, `brand-1-medium-forum`. Each module gathers the lists and marks of one section of the
note, out of the same posts and by the same rules as the step that counted them; `gather.py` puts them together.
"""

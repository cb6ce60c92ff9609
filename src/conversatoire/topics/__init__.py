"""What is talked about: topics of a month's posts, their words, media, days and verbatims, and what they were the month before.

posts → `prepare` → documents → `fit` → model → `find` numbers and describes the topics → tables. `match.py` matches them with the month before.
Only `engines/` knows how topics are found.
"""

from conversatoire.topics.describe import Found, find
from conversatoire.topics.engines import fit
from conversatoire.topics.prepare import Documents, prepare

__all__ = ["Documents", "Found", "find", "fit", "prepare"]

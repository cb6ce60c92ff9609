"""One function a figure. A figure has a title, units, a legend that can be read, and colours that colour-blind readers can tell apart.

Each function takes a table and a language and returns a matplotlib figure; `save` writes it as SVG and PNG with the same bytes each time.
"""

from conversatoire.plots.barometer import hours, top_list
from conversatoire.plots.collection import gaps, media_shares, volume
from conversatoire.plots.influencers import actors, top_accounts
from conversatoire.plots.look import save, style
from conversatoire.plots.topics import topic_days, topic_media, topic_shares, topic_words

__all__ = [
    "actors",
    "gaps",
    "hours",
    "media_shares",
    "save",
    "style",
    "top_accounts",
    "top_list",
    "topic_days",
    "topic_media",
    "topic_shares",
    "topic_words",
    "volume",
]

"""One function a figure. A figure has a title, units, a legend that can be read, and colours that colour-blind readers can tell apart.

Each function takes a table and a language and returns a matplotlib figure; `save` writes it as SVG and PNG with the same bytes each time.
"""

from conversatoire.plots.barometer import hours, top_list
from conversatoire.plots.collection import gaps, media_shares, volume
from conversatoire.plots.influencers import actors
from conversatoire.plots.influencers_cascades import cascades
from conversatoire.plots.influencers_coordination import coordination
from conversatoire.plots.influencers_disagree import metrics_disagree
from conversatoire.plots.influencers_ranks import rankings
from conversatoire.plots.look import save, style
from conversatoire.plots.topics import topic_days, topic_media, topic_words
from conversatoire.plots.topics_map import topic_map
from conversatoire.plots.topics_shares import topic_shares

__all__ = [
    "actors",
    "cascades",
    "coordination",
    "gaps",
    "hours",
    "media_shares",
    "metrics_disagree",
    "rankings",
    "save",
    "style",
    "top_list",
    "topic_days",
    "topic_map",
    "topic_media",
    "topic_shares",
    "topic_words",
    "volume",
]

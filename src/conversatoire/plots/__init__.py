"""One function a figure. A figure has a title, units, a legend that can be read, and colours that colour-blind readers can tell apart.

Each function takes a table and a language and returns a matplotlib figure; `save` writes it as SVG and PNG with the same bytes each time.
"""

from conversatoire.plots.barometer import hours, top_list
from conversatoire.plots.barometer_hours import hours_media
from conversatoire.plots.barometer_thermometer import thermometer, thermometer_days
from conversatoire.plots.benchmark import brand_days, share_of_voice, term_days
from conversatoire.plots.benchmark_internal import internal_series
from conversatoire.plots.benchmark_pages import pages
from conversatoire.plots.benchmark_reaction import reaction_curve
from conversatoire.plots.benchmark_visibility import visibility_course
from conversatoire.plots.collection import gaps, media_shares, volume
from conversatoire.plots.events import peaks
from conversatoire.plots.events_signals import weak_signals
from conversatoire.plots.events_watch import crisis, questions
from conversatoire.plots.influencers import actors
from conversatoire.plots.influencers_cascades import cascades
from conversatoire.plots.influencers_coordination import coordination
from conversatoire.plots.influencers_disagree import metrics_disagree
from conversatoire.plots.influencers_ranks import rankings
from conversatoire.plots.look import save, style
from conversatoire.plots.tone import tone_days, tone_shares
from conversatoire.plots.topics import topic_days, topic_media, topic_words
from conversatoire.plots.topics_map import topic_map
from conversatoire.plots.topics_shares import topic_shares

__all__ = [
    "actors",
    "brand_days",
    "cascades",
    "coordination",
    "crisis",
    "gaps",
    "hours",
    "hours_media",
    "internal_series",
    "media_shares",
    "metrics_disagree",
    "pages",
    "peaks",
    "questions",
    "rankings",
    "reaction_curve",
    "save",
    "share_of_voice",
    "style",
    "term_days",
    "thermometer",
    "thermometer_days",
    "tone_days",
    "tone_shares",
    "top_list",
    "topic_days",
    "topic_map",
    "topic_media",
    "topic_shares",
    "topic_words",
    "visibility_course",
    "volume",
    "weak_signals",
]

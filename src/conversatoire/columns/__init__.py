"""Every table's columns, described once: one file a step."""

from conversatoire.columns import audit, barometer, benchmark, collection, compare, events, events_watch, influencers, tone, topics
from conversatoire.columns.base import Table

_STEPS = (collection, topics, influencers, barometer, tone, events, events_watch, benchmark, audit, compare)
TABLES: dict[str, Table] = {name: table for step in _STEPS for name, table in step.TABLES.items()}

"""Every table's columns, described once: one file a step."""

from conversatoire.columns import audit, barometer, benchmark, collection, events_watch, influencers, tone, topics
from conversatoire.columns.base import Table

_STEPS = (collection, topics, influencers, barometer, tone, events_watch, benchmark, audit)
TABLES: dict[str, Table] = {name: table for step in _STEPS for name, table in step.TABLES.items()}

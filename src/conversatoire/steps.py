"""The steps of a run. Light to import, since every verb of the command line does."""

# In the order of the data, each with the number that leads its notebook's name.
STEPS = {"collection": 1, "topics": 2, "influencers": 2, "barometer": 2, "tone": 2, "events": 2, "benchmark": 2, "note": 3, "audit": 4}

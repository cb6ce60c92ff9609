"""The barometer: who and what is on top this month, how lively the conversation is, and when it takes place."""

"""From raw exports to the month's posts: import (formats, normalise), then query, language, duplicates, coverage."""

"""Dates as mail and feeds write them (RFC 5322, «Tue, 22 Sep 1998 00:00:00 -0000»), made ISO 8601."""

import email.utils
import re

_ISO = re.compile(r"\s*\d{4}-?\d{2}")


def iso_date(written: str | None) -> str | None:
    """An RFC 5322 date as ISO 8601 with its offset; anything else, and an impossible date, as it stands.

    `-0000` (an instant in UTC, written somewhere unknown) becomes +00:00. A date without a zone stays without one.
    """
    if not written or _ISO.match(written):
        return written
    try:
        parsed = email.utils.parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return written
    if parsed.tzinfo is None and re.search(r"-0000\b", written):
        return f"{parsed.isoformat()}+00:00"
    return parsed.isoformat()

"""The key of the pseudonyms: read from the environment, never written anywhere; only its fingerprint is kept."""

import hashlib
import hmac
import os

from conversatoire.errors import StudyError
from conversatoire.settings.privacy import Privacy

SHORTEST = 32  # characters; 64 hexadecimal digits are 256 bits
_FEWEST_SIGNS = 8  # distinct characters: «aaaa…» is long and no key
_FIXED = b"conversatoire: fingerprint of the key"


def read_key(privacy: Privacy) -> bytes:
    """The key that the environment variable named by `privacy.key_env` holds.

    Raises:
        StudyError: it is not set, or too short to keep a secret; says how to make one, never what it holds.
    """
    name = privacy.key_env
    value = os.environ.get(name, "").strip()
    if not value:
        raise StudyError(f"privacy.pseudonyms needs a key in the environment variable {name}, which is not set; {_how(name)}")
    if len(value) < SHORTEST or len(set(value)) < _FEWEST_SIGNS:
        raise StudyError(f"the key in the environment variable {name} is too short or too simple to protect anyone; {_how(name)}")
    return value.encode()


def fingerprint(key: bytes) -> str:
    """Eight hexadecimal digits by which another key is seen, and which tell nothing of the key."""
    return hmac.new(key, _FIXED, hashlib.sha256).hexdigest()[:8]


def _how(name: str) -> str:
    make = 'python -c "import secrets; print(secrets.token_hex(32))"'
    return f"make one once with  {make}  , keep it apart from the data, and before each run: export {name}=…"

"""The secrets of a mailed link and of the page that it opens; both are 256 bits, and only their SHA-256 is stored.

The token of a link is an HMAC (RFC 2104) of the link's random id under a key of its own. So the worker can write it
into the mail while neither the outbox nor the link's row holds anything that opens the page.
"""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings

PURPOSE = b"contact.rights.link"
BYTES = 32


def token_of(link: UUID) -> str:
    """Return the token of a link, 43 letters of an address (RFC 4648, 5)."""
    key = hmac.digest(settings.LOOKUP_KEY, PURPOSE, "sha256")
    return base64.urlsafe_b64encode(hmac.digest(key, link.bytes, "sha256")).rstrip(b"=").decode()


def new_secret() -> str:
    """Return what the opened page carries from form to form."""
    return secrets.token_urlsafe(BYTES)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()

"""The links of a consent: 256 bits each, an HMAC of its random id (RFC 2104), so that no row holds what opens them."""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings

QUESTION, WITHDRAWAL = b"contact.consents.question", b"contact.consents.withdrawal"


def token_of(consent: UUID, use: bytes) -> str:
    """Return the token of a link, 43 letters of an address (RFC 4648, 5)."""
    key = hmac.digest(settings.LOOKUP_KEY, use, "sha256")
    return base64.urlsafe_b64encode(hmac.digest(key, consent.bytes, "sha256")).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()

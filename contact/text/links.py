"""One-time tokens and addresses of the links that mails carry; only hashes of tokens are stored."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings

from cluster_cms.pages.navigation import site_links

MAGIC_LINK_CONTEXT = b"contact.rights.link"
TOKEN_BYTES = 32
QUESTION, WITHDRAWAL = b"contact.consents.question", b"contact.consents.withdrawal"
OWN_DATA_PATH = "your-data/"


def magic_link_token(link: UUID) -> str:
    """Return the token of a link, 43 letters of an address (RFC 4648, 5)."""
    key = hmac.digest(settings.LOOKUP_KEY, MAGIC_LINK_CONTEXT, "sha256")
    return base64.urlsafe_b64encode(hmac.digest(key, link.bytes, "sha256")).rstrip(b"=").decode()


def new_secret() -> str:
    """Return what the opened page carries from form to form."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def consent_token(consent: UUID, use: bytes) -> str:
    """Return the token of a link, 43 letters of an address (RFC 4648, 5)."""
    key = hmac.digest(settings.LOOKUP_KEY, use, "sha256")
    return base64.urlsafe_b64encode(hmac.digest(key, consent.bytes, "sha256")).rstrip(b"=").decode()


def consent_token_hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def own_data_address(language: str) -> str:
    """Return the whole address of the page, for mails; without a contact page it is the site's."""
    form = next(iter(site_links(language)["contact"]), None)
    return f"{settings.SITE_URL}{form.url if form else '/'}{OWN_DATA_PATH if form else ''}"


def link_address(language: str, token: str) -> str:
    return f"{own_data_address(language)}link/{token}/"

"""Tokens and addresses of the links in mails; the database stores only hashes of tokens."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

MAGIC_LINK_CONTEXT = b"contact.rights.link"
QUESTION, WITHDRAWAL = b"contact.consents.question", b"contact.consents.withdrawal"
OBJECTION = b"contact.requests.objection"
SESSION_SECRET_BYTES = 32


def magic_link_token(link: UUID, stored: str = "") -> str:
    """Return the token of a link to one's own data."""
    return record_token(link, MAGIC_LINK_CONTEXT, stored)


def consent_token(consent: UUID, context: bytes, stored: str = "") -> str:
    """Return the token of a link of a consent; `context` is QUESTION or WITHDRAWAL."""
    return record_token(consent, context, stored)


def objection_token(request: UUID, stored: str = "") -> str:
    """Return the token of the link by which somebody objects to a pending request."""
    return record_token(request, OBJECTION, stored)


def record_token(record: UUID, context: bytes, stored: str) -> str:
    """Return the token of a record: `stored` is the hash that is kept of it, empty for a new one.

    A token made before SECRET_KEY was renewed is found by SECRET_KEY_FALLBACKS.
    """
    tokens = [keyed_token(record, context, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return next((token for token in tokens if token_hash(token) == stored), tokens[0])


def keyed_token(record: UUID, context: bytes, secret_key: str) -> str:
    """Return an HMAC-SHA256 of a record's id as 43 characters of base64url (RFC 4648, 5).

    Its key is made of two secrets, so that neither alone opens what the links open.
    """
    key = hmac.digest(settings.LOOKUP_KEY, context + b"\0" + secret_key.encode(), "sha256")
    return base64.urlsafe_b64encode(hmac.digest(key, record.bytes, "sha256")).rstrip(b"=").decode()


def new_secret() -> str:
    """Return a random secret, which the forms of an opened page carry in place of a session cookie."""
    return secrets.token_urlsafe(SESSION_SECRET_BYTES)


def token_hash(secret: str) -> str:
    """Return the SHA-256 (hex) of a token or secret; both are random or keyed, so it needs no salt."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def own_data_address(language: str) -> str:
    """Return the absolute address of the page of one's own data."""
    return address_of("own_data", language)


def link_address(language: str, token: str) -> str:
    """Return the absolute address that a mail with a link to one's own data carries."""
    return address_of("own_data_link", language, token)


def consent_address(language: str, consent: UUID, context: bytes, stored: str) -> str:
    """Return the absolute address of a link of a consent; `context` is QUESTION or WITHDRAWAL, `stored` its hash."""
    name = "consent_question" if context == QUESTION else "consent_withdrawal"
    return address_of(name, language, consent_token(consent, context, stored))


def objection_address(language: str, token: str) -> str:
    """Return the absolute address of the page on which somebody objects to a pending request."""
    return address_of("objection", language, token)


def address_of(name: str, language: str, *args: str) -> str:
    """Return the absolute address of a view of contact.public.urls in a language; it needs no page of the tree."""
    with override(language):
        return f"{settings.SITE_URL}{reverse(f'contact:{name}', args=args)}"

"""The only module that reads the environment.

Every variable named here stands in `docs/environment.md` and `.env.example`; a test holds the three together.
A secret may come from a file: `SECRET_KEY_FILE=/run/secrets/key` (django-environ, FileAwareEnv).
"""

import base64
import binascii
import ipaddress
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment(environ.FileAwareEnv):
    """Sends mail by our own backends: over SMTP, or by the scheme `filemail` of EMAIL_URL as one file each."""

    EMAIL_SCHEMES = {
        **environ.FileAwareEnv.EMAIL_SCHEMES,
        **dict.fromkeys(("smtp", "smtps", "smtp+tls", "smtp+ssl"), "cluster_cms.mail.smtp.SmtpBackend"),
        "filemail": "cluster_cms.mail.delivery.EmailBackend",
    }


env = Environment()

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
KEY_BYTES = 32  # AES-256 and HMAC-SHA256
PROJECT = Path(__file__).resolve().parent.parent.parent


def read_file(file: Path) -> None:
    """Read variables from a file of `NAME=value` lines; those that are set already are kept."""
    if file.exists():
        environ.FileAwareEnv.read_env(str(file))


def default(name: str, value: str) -> None:
    """Set a variable that is not set, as the settings of the demo and the tests do."""
    os.environ.setdefault(name, value)


def refuse(name: str, reason: str) -> ImproperlyConfigured:
    """Return the exception that says in one sentence what is wrong with a variable."""
    return ImproperlyConfigured(f"{name} {reason} See docs/environment.md.")


def text(name: str, default: str | None = None) -> str:
    """Return the variable's text; without a default it must be set. Blank counts as not set (make, compose).

    Raises ImproperlyConfigured, in one sentence that names the variable.
    """
    # Not `env.str`: it takes a value that begins with "$", as a random secret may, for another variable's name.
    value = str(env.ENVIRON.get(name, "")).strip()
    if not value and default is None:
        raise refuse(name, "is not set.")
    return value or default or ""


def flag(name: str, default: bool = False) -> bool:
    value = text(name, str(default)).lower()
    if value not in ("true", "false", "on", "off", "yes", "no", "1", "0"):
        raise refuse(name, "must be true or false.")
    return value in ("true", "on", "yes", "1")


def names(name: str, default: tuple[str, ...] | None = None) -> list[str]:
    """Return a comma-separated list, blanks removed; without a default it must hold something."""
    parts = text(name, None if default is None else ",".join(default)).split(",")
    values = [part.strip() for part in parts if part.strip()]
    if not values and default is None:
        raise refuse(name, "is not set.")
    return values


def number(name: str, default: int) -> int:
    try:
        return int(text(name, str(default)))
    except ValueError as error:
        raise refuse(name, "must be a whole number.") from error


def count(name: str, default: int) -> int:
    """Return a number of things, at least one."""
    value = number(name, default)
    if value < 1:
        raise refuse(name, "must be a whole number of one or more.")
    return value


def networks(name: str, default: tuple[str, ...]) -> list[Network]:
    """Return a comma-separated list of addresses and networks (192.0.2.7, 10.0.0.0/8, 2001:db8::/32)."""
    try:
        return [ipaddress.ip_network(part) for part in names(name, default)]
    except ValueError as error:
        raise refuse(name, "must hold IP addresses or networks.") from error


def path(name: str, default: Path) -> Path:
    """Return a file or folder as an absolute path."""
    return Path(text(name, str(default))).expanduser().resolve()


def path_or_bucket(name: str, default: Path) -> Path | str:
    """Return a path, or the address of a folder in a bucket: s3://bucket/folder."""
    value = text(name, str(default))
    return value if value.startswith("s3://") else path(name, default)


def secret(name: str) -> str:
    """Return a secret of at least 50 characters that is not one of Django's insecure samples."""
    value = text(name)
    if len(value) < 50 or len(set(value)) < 5 or value.startswith("django-insecure-"):
        raise refuse(name, "must be at least 50 random characters.")
    return value


def mailbox_url(name: str) -> str:
    """Return the address of a mailbox, empty where none is to be read: an IMAP folder or a Maildir folder.

    Without TLS only the host itself may be asked.
    """
    value = text(name, "")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise refuse(name, "is not a URL that can be read.") from error
    local = parts.scheme == "imap" and parts.hostname in ("localhost", "127.0.0.1", "::1")
    remote = parts.scheme in ("imap+tls", "imap+ssl") and parts.hostname and parts.username and port != 0
    folder = parts.scheme == "maildir" and not parts.netloc and parts.path.strip("/")
    if value and not (local or remote or folder):
        raise refuse(name, "must look like imap+tls://user:password@host/INBOX or maildir:////folder.")
    return value


def key(name: str, value: str | None = None) -> bytes:
    """Return a 32-byte key given in base64."""
    try:
        raw = base64.b64decode(text(name) if value is None else value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise refuse(name, "must hold 32 bytes in base64.") from error
    if len(raw) != KEY_BYTES:
        raise refuse(name, "must hold 32 bytes in base64.")
    return raw


def key_ring(name: str) -> dict[str, bytes]:
    """Return {key id: key}, newest first, from `id:base64,id:base64`."""
    ring: dict[str, bytes] = {}
    for entry in names(name):
        key_id, separator, value = entry.partition(":")
        plain = key_id.isascii() and key_id.isalnum() and len(key_id) <= 16  # its bytes are counted in each value
        if not separator or not plain or key_id in ring:
            raise refuse(name, "must look like 2026a:BASE64,2025a:BASE64 with different key ids.")
        ring[key_id] = key(name, value)
    return ring


def url(name: str, read: Callable[..., dict[str, object]], default: str | None = None) -> dict[str, object]:
    """Return Django's settings for a URL variable such as DATABASE_URL, EMAIL_URL or CACHE_URL."""
    value = text(name, default)
    try:
        return dict(read(value))
    except (ValueError, KeyError, TypeError, ImproperlyConfigured) as error:
        raise refuse(name, "is not a URL that can be read.") from error

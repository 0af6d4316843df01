"""Counts of attempts to sign in, and codes that were used: where every process and host sees them."""

from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import caches
from django.db import models
from django.utils.connection import ConnectionProxy


class SignInCounter(models.Model):
    """A row of the cache `sign_in`, which Django's DatabaseCache reads and writes; keys and values name nobody."""

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.cache_key


def share_counters() -> None:
    """Let allauth count in the cache `sign_in`: it has no setting for it, and the default may be a process's own."""
    for module in (ratelimit, totp):
        module.cache = ConnectionProxy(caches, "sign_in")

"""Secrets of authenticator apps and seeds of recovery codes, encrypted; allauth's own rows hold their ids."""

import uuid
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_delete

from cluster_cms.security.crypto import EncryptedTextField


class SecondFactorSecret(models.Model):
    """One secret. As a column of the site it is rotated, restored and looked after with all others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    secret = EncryptedTextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


def seal(text: str) -> str:
    """Store a secret and return its id."""
    return str(SecondFactorSecret.objects.create(secret=text).pk)


def unseal(stored: str) -> str:
    """Return the secret with an id. Raises WrongKey, and SecondFactorSecret.DoesNotExist."""
    try:
        return str(SecondFactorSecret.objects.get(pk=stored).secret)
    except ValidationError as error:
        raise SecondFactorSecret.DoesNotExist from error


def delete_secret(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    names = ("secret", "seed")
    SecondFactorSecret.objects.filter(pk__in=[instance.data[name] for name in names if name in instance.data]).delete()


def listen() -> None:
    """Let a secret go with its authenticator, also when an account is deleted."""
    post_delete.connect(delete_secret, sender=Authenticator, dispatch_uid="second factor secret")

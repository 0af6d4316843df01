"""Whom a change concerns, and the queueing of the mails about it: one for each recipient and transaction."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import models

from cluster_cms import clock
from cluster_cms.mail.outbox import OutboxMail, queue_mails
from cluster_cms.oversight.row_changes import Change
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.security.accounts import PRIVACY, User, language_of, members_of
from cluster_cms.security.audit import AuditEntry
from cluster_cms.security.crypto import EncryptedTextField

CHANGE_NOTICE = "oversight.change"  # a kind of mail; its subject is the positions of the first and the last entry
KEPT = timedelta(days=30)  # as long as mails that could not be sent may be sent again


class FormerAddress(models.Model):
    """A mail address that an account had until it was changed or deleted, to tell its owner of that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account_id = models.BigIntegerField()
    email = EncryptedTextField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"former address of account {self.account_id}"


def queue_notices(changes: Sequence[Change], entries: Sequence[AuditEntry]) -> None:
    """Queue a mail to each person concerned, to the address they had before, and to each privacy officer."""
    told = dict.fromkeys(pk for change in changes for pk in concerned(change))
    officers = members_of(PRIVACY).values_list("pk", flat=True)
    accounts = User.objects.filter(pk__in=[*told, *officers]).exclude(email="").select_related("wagtail_userprofile")
    former = list(former_addresses(changes))
    subject = f"{entries[0].position}-{entries[-1].position}"
    recipients = [(f"account:{one.pk}", language_of(one)) for one in accounts]
    recipients += [(f"former:{one.pk}", JAPANESE) for one in former]
    FormerAddress.objects.filter(created_at__lt=clock.now() - KEPT).delete()
    FormerAddress.objects.bulk_create(former)
    queue_mails(
        OutboxMail(kind=CHANGE_NOTICE, subject=subject, record=record, language=language)
        for record, language in recipients
    )


def concerned(change: Change) -> Iterator[int]:
    """Yield the accounts whose own matter a change is: the account, or the members of the group."""
    if is_told_at_sign_in(change):
        return
    if change.model is User:
        yield change.pk
    elif change.spec.owner:
        yield change.value(change.spec.owner)
    else:
        groups = {change.pk} if change.model is Group else {change.value("group")} - {None}
        yield from User.objects.filter(groups__in=groups).values_list("pk", flat=True)


def is_told_at_sign_in(change: Change) -> bool:
    """Return whether `cluster_cms.sign_in.account_notices` tells the person: of passwords and second factors."""
    return change.spec.code == "second_factor" or (change.model is User and set(change.data) == {"password"})


def former_addresses(changes: Sequence[Change]) -> Iterator[FormerAddress]:
    """Yield the address of each account whose address was changed or which was deleted."""
    for change in changes:
        before = (change.before or {}).get("email", "")
        if change.model is User and before and before != (change.after or {}).get("email"):
            yield FormerAddress(account_id=change.pk, email=before)

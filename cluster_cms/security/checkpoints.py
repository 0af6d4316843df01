"""How far a check that reads everything has come: the next one continues there, and `doctor` reports what it found."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models

from cluster_cms import clock
from cluster_cms.security.hash_chain import GENESIS


class Checkpoint(models.Model):
    """The last result of a check, and the prefix of a chain for which it holds.

    It is itself not trusted: whoever continues there compares `position` and `row_hash` with the chain, and at times
    reads the whole, whose result replaces this one. No personal data.
    """

    check_name = models.CharField(max_length=40, primary_key=True)
    position = models.PositiveBigIntegerField(default=0)
    row_hash = models.CharField(max_length=64, default=GENESIS)
    checked_at = models.DateTimeField(default=clock.now)
    whole_at = models.DateTimeField(default=clock.now)  # when everything was last read
    faults = models.JSONField(default=list)  # one sentence each
    found = models.JSONField(default=dict)  # what else the check keeps

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.check_name}: {self.position}"

    @property
    def age(self) -> timedelta:
        return clock.now() - self.checked_at

    def may_continue(self, whole_every: timedelta) -> bool:
        """Tell whether the next check may begin after this one: it was well, and a whole one is not due."""
        return not self.faults and clock.now() - self.whole_at < whole_every


def checkpoint(check_name: str) -> Checkpoint | None:
    return Checkpoint.objects.filter(pk=check_name).first()


def store_checkpoint(check_name: str, *, whole: bool, **values: Any) -> None:
    """Replace the result of a check; `whole` tells whether everything was read."""
    now: datetime = clock.now()
    read = {"whole_at": now} if whole else {}
    Checkpoint.objects.update_or_create(pk=check_name, defaults={"checked_at": now, **read, **values})

"""The abstract base of every register: what was used once is closed by a date and never deleted."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel


class Register(models.Model):
    """A record of a register, which the privacy officer keeps; others may at most read it."""

    class Meta:
        abstract = True
        default_permissions = ("view",)

    @property
    def subject(self) -> str:
        """Return the name of this record in the audit chain."""
        return f"{self._meta.model_name}:{self.pk}"

    @property
    def is_used(self) -> bool:
        """Tell whether anything refers to this record; a link that is built in the other direction counts too."""
        return any(found.exists() for found in self.references())

    def references(self) -> Iterator[models.QuerySet[Any]]:
        """Yield, for each way of referring to this record, what does so."""
        for relation in self._meta.get_fields(include_hidden=True):
            if isinstance(relation, ForeignObjectRel):
                yield relation.related_model._base_manager.filter(**{relation.field.name: self.pk})

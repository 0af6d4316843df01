"""The two abstract bases of what the contact app stores."""

import uuid
from collections.abc import Sequence
from typing import ClassVar

from django.db import models


class UnindexedModel(models.Model):
    """A record that stands in no index of Wagtail's and carries no model permissions.

    Without `wagtail_reference_index_ignore` each save would write rows about it into Wagtail's reference index
    (https://docs.wagtail.org/en/stable/advanced_topics/reference_index.html), which no erasure would reach.
    """

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        default_permissions: ClassVar[Sequence[str]] = ()


class UuidModel(UnindexedModel):
    """The same with a random id, which says nothing about the order of records and may stand in journals."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta(UnindexedModel.Meta):
        abstract = True

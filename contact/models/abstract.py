"""The two abstract bases of what the contact app stores, and an index that answers without the rows."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement


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


class CoveringIndex(models.Index):
    """An index that holds columns `also`, so that rows are filtered without being read; on SQLite behind the others."""

    def __init__(self, *, also: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self.also = also

    def deconstruct(self) -> Any:
        path, args, options = super().deconstruct()
        return path, args, {**options, "also": self.also}

    def create_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, using: str = "", **options: Any
    ) -> Statement:
        if schema_editor.connection.features.supports_covering_indexes:
            index = models.Index(fields=self.fields, include=self.also, name=self.name)
        else:
            index = models.Index(fields=[*self.fields, *self.also], name=self.name)
        return index.create_sql(model, schema_editor, using=using, **options)

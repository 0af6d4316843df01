"""The columns by which an encrypted text is found: hashes of its pairs of characters, and under which key they are.

Both are made anew each time their row is saved, so that they are as old as the text beside them.
"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement

from cluster_cms.security.pair_hashes import as_bytes, from_bytes, hashes_of, key_mark, newest_key
from cluster_cms.text.folding import VERSION
from contact.models.abstract import CoveringIndex

UNINDEXED = 0  # the mark of rows without hashes: the setting SEARCH_INDEX is off

# Django's fields take type parameters only from the type checker.
if TYPE_CHECKING:
    Field = models.Field[Any, Any]
    IntegerField = models.IntegerField[Any, Any]
    Lookup = models.Lookup[Any]
else:
    Field, IntegerField, Lookup = models.Field, models.IntegerField, models.Lookup


def known_marks() -> dict[int, bytes]:
    """Return the marks of the hashes that can be asked for, each with its key, newest first; none when switched off."""
    if not settings.SEARCH_INDEX:
        return {}
    return {key_mark(key, VERSION): key for key in settings.INQUIRY_KEYS.values()}


def newest_mark() -> int:
    """Return the mark that a row gets which is saved now."""
    return next(iter(known_marks()), UNINDEXED)


class PairsField(Field):
    """The hashes of the text beside it: an array on PostgreSQL; on SQLite bytes, two for each hash."""

    def __init__(self, *args: Any, of: str = "text", **options: Any) -> None:
        super().__init__(*args, **{**options, "editable": False})
        self.of = of

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        del options["editable"]
        return name, path, args, {**options, "of": self.of}

    def db_type(self, connection: Any) -> str:
        return "smallint[]" if connection.vendor == "postgresql" else "blob"

    def pre_save(self, model_instance: models.Model, add: bool) -> list[int]:
        """Return the hashes of the text that is saved; none when they are switched off."""
        hashes = hashes_of([getattr(model_instance, self.of)], newest_key()) if settings.SEARCH_INDEX else []
        setattr(model_instance, self.attname, hashes)
        return hashes

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value if value is None or connection.vendor == "postgresql" else as_bytes(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None or connection.vendor == "postgresql":
            return value
        return from_bytes(value)


@PairsField.register_lookup
class HoldLookup(Lookup):
    """Rows that hold all of some hashes, `pairs__hold=[...]`; SQLite may find a few more, across two hashes."""

    lookup_name = "hold"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        return "%s", [value]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} @> %s::smallint[]", [*parameters, self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        parts = [f"instr({column}, %s)"] * len(self.rhs)
        return " AND ".join(parts) or "1", tuple(each for one in self.rhs for each in (*parameters, as_bytes([one])))


class MarkField(IntegerField):
    """Under which key and folding the hashes of a row were made."""

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        setattr(model_instance, self.attname, newest_mark())
        return newest_mark()


class PairsIndex(CoveringIndex):
    """Finds rows by their hashes: GIN on PostgreSQL; SQLite reads the narrow rows of this index, `also` beside them."""

    def create_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, using: str = "", **options: Any
    ) -> Statement:
        if schema_editor.connection.vendor == "postgresql":
            return models.Index.create_sql(self, model, schema_editor, using=" USING gin", **options)
        order = models.Index(fields=[*self.also, *self.fields], name=self.name)
        return order.create_sql(model, schema_editor, using=using, **options)

"""What both databases have in common: writing index entries, and which column a field is kept in."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from django.db.models import Model
from modelsearch.utils import get_content_type_pk

COLUMNS = ("title", "autocomplete", "body")


class TokenIndex:
    """A part of an index class: writes what `indexer_class` makes of objects, all in one statement."""

    indexer_class: ClassVar[type[Any]]
    backend: Any
    entries: Any
    _refresh_title_norms: Callable[[], None]

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        """Write or replace the index entries of objects of one model."""
        indexers = [self.indexer_class(obj, self.backend) for obj in objs]
        if not indexers or not indexers[0].search_fields:
            return
        content_type = get_content_type_pk(model)
        self.entries.bulk_create(
            [self._entry(content_type, indexer) for indexer in indexers],
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=[*COLUMNS, "title_norm"],
        )
        self._refresh_title_norms()

    def _entry(self, content_type: int, indexer: Any) -> Model:
        values = {column: getattr(indexer, column) for column in COLUMNS}
        return self.entries.model(content_type_id=content_type, object_id=indexer.id, **values)


def columns_of(fields: Sequence[str] | None) -> list[str]:
    """Return the index columns that hold these search fields: the title has its own, all others share one."""
    wanted = {"title" if field == "title" else "body" for field in fields or ("title", "body")}
    return sorted(wanted, reverse=True)

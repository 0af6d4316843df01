"""Turns pages into data: every row that their deletion takes along, and every relation that it empties."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.db.models.deletion import Collector
from wagtail.models import GroupPagePermission, Page, ReferenceIndex
from wagtail.search.models import IndexEntry

# The index of the search is made anew, and who may do what is never given back by a restoration.
LEFT_OUT = (IndexEntry, GroupPagePermission)
Rows = dict[type[Model], set[Any]]


class EveryRow(Collector):
    """Django's collector of what a deletion takes along, which here names each row."""

    def can_fast_delete(self, objs: Any, from_field: Any = None) -> bool:
        return False


def subtree_of(roots: Iterable[Page]) -> list[Page]:
    """Return pages and all below them as their own classes, each once, from the top."""
    found = {page.pk: page for root in roots for page in root.get_descendants(inclusive=True).specific()}
    return sorted(found.values(), key=lambda page: page.path)


def pack(pages: Sequence[Page]) -> str:
    """Return all rows of pages as JSON. Raises ProtectedError when something may not be deleted."""
    rows, emptied = collect(pages)
    packed = [row for model, keys in rows.items() for row in rows_of(model, keys)]
    contents = {"rows": packed, "emptied": emptied, "referrers": referrers_of(pages)}
    return json.dumps(contents, cls=DjangoJSONEncoder, ensure_ascii=False)


def collect(pages: Iterable[Page]) -> tuple[Rows, list[list[Any]]]:
    """Return the keys of the rows that go with pages, by model, and the fields of other rows that lose their value."""
    rows: Rows = defaultdict(set)
    emptied: dict[tuple[str, str, str], list[Any]] = {}
    for page in pages:
        collector = EveryRow(using="default", origin=page)
        collector.collect([page])
        for model, instances in collector.data.items():
            if model not in LEFT_OUT:
                rows[model].update(one.pk for one in instances)
        for (field, value), groups in collector.field_updates.items():
            several: Any = groups  # querysets or lists of rows, whatever Django's stubs say
            for one in (one for group in several for one in group if value is None):
                key = (one._meta.label_lower, str(one.pk), field.name)
                emptied[key] = [one._meta.label_lower, one.pk, field.name, getattr(one, field.attname)]
    return rows, list(emptied.values())


def rows_of(model: type[Model], keys: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the rows of a model as Django serialises them; relations to many are rows of their own table."""
    own = [field.name for field in model._meta.local_fields]
    rows: list[dict[str, Any]] = serializers.serialize(
        "python", model._base_manager.filter(pk__in=list(keys)).order_by("pk"), fields=own
    )
    return rows


def referrers_of(pages: Iterable[Page]) -> list[list[Any]]:
    """Return what links to pages, each as a label and a key; the index forgets it with the deletion."""
    references = [
        one for page in pages for one in ReferenceIndex.get_references_to(page).select_related("content_type")
    ]
    labels = {(one.content_type.app_label, one.content_type.model, one.object_id) for one in references}
    return [[f"{app}.{model}", key] for app, model, key in sorted(labels)]

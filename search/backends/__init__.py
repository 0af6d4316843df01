"""Wagtail's search backend of this site: `WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] = "search.backends"`.

The two databases keep different index tables, so only the module of the one in use can be loaded.
"""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils.module_loading import import_string
from modelsearch.backends.base import BaseSearchBackend

BY_VENDOR = {
    "sqlite": "search.backends.sqlite.TokenSQLiteBackend",
    "postgresql": "search.backends.postgresql.TokenPostgresBackend",
}


def SearchBackend(params: Mapping[str, object]) -> BaseSearchBackend:
    """Return the backend for the default database. Raises ImproperlyConfigured for one that has none."""
    try:
        path = BY_VENDOR[connection.vendor]
    except KeyError as error:
        message = f"Search works on SQLite and PostgreSQL, not on {connection.vendor}."
        raise ImproperlyConfigured(message) from error
    return import_string(path)(params)

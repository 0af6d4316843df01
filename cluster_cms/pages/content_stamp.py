"""The content stamp: it changes with every committed change of what visitors may see, whoever made it and however.

Every statement that writes to a table is looked at (Django's database instrumentation), so that bulk updates and raw
SQL count as well; the tables of models that no public page shows are left out (hook `register_staff_only_models`). A
transaction that changes anything public adds one row; rows are added and never changed, so that no writer waits for
another. The stamp is the highest number of a row with the number of rows: of two transactions that commit in the other
order than they began, each still changes it. Every process reads it at most once a second; what is kept under a stamp
(`per_stamp`, cluster_cms.middleware.page_cache) is thrown away when it differs.
"""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, wraps
from time import monotonic
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Count, Max
from wagtail import hooks
from wagtail.models import Site

from cluster_cms import clock

READ_EVERY = 1.0  # seconds
ROWS_KEPT = timedelta(days=1)
WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
ASSIGNED = re.compile(r'"(\w+)" = ')
# What saving a draft writes to the row of a page: visitors see nothing of it.
DRAFT_COLUMNS = frozenset(
    {"draft_title", "has_unpublished_changes", "latest_revision_id", "latest_revision_created_at"}
)
# Apps and models of Django and Wagtail that only the staff area uses. Renditions follow their image.
STAFF_ONLY_APPS = ("auth", "sessions", "contenttypes", "admin", "wagtailadmin", "wagtailsearch", "wagtailusers")
STAFF_ONLY_CORE = re.compile(
    r"wagtailcore_(?:\w*logentry|revision|uploadedfile|workflow\w*|task\w*|group\w*|comment\w*|pagesubscription"
    r"|referenceindex|apitoken)"
)

P = ParamSpec("P")
T = TypeVar("T")


class ContentChange(models.Model):
    """One transaction that changed what visitors may see."""

    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


@dataclass(frozen=True)
class Stamp:
    """What was read of the stamp, and the results that functions gave under it."""

    value: str
    from_instant: datetime
    until: datetime | None  # when public pages change by themselves next
    results: dict[Any, Any] = field(default_factory=dict)

    def covers(self, instant: datetime) -> bool:
        return self.from_instant <= instant and (self.until is None or instant < self.until)


class Reader:
    """The newest stamp that this process has read."""

    def __init__(self) -> None:
        self.stamp: Stamp | None = None
        self.read_at = self.failed_at = -1.0  # on the monotonic clock
        self.reading = threading.Lock()

    def current(self) -> Stamp:
        """Return the stamp, read anew once a second by one thread; the others go on with the one before meanwhile."""
        now, known = clock.now(), self.stamp
        if known and known.covers(now) and (monotonic() < self.read_at + READ_EVERY or self.reading.locked()):
            return known
        asked = monotonic()
        with self.reading:  # what another thread was told since this one asked counts for both
            if self.stamp and self.stamp.covers(now) and self.read_at >= asked:
                return self.stamp
            if self.failed_at >= asked:
                raise OperationalError("The content stamp cannot be read.")
            return self.read(now)

    def read(self, now: datetime) -> Stamp:
        """Read the stamp from the database. Raises django.db.Error when it does not answer."""
        began = monotonic()
        try:
            value, known = stored_value(), self.stamp
        except Error:
            self.failed_at = monotonic()
            raise
        if known is None or known.value != value or not known.covers(now):
            Site.clear_site_root_paths_cache()  # Wagtail keeps them per process, for an hour
            known = Stamp(value, now, next_end(now))
        self.stamp, self.read_at = known, began
        return known

    def forget(self) -> None:
        """Read anew when asked next."""
        self.stamp = None


reader = Reader()
own_stamps: WeakKeyDictionary[BaseDatabaseWrapper, Stamp] = WeakKeyDictionary()
known_connections: WeakKeyDictionary[BaseDatabaseWrapper, bool] = WeakKeyDictionary()


def next_end(at: datetime) -> datetime | None:
    """Ask all apps for the next instant after `at` at which public pages change (hook `register_freshness_end`)."""
    ends = (end(at) for end in hooks.get_hooks("register_freshness_end"))
    return min(filter(None, ends), default=None)


def next_change(at: datetime) -> datetime | None:
    """Return the next instant after `at` at which public pages change by themselves. Raises django.db.Error."""
    stamp = current_stamp() or own_stamp(connections[DEFAULT_DB_ALIAS])
    return stamp.until if stamp.covers(at) else next_end(at)


def stored_value() -> str:
    found = ContentChange.objects.aggregate(newest=Max("pk"), rows=Count("pk"))
    return f"{found['newest'] or 0}.{found['rows']}"


def current_stamp() -> Stamp | None:
    """Return the stamp; None inside a transaction that has changed something, for nobody else sees that yet."""
    return None if has_changed(connections[DEFAULT_DB_ALIAS]) else reader.current()


def own_stamp(connection: BaseDatabaseWrapper) -> Stamp:
    """Return a stamp for this transaction alone, which has changed something; each further change ends it."""
    now, known = clock.now(), own_stamps.get(connection)
    if known is None or not known.covers(now):
        Site.clear_site_root_paths_cache()
        known = own_stamps[connection] = Stamp("", now, next_end(now))
    return known


def per_stamp(function: Callable[P, T]) -> Callable[P, T]:
    """Decorate a function of hashable arguments: its results are kept until the stamp changes. They are shared."""

    @wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        stamp = current_stamp() or own_stamp(connections[DEFAULT_DB_ALIAS])
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in stamp.results:
            stamp.results[key] = function(*args, **kwargs)
        result: T = stamp.results[key]
        return result

    return kept


# --- Writing -------------------------------------------------------------------------------------------------------


@cache
def staff_only_tables() -> frozenset[str]:
    """Return the tables of which no public page shows anything."""
    registered = [model for register in hooks.get_hooks("register_staff_only_models") for model in register()]
    labelled = [model for model in apps.get_models(include_auto_created=True) if is_staff_only(model)]
    return frozenset(model._meta.db_table for model in [ContentChange, *registered, *labelled])


def is_staff_only(model: type[models.Model]) -> bool:
    table = model._meta.db_table
    return model._meta.app_label in STAFF_ONLY_APPS or STAFF_ONLY_CORE.fullmatch(table) is not None


def watch(sender: object, connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """Receive Django's signal `connection_created`: look at every statement of a new connection."""
    if connection.alias == DEFAULT_DB_ALIAS and look_at not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, look_at)  # `with connection.execute_wrapper(…)` takes away the last


connection_created.connect(watch, dispatch_uid="content stamp")


def look_at(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Execute a statement; note it when it wrote something that visitors may see."""
    result = execute(sql, params, many, context)
    if is_public_write(sql):
        note_change(context["connection"])
    elif sql.startswith("ROLLBACK TO"):
        own_stamps.pop(context["connection"], None)
    return result


def is_public_write(sql: str) -> bool:
    """Return whether a statement writes to a table that visitors may see something of."""
    found = WRITE.match(sql)
    if found is None or found[1] in staff_only_tables() or found[1] not in known_tables():
        return False
    columns = ASSIGNED.findall(sql.partition(" WHERE ")[0]) if found[1] == "wagtailcore_page" else []
    return not columns or not DRAFT_COLUMNS.issuperset(columns)


@cache
def known_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


def note_change(connection: BaseDatabaseWrapper) -> None:
    """Add a row, once in a transaction; a savepoint that is rolled back takes both row and mark with it."""
    if not has_changed(connection) and has_table(connection):
        ContentChange().save(using=connection.alias)
        connection.on_commit(reader.forget)
    own_stamps.pop(connection, None)
    reader.forget()


def has_table(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the migrations have come to the table of changes; asked until they have."""
    known = known_connections.get(connection, False)
    if not known:
        known = known_connections[connection] = ContentChange._meta.db_table in connection.introspection.table_names()
    return known


def has_changed(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the open transaction has changed something that visitors may see."""
    return any(entry[1] == reader.forget for entry in connection.run_on_commit)


def prune() -> None:
    """Delete the rows of past days; the row that is added keeps a stamp from being given twice."""
    if ContentChange.objects.filter(at__lt=clock.now() - ROWS_KEPT).delete()[0]:
        ContentChange.objects.create()

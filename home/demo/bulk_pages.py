"""Inserts many pages below one page in a few statements, as complete as pages that were published one by one."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from wagtail.models import Page, Revision
from wagtail.search.backends import get_search_backends

from cluster_cms import clock
from cluster_cms.security.accounts import User


def add_children(parent: Page, pages: Sequence[Page], author: User) -> None:
    """Insert live pages of one class as the last children of a page: place in the tree, revision, search index.

    Each has a title, a slug that no sibling has, and a translation key. They must refer to no picture and no page:
    Wagtail's index of references is left alone. `parent` is read anew by the caller before it is used again.
    """
    place_below(parent, pages, author)
    insert(pages)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    add_revisions(pages, author)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(type(pages[0]), pages)


def place_below(parent: Page, pages: Sequence[Page], author: User) -> None:
    """Set what Wagtail and treebeard derive from the place in the tree and from the time of publication."""
    last = Page.objects.child_of(parent).order_by("path").last()
    first = Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1
    content_type = ContentType.objects.get_for_model(type(pages[0]))
    now = clock.now()
    for step, page in enumerate(pages, first):
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, step)
        page.set_url_path(parent)
        page.content_type, page.locale_id, page.owner = content_type, parent.locale_id, author
        page.draft_title, page.live, page.has_unpublished_changes = page.title, True, False
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = now


def insert(pages: Sequence[Page]) -> None:
    """Insert the rows of both tables of each page; Django's `bulk_create` refuses a model with a parent."""
    shared = [field.attname for field in Page._meta.concrete_fields]
    rows = Page.objects.bulk_create([Page(**{name: getattr(page, name) for name in shared}) for page in pages])
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
    model = type(pages[0])
    model._base_manager.get_queryset()._insert(pages, fields=model._meta.local_concrete_fields, using="default")


def add_revisions(pages: Sequence[Page], author: User) -> None:
    """Give each page the revision that is live; without one the editor shows no history."""
    page_type = ContentType.objects.get_for_model(Page)
    Revision.objects.bulk_create(
        Revision(
            content_type=page.content_type,
            base_content_type=page_type,
            object_id=str(page.pk),
            object_str=page.title,
            created_at=page.latest_revision_created_at,
            user=author,
            content=page.serializable_data(),
        )
        for page in pages
    )
    of_page = Revision.objects.filter(base_content_type=page_type, object_id=Cast(OuterRef("pk"), CharField()))
    newest = Subquery(of_page.order_by("-pk").values("pk")[:1])
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(live_revision=newest, latest_revision=newest)

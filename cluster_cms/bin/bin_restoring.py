"""Brings pages back from the bin, under their own keys: history, drafts, translations and links fit again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index

from cluster_cms.bin.entries import BinEntry, uncompressed
from cluster_cms.oversight.transaction_end import before_commit
from cluster_cms.pages.required_pages import ChangeRefused
from cluster_cms.pages.tree_guards import refuse_taken
from cluster_cms.security import audit
from cluster_cms.security.accounts import User

PAGE = "wagtailcore.page"
REDIRECT = "wagtailredirects.redirect"
Row = dict[str, Any]


@dataclass(frozen=True)
class NewPlace:
    """Where one root of an entry shall stand again, and under which slug."""

    parent: Page
    slug: str


def obstacles(root: Mapping[str, Any], place: NewPlace, actor: User) -> Iterator[str]:
    """Yield why a root cannot stand at a place, as sentences: first who may, then whether there is room."""
    rights = place.parent.permissions_for_user(actor)
    if not rights.can_add_subpage() or (root["live"] and not rights.can_publish_subpage()):
        yield _("You may not publish pages there. Choose another place, or ask who may.")
    elif place.parent.locale.language_code != root["language"]:
        yield _("This place is in the other language. Choose one in the language of the page.")
    elif not Page._slug_is_available(place.slug, place.parent):
        yield _("Another page has this address by now. Choose another one.")
    else:
        try:
            refuse_taken(f"{place.parent.url_path}{place.slug}/", root["language"], place.parent)
        except ChangeRefused as refusal:
            yield from refusal.reasons


def restore(entry: BinEntry, *, places: Mapping[int, NewPlace], actor: User) -> list[Page]:
    """Bring an entry back, each root to its place, by the root's key, and return the roots.

    Raises ChangeRefused when something of it exists again, such as another translation of the same page.
    """
    contents = json.loads(uncompressed(entry.contents))
    with transaction.atomic():
        Redirect.objects.filter(pk__in=entry.redirects).delete()
        rows = standing_at(contents["rows"], places)
        kept = insert(rows)
        for label, key, name, value in contents["emptied"]:
            fill(label, key, name, value)
        roots = [settle(root, places[root["page"]], actor) for root in entry.roots]
        refresh_indexes(kept, contents["referrers"])
        entry.delete()
        before_commit(lambda: note(entry, roots[0].pk, actor))  # after what it changed of redirects
    return roots


def note(entry: BinEntry, number: int, actor: User) -> None:
    audit.record("bin.restored", actor=actor, subject=f"page:{number}", data={"pages": entry.pages})


def standing_at(rows: Iterable[Row], places: Mapping[int, NewPlace]) -> list[Row]:
    """Return the rows with the pages' paths for their new places, pages first and from the top."""
    rows = list(rows)
    pages = sorted((row for row in rows if row["model"] == PAGE), key=lambda row: str(row["fields"]["path"]))
    tops = {key: next(row["fields"] for row in pages if row["pk"] == key) for key in places}
    below = {
        key: [row["fields"] for row in pages if row["fields"]["path"].startswith(top["path"])]
        for key, top in tops.items()
    }
    given: dict[int, str] = {}
    for key, place in places.items():
        old_path, old_url = tops[key]["path"], tops[key]["url_path"]
        new_path, new_url = next_path(place.parent, given), f"{place.parent.url_path}{place.slug}/"
        tops[key]["slug"] = place.slug
        for fields in below[key]:
            fields["path"] = new_path + fields["path"].removeprefix(old_path)
            fields["depth"] = len(fields["path"]) // Page.steplen
            fields["url_path"] = new_url + fields["url_path"].removeprefix(old_url)
    return [*pages, *(row for row in rows if row["model"] != PAGE)]


def next_path(parent: Page, given: dict[int, str]) -> str:
    """Return the path of one more last child, and count it; of two restorations at once one waits."""
    parent = Page.objects.select_for_update(no_key=True).get(pk=parent.pk)
    last = Page(path=given[parent.pk]) if parent.pk in given else parent.get_children().order_by("path").last()
    Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + 1)
    path: str = last._inc_path() if last else Page._get_path(parent.path, parent.depth + 1, 1)
    given[parent.pk] = path
    return path


def insert(rows: list[Row]) -> list[models.Model]:
    """Store rows as they were; what refers to something that is gone loses the reference, or is left out."""
    known = {(row["model"], str(row["pk"])) for row in rows}
    objects = [one.object for one in serializers.deserialize("python", rows, ignorenonexistent=True)]
    kept = [one for one in objects if has_its_relations(one, known)]
    try:
        with transaction.atomic():
            for one in kept:
                if not (one._meta.label_lower == REDIRECT and is_taken_over(one)):
                    one.save_base(raw=True, force_insert=True)
    except IntegrityError as error:
        raise ChangeRefused(
            [_("Something of it exists again, such as a new translation. Delete that first.")]
        ) from error
    return kept


def is_taken_over(redirect: Any) -> bool:
    """Return whether an address leads elsewhere by somebody's will; a redirect of the deletion gives way."""
    same = Redirect.objects.filter(
        models.Q(pk=redirect.pk) | models.Q(old_path=redirect.old_path, site=redirect.site_id)
    )
    same.filter(pk=redirect.pk, old_path=redirect.old_path).delete()
    return same.exists()


def has_its_relations(row: models.Model, known: set[tuple[str, str]]) -> bool:
    """Return whether all that a row needs exists; empties its other relations to what is gone."""
    for field in row._meta.local_fields:
        target, value = field.related_model, getattr(row, field.attname)
        if not isinstance(target, type) or value is None or field.primary_key:
            continue
        model: Any = target
        if (model._meta.label_lower, str(value)) in known or model._base_manager.filter(pk=value).exists():
            continue
        if not field.null:
            return False
        setattr(row, field.attname, None)
    return True


def fill(label: str, key: Any, name: str, value: Any) -> None:
    """Let a field of another row refer to its page again, unless it refers to something else by now."""
    model = apps.get_model(label)
    field: Any = model._meta.get_field(name)
    if field.related_model._base_manager.filter(pk=value).exists():
        model._base_manager.filter(pk=key, **{f"{name}__isnull": True}).update(**{field.attname: value})


def settle(root: Mapping[str, Any], place: NewPlace, actor: User) -> Page:
    """Put a root where it stood among its neighbours, and give its draft the new slug; return it."""
    page = Page.objects.get(pk=root["page"])
    neighbour = Page.objects.child_of(place.parent).filter(pk=root["next"]).first()
    if neighbour:
        page.move(neighbour, pos="left")
    page = Page.objects.get(pk=root["page"]).specific
    if place.slug != root["slug"]:
        whole = page.live and not page.has_unpublished_changes
        draft = page.get_latest_revision_as_object()
        draft.slug = place.slug
        revision = draft.save_revision(user=actor)
        if whole:
            revision.publish(user=actor)
    return Page.objects.get(pk=root["page"]).specific


def refresh_indexes(kept: Iterable[models.Model], referrers: Iterable[list[Any]]) -> None:
    """Let the search and the index of references know what is back, and who links to it."""
    for row in kept:
        if isinstance(row, Page) and type(row) is Page:
            page = Page.objects.get(pk=row.pk).specific
            ReferenceIndex.create_or_update_for_object(page)
            index.insert_or_update_object(page)
    for label, key in referrers:
        source = apps.get_model(label)._base_manager.filter(pk=key).first()
        if source:
            ReferenceIndex.create_or_update_for_object(source)

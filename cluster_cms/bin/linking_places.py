"""Finds what links to pages that are about to be deleted: pages, settings, records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import PROTECT
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from cluster_cms.security.accounts import User

MOST = 100  # places that are listed; the others are counted


@dataclass(frozen=True)
class LinkingPlace:
    """A record that links to one of the pages: its kind, its name and address for whoever may edit it, and where."""

    kind: str
    name: str
    edit_url: str
    fields: str


@dataclass(frozen=True)
class LinkingPlaces:
    """Those that somebody may edit; how many others there are; whether one of them forbids the deletion."""

    listed: list[LinkingPlace]
    others: int
    protects: bool


def linking_places(gone: Iterable[Page], user: User) -> LinkingPlaces:
    """Return what links to pages from elsewhere than those pages themselves. Redirects are not counted: they follow."""
    references = references_to(list(gone))
    finder, others = AdminURLFinder(user), 0
    listed: list[LinkingPlace] = []
    for source, found in references.group_by_source_object():
        edit_url = finder.get_edit_url(source) if len(listed) < MOST else None
        if edit_url is None:
            others += 1
            continue
        fields = dict.fromkeys(str(one.describe_source_field()) for one in found)
        listed.append(LinkingPlace(str(found[0].model_name), name_of(source), edit_url, "、".join(fields)))
    return LinkingPlaces(listed, others, any(one.on_delete is PROTECT for one in references))


def references_to(gone: list[Page]) -> Any:
    """Return the rows of Wagtail's index that lead to pages from outside them."""
    if not gone:
        return ReferenceIndex.objects.none()
    kind = ReferenceIndex._get_base_content_type(gone[0])
    keys = [str(page.pk) for page in gone]
    found = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=keys)
    found = found.exclude(content_type__app_label=Redirect._meta.app_label)
    return found.exclude(base_content_type=kind, object_id__in=keys)


def name_of(source: Any) -> str:
    return source.get_admin_display_title() if isinstance(source, Page) else str(source)

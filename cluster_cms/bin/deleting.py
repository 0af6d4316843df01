"""Deletes pages into the bin, and leads visitors of their addresses to the page that stands in for them."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cluster_cms.bin.entries import BinEntry, compressed
from cluster_cms.bin.packing import pack, subtree_of
from cluster_cms.security.accounts import User

Address = tuple[int, str]  # the key of a site and a path on it


def delete_into_bin(pages: Sequence[Page], *, actor: User | None, replacement: Page | None = None) -> BinEntry:
    """Delete pages with all below them, keep them for 30 days, and redirect each public address to `replacement`.

    The first page names the entry. Raises ProtectedError and ChangeRefused for what may not be deleted.
    """
    with transaction.atomic():
        roots = without_nested(pages)
        gone = subtree_of(roots)
        entry = BinEntry(title=pages[0].get_admin_display_title()[:255], deleted_by=actor, pages=len(gone))
        entry.roots = [description(root) for root in roots]
        entry.contents = compressed(pack(gone))
        addresses = {page.pk: address for page in gone if page.live and (address := address_of(page))}
        if replacement:
            lead_on(gone, replacement)
        for root in roots:
            Page.objects.get(pk=root.pk).delete(user=actor)
        if replacement:
            entry.redirects = [
                redirect(addresses[page.pk], in_language_of(page, replacement)).pk
                for page in gone
                if page.pk in addresses
            ]
        entry.save()
    return entry


def without_nested(pages: Iterable[Page]) -> list[Page]:
    """Return pages without those that stand below another one of them."""
    chosen = list({page.pk: page for page in pages}.values())
    return [page for page in chosen if not any(page.is_descendant_of(other) for other in chosen)]


def description(root: Page) -> dict[str, object]:
    """Return what the bin shows of a root, and what a restoration needs to know of its place."""
    neighbour = root.get_next_sibling()
    return {
        "page": root.pk,
        "parent": root.get_parent().pk,
        "next": neighbour.pk if neighbour else None,
        "title": root.get_admin_display_title(),
        "language": root.locale.language_code,
        "slug": root.slug,
        "address": root.url or "",
        "live": root.live or root.get_descendants().live().exists(),
    }


def address_of(page: Page) -> Address | None:
    """Return where visitors find a page; None where it belongs to no site."""
    parts = page.get_url_parts()
    return (parts[0], Redirect.normalise_path(parts[2])) if parts and parts[2] else None


def in_language_of(page: Page, replacement: Page) -> Page:
    """Return the replacement's published translation in the language of a page, else the replacement itself."""
    same = Page.objects.filter(translation_key=replacement.translation_key, locale_id=page.locale_id, live=True)
    return same.first() or replacement


def lead_on(gone: Iterable[Page], replacement: Page) -> None:
    """Let redirects that lead to pages lead to the replacement, else they would go with them."""
    for page in gone:
        Redirect.objects.filter(redirect_page=page.pk).update(
            redirect_page=in_language_of(page, replacement), redirect_page_route_path=""
        )


def redirect(address: Address, target: Page) -> Redirect:
    site, path = address
    made, _created = Redirect.objects.update_or_create(
        old_path=path,
        site_id=site,
        defaults={
            "redirect_page": target,
            "redirect_page_route_path": "",
            "redirect_link": "",
            "is_permanent": True,
            "automatically_created": True,
        },
    )
    return made
